"""Serializers, further: moments as the contract prints them, and properties that are left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from mock_server.contract import load_contract
from mock_server.contract.encoders import compile_encoder
from mock_server.contract.reply import BodyWriter
from mock_server.core.errors import ContractError
from mock_server.core.record import NULL
from tests.toy.contracts import JSON, document, operation
from tests.unit.conftest import Save

DELHI = timezone(timedelta(hours=5, minutes=30))
SUMMER = datetime(2026, 7, 1, 2, 30, 5, 999_999, tzinfo=DELHI)


def encode(schema: dict[str, Any], value: Any) -> Any:
    """Return the wire form of a value."""
    encoder = compile_encoder(schema)
    assert encoder is not None
    return encoder(value)


@pytest.mark.parametrize(
    ("declared", "wire"),
    [
        ({}, "2026-06-30T21:00:05+00:00"),
        ({"x-zone": "America/Los_Angeles"}, "2026-06-30T14:00:05-07:00"),
        ({"x-zone": "own"}, "2026-07-01T02:30:05+05:30"),
        ({"x-strftime": "%m/%d/%Y %I:%M %p"}, "06/30/2026 09:00 PM"),
        ({"x-zone": "America/Los_Angeles", "x-strftime": "%Y-%m-%dT%H:%M:%S%z"}, "2026-06-30T14:00:05-0700"),
        ({"x-zone": "own", "x-strftime": "%d %H:%M %%"}, "01 02:30 %"),
    ],
)
@pytest.mark.parametrize("form", ["date-time", "local-time"])
def test_moment_is_printed_in_its_zone_and_pattern(form: str, declared: dict[str, str], wire: str) -> None:
    assert encode({"type": "string", "format": form, **declared}, SUMMER) == wire


def test_moments_of_one_list_keep_their_own_zones() -> None:
    schema = {"type": "array", "items": {"type": "string", "format": "date-time", "x-zone": "own"}}
    assert encode(schema, [SUMMER, SUMMER.astimezone(UTC)]) == [
        "2026-07-01T02:30:05+05:30",
        "2026-06-30T21:00:05+00:00",
    ]


def test_zone_that_is_none_is_refused_in_one_line(save: Save) -> None:
    content = {JSON: {"schema": {"type": "string", "format": "date-time", "x-zone": "Own"}}}
    one = operation("get") | {"responses": {"200": {"description": "A", "content": content}}}
    with pytest.raises(ContractError, match="Own") as caught:
        load_contract(save(document(one)))
    assert "\n" not in str(caught.value)


@dataclass
class Seat:
    """Something with values that may be absent."""

    row: Any = None
    number: Any = None
    guest: Any = None
    note: Any = None


LEFT_OUT = {"type": ["string", "null"], "x-absent": "left-out"}
PROPERTIES: dict[str, Any] = {
    "row": LEFT_OUT,
    "number": {"type": ["integer", "null"]},
    "guest": {"oneOf": [{"type": "string"}, {"type": "null"}], "x-absent": "left-out"},
    "note": {"type": "string"},
}


@pytest.mark.parametrize(
    ("seat", "wire"),
    [
        (Seat(), {"number": None}),
        (Seat(row=NULL, guest=NULL), {"row": None, "number": None, "guest": None}),
        (Seat(row="A", number=1, guest="Anna"), {"row": "A", "number": 1, "guest": "Anna"}),
        (Seat(number=NULL), {"number": None}),
    ],
)
@pytest.mark.parametrize("gap", [{}, {"gap": {"const": 5}}], ids=["whole", "with-a-gap"])
def test_absent_is_left_out_and_null_is_sent(seat: Seat, wire: dict[str, Any], gap: dict[str, Any]) -> None:
    expected = wire | {name: declared["const"] for name, declared in gap.items()}
    writer = BodyWriter({"type": "object", "properties": PROPERTIES | gap})
    body, violations = writer.write(seat)
    assert (orjson.loads(body), violations) == (expected, ())


def test_null_where_the_schema_takes_none_is_a_violation() -> None:
    body, violations = BodyWriter({"type": "object", "properties": PROPERTIES}).write(Seat(note=NULL))
    assert orjson.loads(body) == {"number": None, "note": None}
    assert violations == ("/note: breaks properties/note/type",)


def test_required_property_is_never_left_out() -> None:
    writer = BodyWriter({"type": "object", "required": ["row"], "properties": {"row": LEFT_OUT}})
    assert writer.write(Seat()) == (b'{"row":null}', ())
