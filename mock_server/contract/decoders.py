"""Parts of a record, from the wire: the reverse of the encoders, for whoever writes records from outside the API.

Names are taken as on the wire, or as the attributes they fill: a contract may spell them otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.contract.json_faults import json_faults
from mock_server.contract.moments import read as read_moment
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, is_nullable, new_validator, reader, type_of, without_null
from mock_server.core.api_errors import FieldError, InvalidRequest

# A value, where it stands, and where faults go.
Read = Callable[[Any, str, list[FieldError]], Any]
Decode = Callable[[Any], Any]


class RecordReader:
    """Reads any part of a record that a schema describes."""

    def __init__(self, schema: Schema) -> None:
        self._read = _reader_of(schema)

    def read(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a document says, by attribute: values decoded, members nested.

        Raises InvalidRequest, which names every member that is wrong by its JSON pointer without the first slash.
        """
        faults: list[FieldError] = []
        fields = self._read(document, "", faults)
        if faults:
            raise InvalidRequest(faults)
        return dict(fields)


def _reader_of(schema: Schema) -> Read:
    plain = without_null(schema)
    kind = type_of(plain)
    if kind == "object" and plain.get("properties"):
        read = _object_reader(plain)
    elif kind == "array":
        read = _array_reader(plain)
    else:
        read = _value_reader(plain)
    return _or_null(read, is_null_allowed=is_nullable(schema))


def _or_null(read: Read, *, is_null_allowed: bool) -> Read:
    def read_or_null(value: Any, place: str, faults: list[FieldError]) -> Any:
        if value is not None:
            return read(value, place, faults)
        if not is_null_allowed:
            faults.append(_fault(place, "cannot be null"))
        return None

    return read_or_null


def _object_reader(schema: Schema) -> Read:
    members: dict[str, tuple[str, Read]] = {}
    for name, declared in schema["properties"].items():
        source = source_of(name, declared)
        members.setdefault(source, (source, _reader_of(declared)))
        members[name] = members[source]
    known = ", ".join(schema["properties"])

    def read(value: Any, place: str, faults: list[FieldError]) -> Any:
        if not isinstance(value, Mapping):
            faults.append(_fault(place, "is not an object"))
            return {}
        fields: dict[str, Any] = {}
        said_as: dict[str, str] = {}
        for name, said in value.items():
            where = f"{place}/{name}" if place else name
            if name not in members:
                faults.append(_fault(where, f"is not known; there are: {known}"))
                continue
            source, read_member = members[name]
            if source in said_as:
                faults.append(_fault(where, f"is said twice: also as {said_as[source]}"))
                continue
            said_as[source] = name
            _put(fields, source.split("."), read_member(said, where, faults))
        return fields

    return read


def _put(fields: dict[str, Any], steps: list[str], value: Any) -> None:
    """Put a value where a dotted source leads; "." is the record itself."""
    for step in steps[:-1]:
        if step:
            fields = fields.setdefault(step, {})
    if steps[-1]:
        fields[steps[-1]] = value
    elif isinstance(value, Mapping):
        fields |= value


def _array_reader(schema: Schema) -> Read:
    read_item = _reader_of(schema.get("items", {}))
    # Parts of items will do, but not any number of them.
    whole = {key: value for key, value in schema.items() if key != "items"}
    validator = new_validator(whole)

    def read(value: Any, place: str, faults: list[FieldError]) -> Any:
        if not isinstance(value, list):
            faults.append(_fault(place, "is not an array"))
            return []
        faults += [_fault(place, message) for _, message, _ in json_faults(validator, whole, value)]
        return [read_item(one, f"{place}/{at}", faults) for at, one in enumerate(value)]

    return read


def _value_reader(schema: Schema) -> Read:
    validator, decode = new_validator(schema), decoder_of(schema)

    def read(value: Any, place: str, faults: list[FieldError]) -> Any:
        wrong = [(below, message) for below, message, _ in json_faults(validator, schema, value)]
        if not wrong:
            try:
                return decode(value)
            except (ValueError, OverflowError, OSError):
                wrong = [("", "is outside the calendar")]
        faults += [_fault(f"{place}/{below}" if below else place, message) for below, message in wrong]
        return None

    return read


def decoder_of(schema: Schema) -> Decode:
    """Return what makes a domain value of one that a schema accepts."""
    kind, form, meaning = type_of(schema), schema.get("format", ""), reader(schema)
    if meaning is not None:
        return meaning
    if kind == "string" and form in ("date-time", "local-time"):
        return _moment_decoder(schema.get("x-zone", "UTC"), schema.get("x-strftime"))
    if kind == "string" and set(schema.get("enum", ())) - {None} == {"Y", "N"}:
        return lambda value: value == "Y"
    if kind == "string" and "x-separator" in schema:
        return lambda text: text.split(schema["x-separator"]) if text else []
    return _DECODERS.get((kind, form)) or _DECODERS.get((kind, "")) or _as_it_is


def _moment_decoder(zone_name: str, pattern: str | None) -> Decode:
    """Return what reads a moment; one without an offset is in the zone that moments are printed in."""
    zone = UTC if zone_name == "own" else ZoneInfo(zone_name)

    def decode(text: str) -> datetime:
        moment = read_moment(text, pattern) if pattern else datetime.fromisoformat(text.upper())
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)

    return decode


def _as_it_is(value: Any) -> Any:
    return value


def _fault(place: str, message: str) -> FieldError:
    return FieldError(message, "", "body", place or "body")


_DECODERS: Mapping[tuple[str, str], Decode] = {
    ("string", "date"): lambda text: date.fromisoformat(text[:10]),
    ("string", "decimal"): Decimal,
    ("string", "decimal-comma"): lambda text: Decimal(text.replace(",", ".")),
    ("string", "int64"): int,
    ("string", "double"): Decimal,
    ("number", ""): lambda number: Decimal(str(number)),
    ("integer", "unix-seconds"): lambda seconds: datetime.fromtimestamp(seconds, UTC),
    ("integer", "unix-milliseconds"): lambda units: datetime.fromtimestamp(units / 1000, UTC),
    ("integer", "minor-units"): lambda units: Decimal(units) / 100,
}
