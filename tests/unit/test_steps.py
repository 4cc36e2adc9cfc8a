"""The steps of a request: in the contract's order, each with what the contract and the principal say."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from mock_server import Clock
from mock_server.contract import load_contract
from mock_server.contract.document import STEPS
from mock_server.core.errors import ContractError
from tests.toy.contracts import document, operation, query
from tests.toy.vendor import principal
from tests.unit.conftest import Save, Serve

SECURED: dict[str, Any] = {"security": [{"key": ["read"]}]}
FOLK = (
    principal("anna", "north"),
    principal("ben", "north"),
    principal("cleo", "south"),
    principal("dora", "north", scopes="write"),
)


def budget(per: str, limit: int = 2) -> dict[str, Any]:
    """Return a rate limit that several operations share."""
    return {"bucket": "all", "limit": limit, "window": 60, "per": per}


def get(client: Client, key: str | None = None, path: str = "/a", **asked: str) -> TestResponse:
    """GET a path with somebody's key."""
    return client.get(path, query_string=asked, headers={} if key is None else {"X-Key": key})


def in_order(*steps: str) -> dict[str, Any]:
    """Return a contract with one operation that anything can be wrong with, and the order of its steps."""
    number = query("number", {"type": "integer"}, required=True)
    one = operation("getA", parameters=[number], x_rate_limit=budget("client", 1), **SECURED)
    return document(one, **({"x_steps": list(steps)} if steps else {}))


@pytest.mark.parametrize(
    ("steps", "statuses"),
    [
        ((), [403, 429]),
        (("authenticate", "authorize", "limit", "validate", "handle"), [403, 403]),
        (("authenticate", "validate", "limit", "authorize", "handle"), [400, 400]),
        (("validate", "authenticate", "limit", "authorize", "handle"), [400, 400]),
    ],
    ids=["the-usual", "scopes-before-limits", "parameters-before-limits", "parameters-first"],
)
def test_steps_come_in_the_contracts_order(serve: Serve, steps: tuple[str, ...], statuses: list[int]) -> None:
    client = serve(in_order(*steps), principals=FOLK)
    assert [get(client, "dora").status_code for _ in statuses] == statuses


def test_limit_before_anybody_is_known_counts_by_address(serve: Serve) -> None:
    client = serve(in_order("limit", "authenticate", "authorize", "validate", "handle"), principals=FOLK)
    assert [get(client, key, number="1").status_code for key in ("anna", "ben", "nobody")] == [200, 429, 429]


def test_parameters_may_be_looked_at_before_the_key(serve: Serve) -> None:
    client = serve(in_order("validate", "authenticate", "limit", "authorize", "handle"), principals=FOLK)
    assert [get(client).status_code, get(client, number="1").status_code] == [400, 401]


@pytest.mark.parametrize(
    "steps",
    [
        [],
        list(STEPS[:-1]),
        [*STEPS, "log"],
        ["authenticate", *STEPS],
        ["authenticate", "limit", "validate", "handle", "authorize"],
        "handle",
        5,
    ],
    ids=["none", "without-the-last", "unknown", "twice", "handled-too-early", "a-word", "a-number"],
)
def test_wrong_list_of_steps_is_refused_in_one_line(save: Save, steps: Any) -> None:
    with pytest.raises(ContractError) as caught:
        load_contract(save(document(operation("getA"), x_steps=steps)))
    assert "\n" not in str(caught.value)


def test_budget_per_account_is_shared_by_its_principals(serve: Serve, clock: Clock) -> None:
    client = serve(document(operation("getA", x_rate_limit=budget("account"), **SECURED)), principals=FOLK)
    assert [get(client, key).status_code for key in ("anna", "ben", "anna", "cleo")] == [200, 200, 429, 200]
    clock.advance(60)
    assert get(client, "ben").status_code == 200


def test_budget_per_account_is_shared_by_operations_of_a_bucket(serve: Serve) -> None:
    operations = [operation(f"get{path}", f"/{path}", x_rate_limit=budget("account"), **SECURED) for path in "ab"]
    client = serve(document(*operations), principals=FOLK)
    calls = [("anna", "/a"), ("ben", "/b"), ("ben", "/a"), ("cleo", "/a")]
    assert [get(client, *call).status_code for call in calls] == [200, 200, 429, 200]


def test_budget_per_client_is_each_principals_own(serve: Serve) -> None:
    client = serve(document(operation("getA", x_rate_limit=budget("client", 1), **SECURED)), principals=FOLK)
    assert [get(client, key).status_code for key in ("anna", "ben", "anna")] == [200, 200, 429]


def test_principal_with_operations_of_its_own_may_call_no_others(serve: Serve) -> None:
    operations = [operation(f"get{path}", f"/{path}", **SECURED) for path in "ab"]
    folk = (principal("anna", operations={"geta"}), principal("ben", operations=set()), principal("cleo"))
    client = serve(document(*operations), principals=folk)
    statuses = {key: [get(client, key, path).status_code for path in ("/a", "/b")] for key in ("anna", "ben", "cleo")}
    assert statuses == {"anna": [200, 403], "ben": [403, 403], "cleo": [200, 200]}
    refused = get(client, "anna", "/b").json
    assert (refused["kind"], "getb" in refused["detail"]) == ("InsufficientScope", True)


def test_operation_without_security_is_open_to_everybody(serve: Serve) -> None:
    client = serve(document(operation("getA", security=[])), principals=(principal("anna", operations=set()),))
    assert [get(client, key).status_code for key in ("anna", "nobody", None)] == [200] * 3
