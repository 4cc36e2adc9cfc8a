"""When the registrants of an event register."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import isqrt

from mock_server.fake import mix
from mock_server.vendors.on24.people.office_hours import OfficeHours
from mock_server.vendors.on24.people.visits import LONGEST_RETURN
from mock_server.vendors.on24.programme.event_plan import EventPlan

# Who registers late has this time left to come back.
_LEEWAY = timedelta(days=LONGEST_RETURN + 2)
# Whoever looks for a moment looks at the same few rows first.
_REMEMBERED = 512


class Enrolment:
    """The moments (in UTC) at which an event's rows register; later rows are not earlier.

    The rows below `before` register until the event starts, most of them in the last days; the others from the moment
    the recording is there, most of them soon.
    """

    def __init__(self, plan: EventPlan, seed: int) -> None:
        self._seed, self._before, self.length = seed, plan.before, plan.planned
        self._early = OfficeHours(plan.zone, plan.opens, plan.starts)
        opens, closes = late_registration(plan)
        self._late = OfficeHours(plan.zone, opens, closes)
        self._known = lru_cache(_REMEMBERED)(self._at)

    def at(self, row: int) -> datetime:
        """Return when a row registers."""
        return self._known(row)

    def _at(self, row: int) -> datetime:
        if row < self._before:
            return self._early.at(self._second(row, row, self._before, self._early.seconds))
        # The same the other way round: the last row is the first of a rush looked at backwards.
        late = self.length - self._before
        second = self._second(row, self.length - 1 - row, late, self._late.seconds)
        return self._late.at(self._late.seconds - 1 - second)

    def first_from(self, moment: datetime) -> int:
        """Return the first row that registers at or after a moment."""
        return bisect_left(range(self.length), moment.astimezone(UTC), key=self.at)

    def first_after(self, moment: datetime) -> int:
        """Return the first row that registers after a moment."""
        return bisect_right(range(self.length), moment.astimezone(UTC), key=self.at)

    def _second(self, row: int, number: int, count: int, seconds: int) -> int:
        """Give every one of `count` a stretch of the time of its own, and a random second in it.

        After a share t of the time, t to the fourth of all have registered; whole numbers, so on every machine alike.
        """
        first = isqrt(isqrt(number * seconds**4 // count))
        last = isqrt(isqrt((number + 1) * seconds**4 // count))
        return first + mix(self._seed, row) % max(1, last - first)


def late_registration(plan: EventPlan) -> tuple[datetime, datetime]:
    """Return from when to when one registers for the recording."""
    opens = (plan.archive_starts or plan.ends).astimezone(UTC)
    closes = plan.closes.astimezone(UTC)
    if plan.archive_ends is not None and plan.archive_ends > plan.starts:
        closes = min(closes, plan.archive_ends.astimezone(UTC) - _LEEWAY)
    return opens, closes
