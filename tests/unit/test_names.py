"""Names of parameters and fields: in any case where the contract says so, and never two for one argument."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client

from mock_server.contract import load_contract
from mock_server.core.errors import ContractError
from tests.toy.contracts import FORM, JSON, body, document, operation, query
from tests.unit.conftest import Save, Serve

FIELDS: dict[str, Any] = {
    "email": {"type": "string"},
    "firstName": {"type": "string", "x-source": "given_name"},
    "tags": {"type": "array", "items": {"type": "string"}},
    "photo": {"type": "string", "format": "binary"},
}
PARAMETERS = [
    query("pageNumber", {"type": "integer"}, required=True),
    query("rows", {"type": "array", "items": {"type": "integer"}}),
]
TAKES = {"parameters": PARAMETERS, "requestBody": body(FIELDS, FORM, "multipart/form-data", required=("email",))}
SENDING = operation("send", "/a", "post", **TAKES)


@pytest.fixture
def client(serve: Serve) -> Client:
    """A client of an operation that takes its names in any case."""
    return serve(document(SENDING, x_case_insensitive_names=True))


@pytest.mark.parametrize("spell", [str.lower, str.upper, str.title, str])
def test_names_may_have_any_case(client: Client, spell: Any) -> None:
    asked = {spell("pageNumber"): "3", spell("rows"): "4"}
    answer = client.post("/a", query_string=asked, data={spell("email"): "a", spell("firstName"): "Anna"})
    arguments = {"page_number": 3, "rows": [4], "email": "a", "given_name": "Anna", "tags": None, "photo": None}
    assert (answer.status_code, answer.json["arguments"]) == (200, arguments)
    assert client.get("/__admin/requests").json["requests"][0]["notes"] == []


def test_name_in_two_cases_at_once_is_one_name_given_twice(client: Client) -> None:
    answer = client.post("/a?pageNumber=1&PAGENUMBER=1", data={"email": "a", "EMAIL": "a"})
    twice = "given 2 times; once is allowed"
    assert answer.json["errors"] == [["query", "pageNumber", twice], ["body", "email", twice]]


def test_list_in_two_cases_at_once_is_one_list(client: Client) -> None:
    answer = client.post("/a?pageNumber=1&rows=1&ROWS=2", data={"email": "a", "tags": ["x", "y"], "Tags": "z"})
    assert (answer.json["arguments"]["rows"], answer.json["arguments"]["tags"]) == ([1, 2], ["x", "y", "z"])


def test_value_in_another_case_is_shown_like_the_parameter(client: Client) -> None:
    client.post("/a?PAGEnumber=1&ROWS=x&colour=red", data={"email": "a"})
    entry = client.get("/__admin/requests").json["requests"][0]
    assert entry["query"] == {"PAGEnumber": ["1"], "ROWS": ["***"], "colour": ["***"]}


def test_names_have_a_case_where_the_contract_does_not_say_otherwise(serve: Serve) -> None:
    client = serve(document(SENDING))
    answer = client.post("/a?PageNumber=1", data={"Email": "a"})
    assert answer.json["errors"] == [["query", "pageNumber", "is required"], ["body", "email", "is required"]]
    notes = client.get("/__admin/requests").json["requests"][0]["notes"]
    assert notes[:2] == [f"unknown parameter '{name}' was ignored" for name in ("PageNumber", "Email")]


@pytest.mark.parametrize("media", [FORM, JSON])
def test_argument_with_two_sources_is_refused_in_one_line(save: Save, media: str) -> None:
    fields = body({"firstName": FIELDS["firstName"], "email": {}}, media)
    both = operation("send", "/", "post", parameters=[query("given-name", {}), query("email", {})], requestBody=fields)
    with pytest.raises(ContractError, match="x-source of send: email, given_name has two sources") as caught:
        load_contract(save(document(both)))
    assert "\n" not in str(caught.value)
