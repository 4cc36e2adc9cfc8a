"""What happens to a request that several faults would meet, and which requests they let alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.app import App
from mock_server.worlds import LiveWorld, Wish
from tests.conftest import EPOCH, NOON
from tests.faults.conftest import Visitor

ME, EVENTS = "/api/v1/me", "/api/v1/events"
COUNTS = st.none() | st.integers(1, 12)


def test_count_is_exact_over_eight_connections(oniva: Visitor) -> None:
    fault = oniva.order("getMe", effect={"status": 503}, nth=6, times=20)

    def ask(_: int) -> list[int]:
        with requests.Session() as session:
            session.headers.update(oniva.headers)
            return [session.get(f"{oniva.base_url}{ME}", timeout=10).status_code for _ in range(10)]

    with ThreadPoolExecutor(8) as pool:
        statuses = [status for answers in pool.map(ask, range(8)) for status in answers]
    assert (statuses.count(503), statuses.count(200)) == (20, 60)
    assert (fault.seen, fault.hits) == (80, 20)


def test_faults_that_exclude_each_other_are_met_one_after_the_other(oniva: Visitor) -> None:
    first = oniva.order("getMe", effect={"status": 500}, times=1)
    second = oniva.order("getMe", effect={"status": 503}, times=1)
    third = oniva.order("getMe", effect={"connection": "empty"}, times=1)
    assert oniva.get(ME).status_code == 500
    assert (second.seen, second.hits, third.hits) == (1, 0, 0)
    assert oniva.get(ME).status_code == 503
    with pytest.raises(requests.ConnectionError):
        oniva.get(ME)
    assert oniva.get(ME).status_code == 200
    assert [entry.faults for entry in oniva.entries()[-4:]] == [[first.rule.id], [second.rule.id], [third.rule.id], []]


def test_faults_that_go_together_meet_one_request(oniva: Visitor) -> None:
    ordered = [
        oniva.order("listEvents", effect=effect, times=1)
        for effect in ({"delay": 0.01}, {"status": 503, "retry_after": 3}, {"body": "malformed"}, {"slow_body": 0.01})
    ]
    answer = oniva.get(EVENTS)
    assert (answer.status_code, answer.headers["Retry-After"], answer.text[-1]) == (503, "3", "<")
    assert oniva.entries()[-1].faults == [one.rule.id for one in ordered]
    assert oniva.get(EVENTS).status_code == 200


def test_one_effect_does_several_things(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"delay": 0.01, "status": 502, "body": "content-type"})
    answer = oniva.get(EVENTS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    assert answer.json()["status"] == 502


def test_token_dies_also_where_a_status_is_ordered_with_it(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"token": "revoked", "status": 500}, times=1)
    assert [oniva.get(ME).status_code for _ in range(2)] == [500, 401]


def test_token_of_another_world_stays_alive(oniva: Visitor, new_visitor: Callable[[str], Visitor]) -> None:
    other = new_visitor("oniva")
    fault = oniva.order(effect={"token": "revoked"})
    assert oniva.get(ME, headers=other.headers).status_code == 401
    assert other.get(ME).status_code == 200
    assert (fault.seen, fault.hits) == (0, 0)


def test_pair_that_is_wrong_anyway_is_called_wrong(on24: Visitor) -> None:
    on24.order(effect={"token": "revoked"})
    wrong = on24.get("/v2/client/4497/event", headers={"accessTokenKey": "nobodys"})
    assert (wrong.status_code, "wrong or invalid" in wrong.json()["message"]) == (401, True)


@pytest.mark.parametrize("authorization", ["Bearer nobodys", "Basic bm9ib2R5OnM=", ""])
def test_token_fault_waits_for_a_token(oniva: Visitor, authorization: str) -> None:
    fault = oniva.order(effect={"token": "expired"}, times=1)
    assert oniva.get(ME, headers={"Authorization": authorization}).status_code == 401
    assert (fault.seen, fault.hits) == (0, 0)
    assert "has expired" in oniva.get(ME).json()["detail"]
    assert (fault.seen, fault.hits) == (1, 1)


def test_token_fault_meets_no_operation_without_security(oniva: Visitor) -> None:
    fault = oniva.order(effect={"token": "expired"})
    assert oniva.token().status_code == 200
    assert (fault.seen, fault.hits) == (0, 0)


def test_budget_that_was_used_in_an_earlier_window_can_be_spent(oniva: Visitor) -> None:
    for _ in range(300):
        oniva.get(ME)
    oniva.live.world.clock.advance(60)
    oniva.order("getMe", effect={"limit": "exhausted"}, times=1)
    answer = oniva.get(ME)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_budget_fault_of_the_token_operation_tells_a_true_wait(oniva: Visitor) -> None:
    oniva.order("issueToken", effect={"limit": "exhausted"}, times=1)
    refused = oniva.token()
    assert (refused.status_code, refused.json()["error"]) == (429, "temporarily_unavailable")
    oniva.live.world.clock.advance(int(refused.headers["Retry-After"]))
    assert oniva.token().status_code == 200


def test_budget_fault_meets_nothing_where_limits_are_off(unlimited_app: App) -> None:
    home = unlimited_app.runtime.services["on24"].home
    fault = home.faults.order(effect={"limit": "exhausted"})
    Client(unlimited_app).get("/on24/v2/client/4497/event")
    home.faults.remove(fault.rule.id)
    assert (fault.seen, fault.hits) == (0, 0)


@pytest.mark.parametrize(("path", "method", "plain"), [("/nowhere", "GET", 404), (EVENTS, "DELETE", 405)])
def test_fault_for_every_operation_meets_what_matches_none(oniva: Visitor, path: str, method: str, plain: int) -> None:
    url = f"{oniva.base_url}{path}"
    named = oniva.order("listEvents", effect={"status": 502})
    every = oniva.order(effect={"status": 503}, times=1)
    fruitless = oniva.order(effect={"token": "revoked"})
    answers = [requests.request(method, url, headers=oniva.headers, timeout=10) for _ in range(2)]
    assert [one.status_code for one in answers] == [503, plain]
    assert answers[0].json()["status"] == 503
    assert [entry.faults for entry in oniva.entries()[-2:]] == [[every.rule.id], []]
    assert (named.seen, every.seen, fruitless.seen) == (0, 2, 0)
    assert oniva.entries()[-2].violations == []


def test_connection_of_a_request_that_matches_nothing_can_end(oniva: Visitor) -> None:
    oniva.order(effect={"connection": "empty"}, times=1)
    with pytest.raises(requests.ConnectionError, match="without response"):
        oniva.get("/nowhere")
    assert oniva.get("/nowhere").status_code == 404


@pytest.fixture(scope="module")
def unlimited_app() -> Iterator[App]:
    """All vendors without rate limits, in process."""
    app = create_app(Config(epoch=EPOCH, enforce=True, limits=False), Clock(NOON, frozen=True))
    yield app
    app.close()


@pytest.fixture(scope="module")
def worlds(unlimited_app: App) -> list[tuple[LiveWorld, dict[str, str]]]:
    """Three worlds, each with what lets its client in: two of one vendor, and one of another."""
    found = []
    for vendor in ("oniva", "oniva", "on24"):
        service = unlimited_app.runtime.services[vendor]
        live = unlimited_app.runtime.worlds.new(service, Wish(epoch=EPOCH, is_frozen=True))
        ready = service.vendor.ready(live.world, "", service.contract)
        headers = dict(ready.headers)
        if ready.token_url is not None:
            client = live.world.state.clients[0]
            form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
            token = Client(unlimited_app).post(f"/worlds/{live.id}/oauth/token", data=form).json["access_token"]
            headers = {"Authorization": f"Bearer {token}"}
        found.append((live, headers))
    return found


EFFECTS = st.sampled_from([{"status": 503}, {"body": "empty"}, {"body": "malformed"}, {"body": "content-type"}])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), EFFECTS, COUNTS), max_size=4),
    st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12),
)
def test_faults_of_a_world_never_meet_requests_of_another(
    unlimited_app: App, worlds: list[tuple[LiveWorld, dict[str, str]]], orders: list[Any], visits: list[Any]
) -> None:
    client = Client(unlimited_app)
    ordered = [
        {worlds[at][0].faults.order(effect=effect, times=times).rule.id for at, effect, times in orders if at == place}
        for place in range(len(worlds))
    ]
    for at, is_by_address in visits:
        live, headers = worlds[at]
        vendor = live.id.partition("-")[0]
        path = ME if vendor == "oniva" else "/v2/client/4497/event"
        client.get(f"{f'/worlds/{live.id}' if is_by_address else f'/{vendor}'}{path}", headers=headers)
        assert set(unlimited_app.runtime.journal.entries(live.id)[-1].faults) <= ordered[at]
    for place, (live, _) in enumerate(worlds):
        faults = live.faults.all()
        visitors = sum(at == place for at, _ in visits)
        assert [(fault.rule.id in ordered[place], fault.seen) for fault in faults] == [(True, visitors)] * len(faults)
        live.faults.remove(*ordered[place])
