"""Directions: members that a document has for requests alone, or for replies alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.contract.schemas import Schema

REPLY, REQUEST = "writeOnly", "readOnly"


def contents_going(contents: Mapping[str, Any], other: str) -> dict[str, Any]:
    """Return plain contents by media type without the members that go the other way."""
    return {name: {**one, "schema": going(one.get("schema", {}), other)} for name, one in contents.items()}


def going(schema: Any, other: str) -> Any:
    """Return a plain schema without the members that go the other way, such as `writeOnly` in a reply."""
    if isinstance(schema, list):
        return [going(one, other) for one in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: going(one, other) for key, one in schema.items() if key not in ("properties", "required")}
    members: dict[str, Schema] = schema.get("properties", {})
    gone = [name for name, one in members.items() if one.get(other) is True]
    if members:
        copy["properties"] = {name: going(one, other) for name, one in members.items() if name not in gone}
    if "required" in schema:
        copy["required"] = [name for name in schema["required"] if name not in gone]
    return copy
