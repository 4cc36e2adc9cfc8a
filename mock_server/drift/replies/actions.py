"""Actions of an OpenAPI Overlay (1.0) on the resolved contract, that make it say what was seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mock_server.contract import Operation
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, types_of
from mock_server.drift.discretion import may_be_told
from mock_server.drift.replies.retyped import UUID
from mock_server.drift.replies.spots import Spot, step_of
from mock_server.drift.replies.telling import Action

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


def schema_target(operation: Operation, status: int, media: str) -> str:
    """Return the JSONPath of the schema of a reply."""
    path = f"$.paths{step_of(operation.path)}.{operation.method.lower()}"
    return f"{path}.responses{step_of(str(status))}.content{step_of(media)}.schema"


def added(spot: Spot, name: str, values: Sequence[Any]) -> list[Action]:
    """Return what gives an object a member, with a schema guessed from values; nothing for somebody's name."""
    if not may_be_told(name):
        return []
    return [{"target": f"{spot.target}.properties", "update": {name: guessed(values)}}]


def renamed(spot: Spot, old: str, new: str) -> list[Action]:
    """Return what gives a member of an object another name, unless it is somebody's; its source stays."""
    if not may_be_told(new):
        return []
    declared = spot.schema["properties"][old]
    moved = {new: {**declared, "x-source": source_of(old, declared)}}
    actions: list[Action] = [
        {"target": f"{spot.target}.properties{step_of(old)}", "remove": True},
        {"target": f"{spot.target}.properties", "update": moved},
    ]
    required = [*spot.schema.get("required", ())]
    if old in required:
        actions.append({"target": f"{spot.target}.required[{required.index(old)}]", "remove": True})
        actions.append({"target": f"{spot.target}.required", "update": new})
    return actions


def retyped(spot: Spot, values: Sequence[Any]) -> list[Action]:
    """Return what gives a place the type of values."""
    kinds = [_TYPES[type(one)] for one in values if type(one) in _TYPES]
    if not kinds:
        return []
    kind: Any = [kinds[0], "null"] if "null" in types_of(spot.schema) else kinds[0]
    return [{"target": spot.target, "update": {"type": kind}}]


def guessed(values: Sequence[Any]) -> Schema:
    """Return a schema that values meet: types, formats of dates and ids, members; never a value."""
    there = [one for one in values if one is not None]
    kinds = [*dict.fromkeys(_TYPES[type(one)] for one in there)]
    if kinds in (["integer", "number"], ["number", "integer"]):
        kinds = ["number"]
    if len(kinds) != 1:
        return {}
    nullable = len(there) < len(values)
    return {"type": [kinds[0], "null"] if nullable else kinds[0], **_details(kinds[0], there)}


def _details(kind: str, values: list[Any]) -> dict[str, Any]:
    if kind == "string":
        form = _format(values)
        return {"format": form} if form else {}
    if kind == "array":
        return {"items": guessed([item for one in values for item in one])}
    if kind != "object":
        return {}
    names = dict.fromkeys(name for one in values for name in one if may_be_told(name))
    return {"properties": {name: guessed([one[name] for one in values if name in one]) for name in names}}


def _format(texts: list[str]) -> str:
    if all(UUID.match(text) for text in texts):
        return "uuid"
    return "date-time" if all(_MOMENT.match(text) and _is_moment(text) for text in texts) else ""


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
