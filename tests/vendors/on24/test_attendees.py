"""Lists of attendees and of sessions: they agree with each other, filters do what a look at every row says."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mock_server import Clock
from mock_server.vendors.on24.people.written_people import Entry, Status
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import EVENT, JOHN, Desk
from tests.vendors.on24.snapshot import events_around, moment, pages
from tests.vendors.on24.visiting import LOGIN, hub_of, key_of, visit

Json = dict[str, Any]
EVER = {"startdate": EPOCH - timedelta(days=500), "enddate": EPOCH}
WAREHOUSE = {
    "engagementscore",
    "cumulativeliveminutes",
    "cumulativearchiveminutes",
    "askedquestions",
    "resourcesdownloaded",
    "answeredpolls",
    "answeredsurveys",
    "firstliveactivity",
    "lastliveactivity",
    "firstarchiveactivity",
    "lastarchiveactivity",
}


@pytest.fixture(scope="module")
def events(library: Desk) -> list[Json]:
    """All events that are active."""
    return [one for one in events_around(library, NOON) if one["isactive"]]


@pytest.fixture(scope="module")
def everybody(library: Desk) -> list[Json]:
    """All attendees of the account."""
    return list(pages(library, "/attendee", "attendees", **EVER))


@pytest.fixture(scope="module")
def registered(library: Desk) -> dict[int, Json]:
    """All registrants of the account, by eventuserid."""
    rows = pages(library, "/registrant", "registrants", startdate=EPOCH - timedelta(days=900), enddate=EPOCH)
    return {one["eventuserid"]: one for one in rows}


def attendees(desk: Desk, event: int, **query: object) -> list[Json]:
    body = desk.json(f"/event/{event}/attendee", **query)
    assert body["eventid"] == event
    rows: list[Json] = body["attendees"]
    return rows


def numbers(rows: list[Json]) -> list[int]:
    return [one["eventuserid"] for one in rows]


def left(person: Json) -> datetime:
    """When somebody was there last."""
    return max(moment(person[name]) for name in ("lastliveactivity", "lastarchiveactivity") if name in person)


def busiest(events: list[Json]) -> int:
    return int(max(events, key=lambda one: one["eventanalytics"]["totalattendees"])["eventid"])


def test_account_has_the_attendees_of_its_events_the_newest_event_first(
    library: Desk, events: list[Json], everybody: list[Json]
) -> None:
    active = {one["eventid"] for one in events}
    by_event = {one: attendees(library, one) for one in active}
    assert all(len(by_event[one["eventid"]]) == one["eventanalytics"]["totalattendees"] for one in events)
    listed = [one for one in everybody if one["eventid"] in active]
    assert sorted(numbers(listed)) == sorted(number for rows in by_event.values() for number in numbers(rows))
    starts = {one["eventid"]: moment(one["goodafter"]) for one in events}
    order = [starts[one["eventid"]] for one in listed]
    assert order == sorted(order, reverse=True)
    own = by_event[busiest(events)]
    assert numbers([one for one in everybody if one["eventid"] == busiest(events)]) == numbers(own)[::-1]


def test_hidden_events_show_their_people_only_themselves(desk: Desk) -> None:
    before = desk.json("/attendee")
    hidden, email = (before["attendees"][0][name] for name in ("eventid", "email"))
    people = attendees(desk, hidden)
    assert desk.send("PUT", f"/event/{hidden}", {"tagCampaign": "apiexclude"}).status_code == 200
    rows = list(pages(desk, "/attendee", "attendees", **EVER))
    assert hidden not in {one["eventid"] for one in rows}
    assert attendees(desk, hidden) == people
    answer = desk.get(f"/attendee/{email}/allevents")
    assert answer.status_code == 404 or hidden not in {one["eventid"] for one in answer.json["attendees"]}
    assert hidden not in {one["eventid"] for one in desk.json(f"/lead/{email}")["recentactivities"]}


def test_attendees_are_registrants(everybody: list[Json], registered: dict[int, Json]) -> None:
    for one in everybody:
        who = registered[one["eventuserid"]]
        assert (who["email"], who["eventid"], who["clientid"]) == (one["email"], one["eventid"], one["clientid"])
        assert "engagementprediction" not in who


def test_without_dates_it_is_the_last_30_days(library: Desk, everybody: list[Json]) -> None:
    rows = list(pages(library, "/attendee", "attendees", itemsperpage=40))
    assert rows == [one for one in everybody if left(one) >= NOON - timedelta(days=30)]
    assert 0 < len(rows) < len(everybody)


@pytest.mark.parametrize("days", [(300, 200), (90, 30), (12, 0)])
def test_period_is_about_the_last_session(
    library: Desk, events: list[Json], everybody: list[Json], days: tuple[int, int]
) -> None:
    start, end = (NOON.replace(hour=8) - timedelta(days=days[0]), NOON - timedelta(days=days[1], hours=3))
    asked = {"startdate": start.isoformat(), "enddate": end.isoformat()}
    kept = [one for one in everybody if start <= left(one) <= end]
    assert list(pages(library, "/attendee", "attendees", **asked)) == kept
    event = busiest(events)
    own = [one["eventuserid"] for one in kept if one["eventid"] == event]
    assert numbers(attendees(library, event, **asked)) == own[::-1]


def test_partner_code_is_the_registrants(library: Desk, everybody: list[Json], registered: dict[int, Json]) -> None:
    kept = [one for one in everybody if registered[one["eventuserid"]].get("partnerref") == "linkedin"]
    assert list(pages(library, "/attendee", "attendees", partnerref="linkedin", **EVER)) == kept
    recent = [one for one in kept if left(one) >= NOON - timedelta(days=30)]
    assert list(pages(library, "/attendee", "attendees", partnerref="linkedin")) == recent
    assert 0 < len(recent) < len(kept) < len(everybody)


def test_late_registrants_are_left_out(
    library: Desk, events: list[Json], everybody: list[Json], registered: dict[int, Json]
) -> None:
    ends = {one["eventid"]: moment(one["liveend"]) for one in events if one["livestart"] != one["liveend"]}
    kept = [
        one["eventuserid"]
        for one in everybody
        if one["eventid"] not in ends
        or moment(registered[one["eventuserid"]]["createtimestamp"]) <= ends[one["eventid"]]
    ]
    rows = numbers(list(pages(library, "/attendee", "attendees", excludelive="Y", **EVER)))
    active = {one["eventuserid"] for one in everybody if one["eventid"] in {event["eventid"] for event in events}}
    assert [one for one in rows if one in active] == [one for one in kept if one in active]
    assert len(rows) < len(everybody)


def test_real_time_rows_lack_what_the_warehouse_knows(library: Desk) -> None:
    full, bare = (library.json("/attendee", realtimeonly=flag)["attendees"] for flag in "NY")
    assert [{name: one[name] for name in one.keys() - WAREHOUSE} for one in full] == bare


def test_sub_accounts(library: Desk, everybody: list[Json]) -> None:
    own = list(pages(library, "/attendee", "attendees", excludesubaccounts="Y", **EVER))
    assert own == [one for one in everybody if one["clientid"] == 4497]
    one = list(pages(library, "/attendee", "attendees", subaccounts="4521", **EVER))
    assert one == [row for row in everybody if row["clientid"] == 4521]
    refused = library.get("/attendee", subaccounts="4521", excludesubaccounts="Y")
    text = "You have to set excludesubaccounts='N' in order to filter by subaccounts."
    assert library.message(refused) == (400, text)


def test_pages_of_an_event_add_up(library: Desk, events: list[Json]) -> None:
    event = busiest(events)
    whole = attendees(library, event)
    pieces = [attendees(library, event, itemsperpage=70, pageoffset=at) for at in range(len(whole) // 70 + 1)]
    assert [row for piece in pieces for row in piece] == whole
    assert attendees(library, event, pageoffset=999) == []


def test_sessions_add_up_to_the_minutes(library: Desk, events: list[Json]) -> None:
    for event in (busiest(events), events[40]["eventid"]):
        sessions = list(pages(library, f"/event/{event}/attendeesession", "attendeesession"))
        starts = [moment(one["starttime"]) for one in sessions]
        assert starts == sorted(starts, reverse=True)
        seconds: Counter[tuple[int, str]] = Counter()
        for one in sessions:
            length = moment(one["endtime"]) - moment(one["starttime"])
            hours, minutes, rest = map(int, one["duration"].split(":"))
            assert length == timedelta(hours=hours, minutes=minutes, seconds=rest)
            seconds[one["id"], one["usage"]] += int(length.total_seconds())
        for person in attendees(library, event):
            for usage, name in (("Live", "cumulativeliveminutes"), ("Archived", "cumulativearchiveminutes")):
                total = seconds[person["eventuserid"], usage]
                assert person[name] == (max(1, (total + 30) // 60) if total else 0)
            assert person["attendeesessions"] == sum(one["id"] == person["eventuserid"] for one in sessions)


def test_kinds_and_dates_of_sessions(library: Desk, events: list[Json]) -> None:
    path = f"/event/{busiest(events)}/attendeesession"
    whole = list(pages(library, path, "attendeesession"))
    for kind, usage in (("live", "Live"), ("OnDemand", "Archived")):
        rows = list(pages(library, path, "attendeesession", sessiontype=kind))
        assert _in_order(rows) == _in_order([one for one in whole if one["usage"] == usage])
    assert library.json(path, sessiontype="blocked")["attendeesession"] == []
    first, last = whole[len(whole) // 2]["starttime"], whole[len(whole) // 4]["starttime"]
    rows = list(pages(library, path, "attendeesession", startdate=first, enddate=last))
    assert rows == [one for one in whole if moment(first) <= moment(one["starttime"]) <= moment(last)]


def _in_order(sessions: list[Json]) -> list[tuple[str, int]]:
    return sorted((one["starttime"], one["id"]) for one in sessions)


def test_one_person_by_address(library: Desk, everybody: list[Json]) -> None:
    for email in sorted({one["email"] for one in everybody})[::150]:
        own = sorted((one for one in everybody if one["email"] == email), key=left, reverse=True)
        listed = library.json(f"/attendee/{email.upper()}/allevents")
        assert numbers(listed["attendees"]) == numbers(own)
        assert library.json(f"/attendee/{email}") == listed["attendees"][0]
    nobody = (404, "The attendant john@acme.com doesn't exist.")
    assert library.message(library.get("/attendee/john@acme.com")) == nobody
    assert library.message(library.get("/attendee/john@acme.com/allevents")) == nobody


def test_who_registers_only_has_not_come(desk: Desk) -> None:
    assert desk.register().status_code == 200
    assert desk.get("/attendee/john@acme.com").status_code == 404
    assert attendees(desk, EVENT) == []


def test_forgotten_people_leave_lists_and_sessions(desk: Desk) -> None:
    before = desk.json("/attendee")
    gone = before["attendees"][0]
    event, path = gone["eventid"], f"/event/{gone['eventid']}/attendeesession"
    sessions = list(pages(desk, path, "attendeesession"))
    desk.send("POST", "/forget", {"email": gone["email"], "eventid": str(event)})
    assert desk.json("/attendee")["totalattendees"] == before["totalattendees"] - 1
    assert gone["eventuserid"] not in numbers(attendees(desk, event))
    assert desk.json(f"/event/{event}")["eventanalytics"]["totalattendees"] == len(attendees(desk, event))
    kept = [one for one in sessions if one["id"] != gone["eventuserid"]]
    assert list(pages(desk, path, "attendeesession")) == kept
    for query in ({"userstatus": "forgotten"}, {"userstatus": "forgotten", "startdate": "2025-01-01"}):
        [row] = attendees(desk, event, **query)
        assert (row["email"], row["userstatus"]) == (f"{gone['eventuserid']}-deleted", "forgotten")
    everyone = len(attendees(desk, event)) + 1
    assert len(attendees(desk, event, userstatus="any")) == len(attendees(desk, event, filterforgotten="N")) == everyone


def test_sessions_of_blocked_people(desk: Desk) -> None:
    one = desk.json("/attendee")["attendees"][0]
    event, path = one["eventid"], f"/event/{one['eventid']}/attendeesession"
    sent = {"email": one["email"], "isBlocked": "Y"}
    assert desk.send("PATCH", f"/event/{event}/registrant", sent).status_code == 200
    sessions = list(pages(desk, path, "attendeesession"))
    blocked = list(pages(desk, path, "attendeesession", sessiontype="blocked"))
    assert blocked == [row for row in sessions if row["id"] == one["eventuserid"]] != []
    assert desk.json(f"/attendee/{one['email']}")["isblocked"] == "Y"


def test_last_activity_is_the_last_session_or_the_last_writing(desk: Desk, everybody: list[Json]) -> None:
    """Whoever was there or was written about in the period is listed; whoever was written about later is not."""
    mode = {"datefiltermode": "lastActivity"}
    one = desk.json("/attendee", startdate="2025-06-01", enddate="2025-09-01")["attendees"][0]
    own = [row for row in everybody if row["email"] == one["email"]]
    assert desk.send("PATCH", f"/registrant/{one['email']}", {"company": "Acme"}).status_code == 200
    assert numbers(attendees(desk, one["eventid"], startdate=EPOCH, **mode)) == [one["eventuserid"]]
    rows = list(pages(desk, "/attendee", "attendees", startdate=EPOCH, **mode))
    assert sorted(numbers(rows)) == sorted(numbers(own))
    start, end = NOON - timedelta(days=60), NOON - timedelta(days=2)
    asked = {"startdate": start.isoformat(), "enddate": end.isoformat(), **mode}
    kept = [row for row in everybody if start <= left(row) <= end and row["email"] != one["email"]]
    assert list(pages(desk, "/attendee", "attendees", **asked)) == kept != []
    event = kept[0]["eventid"]
    of_event = numbers([row for row in kept if row["eventid"] == event])[::-1]
    assert numbers(attendees(desk, event, **asked)) == of_event
    whole = {"enddate": end.isoformat(), **mode}
    assert one["eventuserid"] not in numbers(attendees(desk, one["eventid"], **whole))


def test_of_registrations_in_the_same_second_the_last_one_counts(database: Path) -> None:
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, database=database)
    coming = desk.json("/event", startdate="2026-03-03", enddate="2026-08-01")["events"]
    chosen = [coming[at]["eventid"] for at in (3, 0, 4, 1)]
    for event in chosen:
        assert desk.send("POST", f"/event/{event}/registrant", JOHN, honorrequired="N").status_code == 200
    for _ in range(2):
        listed = desk.json("/registrant/john@acme.com/allevents")["registrants"]
        assert [one["eventid"] for one in listed] == chosen[::-1]
        assert len({one["createtimestamp"] for one in listed}) == 1
        assert desk.json("/registrant/john@acme.com")["registrant"]["eventid"] == chosen[-1]
        # Also after a restart, and whatever is changed of the others.
        desk.close()
        desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, database=database)
        desk.send("PATCH", f"/event/{chosen[0]}/registrant", {"email": "john@acme.com", "isBlocked": "Y"})
    desk.close()


def test_a_code_is_of_somebody_who_counts(desk: Desk) -> None:
    """Several may have one code; who is deleted does not keep the others out of a hub."""
    hub = hub_of(desk)
    written = desk.app.runtime.services["on24"].home.world.state.written
    john, jane = ({"email": f"{name}@acme.com", "ext_event_user_cd": "K-1"} for name in ("john", "jane"))
    row = 5_000_000
    written.put([(hub, row + at, Entry(NOON, told, created=NOON)) for at, told in enumerate((john, jane))])
    assert logged_in(desk, hub) == "john@acme.com"
    written.put([(hub, row, Entry(NOON, john, Status.DELETED, NOON))])
    assert logged_in(desk, hub) == "jane@acme.com"
    written.put([(hub, row + 1, Entry(NOON, {**jane, "ext_event_user_cd": "K-2"}, created=NOON))])
    assert logged_in(desk, hub) is None


def logged_in(desk: Desk, hub: int) -> str | None:
    """Return the address of whoever comes into a hub by a code, None if nobody does."""
    answer = visit(desk, LOGIN, eventId=hub, key=key_of(desk, hub), extEventUserCd="K-1").json
    email: str | None = answer.get("email")
    return email


def test_literal_errors(library: Desk) -> None:
    for path in ("attendee", "attendeesession"):
        assert library.message(library.get(f"/event/77/{path}")) == (404, "The event 77 doesn't exist.")
    assert library.message(library.get("/attendee", startdate="yesterday")) == (400, "Error, incorrect date formats.")
    last = library.json("/attendee")["pagecount"] - 1
    text = f"Invalid pageOffset, range must be between 0 and {last}."
    assert library.message(library.get("/attendee", pageoffset=last + 1)) == (400, text)
