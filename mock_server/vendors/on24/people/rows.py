"""Rows: a selection of an event's registrants that is never written out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import dataclass, replace
from itertools import accumulate

from mock_server.core.lazy import LazySequence
from mock_server.vendors.on24.people.sheets import BLOCK, Fates


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

    def has(self, row: int) -> bool:
        """Tell whether a row is one of its own."""
        return self.low <= row < self.high and self.fates.fate(row) in self.chosen

    def row(self, number: int) -> int:
        """Return the row with a number, counted from the first row of the fates: its own first has `before`."""
        return self.fates.nth(self.chosen, number)

    def rows(self, first: int, end: int) -> Sequence[int]:
        """Return the rows with the numbers from `first` up to, but without, `end`."""
        if len(self.chosen) == BLOCK:
            # With every fate chosen no row is left out.
            low = self.row(first)
            return range(low, low + end - first)
        return [self.row(number) for number in range(first, end)]


class Rows(LazySequence[int]):
    """Row numbers in ascending order, found by arithmetic: the millionth as quickly as the first.

    The segments are in order, too, none overlaps another. Some rows may be missing: those that were written.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = [segment for segment in segments if segment.chosen and segment.low < segment.high]
        self._highs = [segment.high for segment in self._segments]
        self._befores = [segment.before for segment in self._segments]
        self._ends = list(accumulate(segment.rank(segment.high) for segment in self._segments))
        # The missing rows, and how many rows, missing or not, are below each of them.
        self._missing: list[int] = []
        self._ranks: list[int] = []

    def __len__(self) -> int:
        return (self._ends[-1] if self._ends else 0) - len(self._missing)

    def _at(self, place: int) -> int:
        ranks = self._ranks
        skipped = bisect_right(range(len(ranks)), place, key=lambda at: ranks[at] - at) if ranks else 0
        at = place + skipped
        number = bisect_right(self._ends, at)
        return self._segments[number].row(at - (self._ends[number - 1] if number else 0) + self._befores[number])

    def _between(self, start: int, stop: int) -> list[int]:
        if self._missing:
            return super()._between(start, stop)
        found: list[int] = []
        number = bisect_right(self._ends, start)
        while start < stop:
            end = min(stop, self._ends[number])
            shift = self._befores[number] - (self._ends[number - 1] if number else 0)
            found += self._segments[number].rows(start + shift, end + shift)
            start, number = end, number + 1
        return found

    def __iter__(self) -> Iterator[int]:
        return (self[at] for at in range(len(self)))

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and self._has(row) and not self._is_missing(row)

    def rank(self, row: int) -> int:
        """Return how many of the rows are below `row`."""
        return self._rank(row) - bisect_left(self._missing, row)

    def window(self, low: int, high: int) -> Rows:
        """Return those of the rows from `low` up to, but without, `high`."""
        cut = Rows([replace(one, low=max(one.low, low), high=min(one.high, high)) for one in self._segments])
        if self._missing:
            first, last, below = bisect_left(self._missing, low), bisect_left(self._missing, high), self._rank(low)
            cut._missing = self._missing[first:last]
            cut._ranks = [rank - below for rank in self._ranks[first:last]]
        return cut

    def without(self, rows: Iterable[int]) -> Rows:
        """Return the rows without some; that costs what is left out, and next to nothing for what already was."""
        new = sorted({row for row in rows if row in self})
        if not new:
            return self
        left = copy(self)
        left._missing = sorted([*self._missing, *new])
        left._ranks = sorted([*self._ranks, *map(self._rank, new)])
        return left

    def _rank(self, row: int) -> int:
        number = bisect_right(self._highs, row)
        before = self._ends[number - 1] if number else 0
        return before + self._segments[number].rank(row) if number < len(self._segments) else before

    def _has(self, row: int) -> bool:
        number = bisect_right(self._highs, row)
        return number < len(self._segments) and self._segments[number].has(row)

    def _is_missing(self, row: int) -> bool:
        at = bisect_left(self._missing, row)
        return at < len(self._missing) and self._missing[at] == row
