"""Lazy sequences: long ones, whose items are made when they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """A sequence that says how long it is (`__len__`) and makes any item of its place (`_at`).

    Where neighbours are cheaper together, `_between` makes them at once.
    """

    @abstractmethod
    def _at(self, place: int) -> T:
        """Return the item at a place that there is, from 0."""

    def _between(self, start: int, stop: int) -> list[T]:
        """Return the items from `start` up to, but without, `stop`; both are places that there are."""
        return [self._at(place) for place in range(start, stop)]

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step == 1:
                return self._between(start, stop) if start < stop else []
            return [self._at(at) for at in range(start, stop, step)]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        return self._at(at)
