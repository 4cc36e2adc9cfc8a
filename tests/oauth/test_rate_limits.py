"""Budgets of the contract: 300 requests a minute for each client, 20 token requests a minute for each address.

What counts (X04): every request with a good token, also one that is answered 400, 403 or 404, and every token request,
also with wrong credentials. What does not: a refused request (429), one without a good token, and a path or method that
is no operation. The wait is told in Retry-After and X-RateLimit-*; the drafts' RateLimit headers are not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from mock_server import Clock

UNKNOWN = "00000000-0000-4000-8000-000000000000"
WINDOW, API_LIMIT, TOKEN_LIMIT = 60, 300, 20


def spend(api: Any, times: int = API_LIMIT) -> list[TestResponse]:
    return [api.get("/me") for _ in range(times)]


def spend_tokens(door: Any, times: int = TOKEN_LIMIT, **request: Any) -> list[TestResponse]:
    return [door.ask(**request) for _ in range(times)]


def statuses(answers: list[TestResponse]) -> set[int]:
    return {answer.status_code for answer in answers}


def remaining(api: Any) -> int:
    return int(api.get("/me").headers["X-RateLimit-Remaining"])


def test_x02_request_301_of_a_client_is_refused(api: Any) -> None:
    assert statuses(spend(api)) == {200}
    refused = api.get("/me")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")


def test_x02_all_operations_share_a_budget(api: Any) -> None:
    event = api.get("/events").json["items"][0]["id"]
    paths = ["/me", "/events", f"/events/{event}", f"/events/{event}/bookings", f"/bookings/{UNKNOWN}"]
    answers = [api.get(paths[number % len(paths)]).status_code for number in range(API_LIMIT)]
    assert [answers.index(429), answers.count(429)] == [API_LIMIT - 1, 1]


def test_x02_another_client_has_a_budget_of_its_own(api: Any) -> None:
    spend(api, API_LIMIT + 1)
    token = api.token("onmock-reporting", "onmock-reporting-secret")
    assert api.get("/me", token=token).headers["X-RateLimit-Remaining"] == str(API_LIMIT - 1)


def test_x02_tokens_of_one_client_share_a_budget(api: Any) -> None:
    spend(api)
    assert api.get("/me", token=api.issue().json["access_token"]).status_code == 429


def test_x02_token_stays_valid_after_a_refusal(api: Any, clock: Clock) -> None:
    spend(api, API_LIMIT + 1)
    clock.advance(WINDOW)
    assert api.get("/me").status_code == 200


def test_x01_token_request_21_of_an_address_is_refused(door: Any) -> None:
    assert statuses(spend_tokens(door)) == {200}
    refused = door.ask()
    assert (refused.status_code, refused.headers["Retry-After"], refused.json["retryAfter"]) == (429, "60", 60)
    assert refused.json.keys() == {"error", "error_description", "retryAfter"}


def test_x01_another_address_has_a_budget_of_its_own(door: Any) -> None:
    spend_tokens(door, TOKEN_LIMIT + 1)
    assert door.ask(address="10.0.0.2").status_code == 200


def test_x01_clients_behind_one_address_share_its_budget(door: Any) -> None:
    spend_tokens(door)
    assert door.ask(basic="onmock-reporting:onmock-reporting-secret").status_code == 429


def test_token_requests_do_not_spend_the_api_budget(api: Any, door: Any) -> None:
    spend_tokens(door, TOKEN_LIMIT - 1)
    assert remaining(api) == API_LIMIT - 1


@pytest.mark.parametrize("spread", [0, 1, 7.5, 59])
def test_x03_waiting_as_told_succeeds_and_a_second_less_does_not(api: Any, clock: Clock, spread: float) -> None:
    spend(api, 1)
    clock.advance(spread)
    spend(api, API_LIMIT - 1)
    wait = int(api.get("/me").headers["Retry-After"])
    if wait > 1:
        clock.advance(wait - 1)
        assert api.get("/me").status_code == 429
    clock.advance(1)
    assert api.get("/me").status_code == 200


def test_x03_waiting_as_told_gets_a_token(door: Any, clock: Clock) -> None:
    spend_tokens(door)
    clock.advance(int(door.ask().headers["Retry-After"]) - 1)
    early = door.ask()
    clock.advance(int(early.headers["Retry-After"]))
    assert (early.status_code, early.headers["Retry-After"], door.ask().status_code) == (429, "1", 200)


def test_budget_slides_with_the_clock(api: Any, clock: Clock) -> None:
    spend(api, 100)
    clock.advance(30)
    spend(api, 200)
    clock.advance(30)
    assert [api.get("/me").status_code for _ in range(101)].count(429) == 1


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        pytest.param("/events", {"page": "0"}, 400, id="X04 400"),
        pytest.param(f"/events/{UNKNOWN}", {}, 404, id="X04 404"),
        pytest.param(f"/bookings/{UNKNOWN}", {}, 404, id="X04 404 booking"),
    ],
)
def test_failed_request_with_a_good_token_counts(api: Any, path: str, query: dict[str, str], status: int) -> None:
    assert api.get(path, **query).status_code == status
    assert remaining(api) == API_LIMIT - 2


def test_x04_forbidden_request_counts(api: Any) -> None:
    token = api.token("onmock-reporting", "onmock-reporting-secret")
    assert api.get(f"/bookings/{UNKNOWN}", token=token).headers["X-RateLimit-Remaining"] == str(API_LIMIT - 1)


def test_x04_refused_request_does_not_count(api: Any, clock: Clock) -> None:
    spend(api)
    clock.advance(WINDOW - 1)
    spend(api, 50)
    clock.advance(1)
    assert remaining(api) == API_LIMIT - 1


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda api: api.get("/me", token="unknown"), id="X04 401"),
        pytest.param(lambda api: api.client.get("/oniva/api/v1/me"), id="X04 no token"),
        pytest.param(lambda api: api.get("/nowhere"), id="X04 no such path"),
        pytest.param(lambda api: api.client.post("/oniva/api/v1/me"), id="X04 405"),
    ],
)
def test_request_that_reaches_no_client_does_not_count(api: Any, send: Callable[[Any], TestResponse]) -> None:
    assert "X-RateLimit-Remaining" not in send(api).headers
    assert remaining(api) == API_LIMIT - 1


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"basic": "onmock-crm:wrong"}, id="X04 wrong secret"),
        pytest.param({"body": ""}, id="X04 malformed"),
    ],
)
def test_failed_token_request_counts(door: Any, request_: dict[str, Any]) -> None:
    spend_tokens(door, **request_)
    assert door.ask().status_code == 429


def test_limits_can_be_switched_off(unlimited: Any) -> None:
    assert statuses(spend(unlimited, API_LIMIT + 50)) == {200}
