"""Actions of an OpenAPI Overlay (1.0) on the resolved contract, that turn one schema into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.contract import Operation
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema
from mock_server.drift.replies.spots import step_of
from mock_server.drift.replies.telling import Action

_INNER = ("items", "additionalProperties")
_OPTIONS = ("oneOf", "anyOf")


@dataclass(frozen=True, slots=True)
class Step:
    """Actions that belong together: `place` is the JSONPath of what they change, as it was before."""

    place: str
    actions: Sequence[Action]


def operation_target(operation: Operation) -> str:
    """Return the JSONPath of an operation."""
    return f"$.paths{step_of(operation.path)}.{operation.method.lower()}"


def parameter_target(operation: Operation, name: str) -> str:
    """Return the JSONPath of a parameter."""
    return f"{operation_target(operation)}.parameters[?@.name=={step_of(name)[1:-1]}]"


def reply_target(operation: Operation, status: int) -> str:
    """Return the JSONPath of the replies of a status."""
    return f"{operation_target(operation)}.responses{step_of(str(status))}"


def schema_target(operation: Operation, status: int, media: str) -> str:
    """Return the JSONPath of the schema of a reply."""
    return f"{reply_target(operation, status)}.content{step_of(media)}.schema"


def steps_between(target: str, old: Schema, new: Schema) -> Iterator[Step]:
    """Yield what turns a schema at a target into another; nothing where they are the same."""
    if old == new:
        return
    if "properties" in old:
        yield from _members(target, old, new)
    for key in _INNER:
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            yield from steps_between(f"{target}.{key}", old[key], new[key])
    for key in _OPTIONS:
        for at, (one, other) in enumerate(zip(old.get(key, ()), new.get(key, ()), strict=False)):
            yield from steps_between(f"{target}.{key}[{at}]", one, other)
    words = [*_words(target, old, new)]
    if words:
        yield Step(target, words)


def filter_steps(operation: Operation, declared: Mapping[str, Any], old: Schema, new: Schema) -> Iterator[Step]:
    """Yield what spells the words of an operation's parameters as those of its replies, where they were the same."""
    for before, after in _respelled(old, new):
        for one in declared.get("parameters", ()):
            schema, below = one.get("schema", {}), ""
            if "items" in schema:
                schema, below = schema["items"], ".items"
            if schema.get("enum") == before["enum"]:
                target = f"{parameter_target(operation, one['name'])}.schema{below}"
                update = {"enum": after["enum"], "x-values": after["x-values"]}
                yield Step(target, [{"target": f"{target}.enum", "remove": True}, {"target": target, "update": update}])


def _respelled(old: Schema, new: Schema) -> Iterator[tuple[Schema, Schema]]:
    """Yield the schemas below two whose words are in another case; members are known by what they come from."""
    if "enum" in old and new.get("x-values") != old.get("x-values"):
        yield old, new
    if isinstance(old.get("items"), Mapping) and isinstance(new.get("items"), Mapping):
        yield from _respelled(old["items"], new["items"])
    after = dict(_by_source(new))
    for source, one in _by_source(old):
        if source in after:
            yield from _respelled(one, after[source])


def _by_source(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for name, one in schema.get("properties", {}).items():
        yield source_of(name, one), one
        if one.get("x-source") == ".":
            yield from _by_source(one)


def _words(target: str, old: Schema, new: Schema) -> Iterator[Action]:
    """Yield what changes the keywords of a schema that have no schemas in them, and adds alternatives."""
    update: dict[str, Any] = {}
    for key in dict.fromkeys((*old, *new)):
        if (key in ("properties", "required") and "properties" in old) or old.get(key) == new.get(key):
            continue
        if key in _OPTIONS and key in old and key in new:
            more = new[key][len(old[key]) :]
            yield from [{"target": f"{target}.{key}", "update": more}] if more else []
        elif not (isinstance(old.get(key), dict) and key in _INNER):
            if key in old and (key not in new or isinstance(old[key], dict | list)):
                yield {"target": f"{target}{step_of(key)}", "remove": True}
            update |= {key: new[key]} if key in new else {}
    if update:
        yield {"target": target, "update": update}


def _members(target: str, old: Schema, new: Schema) -> Iterator[Step]:
    before, after = old.get("properties", {}), new.get("properties", {})
    required = (old.get("required", []), new.get("required", []))
    went = {source_of(name, one): name for name, one in before.items() if name not in after}
    for name, one in after.items():
        if name in before:
            yield from _kept(target, name, (before[name], one), required)
            continue
        origin = went.pop(source_of(name, one), "")
        place = f"{target}.properties{step_of(origin)}" if origin else target
        added: Action = {"target": f"{target}.properties", "update": {name: one}}
        yield Step(place, [*_removed(target, origin, required[0]), added, *_required(target, name, required[1])])
    for name in went.values():
        yield Step(f"{target}.properties{step_of(name)}", [*_removed(target, name, required[0])])


def _kept(
    target: str, name: str, schemas: tuple[Schema, Schema], required: tuple[list[str], list[str]]
) -> Iterator[Step]:
    place = f"{target}.properties{step_of(name)}"
    yield from steps_between(place, *schemas)
    before, after = (name in names for names in required)
    if before != after:
        change = _required(target, name, required[1]) if after else _no_more_required(target, name, required[0])
        yield Step(place, [*change])


def _removed(target: str, name: str, required: Sequence[str]) -> Iterator[Action]:
    if name:
        yield {"target": f"{target}.properties{step_of(name)}", "remove": True}
        yield from _no_more_required(target, name, required)


def _no_more_required(target: str, name: str, required: Sequence[str]) -> Iterator[Action]:
    if name in required:
        quoted = step_of(name)[1:-1]
        yield {"target": f"{target}.required[?@=={quoted}]", "remove": True}


def _required(target: str, name: str, required: Sequence[str]) -> Iterator[Action]:
    if name in required:
        yield {"target": target, "update": {"required": [name]}}


def shared(steps: Sequence[Step], places: Sequence[str]) -> list[list[Action]]:
    """Return for each place (a JSONPath) of a finding the actions that belong to it: those of what it is at, or is
    nearest around; the first finding has what is nowhere.
    """
    shares: list[list[Action]] = [[] for _ in places]
    for step in steps:
        longest = max((len(place) for place in places if is_in(step.place, place)), default=0)
        nearest = [at for at, place in enumerate(places) if is_in(step.place, place) and len(place) == longest]
        for at in nearest or [0]:
            shares[at] += step.actions
    return shares


def is_in(place: str, other: str) -> bool:
    """Tell whether a JSONPath is another, or leads on from it."""
    return place == other or (place.startswith(other) and place[len(other)] in ".[")
