"""Errors of the resource operations and of paths that are none: application/problem+json after RFC 9457."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from werkzeug.test import TestResponse

Produce = Callable[[Any], TestResponse]
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def spend(api: Any) -> TestResponse:
    """Ask until the budget is spent."""
    return [api.get("/me") for _ in range(301)][-1]


ERRORS: dict[int, Produce] = {
    400: lambda api: api.get("/events", limit="101"),
    401: lambda api: api.get("/me", token="unknown"),
    403: lambda api: api.get("/events", token=api.issue(scope="contacts:read").json["access_token"]),
    404: lambda api: api.get(f"/events/{UNKNOWN}"),
    405: lambda api: api.client.post("/oniva/api/v1/me"),
    429: spend,
}


@pytest.mark.parametrize(("status", "produce"), ERRORS.items(), ids=[f"X09 {status}" for status in ERRORS])
def test_problem_tells_its_status_and_title(api: Any, status: int, produce: Produce) -> None:
    answer = produce(api)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert (answer.json["status"], answer.json["title"]) == (status, HTTPStatus(status).phrase)


@pytest.mark.parametrize(("status", "produce"), ERRORS.items(), ids=[f"X09 {status}" for status in ERRORS])
def test_problem_has_no_type_of_its_own(api: Any, status: int, produce: Produce) -> None:
    assert produce(api).json["type"] == "about:blank"


def test_x08_problem_of_a_spent_budget_tells_the_wait(api: Any) -> None:
    answer = spend(api)
    assert answer.json["retryAfter"] == int(answer.headers["Retry-After"])


def test_not_allowed_tells_the_methods(api: Any) -> None:
    assert api.client.delete("/oniva/api/v1/events").headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("prefix", [pytest.param("", id="T51"), pytest.param("/oniva", id="X23")])
def test_metadata_is_not_offered(api: Any, prefix: str) -> None:
    """RFC 8414 is optional, and nothing says that the vendor has it; a client must not come to rely on it."""
    answer = api.client.get(f"{prefix}/.well-known/oauth-authorization-server")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
