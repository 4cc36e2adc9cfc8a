"""Kinds of event, by what a booking costs and whether there is room."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How an event takes bookings; the values are a scenario's."""

    FREE = "free"
    FULL = "full"
    PAID = "paid"
    FULL_PAID = "full-paid"
    REQUEST = "request"

    @property
    def is_paid(self) -> bool:
        """Whether bookings of it have a payment."""
        return self in (Kind.PAID, Kind.FULL_PAID)

    @property
    def is_full(self) -> bool:
        """Whether its places run out and the rest waits; such an event has one registration option."""
        return self in (Kind.FULL, Kind.FULL_PAID)
