"""Replies from the contract: one writer per documented response makes the headers and the bytes, and checks both.

The wire form of a record that never changes (`core.Record`) is made and validated once and remembered as long as
the record lives; so a page costs little more than joining its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from mock_server.contract.encoders import compile_encoder
from mock_server.contract.naming import source_of
from mock_server.contract.references import close_objects
from mock_server.contract.schemas import new_validator, type_of
from mock_server.core.record import Record

Written = tuple[bytes, tuple[str, ...]]
_MOMENTS = ("unix-seconds", "http-date")


class BodyWriter:
    """Turns what a handler returned into JSON, and says what of it breaks the schema.

    A `Record` is written once and remembered; anything else with lists of records (a page) is written around its rows.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._remembered: WeakKeyDictionary[Record, Written] = WeakKeyDictionary()
        lists = _lists_of_objects(schema)
        self._rows = {name: BodyWriter(declared["items"]) for name, declared in lists.items()}
        self._envelope = _Part(_without_rows(schema, lists)) if lists else self._whole

    @cached_property
    def _whole(self) -> _Part:
        """The writer of everything at once, which few pages need: they are written around their rows."""
        return _Part(self._schema)

    def write(self, body: Any) -> Written:
        """Return the JSON of a body and its violations."""
        if not isinstance(body, Record):
            return self._write_page(body) if self._rows else self._whole.write(body)
        written = self._remembered.get(body)
        if written is None:
            written = self._remembered[body] = self._whole.write(body)
        return written

    def _write_page(self, page: Any) -> Written:
        document = self._envelope.encode(page)
        violations: list[str] = []
        written: dict[str, list[orjson.Fragment]] = {}
        for name, writer in self._rows.items():
            rows = [writer.write(row) for row in document.get(name) or ()]
            written[name] = [orjson.Fragment(row) for row, _ in rows]
            violations += [f"/{name}/{at}{text}" for at, (_, texts) in enumerate(rows) for text in texts]
            # The envelope's schema minds how many rows there are; what they hold was checked above.
            document[name] = [None] * len(rows)
        violations += self._envelope.violations(document)
        return orjson.dumps({**document, **written}), tuple(violations)


class _Part:
    """A schema's encoder and validator."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.encode = compile_encoder(schema) or (lambda value: value)
        self._validator = new_validator(close_objects(schema))

    def write(self, value: Any) -> Written:
        document = self.encode(value)
        return orjson.dumps(document), self.violations(document)

    def violations(self, document: Any) -> tuple[str, ...]:
        return violations_of(self._validator, document)


def _lists_of_objects(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    required = schema.get("required", ())
    return {
        name: declared
        for name, declared in schema.get("properties", {}).items()
        if name in required and declared.get("type") == "array" and "properties" in declared.get("items", {})
    }


def _without_rows(schema: Mapping[str, Any], lists: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    bare = {name: {**declared, "items": {}} for name, declared in lists.items()}
    return {**schema, "properties": {**schema["properties"], **bare}}


def violations_of(validator: Any, document: Any) -> tuple[str, ...]:
    """Say what of a document breaks a schema, as `pointer: message`; shapes and places, never whole values."""
    if validator.is_valid(document):
        return ()
    return tuple(
        f"{''.join(f'/{step}' for step in error.instance_path)}: breaks {'/'.join(map(str, error.schema_path))}"
        for error in validator.iter_errors(document)
    )


class ResponseWriter:
    """One documented response of an operation: status, content type, headers, body.

    `errors` are the kinds of `ApiError` that it is the answer to (`x-error`).
    """

    def __init__(self, status: int, declared: Mapping[str, Any]) -> None:
        self.status = status
        named = declared.get("x-error", ())
        self.errors: tuple[str, ...] = (named,) if isinstance(named, str) else tuple(named)
        content: Mapping[str, Any] = declared.get("content", {})
        self.content_type: str | None = next(iter(content), None)
        self._body = _writer(self.content_type, content[self.content_type]) if self.content_type else None
        self.is_text = bool(self.content_type) and not _is_document(str(self.content_type), content)
        self._headers = [_Header(name, header) for name, header in declared.get("headers", {}).items()]

    def write(self, body: Any) -> Written:
        """Return the body's bytes and violations; a response without content has none of either."""
        return self._body(body) if self._body is not None else (b"", ())

    def headers(self, values: Mapping[str, object]) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the headers that `values` (by their sources) fill, and the required ones that are missing."""
        filled, missing = [], []
        for header in self._headers:
            value = header.constant if header.constant is not None else values.get(header.source)
            if value is not None:
                filled.append((header.name, str(value if header.encode is None else header.encode(value))))
            elif header.required:
                missing.append(f"header {header.name} is missing")
        return filled, missing


class ResponseWriters:
    """The writers of one document: a response that many operations refer to is compiled once."""

    def __init__(self) -> None:
        # By identity, as references to one response are one object; with it, so that its id stays its own.
        self._made: dict[tuple[int, int], tuple[Mapping[str, Any], ResponseWriter]] = {}

    def of(self, declared: Mapping[Any, Mapping[str, Any]]) -> dict[int, ResponseWriter]:
        """Return the writers of responses by status."""
        return {int(status): self._one(int(status), response) for status, response in declared.items()}

    def _one(self, status: int, response: Mapping[str, Any]) -> ResponseWriter:
        key = (status, id(response))
        if key not in self._made:
            self._made[key] = (response, ResponseWriter(status, response))
        return self._made[key][1]


def _is_document(content_type: str, content: Mapping[str, Any]) -> bool:
    """Tell whether a body is JSON, whatever it is called."""
    is_json = content_type.partition(";")[0].endswith("json")
    return is_json or type_of(content[content_type].get("schema", {})) in ("object", "array")


def _writer(content_type: str, declared: Mapping[str, Any]) -> Callable[[Any], Written]:
    """Return what writes a body of a media type; JSON has a schema to be held against, whatever it is called."""
    if _is_document(content_type, {content_type: declared}):
        return BodyWriter(declared["schema"]).write
    return lambda body: (body.encode() if isinstance(body, str) else body, ())


class _Header:
    def __init__(self, name: str, declared: Mapping[str, Any]) -> None:
        self.name = name
        self.source = source_of(name, declared)
        self.required = bool(declared.get("required"))
        self.constant = declared.get("schema", {}).get("const")
        # Moments alone are written in several ways; all else is sent as it is.
        is_moment = declared.get("schema", {}).get("format") in _MOMENTS and self.constant is None
        self.encode = compile_encoder(declared["schema"]) if is_moment else None
