"""Sample requests: what their texts stand for, and what a contract says without any."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.contract import Contract
from mock_server.contract.schemas import new_validator
from mock_server.exports.expressions import filled, linked, reference_in
from mock_server.exports.refusals import wrong_text
from mock_server.exports.sample import Sample
from mock_server.exports.samples import Samples
from tests.contract.subjects import CONTRACTS

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = {"items": [{"id": 3}, {"id": 5}, {"name": "without an id"}]}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("as it is", "as it is"),
        ("{credentials.key}", "K"),
        ("a {credentials.key} in a text", "a K in a text"),
        ("{clock+60d:%m/%d/%Y 09:00 AM}", "05/01/2026 09:00 AM"),
        ("{clock-2d:%Y-%m-%d}/{clock+0d:%d}", "2026-02-28/02"),
        ("{credentials.other}", None),
        ("{unknown}", "{unknown}"),
    ],
)
def test_text_stands_for_credentials_and_days(text: str, meant: str | None) -> None:
    assert filled(text, {"key": "K"}, NOW) == meant


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{list#/items/0/id}", [3]),
        ("{list#/items/1/id}", [5]),
        ("{list#/items/*/id}", [3, 5]),
        ("{list#/items/9/id}", []),
        ("{list#/nothing/0}", []),
        ("{list#}", [PAGE]),
    ],
)
def test_pointer_finds_what_is_there(text: str, values: list[Any]) -> None:
    reference = reference_in(text)
    assert reference is not None
    assert (reference.operation, list(reference.values(PAGE))) == ("list", values)


def test_reference_may_say_what_is_asked() -> None:
    reference = reference_in("{list?limit=2&status=a%20b#/items/0/id}")
    assert reference is not None
    assert reference.query == {"limit": "2", "status": "a b"}
    assert reference_in("a {list#/items} in a text") is None


def test_index_in_a_link_is_one_of_many() -> None:
    assert linked("list", "$response.body#/items/0/id") == "{list#/items/*/id}"
    assert linked("list", "$request.path.id") is None


def samples(contract: Contract, replies: Mapping[str, Any]) -> tuple[Samples, list[tuple[str, Sample]]]:
    """Return the samples of a contract, and a list of what they ask for."""
    asked: list[tuple[str, Sample]] = []

    def read(operation: Any, sample: Sample) -> Any:
        asked.append((operation.id, sample))
        return replies.get(operation.id)

    return Samples(contract, {"client_id": "C", "client_secret": "S"}, NOW, read), asked


def test_path_comes_from_the_links_of_the_contract() -> None:
    contract = CONTRACTS["oniva"]
    replies = {"listEvents": {"items": [{"id": "e1"}, {"id": "e2"}]}, "listEventBookings": {"items": [{"id": "b"}]}}
    made, asked = samples(contract, replies)
    found = [sample.target(contract.path_of("getBooking")) for sample in made.of(contract.operations["getBooking"])]
    assert found == ["/api/v1/bookings/b"] * 2
    assert {name for name, _ in asked} == {"listEvents", "listEventBookings"}


def test_nothing_is_found_where_the_replies_have_nothing() -> None:
    made, _ = samples(CONTRACTS["oniva"], {"listEvents": {"items": []}})
    assert list(made.of(CONTRACTS["oniva"].operations["getBooking"])) == []


def test_links_in_a_circle_end() -> None:
    contract = CONTRACTS["oniva"]
    document = deepcopy(contract.document)
    for operation in ("listEvents",):
        del document["paths"][contract.path_of(operation)]["get"]["responses"]["200"]["links"]
    made, asked = samples(replace(contract, document=document), {"getBooking": {"eventId": "e"}})
    assert list(made.of(contract.operations["getEvent"])) == []
    assert asked == []


BOUNDS = st.integers(-(2**31), 2**31)
SCHEMAS = st.one_of(
    BOUNDS.map(lambda least: {"type": "integer", "minimum": least}),
    st.sampled_from(["integer", "number", "boolean", "object"]).map(lambda kind: {"type": kind}),
    st.sampled_from(["date", "date-time", "uuid", "email"]).map(lambda form: {"type": "string", "format": form}),
    st.lists(st.text("xyz", min_size=1), min_size=1).map(lambda words: {"type": "string", "enum": words}),
)


@given(schema=SCHEMAS | SCHEMAS.map(lambda one: {"anyOf": [one, one]}))
def test_wrong_text_breaks_the_schema_it_is_made_for(schema: dict[str, Any]) -> None:
    text = wrong_text(schema)
    assert text is not None
    number = text.removeprefix("-")
    assert not new_validator(schema).is_valid(int(text) if number.isdigit() else text)


def test_there_is_no_wrong_text_where_every_text_is_good() -> None:
    assert wrong_text({"type": "string", "maxLength": 100}) is None
    assert wrong_text({"type": "array", "items": {"type": "string"}}) is None


def test_form_says_what_is_nested_as_json_and_repeats_what_is_a_list() -> None:
    form = Sample("POST", fields={"a": {"b": 1}, "c": [1, 2]}, media="application/x-www-form-urlencoded")
    assert form.body() == "a=%7B%22b%22%3A1%7D&c=1&c=2"
    assert form.saying(a=None).body() == "c=1&c=2"
    assert replace(form, media="application/json").body() == '{"a":{"b":1},"c":[1,2]}'
