"""Several documents as one contract, and what one document says of all its operations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mock_server.contract import RateLimit, load_contract
from mock_server.contract.document import STEPS
from mock_server.core.errors import ContractError
from tests.toy.contracts import document, operation
from tests.unit.conftest import Save

READ: dict[str, Any] = {"security": [{"key": ["read"]}]}


def saved(save: Save, name: str, *operations: dict[str, Any], **root: Any) -> Path:
    """Write a document with a name."""
    return save(document(*operations, **root), f"{name}.yaml")


def test_operations_of_further_documents_are_added(save: Save) -> None:
    api = saved(save, "api", operation("getA"), **READ)
    pages = saved(save, "pages", operation("openB", "/b"), operation("openC", "/c", **READ))
    more = saved(save, "more", operation("openD", "/d"))
    contract = load_contract(api, pages, more)
    assert {one.id: (one.document, one.scopes) for one in contract.operations.values()} == {
        "getA": ("api.yaml", ("read",)),
        "openB": ("pages.yaml", None),
        "openC": ("pages.yaml", ("read",)),
        "openD": ("more.yaml", None),
    }


def test_everything_else_is_the_first_documents(save: Save) -> None:
    steps = ["validate", *(step for step in STEPS if step != "validate")]
    own: dict[str, Any] = {"x_hosts": {"api": {"/a": "/b"}}, "x_aliases": {"/x": "/a"}, "x_steps": steps}
    api = saved(save, "api", operation("getA"), **own)
    pages = saved(save, "pages", operation("openB", "/b"), x_aliases={"/y": "/b"}, info={"title": "P", "version": "9"})
    contract = load_contract(api, pages)
    assert (contract.title, contract.version, contract.steps) == ("Toy", "1", tuple(steps))
    assert (contract.hosts, contract.aliases) == ({"api": {"/a": "/b"}}, {"/x": "/a"})


def test_document_that_says_nothing_of_it_has_the_usual_steps_and_no_other_names(save: Save) -> None:
    contract = load_contract(saved(save, "api", operation("getA")))
    assert (contract.steps, contract.hosts, contract.aliases) == (STEPS, {}, {})


@pytest.mark.parametrize("at", [1, 2])
def test_id_in_two_documents_is_refused_in_one_line(save: Save, at: int) -> None:
    paths = [saved(save, "api", operation("getA")), saved(save, "pages", operation("openB", "/b"))]
    paths.append(saved(save, "more", operation(("getA", "openB")[at - 1], "/c")))
    with pytest.raises(ContractError, match=r"more\.yaml has operations of .*api\.yaml") as caught:
        load_contract(*paths)
    assert "\n" not in str(caught.value)


def test_further_document_that_is_no_contract_is_refused_by_its_name(save: Save) -> None:
    api = saved(save, "api", operation("getA"))
    for page in (save({"openapi": "3.1.0"}, "page.yaml"), api.with_name("nowhere.yaml")):
        with pytest.raises(ContractError, match=page.name) as caught:
            load_contract(api, page)
        assert "\n" not in str(caught.value)


def test_budget_may_be_an_accounts(save: Save) -> None:
    budget = {"bucket": "all", "limit": 5, "window": 60, "per": "account"}
    contract = load_contract(saved(save, "api", operation("getA", x_rate_limit=budget)))
    assert contract.operations["getA"].rate_limit == RateLimit("all", 5, 60, "account")


def test_schema_of_the_components_is_found_by_name(save: Save) -> None:
    schemas = {
        "A": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
        "B": {"type": "string"},
    }
    contract = load_contract(saved(save, "api", operation("getA"), components={"schemas": schemas}))
    assert contract.schema("A")["properties"] == {"b": {"type": "string"}}
