"""Sequences one after the other, as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar, overload

Owner = TypeVar("Owner")


class Joined(Sequence[tuple[Owner, int]]):
    """The rows of several owners, each owner's from the last to the first; nothing is copied."""

    def __init__(self, parts: Sequence[tuple[Owner, Sequence[int]]]) -> None:
        self._parts = [(owner, rows) for owner, rows in parts if rows]
        self._ends = list(accumulate(len(rows) for _, rows in self._parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> tuple[Owner, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[Owner, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[Owner, int] | list[tuple[Owner, int]]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        number = bisect_right(self._ends, at)
        owner, rows = self._parts[number]
        return owner, rows[self._ends[number] - 1 - at]
