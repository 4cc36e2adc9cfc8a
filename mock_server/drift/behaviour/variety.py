"""Variety: which record is the least like another one, so that two show more kinds of values than one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.place import EVERY, Step

# An array is empty, has one item, or has several.
_SEVERAL = 2
_Trait = tuple[tuple[Step, ...], object]


def most_unlike(rows: Sequence[Mapping[str, Any]], first: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the row with the most traits that the first has not; None where none has any."""
    known = {*_traits(first, ())}
    counts = [len({*_traits(row, ())} - known) for row in rows]
    most = max(counts, default=0)
    return rows[counts.index(most)] if most else None


def _traits(value: Any, at: tuple[Step, ...]) -> Iterator[_Trait]:
    """Yield what kind of value is where: null, empty, nought, yes or no, how many; never a text."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _traits(one, (*at, name))
    elif isinstance(value, list):
        yield at, min(len(value), _SEVERAL)
        for one in value:
            yield from _traits(one, (*at, EVERY))
    elif isinstance(value, bool):
        yield at, value
    else:
        yield at, None if value is None else (type(value), bool(value))
