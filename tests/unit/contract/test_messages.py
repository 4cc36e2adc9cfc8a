"""Literal messages: the contract's own words for what is missing, blank or invalid."""

from __future__ import annotations

from typing import Any

import pytest

from mock_server.contract import Operation, load_contract
from mock_server.core.api_errors import FieldError
from mock_server.core.call import Form, Request
from tests.toy.contracts import FORM, body, document, operation, query
from tests.unit.conftest import Save

ROOT = {"missing": "root: {name} is missing", "blank": "root: {name} is blank", "invalid": "root: {name} is invalid"}
OPERATION = {"blank": "operation: {name}, {name} is blank", "invalid": "operation: {name} is invalid"}
OWN = {"invalid": "own: {name} is invalid"}
SPOILT = {"missing": [], "blank": [" "], "invalid": ["x"]}


def compiled(save: Save, *, own: bool = True, whole: bool = True, root: bool = True, **more: Any) -> Operation:
    """Return an operation with a parameter and a field, and words for faults at the levels that are asked for."""
    words = {"x_messages": OWN} if own else {}
    field = {"type": "integer", "x-source": "size"} | ({"x-messages": OWN} if own else {})
    one = operation(
        "send",
        "/",
        "post",
        parameters=[query("pageNumber", {"type": "integer"}, required=True, **words)],
        requestBody=body({"bodySize": field}, required=("bodySize",)),
        **({"x_messages": OPERATION} if whole else {}),
    )
    return load_contract(save(document(one, **({"x_messages": ROOT} if root else {}), **more))).operations["send"]


def told(one: Operation, texts: list[str], *, number: str = "pageNumber", size: str = "bodySize") -> list[str]:
    """Return what is said of a parameter and of a field that were sent so."""
    sent = {name: texts for name in (number, size) if texts}
    form = Form({name: values for name, values in sent.items() if name == size})
    asked = {name: values for name, values in sent.items() if name == number}
    request = Request("POST", "/", {"Content-Type": FORM}, asked, lambda: b"x", "", lambda: form)
    decoded = one.decode({}, request)
    assert one.body is not None
    one.body.decode(request, decoded)
    return [fault.message for fault in decoded.errors]


@pytest.mark.parametrize(
    ("levels", "rule", "words"),
    [
        ({}, "missing", "root: {} is missing"),
        ({}, "blank", "operation: {0}, {0} is blank"),
        ({}, "invalid", "own: {} is invalid"),
        ({"own": False}, "invalid", "operation: {} is invalid"),
        ({"own": False, "whole": False}, "blank", "root: {} is blank"),
        ({"own": False, "whole": False}, "invalid", "root: {} is invalid"),
        ({"root": False}, "missing", "is required"),
        ({"own": False, "whole": False, "root": False}, "invalid", "'x' is not an integer"),
    ],
)
def test_words_of_the_nearest_level_count(save: Save, levels: dict[str, bool], rule: str, words: str) -> None:
    expected = [words.format(name) for name in ("pageNumber", "bodySize")]
    assert told(compiled(save, **levels), SPOILT[rule]) == expected


def test_words_have_the_contracts_spelling_of_the_name(save: Save) -> None:
    one = compiled(save, x_case_insensitive_names=True)
    assert told(one, ["x"], number="PAGENUMBER", size="bodysize") == [
        "own: pageNumber is invalid",
        "own: bodySize is invalid",
    ]


def test_words_hold_for_headers_and_paths(save: Save) -> None:
    places = [{"name": "n", "in": "path", "required": True}, {"name": "X-N", "in": "header", "required": True}]
    declared = [{**one, "schema": {"type": "integer"}} for one in places]
    contract = load_contract(save(document(operation("get", "/{n}", parameters=declared), x_messages=ROOT)))
    one = contract.operations["get"]
    request = Request("GET", "/", {"X-N": ""}, {}, bytes, "")
    assert [fault.message for fault in one.decode({"n": "x"}, request).errors] == [
        "root: n is invalid",
        "root: X-N is blank",
    ]


@pytest.mark.parametrize(
    ("argument", "place", "name"), [("page_number", "query", "pageNumber"), ("size", "body", "bodySize")]
)
def test_fault_of_a_handler_gets_place_name_and_words(save: Save, argument: str, place: str, name: str) -> None:
    one = compiled(save)
    located = [one.locate(FieldError("", argument, rule=rule)) for rule in ("missing", "blank", "invalid")]
    assert [(fault.place, fault.name) for fault in located] == [(place, name)] * 3
    assert [fault.message for fault in located] == [
        f"root: {name} is missing",
        f"operation: {name}, {name} is blank",
        f"own: {name} is invalid",
    ]


def test_fault_of_a_handler_has_some_words_where_the_contract_has_none(save: Save) -> None:
    one = compiled(save, own=False, whole=False, root=False)
    assert one.locate(FieldError("", "size", rule="missing")).message == "is missing"


def test_fault_of_a_handler_keeps_its_words_and_its_rule(save: Save) -> None:
    located = compiled(save).locate(FieldError("is too big for {name}", "size", rule="blank"))
    assert located == FieldError("is too big for {name}", "size", "body", "bodySize", "blank")


def test_fault_that_has_a_name_or_an_unknown_argument_is_left_alone(save: Save) -> None:
    one = compiled(save)
    for fault in (FieldError("", "size", "query", "other"), FieldError("is odd", "nothing")):
        assert one.locate(fault) is fault
