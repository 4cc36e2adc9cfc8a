"""Attendance: when the attendees of an event were there last, and whose that was in a period."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache, partial
from itertools import chain
from operator import is_

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.rows import Rows
from mock_server.vendors.on24.people.visits import Visit

# How many answers to other periods are kept for an event.
_REMEMBERED = 4
# And the moments of so many people: those about whom something was written are asked for each time.
_LOOKED_UP = 16_384


@dataclass(frozen=True, slots=True)
class Line:
    """Everybody who made one visit. Of two rows the later one has never left earlier."""

    visit: Visit
    rows: Rows

    def within(self, period: Period, left: Callable[[int], datetime]) -> Sequence[int]:
        """Return the rows that left last in a period."""
        low = bisect_left(self.rows, period.start, key=left) if period.start is not None else 0
        high = bisect_right(self.rows, period.end, key=left) if period.end is not None else len(self.rows)
        return self.rows[low:high]


class Attendance:
    """The attendees of an event by the end of their last session, whatever was written about them since.

    A period that cuts an event in two asks for a column of those within; none is made for any other period.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self.last = lru_cache(_LOOKED_UP)(self._last)
        self._column = lru_cache(_REMEMBERED)(self._new_column)

    def _last(self, row: int) -> datetime:
        """Return when a row that has come left last."""
        return self._left(self._crowd.visit(row), row)

    def covers(self, period: Period) -> bool:
        """Tell whether everybody's last session ended in a period."""
        return self._span is None or all(moment in period for moment in self._span)

    def within(self, period: Period, partner_ref: str | None = None) -> Sequence[int]:
        """Return the rows that left last in a period, in order; only those of a partner's code, if one is named."""
        if self._span is None or not _overlaps(self._span, period):
            return ()
        return self._column(_opened(period, self._span), partner_ref)

    def _new_column(self, period: Period, partner_ref: str | None) -> Sequence[int]:
        lines = (line for line in self._lines if partner_ref in (None, line.visit.referral))
        found = (line.within(period, partial(self._left, line.visit)) for line in lines)
        return array("q", sorted(chain.from_iterable(found)))

    @cached_property
    def _lines(self) -> Sequence[Line]:
        came = [visit for visit in self._crowd.visits if not visit.is_no_show]
        return [Line(visit, self._crowd.rows(partial(is_, visit))) for visit in came]

    @cached_property
    def _span(self) -> tuple[datetime, datetime] | None:
        """The first and the last moment at which anybody left for good."""
        ends = [self._left(line.visit, line.rows[at]) for line in self._lines for at in (0, -1)]
        return (min(ends), max(ends)) if ends else None

    def _left(self, visit: Visit, row: int) -> datetime:
        return max(self._crowd.moment(row, one) + timedelta(seconds=one.seconds) for one in visit.sessions)


def _overlaps(span: tuple[datetime, datetime], period: Period) -> bool:
    first, last = span
    return (period.end is None or first <= period.end) and (period.start is None or last >= period.start)


def _opened(period: Period, span: tuple[datetime, datetime]) -> Period:
    """Return a period without the ends that nothing lies beyond: the same today as a minute ago."""
    first, last = span
    start = None if period.start is None or period.start <= first else period.start
    return Period(start, None if period.end is None or last <= period.end else period.end)
