"""Timelines: registrants by the moment they registered, computed and written ones together, of one event or of all.

Nothing is written out: the place of a computed row is arithmetic, that of a written one is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from typing import TypeVar, overload

from mock_server.vendors.on24.rows import Rows

Owner = TypeVar("Owner")


class Timeline(Sequence[int]):
    """Rows of one event, earliest registration first.

    `first_from` gives the first computed row from a moment on; `written` are (moment, row), earliest first.
    """

    def __init__(
        self, rows: Rows, first_from: Callable[[datetime], int], written: Sequence[tuple[datetime, int]]
    ) -> None:
        self._rows, self._first_from, self._written = rows, first_from, written
        self._places = [rows.rank(first_from(moment)) + at for at, (moment, _) in enumerate(written)]

    def __len__(self) -> int:
        return len(self._rows) + len(self._written)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        number = bisect_left(self._places, at)
        if number < len(self._places) and self._places[number] == at:
            return self._written[number][1]
        return self._rows[at - number]

    def before(self, moment: datetime) -> int:
        """Return how many registered before a moment."""
        return self._rows.rank(self._first_from(moment)) + bisect_left(self._written, (moment,))


class Newest(Sequence[tuple[Owner, int]]):
    """The rows of many timelines, newest registration first: each with whose timeline it is on.

    `created` gives the moment at which a row of an owner registered; all lie from `first` to `last`.
    """

    def __init__(
        self,
        timelines: Sequence[tuple[Owner, Timeline]],
        created: Callable[[Owner, int], datetime],
        first: datetime,
        last: datetime,
    ) -> None:
        self._timelines = [(owner, line) for owner, line in timelines if line]
        self._created, self._span = created, (int(first.timestamp()), int(last.timestamp()) + 1)
        self._length = sum(len(line) for _, line in self._timelines)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> tuple[Owner, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[Owner, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[Owner, int] | list[tuple[Owner, int]]:
        if isinstance(place, slice):
            start, stop, _ = place.indices(len(self))
            return self._window(start, stop)
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        return self._window(at, at + 1)[0]

    def _window(self, start: int, stop: int) -> list[tuple[Owner, int]]:
        if start >= stop:
            return []
        second = self._second_of(start)
        newer = self._since(second + 1)
        heads = [
            self._backwards(number, owner, line, line.before(_moment(second + 1)))
            for number, (owner, line) in enumerate(self._timelines)
        ]
        # Of equal moments the one of the earlier timeline comes first.
        rows = merge(*heads, key=lambda one: (-one[0], one[1]))
        return [(owner, row) for _, _, owner, row in islice(rows, start - newer, stop - newer)]

    def _second_of(self, place: int) -> int:
        """Return the second in which the row at a place registered: the last one since which more registered."""
        low, high = self._span
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._since(middle) > place else (low, middle)
        return low

    def _since(self, second: int) -> int:
        moment = _moment(second)
        return self._length - sum(line.before(moment) for _, line in self._timelines)

    def _backwards(
        self, number: int, owner: Owner, line: Timeline, end: int
    ) -> Iterator[tuple[float, int, Owner, int]]:
        for at in range(end - 1, -1, -1):
            row = line[at]
            yield self._created(owner, row).timestamp(), number, owner, row


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
