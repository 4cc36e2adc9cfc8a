"""Sequences one after the other, as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

from mock_server.core.lazy import LazySequence

Owner = TypeVar("Owner")


class Joined(LazySequence[tuple[Owner, int]]):
    """The rows of several owners, each owner's from the last to the first; nothing is copied."""

    def __init__(self, parts: Sequence[tuple[Owner, Sequence[int]]]) -> None:
        self._parts = [(owner, rows) for owner, rows in parts if rows]
        self._ends = list(accumulate(len(rows) for _, rows in self._parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _at(self, place: int) -> tuple[Owner, int]:
        number = bisect_right(self._ends, place)
        owner, rows = self._parts[number]
        return owner, rows[self._ends[number] - 1 - place]
