"""When the bookings of an event come in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta

from mock_server.fake import mix
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.zone import midnight

# Guests book between seven in the morning and eleven in the evening, clock on the wall.
_FIRST_SECOND = 7 * 3600
_DAY_SECONDS = 16 * 3600
_CHECKOUT_BEFORE_EPOCH = timedelta(minutes=4)


class Schedule:
    """The moments at which bookings are begun, by row; later rows are later.

    Where the event has a checkout, one row is moved to a few minutes before the epoch begins: the booking that somebody
    is just filling in.
    """

    def __init__(self, plan: EventPlan, seed: int, epoch: date) -> None:
        self._seed, self.length = seed, plan.planned
        self._opens = midnight(plan.opens) + timedelta(seconds=_FIRST_SECOND)
        self._span = max(1, (plan.closes - plan.opens).days) * _DAY_SECONDS
        self._checkout_at = midnight(epoch) - _CHECKOUT_BEFORE_EPOCH
        is_open = plan.opens < epoch < plan.closes and plan.planned > 0
        self.checkout = self._checkout_row(epoch) if plan.has_checkout and is_open else None

    def at(self, row: int) -> datetime:
        """Return when a booking is begun."""
        return self._checkout_at if row == self.checkout else self._plain(row)

    def first_from(self, moment: datetime) -> int:
        """Return the first row begun at or after a moment."""
        return bisect_left(range(self.length), moment, key=self.at)

    def first_after(self, moment: datetime) -> int:
        """Return the first row begun after a moment."""
        return bisect_right(range(self.length), moment, key=self.at)

    def _plain(self, row: int) -> datetime:
        """Give every row a stretch of the booking time of its own, and a random second in it."""
        first = row * self._span // self.length
        last = (row + 1) * self._span // self.length
        day, second = divmod(first + mix(self._seed, row) % max(1, last - first), _DAY_SECONDS)
        return self._opens + timedelta(days=day, seconds=second)

    def _checkout_row(self, epoch: date) -> int:
        # Nobody else books between eleven and midnight, so moving the first row of the next day keeps the order.
        before = midnight(epoch) - timedelta(hours=1)
        return min(bisect_left(range(self.length), before, key=self._plain), self.length - 1)
