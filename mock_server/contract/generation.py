"""Values made from a schema alone, for properties that no record knows: valid, dull, and the same each time."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Schema = Mapping[str, Any]

_START = datetime(2026, 1, 1, tzinfo=UTC)


def key_of(record: Any, name: str) -> int:
    """Return a number that stays the same for the same record (by its `id`) and property, on every machine."""
    identity = f"{getattr(record, 'id', '')}/{name}"
    return int.from_bytes(hashlib.blake2b(identity.encode(), digest_size=8).digest(), "big")


def generate(schema: Schema, key: int) -> Any:
    """Return a value that the schema accepts. `pattern` is the one keyword it does not follow."""
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][key % len(schema["enum"])]
    if "default" in schema:
        return schema["default"]
    for option in schema.get("oneOf", schema.get("anyOf", ())):
        if option.get("type") != "null":
            return generate(option, key)
    return _BY_TYPE[_type_of(schema)](schema, key)


def _type_of(schema: Schema) -> str:
    declared = schema.get("type", "object" if "properties" in schema else "null")
    kinds = [declared] if isinstance(declared, str) else declared
    return next((kind for kind in kinds if kind != "null"), "null")


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
    low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
    high = schema.get("maximum", schema.get("exclusiveMaximum", low + 1001) - 1)
    step = schema.get("multipleOf", 1)
    first = -(-low // step) * step
    return int(first + key % max((high - first) // step + 1, 1) * step)


_BY_TYPE: Mapping[str, Callable[[Schema, int], Any]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _integer,
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
