"""JSON that came inside a form or as a body, in the words that the contract gives its members here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.contract import Operation
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import reader

Schema = Mapping[str, Any]


def field_schema(operation: Operation, argument: str) -> Schema:
    """Return the schema of a field of an operation's form, by its argument."""
    assert operation.body is not None
    fields = (one for form in operation.body.forms.values() for one in form.all)
    return next(one.schema for one in fields if one.argument == argument)


def in_own_words(schema: Schema, value: Any) -> Any:
    """Return a value, good by the schema, with its members under their own words; those that are not there are None."""
    if isinstance(value, list):
        return [in_own_words(schema.get("items", {}), one) for one in value]
    if isinstance(value, Mapping):
        members: Mapping[str, Schema] = schema.get("properties", {})
        return {source_of(name, one): in_own_words(one, value.get(name)) for name, one in members.items()}
    read = reader(schema)
    return value if read is None or value is None else read(value)
