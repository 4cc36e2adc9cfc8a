"""Scalars that a contract treats kindly: cut to a cap, or spelled in any case."""

from __future__ import annotations

from typing import Any

import pytest

from mock_server.contract import load_contract
from mock_server.contract.parameters import Parameter
from mock_server.contract.values import BadValue
from mock_server.core.errors import ContractError
from tests.toy.contracts import document, operation, query
from tests.unit.conftest import Save

CAPPED = {"type": "integer", "minimum": 1, "maximum": 100, "x-cap": 100}
WORDS = {"type": "string", "enum": ["Open", "CLOSED"], "x-any-case": True}


def decode(schema: dict[str, Any], *texts: str, place: str = "query") -> Any:
    """Decode texts as values of a schema."""
    return Parameter({"name": "q", "in": place, "schema": schema}).decode(texts)


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("99", 99), ("101", 100), ("9" * 18, 100), ("9" * 30, 100)])
def test_number_over_the_cap_is_the_cap(text: str, value: int) -> None:
    assert decode(CAPPED, text) == value


@pytest.mark.parametrize(
    ("text", "reason"), [("0", "less than the minimum"), ("1e3", "not an integer"), ("-" + "9" * 19, "out of range")]
)
def test_cap_forgives_nothing_else(text: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason):
        decode(CAPPED, text)


def test_number_with_a_cap_may_be_a_fraction() -> None:
    assert decode({"type": "number", "x-cap": 2.5}, "2.75") == 2.5


@pytest.mark.parametrize("place", ["query", "body", "header"])
def test_cap_holds_for_each_value_of_a_list(place: str) -> None:
    texts = ["7,700"] if place == "header" else ["7", "700"]
    assert decode({"type": "array", "items": CAPPED}, *texts, place=place) == (7, 100)


@pytest.mark.parametrize(("text", "value"), [("Open", "Open"), ("oPEN", "Open"), ("closed", "CLOSED")])
def test_word_in_any_case_is_the_contracts(text: str, value: str) -> None:
    assert decode(WORDS, text) == value


@pytest.mark.parametrize("text", ["", " open", "opened", "None", "none"])
def test_word_that_is_none_of_the_enum_is_refused(text: str) -> None:
    nullable = {"type": ["string", "null"], "enum": ["open", None], "x-any-case": True}
    for schema in (WORDS, nullable):
        with pytest.raises(BadValue, match=r"is not one of [Oo]pen"):
            decode(schema, text)


def test_words_have_a_case_where_the_contract_does_not_say_otherwise() -> None:
    with pytest.raises(BadValue, match="'open' is not one of Open, CLOSED"):
        decode({**WORDS, "x-any-case": False}, "open")


def test_word_in_any_case_means_what_the_contract_says() -> None:
    flag = {"type": "string", "enum": ["Y", "N"], "x-any-case": True, "x-values": {"Y": True, "N": False}}
    assert [decode(flag, text) for text in ("y", "Y", "n")] == [True, True, False]
    assert decode({"type": "array", "items": flag}, "n", "y") == (False, True)


def test_default_may_be_in_any_case_as_well() -> None:
    assert Parameter({"name": "q", "in": "query", "schema": {**WORDS, "default": "OPEN"}}).default == "Open"


def test_any_case_of_no_words_is_refused_in_one_line(save: Save) -> None:
    words = query("q", {"type": "string", "x-any-case": True})
    with pytest.raises(ContractError, match="enum") as caught:
        load_contract(save(document(operation("get", parameters=[words]))))
    assert "\n" not in str(caught.value)
