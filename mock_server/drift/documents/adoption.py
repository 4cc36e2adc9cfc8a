"""Adoption: the actions of an overlay that make an operation of ours say what its like in another document does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mock_server.drift.documents.adopting import Unwritable
from mock_server.drift.documents.body_steps import body_steps
from mock_server.drift.documents.model import Operation
from mock_server.drift.documents.parameter_steps import adopted_parameters, parameter_steps
from mock_server.drift.documents.reply_steps import adopted_replies, reply_steps
from mock_server.drift.replies.actions import Step
from mock_server.drift.replies.spots import step_of

Json = dict[str, Any]


def target_of(operation: Operation) -> str:
    """Return the JSONPath of an operation."""
    return target_at(operation.path, operation.method)


def target_at(path: str, method: str) -> str:
    """Return the JSONPath of an operation at a path."""
    return f"$.paths{step_of(path)}.{method.lower()}"


def adoption(ours: Operation, theirs: Operation, path: str) -> list[Step]:
    """Return what makes ours say what theirs does, at a path; nothing where an overlay cannot, or theirs is odd."""
    try:
        return [*_steps(ours, theirs, path)]
    except (Unwritable, AttributeError, KeyError, TypeError):
        return []


def moved(operation: Operation, path: str) -> Step:
    """Return what puts an operation at another path as it is."""
    return _moved(operation, path, operation.method, _renamed_path(dict(operation.declared), operation.path, path))


def _steps(ours: Operation, theirs: Operation, path: str) -> Iterator[Step]:
    target = target_of(ours)
    if (path, theirs.method) != (ours.path, ours.method):
        whole = {**ours.declared, **adopted_parameters(ours, theirs), "responses": adopted_replies(ours, theirs)}
        yield _moved(ours, path, theirs.method, _renamed_path(whole, ours.path, path))
        yield from body_steps(target_at(path, theirs.method), ours, theirs)
        return
    yield from body_steps(target, ours, theirs)
    yield from parameter_steps(target, ours, theirs)
    yield from reply_steps(target, ours, theirs)


def _moved(ours: Operation, path: str, method: str, declared: Json) -> Step:
    there = {"target": "$.paths", "update": {path: {method.lower(): declared}}}
    return Step(target_of(ours), [{"target": target_of(ours), "remove": True}, there])


def _renamed_path(declared: Json, before: str, after: str) -> Json:
    """Give parameters of the path the names that they have there, where it has as many."""
    old, new = ([part[1:-1] for part in one.split("/") if part.startswith("{")] for one in (before, after))
    names = dict(zip(old, new, strict=True)) if len(old) == len(new) else {}
    parameters = [
        {**one, "name": names.get(one["name"], one["name"])} if one["in"] == "path" else one
        for one in declared.get("parameters", ())
    ]
    return {**declared, "parameters": parameters}
