"""Whatever data a faithful service has, and whoever writes meanwhile, nothing is found."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server import Clock, Config, MockServer
from mock_server.client import ControlClient
from mock_server.client.transport import InProcess
from mock_server.drift.report import OK, UNSEEN
from mock_server.resources import read_fixture
from tests.conftest import EPOCH, NOON
from tests.drift.behaviour.bench import Bench, benched


def lonely() -> dict[str, Any]:
    """Return the default scenario with one event of one booking."""
    found = read_fixture("oniva/scenarios/default.json")
    return {**found, "events": {**found["events"], "count": 1}, "pins": [{"event": 0, "bookings": 1, "kind": "free"}]}


def test_default_tenant_gives_no_finding_with_few_requests_that_only_read(bench: Bench) -> None:
    observations, findings = bench.run()
    assert findings == []
    assert len(bench.sent) <= 60
    assert {one.method for one in bench.sent} == {"GET", "HEAD", "POST"}
    posts = [one for one in bench.sent if one.method == "POST"]
    assert [one.operation for one in posts] == ["issueToken", "issueToken"]
    assert [one for one in observations if one.outcome == UNSEEN] == []


def test_empty_tenant_gives_reasons_and_no_finding(oniva_server: MockServer) -> None:
    with benched(oniva_server, scenario="empty") as bench:
        observations, findings = bench.run()
    assert findings == []
    unseen = [one for one in observations if one.outcome == UNSEEN]
    assert all(one.why for one in unseen)
    assert {"listEvents", "getEvent", "listEventBookings", "getBooking"} <= {one.operation for one in unseen}
    assert {one.outcome for one in observations if one.operation == "getMe"} == {OK}


def test_tenant_with_one_event_and_one_booking_gives_no_finding(oniva_server: MockServer) -> None:
    with benched(oniva_server, scenario=lonely()) as bench:
        observations, findings = bench.run()
    assert findings == []
    whys = {one.name: one.why for one in observations if one.operation == "listEvents"}
    assert whys["pages 1 and 2 share no row"] == "the list has one row only"


TENANTS = {"seed": st.integers(0, 10**6), "day": st.dates(date(2020, 1, 1), date(2035, 12, 31))}
SLOW = [HealthCheck.function_scoped_fixture]


@given(**TENANTS)
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=SLOW)
def test_any_seed_and_day_give_no_finding(oniva_server: MockServer, seed: int, day: date) -> None:
    with benched(oniva_server, seed=seed, epoch=day) as bench:
        assert bench.run()[1] == []
        assert len(bench.sent) <= 60


@pytest.mark.fuzz
@given(**TENANTS)
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_any_seed_and_day_give_no_finding_at_length(oniva_server: MockServer, seed: int, day: date) -> None:
    with benched(oniva_server, seed=seed, epoch=day) as bench:
        assert bench.run()[1] == []


def test_million_bookings_give_no_finding() -> None:
    config = Config(vendors=("oniva",), epoch=EPOCH, scale=1_000_000)
    with MockServer(config, clock=Clock(NOON, frozen=True)) as server, benched(server) as bench:
        assert bench.run()[1] == []


@pytest.mark.parametrize("every", [1, 2, 3])
def test_writes_meanwhile_give_no_finding(oniva_server: MockServer, every: int) -> None:
    control = ControlClient(oniva_server.url, transport=InProcess(oniva_server.app))
    turns = itertools.count()
    with benched(oniva_server) as bench:
        world = bench.live.id
        bench.run()
        whole = bench.rows("listEvents")
        event = next(one.target.split("/")[4] for one in bench.sent if one.operation == "getEvent")
        booking = next(one.target.split("/")[4] for one in bench.sent if one.operation == "getBooking")

        def write() -> None:
            turn = next(turns)
            if turn % every == 0:
                (change_event, new_booking, change_booking)[turn // every % 3](turn)

        def change_event(turn: int) -> None:
            one = whole[turn % len(whole)]["id"]
            control.change_record(world, "events", one, {"title": f"Changed {turn}"})

        def new_booking(turn: int) -> None:
            control.create_record(world, "bookings", {"event_id": event})

        def change_booking(turn: int) -> None:
            control.change_record(world, "bookings", booking, {"contact": {"company": f"Changed {turn}"}})

        bench.between = write
        observations, findings = bench.run()
    assert findings == []
    assert next(turns) > 40
    assert len([one for one in observations if one.outcome == UNSEEN]) < 12
