"""Which people of an event a list is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.written_people import Status

# What the lists show unless they are asked for other people.
PRESENT = frozenset({Status.ACTIVE, Status.DELETED})
_ANY = PRESENT | {Status.FORGOTTEN}
EVER = Period()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which registrants: with some statuses, of a period, who came or did not come, by a partner's code.

    The period is about the registration or, `by_activity`, about when anything was last written; `registered_by` is
    the latest registration, whatever the period is about. With `has_email`, only those who gave an address: all whom
    nothing was written about did.
    """

    statuses: Collection[Status] = PRESENT
    period: Period = EVER
    attended: bool | None = None
    partner_ref: str | None = None
    by_activity: bool = False
    registered_by: datetime | None = None
    has_email: bool = False

    @property
    def registered(self) -> tuple[datetime | None, datetime | None]:
        """When those have registered of whom nothing was written: that is their last activity, too."""
        ends = [end for end in (self.period.end, self.registered_by) if end is not None]
        return self.period.start, min(ends, default=None)


EVERYBODY = Selection()


def asked_statuses(arguments: Mapping[str, Any]) -> Collection[Status]:
    """Return which people are asked for; a status that is asked for wins over the older flag."""
    asked = arguments.get("user_status")
    if asked is None:
        return _ANY if arguments.get("filter_forgotten") is False else PRESENT
    return {"any": _ANY, "all": PRESENT}.get(asked) or frozenset({Status(asked)})
