"""Attendance: when the attendees of an event were there last, and whose that was in a period."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain

from mock_server.vendors.on24.crowd import Crowd
from mock_server.vendors.on24.dates import Period
from mock_server.vendors.on24.rows import Rows
from mock_server.vendors.on24.visits import Visit

# How many answers to other periods are kept for an event.
_REMEMBERED = 4


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
        self.crowd = crowd
        self._columns: dict[tuple[Period, str | None], Sequence[int]] = {}

    def last(self, row: int) -> datetime:
        """Return when a row that has come left last."""
        return self._left(self.crowd.visit(row), row)

    def covers(self, period: Period) -> bool:
        """Tell whether everybody's last session ended in a period."""
        return self._span is None or all(moment in period for moment in self._span)

    def within(
        self, period: Period, test: Callable[[Visit], bool] = lambda visit: True, name: str | None = None
    ) -> Sequence[int]:
        """Return the rows that left last in a period and whose visit passes a test, in order; `name` is the test's."""
        key = period, name
        if key not in self._columns:
            while len(self._columns) >= _REMEMBERED:
                del self._columns[next(iter(self._columns))]
            self._columns[key] = self._column(period, test)
        return self._columns[key]

    def _column(self, period: Period, test: Callable[[Visit], bool]) -> Sequence[int]:
        if self._span is None or not _overlaps(self._span, period):
            return ()
        found = (
            line.within(period, lambda row, visit=line.visit: self._left(visit, row))  # type: ignore[misc]
            for line in self._lines
            if test(line.visit)
        )
        return array("q", sorted(chain.from_iterable(found)))

    @cached_property
    def _lines(self) -> Sequence[Line]:
        came = [visit for visit in self.crowd.visits if not visit.is_no_show]
        return [Line(visit, self.crowd.rows(lambda other, one=visit: other is one)) for visit in came]  # type: ignore[misc]

    @cached_property
    def _span(self) -> tuple[datetime, datetime] | None:
        """The first and the last moment at which anybody left for good."""
        ends = [self._left(line.visit, line.rows[at]) for line in self._lines for at in (0, -1)]
        return (min(ends), max(ends)) if ends else None

    def _left(self, visit: Visit, row: int) -> datetime:
        return max(self.crowd.moment(row, one) + timedelta(seconds=one.seconds) for one in visit.sessions)


class Attendances:
    """The attendance of each event of an account, kept until the event or the day changes."""

    def __init__(self) -> None:
        self._kept: dict[int, Attendance] = {}

    def of(self, event_id: int, crowd: Crowd) -> Attendance:
        """Return the attendance of an event's crowd."""
        kept = self._kept.get(event_id)
        if kept is None or kept.crowd is not crowd:
            kept = self._kept[event_id] = Attendance(crowd)
        return kept


def _overlaps(span: tuple[datetime, datetime], period: Period) -> bool:
    first, last = span
    return (period.end is None or first <= period.end) and (period.start is None or last >= period.start)
