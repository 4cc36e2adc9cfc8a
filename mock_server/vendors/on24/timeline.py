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
        after = _moment(self._second_of(start) + 1)
        ends = [line.before(after) for _, line in self._timelines]
        newer = self._length - sum(ends)
        heads = [
            self._backwards(number, owner, line, end)
            for number, ((owner, line), end) in enumerate(zip(self._timelines, ends, strict=True))
        ]
        # Of equal moments the one of the earlier timeline comes first.
        rows = merge(*heads, key=lambda one: (-one[0], one[1]))
        return [(owner, row) for _, _, owner, row in islice(rows, start - newer, stop - newer)]

    def _second_of(self, place: int) -> int:
        """Return the second in which the row at a place registered: the last one since which more registered.

        A timeline of which as many rows lie before either end of what is left of the time is not looked at again.
        """
        low, high = self._span
        passed, wanted = 0, self._length - place
        left = [(line, 0, len(line)) for _, line in self._timelines]
        while high - low > 1:
            middle = (low + high) // 2
            moment = _moment(middle)
            counts = [line.before(moment) for line, _, _ in left]
            if passed + sum(counts) < wanted:
                low = middle
                left = [(line, count, most) for (line, _, most), count in zip(left, counts, strict=True)]
            else:
                high = middle
                left = [(line, least, count) for (line, least, _), count in zip(left, counts, strict=True)]
            passed += sum(least for _, least, most in left if least == most)
            left = [one for one in left if one[1] < one[2]]
        return low

    def _backwards(
        self, number: int, owner: Owner, line: Timeline, end: int
    ) -> Iterator[tuple[float, int, Owner, int]]:
        for at in range(end - 1, -1, -1):
            row = line[at]
            yield self._created(owner, row).timestamp(), number, owner, row


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
