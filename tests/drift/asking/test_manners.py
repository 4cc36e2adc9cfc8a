"""Manners: how fast, how many, and what is asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift import Asked, NotObserved
from mock_server.drift.asking import Rules
from tests.drift.asking.conftest import NOON
from tests.drift.asking.raw import replies, reply

EVENTS = Asked("listEvents", "GET", "/api/v1/events")


def busy(status="503 Busy", **headers):
    return reply(b"<html>", status, **headers)


@pytest.mark.parametrize(
    ("headers", "nap"),
    [
        ({}, 1),
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "0"}, 0),
        ({"Retry_After": "Mon, 02 Mar 2026 11:00:09 GMT"}, 9),
        ({"Retry_After": "Mon, 02 Mar 2026 10:00:00 GMT"}, 0),
        ({"Retry_After": "Mon, 02 Mar 2026 12:00:30 GMT", "Date": "Mon, 02 Mar 2026 12:00:00 GMT"}, 30),
        ({"Retry_After": "soon"}, 1),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many", "500 Oops", "503 Busy"])
def test_who_is_busy_is_asked_again_when_it_wants(bad, time, status, headers, nap):
    service, _ = bad(replies(busy(status, **headers), reply()))
    assert service.send(EVENTS).status == 200
    assert time.naps == [nap]
    assert service.weather == [f"listEvents: it answered {status[:3]}, and was asked again after {nap} s"]


def test_who_stays_busy_is_not_observed(bad, time):
    service, server = bad(replies(busy()))
    with pytest.raises(NotObserved, match="it answered 503"):
        service.send(EVENTS)
    assert (len(server.heads), time.naps) == (4, [1, 2, 4])
    assert service.weather[-1] == "listEvents: it answered 503, 4 times"
    assert service.trouble == ""


def test_nobody_is_waited_for_for_an_hour(bad, time):
    service, server = bad(replies(busy(Retry_After="3600")))
    with pytest.raises(NotObserved, match="it answered 503"):
        service.send(EVENTS)
    assert (len(server.heads), time.naps) == (1, [])
    assert service.weather == ["listEvents: it answered 503, and wants to be left alone for 3600 s"]


def test_what_was_expected_is_an_answer(bad, time):
    service, _ = bad(replies(busy("429 Too Many", Retry_After="5")))
    assert service.send(replace(EVENTS, expects=(200, 429))).status == 429
    assert time.naps == []


def test_half_of_the_contracts_limit_is_used_in_a_minute(bad, time):
    service, server = bad(replies(reply()), is_short=False)
    half = service.contract.operations["listEvents"].rate_limit.limit // 2
    for _ in range(half):
        service.send(EVENTS)
        time.now += 0.1
    assert time.naps == []
    service.send(EVENTS)
    assert time.naps == [pytest.approx(60 - half * 0.1)]
    assert len(server.heads) == half + 1


def test_a_rate_that_is_told_counts_for_everything(bad, time):
    service, _ = bad(replies(reply()), rules=time.rules(rate=2))
    for operation in ("listEvents", "getMe", "listEvents"):
        service.send(replace(EVENTS, operation=operation))
    assert time.naps == [60]


def test_no_more_than_so_many_requests_are_made(bad, time):
    service, server = bad(replies(busy(), reply()), rules=time.rules(max_requests=3))
    service.send(EVENTS)
    service.send(EVENTS)
    with pytest.raises(NotObserved, match="no budget is left: 3 requests were made"):
        service.send(EVENTS)
    assert (len(server.heads), service.requests) == (3, 3)


@pytest.mark.parametrize(
    "fields",
    [
        lambda left: {"X_RateLimit_Remaining": str(left), "X_RateLimit_Reset": "30"},
        lambda left: {"RateLimit_Remaining": str(left), "ratelimit_reset": "30"},
        lambda left: {"RateLimit": f"limit=20, remaining={left}, reset=30"},
        lambda left: {"RateLimit": f'"api";r={left};t=30'},
        lambda left: {"X_Rate_Limit_Remaining": str(left), "X_Rate_Limit_Reset": str(int(NOON.timestamp()) + 30)},
    ],
)
def test_half_of_what_a_service_has_left_is_left_to_others(bad, time, fields):
    service, _ = bad(replies(*(reply(**fields(left)) for left in range(9, 0, -1))))
    for _ in range(6):
        service.send(EVENTS)
    # Ten were left before the first one: with the sixth, fewer than five were.
    assert time.naps == []
    service.send(EVENTS)
    assert time.naps == [30]


def test_a_budget_that_is_held_back_too_long_is_not_observed(bad, time):
    service, server = bad(replies(reply(X_RateLimit_Remaining="0", X_RateLimit_Reset="3000")))
    service.send(EVENTS)
    with pytest.raises(NotObserved, match="half of what the service allows is used, for another 3000 s"):
        service.send(EVENTS)
    assert (len(server.heads), time.naps) == (1, [])


def test_our_own_server_is_never_driven_into_its_limit(real):
    one = real()
    walk = one.walk
    limit = one.service.contract.operations["listEvents"].rate_limit.limit
    for page in range(limit // 2):
        assert walk.ask("listEvents", query={"page": page + 1}).answered.status == 200
    assert one.time.naps == []
    walk.ask("listEvents", query={"page": 1}, afresh=True)
    assert len(one.time.naps) == 1
    assert one.service.weather == []


def test_a_flaky_service_of_our_own_is_told_as_weather(real):
    one = real()
    one.control.order_fault(world=one.world["id"], operation="listEvents", times=2, status=503, retry_after=3)
    one.control.order_fault(world=one.world["id"], operation="getMe", times=1, connection="empty")
    assert one.walk.ask("listEvents").answered.status == 200
    assert one.walk.ask("getMe").answered.status == 200
    assert one.time.naps == [3, 3, 1]
    assert len(one.service.weather) == 3


@pytest.mark.parametrize("rules", [{"rate": 0}, {"max_requests": 0}, {"rate": -1}])
def test_rules_without_any_request_are_refused(rules):
    with pytest.raises(ConfigError, match="at least 1"):
        Rules(**rules)
