"""Appearances: where one person is found among the events of an account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.visits import Visit
from mock_server.vendors.on24.records.people import Attendee, Registrant


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person as a row of one event. `last` is when the person was there last, or else registered."""

    roll: Roll
    row: int
    last: datetime

    @property
    def visit(self) -> Visit:
        """What the person did."""
        return self.roll.visit(self.row)

    @property
    def has_come(self) -> bool:
        """Whether the person came."""
        return self.roll.has_come(self.row)

    @property
    def registrant(self) -> Registrant:
        """The person as registrant."""
        return self.roll.registrant(self.row)

    @property
    def attendee(self) -> Attendee:
        """The person as attendee, of those who came."""
        return self.roll.attendee(self.row)


def appearances_of(email: str, rolls: Iterable[Roll]) -> list[Appearance]:
    """Return where somebody with an address appears, the last activity first."""
    return sorted(_found(email, rolls), key=lambda one: (one.last, one.roll.event.id), reverse=True)


def _found(email: str, rolls: Iterable[Roll]) -> Iterator[Appearance]:
    for roll in rolls:
        row = roll.find(email)
        if row is not None:
            last = roll.last(row) if roll.has_come(row) else roll.created(row)
            yield Appearance(roll, row, last)
