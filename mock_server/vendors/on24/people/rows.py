"""Rows: a selection of an event's registrants that is never written out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate

from mock_server.core.lazy import LazySequence
from mock_server.vendors.on24.people.sheets import Fates


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows from `low` up to, but without, `high` that have one of the chosen fates."""

    fates: Fates
    chosen: Set[int]
    low: int
    high: int

    @property
    def before(self) -> int:
        """How many such rows lie below it."""
        return self.fates.below(self.chosen, self.low)

    def rank(self, row: int) -> int:
        """Return how many of its rows are below `row`."""
        return self.fates.below(self.chosen, min(max(row, self.low), self.high)) - self.before

    def row(self, number: int) -> int:
        """Return the row with a number, counted from the first row of the fates: its own first has `before`."""
        return self.fates.nth(self.chosen, number)


class Rows(LazySequence[int]):
    """Row numbers in ascending order, found by arithmetic: the millionth as quickly as the first.

    Few rows may be missing: those of registrants who are forgotten.
    """

    def __init__(self, segments: Sequence[Segment], without: Sequence[int] = ()) -> None:
        self._segments = [segment for segment in segments if segment.chosen and segment.low < segment.high]
        self._ends = list(accumulate(segment.rank(segment.high) for segment in self._segments))
        self._befores = [segment.before for segment in self._segments]
        self._missing = sorted({row for row in without if self._has(row)})
        self._gone = frozenset(self._missing)
        # How many are left before each missing one: the place where it is skipped.
        self._skips = [self._rank(row) - at for at, row in enumerate(self._missing)]

    def __len__(self) -> int:
        return (self._ends[-1] if self._ends else 0) - len(self._missing)

    def _at(self, place: int) -> int:
        at = place + bisect_right(self._skips, place)
        number = bisect_right(self._ends, at)
        return self._segments[number].row(at - (self._ends[number - 1] if number else 0) + self._befores[number])

    def __iter__(self) -> Iterator[int]:
        return (self[at] for at in range(len(self)))

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and row not in self._gone and self._has(row)

    def rank(self, row: int) -> int:
        """Return how many of the rows are below `row`."""
        return self._rank(row) - bisect_left(self._missing, row)

    def window(self, low: int, high: int) -> Rows:
        """Return those of the rows from `low` up to, but without, `high`."""
        cut = [replace(one, low=max(one.low, low), high=min(one.high, high)) for one in self._segments]
        return Rows(cut, self._missing)

    def without(self, rows: Sequence[int]) -> Rows:
        """Return the rows without some."""
        return Rows(self._segments, [*self._missing, *rows])

    def _rank(self, row: int) -> int:
        return sum(segment.rank(row) for segment in self._segments)

    def _has(self, row: int) -> bool:
        return self._rank(row + 1) > self._rank(row)
