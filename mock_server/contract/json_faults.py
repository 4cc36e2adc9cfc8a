"""What is wrong with a JSON document, member by member: where, and what is legal there; never what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.contract.schemas import Schema

_ARTICLES = {"array": "an array", "integer": "an integer", "object": "an object", "null": "null"}
_BOUNDS = {
    "minimum": "is less than {}",
    "maximum": "is greater than {}",
    "exclusiveMinimum": "is not greater than {}",
    "exclusiveMaximum": "is not less than {}",
    "minLength": "is shorter than {}",
    "maxLength": "is longer than {}",
    "minItems": "has fewer than {} items",
    "maxItems": "has more than {} items",
    "minProperties": "has fewer than {} members",
    "multipleOf": "is not a multiple of {}",
}


def json_faults(validator: Any, schema: Schema, document: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what of a document breaks a schema: JSON pointer without its first slash, message, rule.

    The rule is "missing" or "invalid".
    """
    for error in validator.iter_errors(document):
        yield from _faults(error, schema)


def _faults(error: Any, schema: Schema) -> Iterator[tuple[str, str, str]]:
    kind, place = error.kind, "/".join(map(str, error.instance_path))
    if kind.name == "required":
        yield _below(place, kind.property), "is required", "missing"
    elif kind.name == "additionalProperties":
        known = _declaring(schema, error.schema_path).get("properties", {})
        for name in kind.unexpected:
            yield _below(place, name), f"is not known; there are: {', '.join(sorted(known))}", "invalid"
    else:
        yield place, _message(kind, schema, error.schema_path), "invalid"


def _message(kind: Any, schema: Schema, path: Sequence[Any]) -> str:
    expected = _declaring(schema, path).get("x-expects")
    if expected is not None:
        return f"is not {expected}"
    match kind.name:
        case "enum":
            return f"is not one of {', '.join(map(str, kind.options))}"
        case "const":
            return f"is not {kind.value}"
        case "type":
            return f"is not {_either(kind.types)}"
        case "format":
            return f"is not a {kind.format}"
        case "oneOf" | "anyOf":
            declared = _declaring(schema, path)
            types = [one for option in declared.get(kind.name, ()) for one in _types(option)]
            return f"is not {_either(types)} as it has to be"
    return _BOUNDS.get(kind.name, f"breaks {kind.name} {{}}").format(kind.value)


def _declaring(schema: Any, path: Sequence[Any]) -> Mapping[str, Any]:
    """Return the schema whose keyword is at the end of a path."""
    for step in path[:-1]:
        schema = schema[step]
    return schema if isinstance(schema, Mapping) else {}


def _types(schema: Schema) -> list[str]:
    declared = schema.get("type", [])
    return [declared] if isinstance(declared, str) else list(declared)


def _either(types: Sequence[str]) -> str:
    named = [_ARTICLES.get(one, f"a {one}") for one in dict.fromkeys(types)]
    return " or ".join([one for one in named if one != "null"] + [one for one in named if one == "null"])


def _below(place: str, name: str) -> str:
    return f"{place}/{name}" if place else name
