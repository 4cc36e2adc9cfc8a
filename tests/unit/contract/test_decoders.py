"""Parts of records from the wire: what was encoded is read back, and what is wrong is named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.contract.decoders import RecordReader
from mock_server.contract.encoders import compile_encoder
from mock_server.core.api_errors import InvalidRequest

ZURICH = ZoneInfo("Europe/Zurich")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["firstName"],
    "properties": {
        "firstName": {"type": "string", "minLength": 1},
        "at": {"type": "string", "format": "date-time", "x-zone": "Europe/Zurich"},
        "local": {"type": "string", "format": "local-time", "x-zone": "Europe/Zurich", "x-strftime": "%Y/%m/%d %H:%M"},
        "since": {"type": "integer", "format": "unix-seconds"},
        "day": {"type": ["string", "null"], "format": "date"},
        "price": {"type": "number"},
        "cents": {"type": "integer", "format": "minor-units"},
        "text": {"type": "string", "format": "decimal"},
        "flag": {"type": "string", "enum": ["Y", "N"]},
        "state": {"type": "string", "enum": ["ON", "OFF"], "x-values": {"ON": "active", "OFF": "closed"}},
        "deep": {"type": "string", "x-source": "nested.value"},
        "contact": {"type": "object", "properties": {"eMail": {"type": "string", "x-source": "email"}}},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}},
        "sizes": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "integer"}},
        "answers": {"type": "object", "additionalProperties": {"type": "string"}},
        "kind": {"oneOf": [{"type": "object", "properties": {"id": {"type": "integer"}}}, {"type": "null"}]},
    },
}
READER = RecordReader(SCHEMA)
SECONDS = st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)


@given(
    st.fixed_dictionaries(
        {
            "first_name": st.text(min_size=1),
            "at": SECONDS,
            "local": SECONDS.map(lambda moment: moment.replace(second=0, fold=0, hour=12)),
            "since": SECONDS,
            "day": st.none() | st.dates(min_value=date(1000, 1, 1)),
            "price": CENTS,
            "cents": CENTS,
            "text": CENTS,
            "flag": st.booleans(),
            "state": st.sampled_from(["active", "closed"]),
        }
    )
)
def test_what_was_encoded_is_read_back(fields: dict[str, Any]) -> None:
    schema = {**SCHEMA, "properties": {name: one for name, one in SCHEMA["properties"].items() if _is_plain(name)}}
    encode = compile_encoder(schema)
    assert encode is not None
    assert READER.read(encode(SimpleNamespace(**fields))) == fields


def _is_plain(name: str) -> bool:
    return name not in ("deep", "contact", "rows", "sizes", "answers", "kind")


def test_names_are_those_of_the_wire_or_of_the_attributes() -> None:
    wire = {"firstName": "Anna", "contact": {"eMail": "a@b.example"}, "deep": "x"}
    own = {"first_name": "Anna", "contact": {"email": "a@b.example"}, "nested.value": "x"}
    expected = {"first_name": "Anna", "contact": {"email": "a@b.example"}, "nested": {"value": "x"}}
    assert READER.read(wire) == READER.read(own) == expected


def test_any_part_will_do_and_nests() -> None:
    said = {"rows": [{"n": 1}, {}], "answers": {"zip": "3000"}, "kind": None, "day": None}
    assert READER.read(said) == said
    assert READER.read({}) == {}


@pytest.mark.parametrize(
    ("said", "name", "message"),
    [
        ({"colour": 1}, "colour", "is not known; there are: firstName, at, local"),
        ({"contact": {"mail": 1}}, "contact/mail", "is not known; there are: eMail"),
        ({"firstName": ""}, "firstName", "is shorter than 1"),
        ({"firstName": None}, "firstName", "cannot be null"),
        ({"firstName": 3}, "firstName", "is not a string"),
        ({"state": "MAYBE"}, "state", "is not one of ON, OFF"),
        ({"at": "yesterday"}, "at", "is not a date-time"),
        ({"rows": [{"n": 1}, {"n": "x"}]}, "rows/1/n", "is not an integer"),
        ({"rows": {}}, "rows", "is not an array"),
        ({"contact": []}, "contact", "is not an object"),
        ({"answers": {"zip": 3}}, "answers/zip", "is not a string"),
        ({"sizes": []}, "sizes", "has fewer than 1 items"),
        ({"sizes": [1, 2, 3]}, "sizes", "has more than 2 items"),
        ({"firstName": "A", "first_name": "B"}, "first_name", "is said twice: also as firstName"),
        ({"since": 10**17}, "since", "is outside the calendar"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_legal(said: dict[str, Any], name: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        READER.read(said)
    (fault,) = refused.value.errors
    assert (fault.place, fault.name) == ("body", name)
    assert fault.message.startswith(message)


def test_everything_that_is_wrong_is_named() -> None:
    with pytest.raises(InvalidRequest) as refused:
        READER.read({"firstName": 1, "state": 2, "nothing": 3})
    assert {fault.name for fault in refused.value.errors} == {"firstName", "state", "nothing"}


def test_moment_without_an_offset_is_in_the_zone_it_is_printed_in() -> None:
    assert READER.read({"local": "2026/07/01 12:00"})["local"] == datetime(2026, 7, 1, 12, tzinfo=ZURICH)
