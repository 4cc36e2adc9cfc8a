"""What was written about bookings, people and events, over what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from mock_server.vendors.oniva.lives import Life
from mock_server.vendors.oniva.zone import ZURICH

# Computed rows are far below; an id has room for either.
PINNED = 1 << 36
_MOMENTS = ("created", "updated", "confirmed", "canceled", "came", "edited", "cancelled", "moved", "starts", "ends")


@dataclass(frozen=True, slots=True)
class BookingNote:
    """One booking, computed (`row` below PINNED) or pinned, as it was written last.

    `number` is the contact's in the event, `person` the key of who that is. Where places run out, it has its turn
    before the computed row `turn`. `choice` is the registration option of a pinned one; `came` is when it was checked
    in, if `is_checked_in` says anything.
    """

    event: int
    row: int
    number: int
    person: str
    turn: int
    created: datetime
    updated: datetime
    status: str
    confirmed: datetime | None = None
    canceled: datetime | None = None
    language: str | None = None
    choice: int | None = None
    is_checked_in: bool | None = None
    came: datetime | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether there is no such booking but for the note."""
        return self.row >= PINNED

    @property
    def key(self) -> str:
        """The key under which it is kept."""
        return f"{self.event}/{self.row}"

    def life(self) -> Life:
        """Return what has become of the booking."""
        return Life(self.status, self.created, self.updated, self.confirmed, self.canceled)


@dataclass(frozen=True, slots=True)
class PersonNote:
    """Somebody who is new, or other than computed, in all events: like person `number` of a language, but for the
    attributes in `contact` and the answers to forms in `answers`.
    """

    key: str
    language: str
    number: int
    email: str
    contact: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventNote:
    """One event: when it was edited, called off and moved, and new values of what is shown of it.

    `place` are other values of its location's attributes.
    """

    event: int
    edited: datetime
    cancelled: datetime | None = None
    title: str | None = None
    topic: Mapping[str, Any] = field(default_factory=dict)
    moved: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    shows_end: bool | None = None
    place: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key under which it is kept."""
        return str(self.event)


Note = BookingNote | PersonNote | EventNote


def as_json(note: Note) -> dict[str, Any]:
    """Return a note as an overlay keeps it."""
    values = {one.name: getattr(note, one.name) for one in fields(note)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def from_json(kind: type[Any], kept: Mapping[str, Any]) -> Any:
    """Read what `as_json` wrote; moments are on the tenant's clock again."""
    return kind(
        **{
            name: datetime.fromisoformat(value).astimezone(ZURICH) if name in _MOMENTS and value is not None else value
            for name, value in kept.items()
        }
    )
