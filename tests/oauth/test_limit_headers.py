"""How a budget is told: Retry-After and X-RateLimit-*, with a reset in seconds from now; not the drafts' headers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from mock_server import Clock, Config, create_app

API_LIMIT, EPOCH = 300, date(2026, 3, 2)


def spend(api: Any, times: int = API_LIMIT) -> list[TestResponse]:
    return [api.get("/me") for _ in range(times)]


@pytest.mark.parametrize("header", [pytest.param("RateLimit", id="X05"), pytest.param("RateLimit-Policy", id="X06")])
def test_headers_of_the_draft_are_not_sent(api: Any, header: str) -> None:
    assert all(header not in answer.headers for answer in spend(api, API_LIMIT + 1))


def test_x05_wait_is_not_before_the_reset(api: Any, clock: Clock) -> None:
    spend(api)
    clock.advance(12.5)
    refused = api.get("/me")
    assert refused.headers["Retry-After"] == refused.headers["X-RateLimit-Reset"] == "48"


def test_x07_reset_is_in_seconds_from_now(api: Any, clock: Clock) -> None:
    first = api.get("/me").headers
    clock.advance(10)
    second = api.get("/me").headers
    assert [headers["X-RateLimit-Reset"] for headers in (first, second)] == ["60", "50"]


def test_headers_count_down(api: Any) -> None:
    answers = spend(api, API_LIMIT + 1)
    assert {answer.headers["X-RateLimit-Limit"] for answer in answers} == {str(API_LIMIT)}
    told = [int(answer.headers["X-RateLimit-Remaining"]) for answer in answers]
    assert told == [*reversed(range(API_LIMIT)), 0]


def test_headers_can_be_left_out_but_the_wait_is_told(clock: Clock, api: Any) -> None:
    app = create_app(Config(epoch=EPOCH, limit_headers=False, enforce=True), clock)
    answers = spend(type(api)(Client(app)), API_LIMIT + 1)
    assert not any(name.startswith("X-RateLimit") for answer in answers for name, _ in answer.headers)
    assert answers[-1].headers["Retry-After"] == "60"
    app.close()
