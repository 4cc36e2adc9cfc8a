"""Restating: the actions that make one place of a reply be printed otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mock_server.breaks.declared import responses
from mock_server.breaks.place import EVERY, Step
from mock_server.contract import Contract
from mock_server.contract.schemas import Schema, is_nullable, type_of
from mock_server.drift.replies.actions import schema_target, steps_between
from mock_server.drift.replies.spots import Choice
from mock_server.drift.replies.telling import Action

MINOR_UNITS = {"type": "integer", "format": "minor-units"}


def restated(contract: Contract, operation: str, steps: Sequence[Step], said: dict[str, Any]) -> list[Action]:
    """Return the actions that give a place of an operation's success other keywords; none where it has no such place.

    Null stays allowed. Of alternatives, the first is followed.
    """
    choice = _choice(contract, operation)
    for step in steps:
        if choice is None:
            return []
        spot = choice.spots[0]
        if step is EVERY:
            choice = spot.items if "items" in spot.schema else spot.others
        else:
            choice = spot.member(step) if step in spot.schema.get("properties", {}) else None
    if choice is None:
        return []
    (spot, *_), old = choice.spots, choice.spots[0].schema
    return [action for step in steps_between(spot.target, old, _with(old, said)) for action in step.actions]


def _choice(contract: Contract, operation: str) -> Choice | None:
    declared = contract.operations[operation]
    for media, content in responses(contract, declared)[declared.success].get("content", {}).items():
        if "schema" in content:
            return Choice(content["schema"], schema_target(declared, declared.success, media))
    return None


def _with(schema: Schema, said: dict[str, Any]) -> Schema:
    kind = said.get("type", type_of(schema))
    types = {"type": [kind, "null"] if is_nullable(schema) else kind} if "type" in schema else {}
    return {**schema, **said, **types}
