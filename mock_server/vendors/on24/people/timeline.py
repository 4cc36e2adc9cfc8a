"""Timelines: registrants by the moment they registered, computed and written ones together, of one event or of all.

Nothing is written out: the place of a computed row is arithmetic, that of a written one is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import TypeVar

from mock_server.core.lazy import LazySequence
from mock_server.vendors.on24.people.rows import Rows

_NEXT = timedelta(microseconds=1)

Owner = TypeVar("Owner")


class Timeline(LazySequence[int]):
    """Rows of one event, earliest registration first.

    `first_from` gives the first computed row from a moment on; `written` are (moment, row), earliest first.
    """

    def __init__(
        self, rows: Rows, first_from: Callable[[datetime], int], written: Sequence[tuple[datetime, int]]
    ) -> None:
        self._rows, self._first_from, self._written = rows, first_from, written
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._rows) + len(self._written)

    def _at(self, place: int) -> int:
        return self._between(place, place + 1)[0]

    def _between(self, start: int, stop: int) -> list[int]:
        number = bisect_left(range(len(self._written)), start, key=self._place)
        found: list[int] = []
        while start < stop:
            end = min(stop, self._place(number)) if number < len(self._written) else stop
            found += self._rows[start - number : end - number]
            if end < stop:
                found.append(self._written[number][1])
                number += 1
            start = end + 1
        return found

    def _place(self, number: int) -> int:
        """Return the place of a written row, of which only a few are looked at."""
        if number not in self._places:
            # Of those who registered in the same second the computed ones come first: they have the smaller numbers.
            after = self._written[number][0] + _NEXT
            self._places[number] = self._rows.rank(self._first_from(after)) + number
        return self._places[number]

    def before(self, moment: datetime) -> int:
        """Return how many registered before a moment."""
        return self._rows.rank(self._first_from(moment)) + bisect_left(self._written, (moment,))


class Newest(LazySequence[tuple[Owner, int]]):
    """The rows of many timelines, newest registration first: each with whose timeline it is on.

    `created` gives the moment at which a row of an owner registered.
    """

    def __init__(self, timelines: Sequence[tuple[Owner, Timeline]], created: Callable[[Owner, int], datetime]) -> None:
        self._timelines = [(owner, line) for owner, line in timelines if line]
        self._created = created
        self._length = sum(len(line) for _, line in self._timelines)

    def __len__(self) -> int:
        return self._length

    def _at(self, place: int) -> tuple[Owner, int]:
        return self._between(place, place + 1)[0]

    def _between(self, start: int, stop: int) -> list[tuple[Owner, int]]:
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
        ends = [int(self._created(owner, line[at]).timestamp()) for owner, line in self._timelines for at in (0, -1)]
        low, high = min(ends), max(ends) + 1
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
