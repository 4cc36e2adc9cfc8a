"""An account with pins, as a whole: coherent in every list, count and look-up, on any day, and after it is reopened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mock_server import Clock
from mock_server.core.api_errors import InvalidRequest, NotFound
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.pinning import ADA, BEN, change, past_event, pin
from tests.vendors.on24.registering import events_of
from tests.vendors.on24.small_world import write_scenario
from tests.vendors.on24.snapshot import Snapshot
from tests.vendors.on24.test_coherence import CHECKS

NAMES = ("ada.marsh", "ben.stone", "cleo.hart", "dora.fenn")
# What is true of people as they are computed, and not of whoever is deleted, or told another company.
STRICT = {"a_registrant_is_of_the_event", "one_address_is_one_person_in_all_events"}


def write_a_bit_of_everything(desk: Desk) -> None:
    """Pin and change people and events of every kind."""
    computed = past_events(desk)
    pin(desk, "registrants", email=ADA)
    pin(desk, "registrants", email=BEN, partner_ref="mine", create_timestamp=NOON - timedelta(days=4))
    pin(desk, "events", good_after=NOON + timedelta(days=2), description="Soon")
    mine = past_event(desk, description="Last week", campaign_code="FIN-7")
    pin(desk, "attendees", event_id=mine, email=ADA)
    again = {"archive_minutes": 60, "first_archive_activity": NOON - timedelta(days=1)}
    pin(desk, "attendees", event_id=mine, email=BEN, live_minutes=1, **again)
    for number, event in enumerate(computed):
        stayed = desk.json(f"/event/{event}/registrant", noshow="Y")["registrants"]
        came = desk.json(f"/event/{event}/attendee")["attendees"]
        pin(desk, "attendees", event_id=event, email=ADA)
        pin(desk, "registrants", event_id=event, email=f"eva.{'abcdefghij'[number]}moor@acme.example")
        if stayed:
            pin(desk, "attendees", event_user_id=stayed[-1]["eventuserid"])
        if came:
            change(
                desk, "attendees", came[number % len(came)]["eventuserid"], **changed_minutes(came[number % len(came)])
            )


def past_events(desk: Desk) -> list[int]:
    """Return events that are over, of several kinds, of the account and those below it; all in one language, since the
    answers that people choose from are others in another.
    """
    query = {"startdate": "2025-12-01", "enddate": "2026-02-25", "includesubaccounts": "Y"}
    chosen = [one for one in events_of(desk, **query) if one["isactive"] and one["localelanguagecd"] == "en"]
    return [one["eventid"] for one in chosen][:9]


def changed_minutes(person: dict[str, Any]) -> dict[str, int]:
    """Return other minutes of an attendee, of the same kind."""
    return {f"{part}_minutes": 3 for part in ("live", "archive") if person[f"{part}viewed"] == "Y"}


@pytest.fixture(scope="module")
def pinned() -> Snapshot:
    """The default account with pins, two days later."""
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH)
    write_a_bit_of_everything(desk)
    desk.clock.advance(timedelta(days=2))
    return Snapshot.of(desk)


# One process reads the account for all of them.
PINNED_ONCE = pytest.mark.xdist_group("pinned account")


@PINNED_ONCE
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_account_with_pins_is_coherent(pinned: Snapshot, check: Callable[[Snapshot], None]) -> None:
    check(pinned)


@pytest.mark.parametrize("is_small", [True, pytest.param(False, marks=pytest.mark.fuzz)], ids=["small", "default"])
def test_pins_stay_when_time_goes_by(tmp_path: Path, is_small: bool) -> None:
    scenario = str(write_scenario(tmp_path)) if is_small else None
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, scenario=scenario)
    write_a_bit_of_everything(desk)
    desk.clock.advance(timedelta(days=2))
    known = {one["eventuserid"] for one in Snapshot.of(desk).attendees}
    desk.clock.advance(timedelta(days=88))
    later = Snapshot.of(desk)
    for check in CHECKS:
        check(later)
    assert len(known) > len(past_events(desk)) > 3
    assert known <= {one["eventuserid"] for one in later.attendees}
    desk.close()


def test_pins_are_there_when_it_is_opened_again(database: Path) -> None:
    clock, scenario = Clock(NOON, frozen=True), str(write_scenario(database.parent))
    desk = Desk.open(clock, epoch=EPOCH, scenario=scenario, database=database)
    write_a_bit_of_everything(desk)
    before = Snapshot.of(desk).text
    desk.close()
    desk = Desk.open(clock, epoch=None, database=database)
    assert Snapshot.of(desk).text == before
    desk.close()


def test_reset_takes_pins_away(tmp_path: Path) -> None:
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, scenario=str(write_scenario(tmp_path)))
    before = Snapshot.of(desk).text
    write_a_bit_of_everything(desk)
    assert Snapshot.of(desk).text != before
    assert desk.client.post("/__admin/worlds/on24-1/reset").status_code == 200
    assert Snapshot.of(desk).text == before
    desk.close()


# Anything at all

_days = st.integers(-70, 10)
_emails = st.sampled_from([f"{name}@acme.example" for name in NAMES])
_minutes = st.one_of(st.none(), st.integers(0, 70))


@st.composite
def edits(draw: Callable[[Any], Any]) -> tuple[str, str, dict[str, Any]]:
    """Return an edit, which may be one that cannot be."""
    kind, verb = draw(st.sampled_from(["registrants", "events", "attendees"])), draw(st.sampled_from(["pin", "change"]))
    moment = NOON + timedelta(days=draw(_days), minutes=draw(st.integers(0, 600)))
    fields: dict[str, dict[str, Any]] = {
        "registrants": {
            "email": draw(_emails),
            "create_timestamp": moment,
            "user_status": draw(st.sampled_from(["active", "deleted", "forgotten"])),
            "is_blocked": draw(st.booleans()),
        },
        "events": {
            "good_after": moment,
            "event_duration": draw(st.sampled_from([15, 60])),
            "is_active": draw(st.integers(0, 5)) > 0,
            "event_type": draw(st.sampled_from(["fav", "ondemand"])),
            "is_hybrid_event": draw(st.booleans()),
        },
        "attendees": {"email": draw(_emails), "live_minutes": draw(_minutes), "archive_minutes": draw(_minutes)},
    }
    said = {
        name: value
        for name, value in fields[kind].items()
        if value is not None and (name == "email" or draw(st.booleans()))
    }
    return kind, verb, said


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(script=st.lists(st.tuples(edits(), st.integers(0, 999)), min_size=12, max_size=40), later=st.integers(1, 40))
def test_whatever_is_pinned_is_coherent(
    tmp_path_factory: pytest.TempPathFactory, script: list[tuple[tuple[str, str, dict[str, Any]], int]], later: int
) -> None:
    scenario = write_scenario(tmp_path_factory.mktemp("pins"))
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, scenario=str(scenario))
    for (kind, verb, said), place in script:
        edit(desk, kind, verb, said, place)
        desk.clock.advance(place)
    desk.clock.advance(timedelta(days=later))
    account = Snapshot.of(desk)
    for check in CHECKS:
        if check.__name__ not in STRICT:
            check(account)
    desk.close()


def edit(desk: Desk, kind: str, verb: str, said: dict[str, Any], place: int) -> None:
    """Pin or change something in one of the events, or to one of its people, or be refused."""
    listed = events_of(desk, startdate="2025-12-20", enddate="2026-05-01")
    events = [one["eventid"] for one in listed if one["localelanguagecd"] == "en"]
    event = [EVENT, *events[:3], *events][place % (len(events) + 4)]
    level = "attendee" if kind == "attendees" else "registrant"
    people = desk.get(f"/event/{event}/{level}").json.get(f"{level}s", ())
    try:
        if verb == "pin":
            pin(desk, kind, **said, **({} if kind == "events" or place % 3 == 0 else {"event_id": event}))
        elif kind == "events":
            change(desk, kind, event, **{name: said[name] for name in said.keys() - {"event_type", "is_hybrid_event"}})
        elif people:
            number = people[place % len(people)]["eventuserid"]
            change(desk, kind, number, **{name: said[name] for name in said.keys() - {"create_timestamp", "email"}})
    except (InvalidRequest, NotFound):
        return
