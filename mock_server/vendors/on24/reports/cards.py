"""Cards: the address and the company of attendees, remembered while the day lasts."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.roll import Roll


@dataclass(frozen=True, slots=True)
class Card:
    """Whom to write to."""

    email: str
    company: str | None

    @property
    def domain(self) -> str:
        """Where the mailbox is."""
        return self.email.rpartition("@")[2].lower()


class Cards:
    """The cards of an account's people, by event and row. What was written about somebody is looked up each time."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Crowd, dict[int, Card]]] = {}

    def of(self, roll: Roll, row: int) -> Card:
        """Return the card of a row."""
        if roll.entry(row) is not None:
            return _card(roll, row)
        crowd, cards = self._kept.get(roll.event.id, (None, {}))
        if crowd is not roll.crowd:
            cards = {}
            self._kept[roll.event.id] = roll.crowd, cards
        if row not in cards:
            cards[row] = _card(roll, row)
        return cards[row]


def _card(roll: Roll, row: int) -> Card:
    told = roll.registrant(row)
    return Card(told.email or "", told.company if isinstance(told.company, str) else None)
