"""Contracts as a whole: what is compiled, and what is said of one that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mock_server.contract import Contract, RateLimit, load_contract
from mock_server.contract.security import SecurityScheme
from mock_server.core.api_errors import ApiError, NotFound
from mock_server.core.errors import ContractError

GOOD = """
openapi: 3.1.0
info: {title: T, version: "1"}
x-unmatched: {"500": {description: F, x-error: ApiError}}
paths:
  /a: {get: {operationId: getA, responses: {"200": {description: A}}}}
"""


def test_contract_has_title_and_version(acme: Contract) -> None:
    assert (acme.title, acme.version) == ("Acme Widgets", "7")


def test_contract_has_every_operation_by_id(acme: Contract) -> None:
    assert list(acme.operations) == ["listWidgets", "getWidget", "deleteWidget"]
    assert acme.path_of("getWidget") == "/widgets/{widgetId}"


def test_contract_has_responses_for_what_nothing_matches(acme: Contract) -> None:
    assert {status: one.content_type for status, one in acme.unmatched.items()} == {
        404: "application/vnd.acme.error+json",
        500: "application/vnd.acme.error+json",
    }


def test_security_schemes_have_defaults(acme: Contract) -> None:
    assert acme.security["key"] == SecurityScheme("key", (), "key", 3600, None, "X-Key")
    assert acme.security["oauth"] == SecurityScheme("oauth", ("read", "write"), "Acme", 60, None)


def test_operation_takes_the_documents_security_unless_it_has_its_own(acme: Contract) -> None:
    assert acme.operations["getWidget"].scopes == ("read",)
    assert acme.operations["deleteWidget"].scopes is None


def test_operation_knows_its_method_and_handler(acme: Contract) -> None:
    operation = acme.operations["deleteWidget"]
    assert (operation.method, operation.handler_name, operation.success) == ("DELETE", "delete_widget", 204)


def test_operation_without_rate_limit_has_none(acme: Contract) -> None:
    assert acme.operations["listWidgets"].rate_limit == RateLimit("all", 5, 10, "client")
    assert acme.operations["getWidget"].rate_limit is None


def test_rate_limit_is_readable() -> None:
    assert str(RateLimit("all", 5, 10, "client")) == "5/10s per client"


def test_smallest_contract_loads(write: Callable[[str], Path]) -> None:
    assert list(load_contract(write(GOOD)).operations) == ["getA"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("operationId: getA, ", "", "operationId"),
        ('responses: {"200": {description: A}}', "", "responses"),
        ('"200"', "default", "default"),
        ('"200"', "2XX", "2XX"),
        ("x-unmatched:", "x-else:", "x-unmatched"),
        ("x-error: ApiError", "x-error: NotFound", "answers every ApiError"),
        ("getA", "getA, x-rate-limit: {bucket: b, limit: 1, window: 1, per: acount}", "not per acount"),
        ("info:", "information:", "info"),
        ("paths:", "routes:", "paths"),
        ('version: "1"', "", "version"),
        ("getA", "getA, parameters: [{in: query}]", "name"),
        ("getA", "getA, parameters: [{name: b, in: query, schema: {type: text}}]", "text"),
        ("getA", "getA, parameters: 5", "int"),
        ("getA", "getA, x-rate-limit: {limit: 5}", "per"),
        (
            "description: A",
            "content: {application/json: {schema: {type: string, format: date-time, x-zone: Nowhere/Land}}}",
            "Nowhere/Land",
        ),
        ("description: A", 'content: {application/json: {schema: {type: string, pattern: "("}}}', "pattern|regex"),
        ("description: A", "content: {application/json: {schema: {type: 5}}}", "int"),
        ("description: A", "content: {application/json: {}}", "schema"),
    ],
)
def test_incomplete_contract_is_refused_in_one_line(
    write: Callable[[str], Path], old: str, new: str, reason: str
) -> None:
    path = write(GOOD.replace(old, new, 1))
    with pytest.raises(ContractError, match=reason) as caught:
        load_contract(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_operation_id_given_twice_is_refused(write: Callable[[str], Path]) -> None:
    twice = '  /b: {get: {operationId: getA, responses: {"200": {description: B}}}}\n'
    with pytest.raises(ContractError, match="operationId: two operations have the same"):
        load_contract(write(GOOD + twice))


@pytest.mark.parametrize("text", ["", "[]", "5", "null", "a: 1"])
def test_document_that_is_no_contract_is_refused_in_one_line(write: Callable[[str], Path], text: str) -> None:
    with pytest.raises(ContractError) as caught:
        load_contract(write(text))
    assert "\n" not in str(caught.value)


PATH = "parameters: [{name: q, in: query, required: true, schema: {type: integer}}]"
OWN = "parameters: [{name: q, in: query, schema: {type: string}}]"


def test_operations_parameter_overrides_its_paths(write: Callable[[str], Path]) -> None:
    document = GOOD.replace("/a: {", f"/a: {{{PATH}, ").replace("operationId: getA", f"operationId: getA, {OWN}")
    operation = load_contract(write(document)).operations["getA"]
    assert [(one.name, one.required) for one in operation.parameters.all] == [("q", False)]


def test_status_of_an_error_is_the_operations_or_the_general_one(acme: Contract) -> None:
    class Strange(NotFound):
        """A kind that the contract does not know."""

    document = acme.operations["getWidget"]
    assert acme.status_of(NotFound(), document) == 500
    known = replace(document, status_of={"NotFound": 404})
    assert acme.status_of(Strange(), known) == 404
    assert acme.status_of(ApiError(), known) == 500
