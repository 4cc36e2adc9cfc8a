"""Values made from a schema alone, for properties that no record knows: valid, dull, and the same each time."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from mock_server.contract.schemas import Schema, options_of, type_of

_START = datetime(2026, 1, 1, tzinfo=UTC)
# How far numbers reach where a schema does not say.
_SPAN = Fraction(1000)


def key_of(record: Any, name: str) -> int:
    """Return a number that stays the same for the same record (by its `id`) and property, on every machine."""
    identity = f"{getattr(record, 'id', '')}/{name}"
    return int.from_bytes(hashlib.blake2b(identity.encode(), digest_size=8).digest(), "big")


def generate(schema: Schema, key: int) -> Any:
    """Return a value that the schema accepts, but for `pattern` and for the length of a string with a format."""
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][key % len(schema["enum"])]
    if "default" in schema:
        return schema["default"]
    for option in options_of(schema):
        if option.get("type") != "null":
            return generate(option, key)
    return _BY_TYPE[type_of(schema) or "null"](schema, key)


def _object(schema: Schema, key: int) -> dict[str, Any]:
    return {name: generate(part, key_of(key, name) ^ key) for name, part in schema.get("properties", {}).items()}


def _array(schema: Schema, key: int) -> list[Any]:
    return [generate(schema.get("items", {}), key + index) for index in range(schema.get("minItems", 0))]


def _string(schema: Schema, key: int) -> str:
    form = _FORMATS.get(schema.get("format", ""))
    if form is not None:
        return form(key)
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 1 << 30)
    return f"value {key % 1000}".ljust(shortest, "x")[: max(longest, 0)]


def _integer(schema: Schema, key: int) -> int:
    # The whole multiples of p/q are those of p.
    step = _fraction(schema.get("multipleOf", 1)).numerator
    return int(_multiple(schema, key, Fraction(step)))


def _number(schema: Schema, key: int) -> float:
    if "multipleOf" in schema:
        return float(_multiple(schema, key, _fraction(schema["multipleOf"])))
    low, high, _ = _bounds(schema)
    # Never on a bound, so that it does not matter whether bounds count, unless they leave nothing else.
    return float(low + (high - low) * Fraction(key % 999 + 1, 1000))


def _multiple(schema: Schema, key: int, step: Fraction) -> Fraction:
    low, high, excluded = _bounds(schema)
    first, last = ceil(low / step), floor(high / step)
    first += first * step in excluded
    last -= last * step in excluded
    return (first + key % max(last - first + 1, 1)) * step


def _bounds(schema: Schema) -> tuple[Fraction, Fraction, set[Fraction]]:
    """Return the least and greatest number between the bounds, and those of the two that the schema excludes."""
    excluded = {_fraction(schema[name]) for name in ("exclusiveMinimum", "exclusiveMaximum") if name in schema}
    lows = [_fraction(schema[name]) for name in ("minimum", "exclusiveMinimum") if name in schema]
    highs = [_fraction(schema[name]) for name in ("maximum", "exclusiveMaximum") if name in schema]
    low = max(lows) if lows else min([Fraction(0), *(high - _SPAN for high in highs)])
    return low, min(highs) if highs else low + _SPAN, excluded


def _fraction(number: float) -> Fraction:
    return Fraction(str(number))


_BY_TYPE: Mapping[str, Callable[[Schema, int], Any]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": lambda _, key: key % 2 == 0,
    "null": lambda _, __: None,
}
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "uuid": lambda key: str(uuid.UUID(int=key << 64 | key, version=4)),
    "date": lambda key: (_START + timedelta(days=key % 365)).date().isoformat(),
    "date-time": lambda key: (_START + timedelta(minutes=key % 525_600)).isoformat(),
    "email": lambda key: f"person-{key % 1000}@example.com",
    "uri": lambda key: f"https://example.com/{key % 1000}",
    "uri-reference": lambda key: f"/{key % 1000}",
}
