"""Rows with others woven in: a long computed sequence, and the few that were written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mock_server.core.lazy import LazySequence


class Woven(LazySequence[int]):
    """`base` without the items at some places, with others before some places of it; nothing of it is copied.

    `without` are places of the base in ascending order; `others` are (place of the base, row), in ascending order of
    the place.
    """

    def __init__(self, base: Sequence[int], without: Sequence[int], others: Sequence[tuple[int, int]]) -> None:
        self._base = base
        # How many items, of those that stay, come before each place that is left out.
        self._stay = [place - at for at, place in enumerate(without)]
        self._rows = [row for _, row in others]
        self._at_places = [place - bisect_left(without, place) + at for at, (place, _) in enumerate(others)]

    def __len__(self) -> int:
        return len(self._base) - len(self._stay) + len(self._rows)

    def _at(self, place: int) -> int:
        before = bisect_left(self._at_places, place)
        if before < len(self._at_places) and self._at_places[before] == place:
            return self._rows[before]
        kept = place - before
        return self._base[kept + bisect_right(self._stay, kept)]

    def _between(self, start: int, stop: int) -> list[int]:
        """Take what lies between two others out of the base in one piece, where nothing of it is left out."""
        first, last = bisect_left(self._at_places, start), bisect_left(self._at_places, stop)
        kept, end = start - first, stop - last
        shift = bisect_right(self._stay, kept)
        if first == last and bisect_right(self._stay, end - 1) == shift:
            return list(self._base[kept + shift : end + shift])
        return super()._between(start, stop)
