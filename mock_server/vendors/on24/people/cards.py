"""Cards: the address and the company of somebody who came."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.vendors.on24.records.people import Registrant


@dataclass(frozen=True, slots=True)
class Card:
    """Whom to write to."""

    email: str
    company: str | None

    @property
    def domain(self) -> str:
        """Where the mailbox is."""
        return self.email.rpartition("@")[2].lower()

    @classmethod
    def of(cls, told: Registrant) -> Card:
        """Return the card of a registrant."""
        return cls(told.email or "", told.company if isinstance(told.company, str) else None)
