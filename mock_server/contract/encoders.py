"""Serializers, compiled from a schema: a domain record in, what JSON holds out.

A property is filled from the attribute `naming.source_of` tells ("." is the record itself, dots lead deeper). None is
null where the schema allows it and left out where the property is optional. A property that no attribute can fill is
generated from its schema, the same each time for the same record; with `x-absent: left-out` it is left out instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.utils import format_datetime
from functools import reduce
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.contract.generation import generate, key_of
from mock_server.contract.moments import printed
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, is_nullable, speller, type_of, without_null
from mock_server.core.record import NULL

Encoder = Callable[[Any], Any]


def compile_encoder(schema: Schema) -> Encoder | None:
    """Return the function that encodes values of a schema, or None where a value is sent as it is."""
    schema = without_null(schema)
    kind = type_of(schema)
    if kind == "object":
        return _object_encoder(schema)
    if kind == "array":
        return _array_encoder(schema)
    return _scalar_encoder(kind, schema)


def _object_encoder(schema: Schema) -> Encoder:
    properties: Mapping[str, Schema] = schema.get("properties", {})
    if not properties:
        return _map_encoder(schema.get("additionalProperties"))
    required = schema.get("required", ())
    fields = [
        _Field(name, declared, optional=name not in required and not _says_null(declared))
        for name, declared in properties.items()
    ]
    plans: dict[type, list[tuple[str, Encoder, Encoder | None, bool]]] = {}

    def encode(record: Any) -> dict[str, Any]:
        encoded: dict[str, Any] = {}
        plan = plans.get(type(record)) or plans.setdefault(type(record), _plan(fields, record))
        try:
            for name, get, encode_value, optional in plan:
                value = get(record)
                if value is None or value is NULL:
                    if not optional or value is NULL:
                        encoded[name] = None
                else:
                    encoded[name] = value if encode_value is None else encode_value(value)
        except AttributeError:
            if not any(field.is_missing_on(record) for field in fields):
                raise  # a fault inside a record's own property, not a gap
            return _encode_with_gaps(record, fields)
        return encoded

    return encode


def _plan(fields: list[_Field], record: Any) -> list[tuple[str, Encoder, Encoder | None, bool]]:
    """Return how to encode records of a class: without the properties that it cannot fill and that may be left out."""
    return [
        (field.name, field.get, field.encode, field.optional) for field in fields if not field.is_left_out_of(record)
    ]


def _says_null(schema: Schema) -> bool:
    """Tell whether None is sent as null: where the schema allows it and does not want it left out."""
    return is_nullable(schema) and schema.get("x-absent") != "left-out"


class _Field:
    """One property of an object schema."""

    def __init__(self, name: str, schema: Schema, *, optional: bool) -> None:
        self.name, self.schema, self.optional = name, schema, optional
        self.source = source_of(name, schema)
        self.get = _getter(self.source)
        self.encode = compile_encoder(schema)

    def is_left_out_of(self, record: Any) -> bool:
        return self.schema.get("x-absent") == "left-out" and self.is_missing_on(record)

    def is_missing_on(self, record: Any) -> bool:
        # Asked of the class, because asking the record would take a fault inside a property for a gap.
        first = self.source.partition(".")[0]
        return first != "" and not hasattr(type(record), first) and first not in getattr(record, "__dict__", ())


def _getter(source: str) -> Callable[[Any], Any]:
    """Return what follows a source from a record; a None on the way is the end of it."""
    if source == ".":
        return lambda record: record
    if "." not in source:
        return attrgetter(source)
    steps = [attrgetter(step) for step in source.split(".")]
    return lambda record: reduce(lambda value, step: None if value is None else step(value), steps, record)


def _encode_with_gaps(record: Any, fields: list[_Field]) -> dict[str, Any]:
    encoded: dict[str, Any] = {}
    for field in fields:
        if field.is_left_out_of(record):
            continue
        if field.is_missing_on(record):
            encoded[field.name] = generate(field.schema, key_of(record, field.name))
            continue
        value = field.get(record)
        if value is not None and value is not NULL:
            encoded[field.name] = value if field.encode is None else field.encode(value)
        elif not field.optional or value is NULL:
            encoded[field.name] = None
    return encoded


def _map_encoder(schema: Any) -> Encoder:
    encode = compile_encoder(schema) if isinstance(schema, Mapping) else None
    if encode is None:
        return dict
    return lambda values: {key: encode(value) for key, value in values.items()}


def _array_encoder(schema: Schema) -> Encoder:
    encode = compile_encoder(schema.get("items", {}))
    if schema.get("x-single") == "alone":
        return lambda values: _alone([value if encode is None else encode(value) for value in values])
    if encode is None:
        return list
    return lambda values: [encode(value) for value in values]


def _alone(values: list[Any]) -> Any:
    """Return the only one of some values without a list around it."""
    return values[0] if len(values) == 1 else values


def _scalar_encoder(kind: str, schema: Schema) -> Encoder | None:
    form, spell = schema.get("format", ""), speller(schema)
    if spell is not None:
        return spell
    if kind == "string" and form in ("date-time", "local-time"):
        return _moment_encoder(schema)
    if kind == "string" and set(schema.get("enum", ())) - {None} == {"Y", "N"}:
        return lambda value: "Y" if value else "N"
    if kind == "string" and "x-separator" in schema:
        return lambda values: str(schema["x-separator"]).join(map(str, values))
    # A number may have any format (double, float): it is sent as a number all the same.
    return _ENCODERS.get((kind, form)) or _ENCODERS.get((kind, ""))


def _moment_encoder(schema: Schema) -> Encoder:
    """Return what prints a moment in a zone (`x-zone`; "own" is its own), after RFC 3339 to the second or to
    `x-timespec`, or after a pattern of strftime (`x-strftime`).
    """
    zone_name, pattern = schema.get("x-zone", "UTC"), schema.get("x-strftime")
    zone, spec = (None if zone_name == "own" else ZoneInfo(zone_name)), schema.get("x-timespec", "seconds")

    def encode(moment: datetime) -> str:
        local = moment if zone is None else moment.astimezone(zone)
        return printed(local, pattern) if pattern else local.isoformat(timespec=spec)

    return encode


def _iso_date(day: date) -> str:
    return day.isoformat()[:10]


_ENCODERS: Mapping[tuple[str, str], Encoder] = {
    ("string", "date"): _iso_date,
    ("string", "uuid"): str,
    ("string", "http-date"): lambda moment: format_datetime(moment.astimezone(UTC), usegmt=True),
    ("string", "path"): lambda url: url.removeprefix("/".join(url.split("/", 3)[:3])) if "://" in url else url,
    ("string", "decimal"): lambda amount: f"{amount:.2f}",
    ("string", "decimal-comma"): lambda amount: f"{amount:.2f}".replace(".", ","),
    ("string", "int64"): str,
    ("string", "double"): lambda number: str(float(number)),
    ("number", ""): float,
    ("integer", "unix-seconds"): lambda moment: int(moment.timestamp()),
    ("integer", "unix-milliseconds"): lambda moment: int(moment.timestamp() * 1000),
    ("integer", "minor-units"): lambda amount: int(amount * 100),
}
