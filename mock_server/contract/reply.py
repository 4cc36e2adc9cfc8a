"""Replies from the contract: one writer per documented response makes the headers and the bytes, and checks both.

The wire form of a record that never changes (`core.Record`) is made and validated once and remembered as long as
the record lives; so a page costs little more than joining its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from mock_server.contract.encoders import compile_encoder
from mock_server.contract.naming import source_of
from mock_server.contract.references import close_objects
from mock_server.contract.schemas import new_validator
from mock_server.core.record import Record

Written = tuple[bytes, tuple[str, ...]]


class RecordWriter:
    """Turns a record into JSON and says what of it breaks the schema."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._encode = compile_encoder(schema) or (lambda value: value)
        self._validator = new_validator(close_objects(schema))
        self._remembered: WeakKeyDictionary[Record, Written] = WeakKeyDictionary()

    def write(self, record: Any) -> Written:
        """Return the record's JSON and its violations."""
        if not isinstance(record, Record):
            return self._write(record)
        written = self._remembered.get(record)
        if written is None:
            written = self._remembered[record] = self._write(record)
        return written

    def _write(self, record: Any) -> Written:
        document = self._encode(record)
        return orjson.dumps(document), violations_of(self._validator, document)


class PageWriter:
    """Turns an object with lists of records into JSON: the rows by their own writers, the envelope around them."""

    def __init__(self, schema: Mapping[str, Any], lists: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = {name: RecordWriter(declared["items"]) for name, declared in lists.items()}
        bare = {name: {**declared, "items": {}} for name, declared in lists.items()}
        envelope = {**schema, "properties": {**schema["properties"], **bare}}
        encode = compile_encoder(envelope)
        assert encode is not None
        self._encode = encode
        self._validator = new_validator(close_objects(envelope))

    def write(self, page: Any) -> Written:
        """Return the page's JSON and the violations of envelope and rows."""
        document = self._encode(page)
        violations: list[str] = []
        written: dict[str, list[orjson.Fragment]] = {}
        for name, writer in self._rows.items():
            rows = [writer.write(row) for row in document[name]]
            written[name] = [orjson.Fragment(row) for row, _ in rows]
            violations += [f"/{name}/{at}{text}" for at, (_, texts) in enumerate(rows) for text in texts]
            # The envelope's validator minds how many rows there are; what they hold was checked above.
            document[name] = [None] * len(rows)
        violations += violations_of(self._validator, document)
        return orjson.dumps({**document, **written}), tuple(violations)


def new_writer(schema: Mapping[str, Any]) -> RecordWriter | PageWriter:
    """Return the writer for a response schema: an object with lists of objects is a page."""
    lists = {
        name: declared
        for name, declared in schema.get("properties", {}).items()
        if declared.get("type") == "array"
        and "properties" in declared.get("items", {})
        and name in schema.get("required", ())
    }
    is_record = "id" in schema.get("properties", {})
    return PageWriter(schema, lists) if lists and not is_record else RecordWriter(schema)


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
        self._body = new_writer(content[self.content_type]["schema"]) if self.content_type else None
        self._headers = [_Header(name, header) for name, header in declared.get("headers", {}).items()]

    def write(self, body: Any) -> Written:
        """Return the body's bytes and violations; a response without content has none of either."""
        return self._body.write(body) if self._body is not None else (b"", ())

    def headers(self, values: Mapping[str, object]) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the headers that `values` (by their sources) fill, and the required ones that are missing."""
        filled, missing = [], []
        for header in self._headers:
            value = header.constant if header.constant is not None else values.get(header.source)
            if value is not None:
                filled.append((header.name, str(value)))
            elif header.required:
                missing.append(f"header {header.name} is missing")
        return filled, missing


class _Header:
    def __init__(self, name: str, declared: Mapping[str, Any]) -> None:
        self.name = name
        self.source = source_of(name, declared)
        self.required = bool(declared.get("required"))
        self.constant = declared.get("schema", {}).get("const")
