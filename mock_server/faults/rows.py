"""Rows of a list as they are while somebody else writes: one twice, one skipped, in another order, ever fewer."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Any

from mock_server.core.lazy import LazySequence
from mock_server.fake import Stream, label


class _Moved(LazySequence[Any]):
    """Rows before which others came in (`by` more than 0) or went away (less) since the first page was read."""

    def __init__(self, rows: Sequence[Any], by: int) -> None:
        self._rows, self._by = rows, by

    def __len__(self) -> int:
        return max(0, len(self._rows) + self._by) if self._rows else 0

    def _at(self, place: int) -> Any:
        return self._rows[max(0, place - self._by)]

    def _between(self, start: int, stop: int) -> list[Any]:
        before = min(max(0, self._by - start), stop - start)
        there = list(self._rows[start + before - self._by : stop - self._by])
        return [self._rows[0]] * before + there if before else there


class _Shuffled(LazySequence[Any]):
    """All rows in an order that a seed draws: a stride through them, so that none is looked at before its turn."""

    def __init__(self, rows: Sequence[Any], draw: Stream) -> None:
        self._rows = rows
        self._first = draw.below(max(1, len(rows)))
        self._stride = _coprime(len(rows), draw)

    def __len__(self) -> int:
        return len(self._rows)

    def _at(self, place: int) -> Any:
        return self._rows[(self._first + place * self._stride) % len(self._rows)]


class _Fewer(LazySequence[Any]):
    """The first rows alone."""

    def __init__(self, rows: Sequence[Any], count: int) -> None:
        self._rows, self._count = rows, count

    def __len__(self) -> int:
        return self._count

    def _at(self, place: int) -> Any:
        return self._rows[place]

    def _between(self, start: int, stop: int) -> list[Any]:
        return list(self._rows[start:stop])


def can_disturb(rows: Sequence[Any], how: str, page: int) -> bool:
    """Tell whether a disturbance changes what is seen on a page (from 0)."""
    if how in ("duplicate", "missing"):
        return page > 0 and len(rows) > 0
    return len(rows) > (1 if how == "shuffled" else 0)


def disturbed(rows: Sequence[Any], how: str, page: int, turn: int, seed: int) -> Sequence[Any]:
    """Return a view of rows for a page (from 0) that is asked for in some turn (from 1).

    - `duplicate`: a row has come in for each page before, so this one begins with the last row of the page before.
    - `missing`: as many have gone, so that one is skipped between two pages.
    - `shuffled`: every turn has an order of its own. `shrinking`: every turn finds a tenth fewer.
    """
    if how == "duplicate":
        return _Moved(rows, page)
    if how == "missing":
        return _Moved(rows, -page)
    if how == "shuffled":
        return _Shuffled(rows, Stream(seed, label("rows"), turn))
    return _Fewer(rows, max(0, len(rows) - turn * max(1, len(rows) // 10)))


def _coprime(count: int, draw: Stream) -> int:
    """Return a stride that leads through all places, and not just one by one where there is a choice."""
    stride = 1 + draw.below(max(1, count - 1))
    while gcd(stride, count) > 1:
        stride = stride % count + 1
    return stride
