"""JSON that a client sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

# The validator gives up some hundred levels down; nobody's honest document comes near.
_DEEPEST = 64
# What is larger is no count of anything.
_LARGEST = 2**63


class BadJson(ValueError):
    """Raised for a text that is not JSON, or that is nested too deeply to be looked at."""


def parse_json(text: str | bytes) -> Any:
    """Return the value of a JSON text."""
    try:
        value = orjson.loads(text)
    except ValueError:
        raise BadJson("is not JSON") from None
    level = _holders([value])
    for _ in range(_DEEPEST):
        if not any(level):
            return value
        level = [part for one in level for part in _holders(one.values() if type(one) is dict else one)]
    raise BadJson("is nested too deeply")


def with_integers(value: Any) -> Any:
    """Return a JSON value in which each whole number is an int, as JSON Schema has it, also one written as 1.0."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _LARGEST else value
    if isinstance(value, dict):
        return {name: with_integers(one) for name, one in value.items()}
    return [with_integers(one) for one in value] if isinstance(value, list) else value


def _holders(values: Iterable[Any]) -> list[Any]:
    """Return the objects and arrays of values, which orjson makes of no other types: most values are neither."""
    return [one for one in values if type(one) in (dict, list)]
