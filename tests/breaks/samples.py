"""Documents made of schemas, and real exchanges, for breaks to work on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
from werkzeug.test import TestResponse

from mock_server.breaks import RequestView, ResponseView
from mock_server.contract import Contract, Operation
from mock_server.contract.schemas import Schema, is_nullable, options_of, type_of, without_null

_MOMENT = datetime(2026, 3, 19, 9, 0, tzinfo=UTC)
_TEXTS = {
    "uuid": "30d4ff7d-c9e9-4e8f-a26c-eea11021cb4c",
    "date-time": "2026-03-19T09:00:00+01:00",
    "date": "2026-03-19",
    "email": "jean.pélissier@example.com",
    "uri": "https://example.com/a/b",
    "decimal": "12.50",
}
_PLAIN = {"string": "Zürich & “Bern”, Oerlikon", "integer": 7, "number": 12.5, "boolean": True}


def sample(schema: Schema, rows: int, *, nulls: tuple[str, ...] = ()) -> Any:
    """Return a document with every property, so many items in every array, and null where values of these types may be
    null.
    """
    one = without_null(schema) if options_of(schema) else schema
    kind = type_of(one)
    if kind in nulls and is_nullable(schema):
        return None
    if kind == "array":
        made = [sample(one.get("items", {}), rows, nulls=nulls) for _ in range(rows)]
        # No two rows are the same.
        return [{**row, "row": at} if isinstance(row, dict) else row for at, row in enumerate(made)]
    if kind == "object":
        rest = one.get("additionalProperties")
        others = {"other": sample(rest, rows, nulls=nulls)} if isinstance(rest, dict) else {}
        return others | {name: sample(part, rows, nulls=nulls) for name, part in one.get("properties", {}).items()}
    if "const" in one or one.get("enum"):
        return one.get("const", next((word for word in one.get("enum", ()) if word is not None), None))
    if "x-strftime" in one:
        return _MOMENT.strftime(one["x-strftime"])
    return _TEXTS.get(one.get("format", ""), _PLAIN.get(kind, "anything"))


def documents(schema: Schema) -> list[Any]:
    """Return documents of a schema: with two, one and no items in arrays, and with nulls for values and for objects."""
    full = [sample(schema, rows) for rows in (2, 1, 0)]
    return [*full, *(sample(schema, 2, nulls=kinds) for kinds in (tuple(_PLAIN), ("object", "array")))]


def view_of(operation: str, response: TestResponse, **others: Any) -> ResponseView:
    """Return a real reply as breaks see it."""
    headers = tuple((name, text) for name, text in response.headers.items() if name != "Content-Type")
    media = response.headers.get("Content-Type")
    return ResponseView(operation, response.status_code, headers, media, response.get_data(), **others)


def request_of(contract: Contract, operation: str, **others: Any) -> RequestView:
    """Return what arrives of a request of an operation, on the contract's terms."""
    one = contract.operations[operation]
    budget = one.rate_limit
    terms = {} if budget is None else {"limit": budget.limit, "window": budget.window}
    return RequestView(operation, scopes=one.scopes, lifetime=3600, **{**terms, **others})


def reply(operation: str, document: Any, status: int = 200, *headers: tuple[str, str]) -> ResponseView:
    """Return a reply with a JSON document."""
    return ResponseView(operation, status, headers, "application/json", orjson.dumps(document), now=1e9, path="/a?b=c")


def differences(one: Any, other: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the places where two documents differ, as deep as they go together."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            if name in one and name in other:
                yield from differences(one[name], other[name], (*at, name))
            else:
                yield (*at, name)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, (*at, str(index)))
    elif type(one) is not type(other) or one != other:
        yield at


def queries_of(operation: Operation, name: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield queries that say something about a parameter: nothing, good, bad and large values, a new name."""
    yield {}
    for one in operation.parameters.all:
        if one.place == "query" and one.name == name:
            words = one.schema.get("items", one.schema).get("enum", ())
            for texts in (("1",), ("60",), ("9" * 20,), ("a", "b"), ("",), *((word,) for word in words)):
                yield {name: texts}
    yield {"somethingUnknown": ("1",)}
