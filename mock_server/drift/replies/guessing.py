"""Guessing: a schema for values of which the contract says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mock_server.contract.schemas import Schema
from mock_server.drift.discretion import may_be_told
from mock_server.drift.replies.retyped import UUID

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


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
