"""Kinds of event and kinds of record."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class EventKind(StrEnum):
    """How an event takes bookings: what one costs, and whether there is room. The values are a scenario's."""

    FREE = "free"
    FULL = "full"
    PAID = "paid"
    FULL_PAID = "full-paid"
    REQUEST = "request"

    @property
    def is_paid(self) -> bool:
        """Whether bookings of it have a payment."""
        return self in (EventKind.PAID, EventKind.FULL_PAID)

    @property
    def is_full(self) -> bool:
        """Whether its places run out and the rest waits; such an event has one registration option."""
        return self in (EventKind.FULL, EventKind.FULL_PAID)


class RecordKind(IntEnum):
    """What an id names. Never renumber: ids would change."""

    TENANT = 1
    WORKSPACE = 2
    EVENT = 3
    OPTION = 4
    BOOKING = 5
    CONTACT = 6
    GROUP = 7
    BOOKED_OPTION = 8
