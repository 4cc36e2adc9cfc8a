"""Clocks: set, advanced, frozen and let go, each world's its own; tokens, limits, dates and statuses follow."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.admin.durations import parse_duration
from tests.admin.owner import Guest, Owner
from tests.conftest import NOON

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def after(**step: float) -> str:
    """Return the moment a step after noon, as it is shown."""
    return (NOON + timedelta(**step)).isoformat()


@pytest.mark.parametrize(
    ("turn", "now"),
    [
        ({"set": "2027-01-01T00:00:00Z"}, "2027-01-01T00:00:00+00:00"),
        ({"set": "2027-01-01t00:00:00z"}, "2027-01-01T00:00:00+00:00"),
        ({"set": "2027-01-01T00:00:00+02:00"}, "2026-12-31T22:00:00+00:00"),
        ({"set": "2016-12-31T23:59:60Z"}, "2017-01-01T00:00:00+00:00"),
        ({"set": "1971-01-01T00:00:00Z"}, "1971-01-01T00:00:00+00:00"),
        ({"set": "8999-12-31T00:00:00Z"}, "8999-12-31T00:00:00+00:00"),
        ({"advance": 0}, after()),
        ({"advance": 90}, after(seconds=90)),
        ({"advance": 90.0}, after(seconds=90)),
        ({"advance": "PT90S"}, after(seconds=90)),
        ({"advance": "PT1H30M"}, after(hours=1, minutes=30)),
        ({"advance": "P1DT1H1M1.5S"}, after(days=1, hours=1, minutes=1, seconds=1)),
        ({"advance": "P2W"}, after(weeks=2)),
        ({"advance": "P1W2D"}, after(days=9)),
        ({"advance": 3155760000}, after(days=36525)),
        ({"set": "2027-01-01T00:00:00Z", "advance": "P1D"}, "2027-01-02T00:00:00+00:00"),
        ({"set": None, "advance": None, "freeze": None}, after()),
    ],
    ids=str,
)
def test_clock_is_turned(owner: Owner, guest: Guest, turn: dict[str, Any], now: str) -> None:
    shown = owner.turn(guest, **turn)
    assert shown == {"now": now, "frozen": True, "world": guest.id}
    assert owner.done("GET", "/clock", world=guest.id) == shown


@pytest.mark.parametrize(
    ("turn", "name"),
    [
        ({}, "body"),
        ({"set": "yesterday"}, "set"),
        ({"set": "2027-01-01"}, "set"),
        ({"set": "2027-01-01T00:00:00"}, "set"),
        ({"set": "2027-02-30T00:00:00Z"}, "set"),
        ({"set": "0000-01-01T00:00:00Z"}, "set"),
        ({"set": "1970-12-31T23:59:59Z"}, "set"),
        ({"set": "9000-01-01T00:00:00Z"}, "set"),
        ({"set": "0001-01-01T00:00:00+14:00"}, "set"),
        ({"set": "9999-12-31T23:59:59-12:00"}, "set"),
        ({"set": 1772449200}, "set"),
        ({"set": "9999-12-31T23:59:59Z", "advance": 3155760000}, "advance"),
        ({"set": "8999-12-31T00:00:00Z", "advance": 1}, "advance"),
        ({"advance": -1}, "advance"),
        ({"advance": 3155760001}, "advance"),
        ({"advance": 1e300}, "advance"),
        ({"advance": "1"}, "advance"),
        ({"advance": ""}, "advance"),
        ({"advance": "P"}, "advance"),
        ({"advance": "PT"}, "advance"),
        ({"advance": "P1DT"}, "advance"),
        ({"advance": "P1M"}, "advance"),
        ({"advance": "P1Y"}, "advance"),
        ({"advance": "PT1S1M"}, "advance"),
        ({"advance": "P1D1W"}, "advance"),
        ({"advance": "-PT1S"}, "advance"),
        ({"advance": "PT-1S"}, "advance"),
        ({"advance": "PT1.5H"}, "advance"),
        ({"advance": "PT1,5S"}, "advance"),
        ({"advance": "pt1s"}, "advance"),
        ({"advance": " PT1S"}, "advance"),
        ({"advance": "PT1S\n"}, "advance"),
        ({"advance": "PT\N{ARABIC-INDIC DIGIT ONE}S"}, "advance"),
        ({"advance": "P36526D"}, "advance"),
        ({"advance": "P" + "9" * 38 + "W"}, "advance"),
        ({"advance": "PT" + "1" * 50 + "S"}, "advance"),
        ({"advance": True}, "advance"),
        ({"advance": [1]}, "advance"),
        ({"freeze": "true"}, "freeze"),
        ({"freeze": 1}, "freeze"),
        ({"unfreeze": True}, "unfreeze"),
    ],
    ids=str,
)
def test_turn_that_cannot_be_done_is_refused_and_nothing_moves(
    owner: Owner, guest: Guest, turn: dict[str, Any], name: str
) -> None:
    before = owner.done("GET", "/snapshots")
    assert list(owner.refused("POST", "/clock", {**turn, "world": guest.id} if turn else turn)) == [name]
    assert owner.done("GET", "/snapshots") == before


@MANY
@given(
    weeks=st.integers(0, 99), days=st.integers(0, 99), hours=st.integers(0, 99), seconds=st.decimals(0, 99, places=3)
)
def test_duration_is_the_sum_of_its_parts(weeks: int, days: int, hours: int, seconds: Any) -> None:
    step = parse_duration(f"P{weeks}W{days}DT{hours}H{seconds}S")
    assert step == timedelta(weeks=weeks, days=days, hours=hours, seconds=float(seconds))


@MANY
@given(st.text("PTWDHMS0123456789.,- ", max_size=12) | st.text(max_size=6))
def test_any_text_is_a_duration_or_refused(owner: Owner, text: str) -> None:
    assert owner.ask("POST", "/clock", {"advance": text}).status_code in (200, 400)


def test_turn_of_one_world_leaves_the_others(owner: Owner, guest: Guest) -> None:
    other = owner.new("on24")
    owner.turn(guest, advance="P1D")
    assert owner.done("GET", "/clock", world=other.id)["now"] == other.world["now"]
    assert owner.done("GET", "/clock")["now"] == NOON.isoformat()


def test_turn_without_a_world_is_everybodys_and_each_clock_moves_once(owner: Owner, guest: Guest) -> None:
    owner.turn(advance="PT1H")
    for world in (guest.id, "oniva-1", "on24-1"):
        assert owner.done("GET", "/clock", world=world)["now"] == after(hours=1)


@pytest.mark.parametrize("world", ["oniva-0", "", "acme-1"])
def test_clock_of_an_unknown_world_is_not_found(owner: Owner, world: str) -> None:
    assert owner.ask("GET", "/clock", world=world).status_code == 404
    assert owner.ask("POST", "/clock", {"world": world, "advance": 1}).status_code == 404


def test_frozen_clock_stands_and_one_let_go_moves(owner: Owner, guest: Guest) -> None:
    clock = owner.app.runtime.worlds.known(guest.id)[1].world.clock
    assert clock.now() == clock.now()

    assert owner.turn(guest, freeze=False)["frozen"] is False
    first = clock.seconds()
    while clock.seconds() == first:
        pass  # no longer than the operating system's clock takes

    assert owner.turn(guest, freeze=True)["frozen"] is True
    assert clock.now() == clock.now()


def test_token_lives_for_an_hour_to_the_millisecond(owner: Owner, guest: Guest) -> None:
    assert guest.events().status_code == 200
    owner.turn(guest, advance=3599.999)
    assert guest.events().status_code == 200
    owner.turn(guest, advance="PT0.001S")
    refused = guest.events()
    assert refused.status_code == 401
    assert "expired" in refused.headers["WWW-Authenticate"]
    owner.turn(guest, set=NOON.isoformat())
    assert guest.events().status_code == 200


def test_request_over_the_limit_waits_as_long_as_it_is_told(owner: Owner, guest: Guest) -> None:
    for at in range(300):
        if at == 100:
            owner.turn(guest, advance=20)
        assert guest.get("/api/v1/me").status_code == 200
    owner.turn(guest, advance=9.5)

    refused = guest.get("/api/v1/me")

    assert refused.status_code == 429
    wait = int(refused.headers["Retry-After"])
    assert wait == 31
    owner.turn(guest, advance=wait - 1)
    assert guest.get("/api/v1/me").status_code == 429
    owner.turn(guest, advance=1)
    assert Counter(guest.get("/api/v1/me").status_code for _ in range(101)) == {200: 100, 429: 1}


def test_limit_of_one_world_is_not_another_ones(owner: Owner) -> None:
    one, other = owner.new(), owner.new()
    while one.get("/api/v1/me").status_code == 200:
        pass
    assert other.get("/api/v1/me").status_code == 200


def test_address_limit_of_the_token_operation_is_each_worlds_own(owner: Owner) -> None:
    one, other = owner.new(), owner.new()
    statuses = Counter(one.issue(client_secret="wrong").status_code for _ in range(100))
    assert set(statuses) == {401, 429}
    assert one.issue().status_code == 429
    assert other.issue().status_code == 200
    assert owner.client.post("/oniva/oauth/token").status_code != 429


def test_dates_and_statuses_of_data_move_with_the_days(owner: Owner, guest: Guest) -> None:
    def states() -> dict[str, str]:
        guest.tokens.clear()
        return {one["id"]: one["status"] for one in guest.get("/api/v1/events", limit="100").json["items"]}

    today = states()
    owner.turn(guest, advance="PT6H")
    assert states() == today
    owner.turn(guest, advance="P60D")
    later = states()
    assert {one for one in today if today[one] != later.get(one, today[one])}
    owner.turn(guest, set=NOON.isoformat())
    assert states() == today


def test_journal_tells_the_time_of_the_world(owner: Owner, guest: Guest) -> None:
    owner.turn(guest, set="2030-01-01T00:00:00Z")
    guest.events()
    owner.client.get("/oniva/api/v1/events")
    started = [datetime.fromisoformat(one["started"]) for one in owner.requests()]
    assert started == [NOON, *[datetime(2030, 1, 1, tzinfo=UTC)] * 2]
