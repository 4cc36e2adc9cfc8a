"""Replies: bytes, headers, and what of them breaks the contract."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import orjson
import pytest

from mock_server.contract import Contract, ResponseWriter
from mock_server.contract.reply import BodyWriter, ResponseWriters
from mock_server.core.record import Record
from tests.toy.records import Widget, WidgetPage


@pytest.fixture
def page(acme: Contract) -> ResponseWriter:
    """Writes a page of widgets."""
    return acme.operations["listWidgets"].responses[200]


@pytest.fixture
def one(acme: Contract) -> ResponseWriter:
    """Writes a widget."""
    return acme.operations["getWidget"].responses[200]


def test_record_is_written_without_violations(one: ResponseWriter) -> None:
    body, violations = one.write(Widget())
    assert violations == ()
    assert orjson.loads(body)["name"] == "Sprocket"


def test_page_is_written_as_its_rows_are_alone(page: ResponseWriter, one: ResponseWriter) -> None:
    widgets = [Widget(), Widget(name="Cog")]
    body, violations = page.write(WidgetPage(widgets, 2))
    assert violations == ()
    assert orjson.loads(body) == {
        "meta": {"paging": {"total": 2, "offset": 0}},
        "data": [orjson.loads(one.write(widget)[0]) for widget in widgets],
    }


def test_empty_page_is_written(page: ResponseWriter) -> None:
    assert page.write(WidgetPage([], 0)) == (b'{"meta":{"paging":{"total":0,"offset":0}},"data":[]}', ())


@pytest.mark.parametrize(
    ("changes", "violation"),
    [
        ({"name": ""}, "/name: breaks properties/name/minLength"),
        ({"name": None}, "/name: breaks properties/name/type"),
        ({"color": "octarine"}, "/color: breaks properties/color/enum"),
        ({"id": "secret-id"}, "/id: breaks properties/id/format"),
        ({"sizes": ["secret-size"]}, None),
    ],
)
def test_violation_is_told_by_place_and_keyword(
    one: ResponseWriter, changes: dict[str, Any], violation: str | None
) -> None:
    if violation is None:
        # What cannot even be encoded is a fault of ours, not a violation.
        with pytest.raises(ValueError, match="format code"):
            one.write(replace(Widget(), **changes))
    else:
        assert one.write(replace(Widget(), **changes))[1] == (violation,)


def test_violation_inside_a_page_is_told_with_its_row(page: ResponseWriter) -> None:
    _, violations = page.write(WidgetPage([Widget(), Widget(name="")], 2))
    assert violations == ("/data/1/name: breaks properties/name/minLength",)


def test_violation_of_the_envelope_is_told(page: ResponseWriter) -> None:
    _, violations = page.write(WidgetPage([Widget()] * 4, "many"))  # type: ignore[arg-type]
    assert set(violations) == {
        "/data: breaks properties/data/maxItems",
        "/meta/paging/total: breaks properties/meta/properties/paging/properties/total/type",
    }


def test_violations_never_hold_values() -> None:
    schema = {"type": "object", "properties": {"mail": {"type": "string", "format": "email", "maxLength": 5}}}
    writer = BodyWriter(schema)
    _, violations = writer.write(type("Person", (), {"mail": "anna at home"})())
    assert len(violations) == 2
    assert not any("anna" in text for text in violations)


def test_undocumented_property_is_never_sent() -> None:
    writer = BodyWriter({"type": "object", "properties": {"a": {"type": "string"}}})
    assert writer.write(type("Plain", (), {"a": "x", "b": 1})()) == (b'{"a":"x"}', ())


def test_wire_form_of_a_record_is_made_once(one: ResponseWriter) -> None:
    widget = Widget()
    assert one.write(widget)[0] is one.write(widget)[0]


def test_wire_form_is_forgotten_with_its_record() -> None:
    writer = BodyWriter({"type": "object", "properties": {"name": {"type": "string"}}})
    writer.write(Widget())
    gc.collect()
    assert len(writer._remembered) == 0


def test_what_is_no_record_is_written_each_time() -> None:
    writer = BodyWriter({"type": "number"})
    assert writer.write(Decimal("1.5")) == (b"1.5", ())


@dataclass(frozen=True, eq=False, slots=True)
class Group(Record):
    """A record that holds a list of records."""

    members: list[Widget]


def test_record_with_a_list_is_remembered_whole() -> None:
    rows = {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}
    writer = BodyWriter({"type": "object", "properties": {"members": rows}, "required": ["members"]})
    group = Group([Widget()])
    assert writer.write(group) == (b'{"members":[{"name":"Sprocket"}]}', ())
    assert writer.write(group)[0] is writer.write(group)[0]


def test_body_that_is_no_json_is_sent_as_it_is() -> None:
    writer = ResponseWriter(200, {"content": {"text/xml; charset=utf-8": {}}})
    assert writer.write("<a>\u00e4</a>") == ("<a>\u00e4</a>".encode(), ())
    assert writer.write(b"\x00") == (b"\x00", ())


def test_response_without_content_has_no_body(acme: Contract) -> None:
    writer = acme.operations["deleteWidget"].responses[204]
    assert (writer.content_type, writer.write(Widget())) == (None, (b"", ()))


def test_headers_come_from_their_sources(page: ResponseWriter) -> None:
    filled, missing = page.headers({"total_count": 41, "next": "/2", "other": "x"})
    assert filled == [("X-Total", "41"), ("X-Version", "7"), ("X-Next", "/2")]
    assert missing == []


def test_missing_required_header_is_a_violation(page: ResponseWriter) -> None:
    filled, missing = page.headers({})
    assert filled == [("X-Version", "7")]
    assert missing == ["header X-Next is missing"]


def test_response_that_operations_share_is_compiled_once_a_status() -> None:
    writers, shared, alike = ResponseWriters(), {"content": {"text/plain": {}}}, {"content": {"text/plain": {}}}
    first = writers.of({"404": shared, "410": shared})
    assert writers.of({404: shared})[404] is first[404]
    assert (first[404].status, first[410].status) == (404, 410)
    assert writers.of({404: alike})[404] is not first[404]
