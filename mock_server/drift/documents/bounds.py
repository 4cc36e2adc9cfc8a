"""Bounds of a schema in one form: 3.0 and 3.1 write them otherwise, and some rule nothing out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

HIGHEST = ("maximum", "maxLength", "maxItems", "maxProperties")
_LOWEST = ("minimum", "minLength", "minItems", "minProperties")
_COUNTS = ("minLength", "minItems", "minProperties")
BOUNDS = (*HIGHEST, *_LOWEST)
_OUT = {"maximum": "exclusiveMaximum", "minimum": "exclusiveMinimum"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A highest or lowest value; whether it is out itself."""

    value: float
    is_out: bool = False

    def __str__(self) -> str:
        return f"{self.value}, itself out" if self.is_out else str(self.value)

    def is_wider(self, other: Bound, *, is_highest: bool) -> bool:
        """Tell whether it lets more through than another."""
        if self.value == other.value:
            return other.is_out
        return (self.value > other.value) == is_highest


def bounds_of(merged: Mapping[str, Any], types: Collection[str]) -> dict[str, Bound]:
    """Return the bounds of a schema. That a bound itself is out is a flag in 3.0 and a bound in 3.1; of whole numbers
    the next one is in.
    """
    found = {key: Bound(merged[key]) for key in BOUNDS if _is_number(merged.get(key))}
    for key, out in _OUT.items():
        if merged.get(out) is True and key in found:
            found[key] = Bound(found[key].value, is_out=True)
        elif _is_number(merged.get(out)):
            other = Bound(merged[out], is_out=True)
            known = found.get(key)
            if known is None or known.is_wider(other, is_highest=key in HIGHEST):
                found[key] = other
        if key in found and set(types) == {"integer"}:
            found[key] = _counted(found[key], step=-1 if key in HIGHEST else 1)
    return {key: one for key, one in found.items() if key not in _COUNTS or one.value > 0}


def _counted(bound: Bound, step: int) -> Bound:
    return Bound(bound.value + step) if bound.is_out and bound.value == int(bound.value) else bound


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) != float("inf")
