"""Serializers: a domain record in, what JSON holds out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from mock_server.contract import Contract
from mock_server.contract.encoders import compile_encoder
from mock_server.contract.schemas import is_nullable
from tests.toy.records import SPROCKET, Maker, Widget, WidgetPage


def encode(schema: dict[str, Any], value: Any) -> Any:
    encoder = compile_encoder(schema)
    return value if encoder is None else encoder(value)


@pytest.fixture(scope="module")
def schemas(acme: Contract) -> dict[str, Any]:
    """The response schemas by operation."""
    paths = acme.document["paths"]
    listed, one = paths["/widgets"]["get"], paths["/widgets/{widgetId}"]["get"]
    return {
        operation["operationId"]: operation["responses"]["200"]["content"]["application/json"]["schema"]
        for operation in (listed, one)
    }


@pytest.fixture(scope="module")
def widget(schemas: dict[str, Any]) -> Any:
    """A function that encodes a widget."""
    return lambda **changes: encode(schemas["getWidget"], replace(Widget(), **changes))


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("id", str(SPROCKET)),
        ("madeAt", 1767323045),
        ("soldAt", "2026-06-30T23:00:00-04:00"),
        ("releasedOn", "2026-02-03"),
        ("price", 1999),
        ("weight", "1.50"),
        ("volume", 0.25),
        ("isActive", "Y"),
        ("maker", None),
        ("makerName", "Acme"),
        ("sizes", ["1.00", "2.25"]),
        ("labels", {"checked": "2026-03-04"}),
    ],
)
def test_property_has_its_wire_form(widget: Any, name: str, wire: object) -> None:
    assert widget()[name] == wire


def test_false_flag_is_n(widget: Any) -> None:
    assert widget(is_active=False)["isActive"] == "N"


def test_optional_property_without_value_is_left_out(widget: Any) -> None:
    assert not {"note", "properties"} & set(widget())


def test_optional_property_with_value_is_sent(widget: Any) -> None:
    encoded = widget(note="fragile", properties=type("Free", (), {"free": "yes"})())
    assert (encoded["note"], encoded["properties"]) == ("fragile", {"free": "yes"})


def test_nullable_property_without_value_is_null(widget: Any) -> None:
    assert widget(sold_at=None)["soldAt"] is None


def test_nullable_object_is_encoded_where_there_is_one(widget: Any) -> None:
    assert widget(maker=Maker("Bolt & Co"))["maker"] == {"name": "Bolt & Co"}


def test_required_property_without_value_is_null_for_the_validator_to_find(widget: Any) -> None:
    assert widget(name=None)["name"] is None


def test_order_of_properties_is_the_contracts(widget: Any) -> None:
    assert list(widget())[:4] == ["id", "name", "madeAt", "soldAt"]


def test_property_no_record_fills_is_generated_and_stays(widget: Any) -> None:
    assert 12 <= len(widget()["serial"]) <= 14
    assert widget()["serial"] == widget()["serial"]


def test_generated_property_differs_between_records(widget: Any) -> None:
    others = {widget(id=UUID(int=number))["serial"] for number in range(50)}
    assert len(others) > 25


def test_envelope_is_filled_from_the_page_itself(schemas: dict[str, Any]) -> None:
    body = encode(schemas["listWidgets"], WidgetPage([], 41, 3))
    assert body == {"meta": {"paging": {"total": 41, "offset": 3}}, "data": []}


def test_fault_inside_a_property_is_raised_not_papered_over() -> None:
    class Broken:
        @property
        def name(self) -> str:
            return self.nothing  # type: ignore[attr-defined]

    with pytest.raises(AttributeError, match="nothing"):
        encode({"type": "object", "properties": {"name": {"type": "string"}}}, Broken())


def test_fault_inside_a_property_is_raised_beside_a_gap() -> None:
    class Broken:
        @property
        def name(self) -> str:
            return self.nothing  # type: ignore[attr-defined]

    with pytest.raises(AttributeError, match="nothing"):
        encode({"type": "object", "properties": {"gap": {"const": 1}, "name": {"type": "string"}}}, Broken())


def test_gap_beside_values_keeps_null_and_left_out() -> None:
    @dataclass
    class Sparse:
        id: int
        a: str | None = None
        b: str | None = None

    properties = {"id": {}, "a": {"type": ["string", "null"]}, "b": {"type": "string"}, "gap": {"const": 5}}
    assert encode({"type": "object", "properties": properties}, Sparse(1)) == {"id": 1, "a": None, "gap": 5}


@pytest.mark.parametrize(
    ("schema", "value", "wire"),
    [
        ({"type": "string", "format": "date-time"}, datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        ({"type": "string", "format": "date"}, date(2026, 1, 2), "2026-01-02"),
        ({"type": "number"}, Decimal("1.05"), 1.05),
        ({"type": "number", "format": "float"}, Decimal("1.05"), 1.05),
        ({"type": ["number", "null"]}, Decimal(2), 2.0),
        ({"type": "integer"}, 5, 5),
        ({"type": "array", "items": {"type": "number"}}, [Decimal(1)], [1.0]),
        ({"type": "array"}, (1, 2), [1, 2]),
        ({"type": "object"}, {"a": 1}, {"a": 1}),
        ({"type": "object", "additionalProperties": {"type": "number"}}, {"a": Decimal(1)}, {"a": 1.0}),
        ({"enum": ["Y", "N", None], "type": ["string", "null"]}, True, "Y"),
        ({"anyOf": [{"type": "null"}, {"type": "string", "format": "uuid"}]}, SPROCKET, str(SPROCKET)),
        ({"type": "string", "format": "unheard-of"}, "x", "x"),
    ],
)
def test_value_has_its_wire_form(schema: dict[str, Any], value: Any, wire: object) -> None:
    assert encode(schema, value) == wire


@pytest.mark.parametrize(
    ("schema", "nullable"),
    [
        ({"type": "string"}, False),
        ({"type": ["string", "null"]}, True),
        ({"type": "null"}, True),
        ({"oneOf": [{"type": "string"}, {"type": "null"}]}, True),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, False),
        ({}, False),
    ],
)
def test_is_nullable(schema: dict[str, Any], nullable: bool) -> None:
    assert is_nullable(schema) is nullable


def test_source_that_ends_in_none_is_null() -> None:
    @dataclass(frozen=True)
    class Box:
        maker: Maker | None

    schema = {"type": "object", "properties": {"town": {"type": ["string", "null"], "x-source": "maker.name.title"}}}
    assert encode(schema, Box(None)) == {"town": None}


def test_values_are_spelled_as_the_contract_says() -> None:
    schema = {"type": "string", "enum": ["CANCELLED", "open"], "x-values": {"CANCELLED": "canceled"}}
    assert [encode(schema, value) for value in ("canceled", "open")] == ["CANCELLED", "open"]
    assert encode({"type": "integer", "enum": [0, 1], "x-values": {0: False, 1: True}}, True) == 1
