"""JSON pointers with `*` for every item of an array or member of an object (RFC 6901 otherwise)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from mock_server.contract.schemas import is_nullable, options_of, type_of, without_null
from mock_server.core.errors import ConfigError

EVERY = "*"


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a pointer; raise ConfigError where it does not begin with a slash."""
    if pointer and not pointer.startswith("/"):
        raise ConfigError(f"a JSON pointer begins with a slash, not {pointer!r}")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def pointer_to(steps: Sequence[str]) -> str:
    """Return the pointer of steps."""
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)


def places(document: Any, steps: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """Yield each container and key that steps lead to; the key of the last step may be missing there."""
    step, rest = steps[0], steps[1:]
    for key in _keys(document, step):
        if not rest:
            yield document, key
        elif _has(document, key):
            yield from places(document[key], rest)


def _keys(node: Any, step: str) -> list[Any]:
    if isinstance(node, MutableMapping):
        return list(node) if step == EVERY else [step]
    if isinstance(node, list):
        if step == EVERY:
            return list(range(len(node)))
        return [int(step)] if step.isascii() and step.isdigit() and int(step) < len(node) else []
    return []


def _has(node: Any, key: Any) -> bool:
    return key in node if isinstance(node, MutableMapping) else True


def schema_at(schema: Mapping[str, Any], steps: Sequence[str]) -> Mapping[str, Any]:
    """Return the schema that steps lead to; raise ConfigError, with what there is, where they lead nowhere."""
    for at, step in enumerate(steps):
        members = members_of(schema)
        if step not in members and EVERY not in members:
            here, known = pointer_to(steps[:at]) or "the whole", ", ".join(members) or "nothing"
            raise ConfigError(f"there is no {step!r} at {here}; there is {known}")
        schema = members.get(step) or members[EVERY]
    return schema


def members_of(schema: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Return the schemas one step below: by name, `*` for items and for members of any name."""
    schema = without_null(schema)
    found: dict[str, Mapping[str, Any]] = dict(schema.get("properties", {}))
    if type_of(schema) == "array" and isinstance(schema.get("items"), Mapping):
        found[EVERY] = schema["items"]
    if isinstance(schema.get("additionalProperties"), Mapping):
        found[EVERY] = schema["additionalProperties"]
    for option in options_of(schema):
        found |= members_of(option)
    return found


def leaves(
    schema: Mapping[str, Any], steps: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield every place below a schema with its own schema, outermost first."""
    for step, below in members_of(schema).items():
        yield (*steps, step), below
        yield from leaves(below, (*steps, step))


def may_be_null(schema: Mapping[str, Any]) -> bool:
    """Tell whether null is a value there."""
    return is_nullable(schema)
