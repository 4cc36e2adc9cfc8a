"""What a contract says there is at a pointer: the schemas of a place, or the members where a way ends too early."""

from __future__ import annotations

from collections.abc import Sequence

from mock_server.breaks.place import EVERY, Step, pointer_of, shown
from mock_server.contract.schemas import Schema, options_of, type_of, types_of
from mock_server.core.errors import ConfigError

_SHOWN = 24


def alternatives(schema: Schema) -> list[Schema]:
    """Return what a value may be, but for null: the schema, or each of its alternatives with the keys beside them."""
    beside = {key: value for key, value in schema.items() if key not in ("oneOf", "anyOf")}
    options: list[Schema] = [{**beside, **option} for option in options_of(schema) if types_of(option) != ["null"]]
    return options or [schema]


def schemas_at(schemas: Sequence[Schema], steps: Sequence[Step], where: str) -> list[Schema]:
    """Return the schemas of what steps lead to; raise ConfigError with the members there are where they go wrong.

    `where` is what the schemas describe.
    """
    found = [one for schema in schemas for one in alternatives(schema)]
    for at, step in enumerate(steps):
        below = [one for schema in found for part in _parts(schema, step) for one in alternatives(part)]
        if not below:
            place = pointer_of(tuple(steps[:at])) or "its root"
            raise ConfigError(f"{where} has no {shown(step or '*')} at {place}: {_members(found)}")
        found = below
    return found


def _parts(schema: Schema, step: Step) -> list[Schema]:
    kind = type_of(schema)
    if kind == "array":
        is_item = step is EVERY or (step.isascii() and step.isdigit())
        return [schema.get("items", {})] if is_item else []
    if kind not in ("object", ""):
        return []
    properties = schema.get("properties", {})
    rest = schema.get("additionalProperties", not properties)
    if step is EVERY:
        return [*properties.values(), *_others(rest)]
    return [properties[step]] if step in properties else _others(rest)


def _others(additional: object) -> list[Schema]:
    if isinstance(additional, dict):
        return [additional]
    return [{}] if additional is True else []


def _members(schemas: Sequence[Schema]) -> str:
    names = [name for schema in schemas for name in schema.get("properties", {})]
    if names:
        return f"there are {shortened(names)}"
    if any(type_of(schema) == "array" for schema in schemas):
        return "it is an array; * is every item"
    return f"it is {' or '.join(dict.fromkeys(type_of(schema) or 'anything' for schema in schemas))}"


def shortened(names: Sequence[str]) -> str:
    """Return names for a message, at most so many of them."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(dict.fromkeys(names[:_SHOWN])) + more
