"""Whatever a vendor's contract can show of a record is read back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.contract.decoders import RecordReader
from mock_server.contract.encoders import compile_encoder
from mock_server.contract.generation import generate
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import is_nullable, type_of, without_null
from tests.contract.subjects import CONTRACTS, VENDORS

Schema = Mapping[str, Any]
# Noon, in whole minutes: some contracts print no seconds, and no clock is turned then.
NOONS = st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(hour=12, second=0, microsecond=0, tzinfo=UTC)
)
RECORDS = [
    (vendor, name)
    for vendor in VENDORS
    for name, schema in CONTRACTS[vendor].document["components"]["schemas"].items()
    if schema.get("properties") and type_of(schema) == "object"
]


def plain(schema: Schema) -> Schema:
    """Leave out what comes from the record itself or its parts, or from an attribute that another property shows."""
    sources: set[str] = set()
    kept = {}
    for name, declared in schema["properties"].items():
        source = source_of(name, declared)
        if source not in sources and "." not in source:
            kept[name] = declared
        sources.add(source)
    return {**schema, "properties": {name: plain_part(one) for name, one in kept.items()}}


def plain_part(schema: Schema) -> Schema:
    bare = without_null(schema)
    if type_of(bare) == "object" and bare.get("properties"):
        kept = plain(bare)
        return {"oneOf": [kept, {"type": "null"}]} if is_nullable(schema) else kept
    if type_of(bare) == "array":
        return {**schema, "items": plain_part(schema.get("items", {}))}
    return schema


def values(schema: Schema) -> st.SearchStrategy[Any]:
    """What a record may have where a schema shows it."""
    bare = without_null(schema)
    found = _of_kind(bare)
    return st.none() | found if is_nullable(schema) and schema.get("x-absent") != "left-out" else found


def _of_kind(schema: Schema) -> st.SearchStrategy[Any]:
    kind = type_of(schema)
    if kind == "object" and schema.get("properties"):
        parts = {source_of(name, one): values(one) for name, one in schema["properties"].items()}
        return st.fixed_dictionaries(parts)
    if kind == "array":
        return st.lists(values(schema.get("items", {})), min_size=schema.get("minItems", 0), max_size=2).filter(
            lambda items: not schema.get("uniqueItems") or len(set(map(str, items))) == len(items)
        )
    return _scalars(kind, schema)


def _scalars(kind: str, schema: Schema) -> st.SearchStrategy[Any]:
    form, words = schema.get("format", ""), [word for word in schema.get("enum", ()) if word is not None]
    if "x-values" in schema:
        return st.sampled_from([schema["x-values"].get(word, word) for word in words])
    if set(words) == {"Y", "N"}:
        return st.booleans()
    if words:
        return st.sampled_from(words)
    if form in ("date-time", "local-time", "unix-seconds"):
        return NOONS
    if form == "date":
        return NOONS.map(lambda moment: moment.date())
    if kind == "number" or form in ("decimal", "minor-units"):
        return st.integers(0, 99).map(lambda cents: Decimal(cents) / 100)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    return st.integers(0, 999).map(lambda key: generate(schema, key))


def as_record(value: Any) -> Any:
    """Make records of dictionaries; one without members is a map, and stays."""
    if isinstance(value, dict) and value:
        return SimpleNamespace(**{name: as_record(one) for name, one in value.items()})
    return [as_record(one) for one in value] if isinstance(value, list) else value


@cache
def compiled(vendor: str, name: str) -> tuple[Schema, Any, RecordReader]:
    schema = plain(CONTRACTS[vendor].schema(name))
    return schema, compile_encoder(schema), RecordReader(schema)


@pytest.mark.parametrize(("vendor", "name"), RECORDS)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_record_is_read_back_as_it_was_encoded(vendor: str, name: str, data: st.DataObject) -> None:
    schema, encode, reader = compiled(vendor, name)
    fields = data.draw(values(schema))
    wire = encode(as_record(fields))

    assert reader.read(wire) == fields

    some = data.draw(st.sets(st.sampled_from(sorted(wire))))
    sources = {one: source_of(one, schema["properties"][one]) for one in some}
    expected = {source: fields[source] for source in sources.values()}
    assert reader.read({one: wire[one] for one in some}) == expected
    assert reader.read({sources[one]: wire[one] for one in some}) == expected
