"""Questions that every compiler of schemas asks: which type, is null allowed, how is it spelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jsonschema_rs

Schema = Mapping[str, Any]


def types_of(schema: Schema) -> list[str]:
    """Return the types a schema names."""
    declared = schema.get("type", [])
    return [declared] if isinstance(declared, str) else list(declared)


def type_of(schema: Schema) -> str:
    """Return the one type beside null; "object" where only properties tell it, "" where nothing does."""
    kinds = [kind for kind in types_of(schema) if kind != "null"]
    return kinds[0] if kinds else ("object" if "properties" in schema else "")


def options_of(schema: Schema) -> tuple[Schema, ...]:
    """Return the alternatives of `oneOf` or `anyOf`, if there are any."""
    return tuple(schema.get("oneOf", schema.get("anyOf", ())))


def is_nullable(schema: Schema) -> bool:
    """Tell whether null is a value of the schema."""
    return "null" in types_of(schema) or any("null" in types_of(option) for option in options_of(schema))


def without_null(schema: Schema) -> Schema:
    """Return the first alternative that is not null, with the keys that stand beside the alternatives."""
    for option in options_of(schema):
        if "null" not in types_of(option):
            return {**option, **{key: value for key, value in schema.items() if key not in ("oneOf", "anyOf")}}
    return schema


def speller(schema: Schema) -> Callable[[Any], Any] | None:
    """Return what turns a domain value into its spelling, where the schema has `x-values` (wire to domain)."""
    if "x-values" not in schema:
        return None
    spellings = {domain: wire for wire, domain in _meanings(schema).items()}
    return lambda value: spellings.get(value, value)


def reader(schema: Schema) -> Callable[[Any], Any] | None:
    """Return what turns a spelling into the domain value, where the schema has `x-values`."""
    if "x-values" not in schema:
        return None
    meanings = _meanings(schema)
    return lambda value: meanings.get(value, value)


def _meanings(schema: Schema) -> Mapping[Any, Any]:
    """Return the domain values by what is on the wire: names in JSON are texts, what they stand for may be numbers."""
    meanings: Mapping[str, Any] = schema["x-values"]
    return {int(wire): one for wire, one in meanings.items()} if type_of(schema) == "integer" else meanings


def new_validator(schema: Schema) -> Any:
    """Compile a schema; formats are checked, our own keys are left out."""
    return jsonschema_rs.Draft202012Validator(_without_extensions(schema), validate_formats=True)


def _without_extensions(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_extensions(item) for item in node]
    if not isinstance(node, dict):
        return node
    # A property may be called x-something; only next to a schema's own keywords is it an extension.
    return {
        key: {name: _without_extensions(part) for name, part in value.items()}
        if key == "properties" and isinstance(value, dict)
        else _without_extensions(value)
        for key, value in node.items()
        if not str(key).startswith("x-")
    }
