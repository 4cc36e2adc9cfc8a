"""The right to be forgotten, whose people one reaches, and what survives."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from tests.conftest import EPOCH
from tests.vendors.on24.desk import EVENT, JOHN, Desk
from tests.vendors.on24.registering import (
    NOBODY,
    change,
    enrolled,
    events_of,
    forget,
    found,
    past_event,
    registrants,
)


def test_forgotten_rows(desk: Desk) -> None:
    john = desk.register(partnerref="news", std1="secret", marketingemail="Y").json
    count = desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"]
    assert forget(desk, "John@acme.com") == [john["eventuserid"]]
    assert found(desk, "john@acme.com") is None
    assert desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"] == count - 1
    (row,) = registrants(desk, userstatus="forgotten")
    assert row["email"] == f"{john['eventuserid']}-deleted"
    assert (row["firstname"], row["lastname"], row["company"], row["std1"]) == ("deleted", "deleted", None, None)
    assert (row["marketingemail"], row["eventemail"], row["userstatus"]) == ("N", "N", "forgotten")
    assert desk.message(desk.send("POST", "/forget", {"email": "john@acme.com"})) == (404, NOBODY)
    assert desk.message(desk.send("POST", "/forget", {"email": row["email"]})) == (404, NOBODY)
    assert desk.register().json["eventuserid"] != john["eventuserid"]


def test_forgetting_many_and_in_one_event(desk: Desk) -> None:
    other = past_event(desk)
    mine = [enrolled(desk, event) for event in (EVENT, other)]
    jane = desk.register(email="jane@acme.com").json["eventuserid"]
    assert forget(desk, "john@acme.com", eventid=EVENT) == [mine[0]]
    assert desk.message(desk.send("POST", "/forget", {"email": "john@acme.com", "eventid": EVENT})) == (404, NOBODY)
    unknown = desk.send("POST", "/forget", {"email": "john@acme.com", "eventid": 7654321})
    assert desk.message(unknown) == (404, "The event 7654321 doesn't exist.")
    assert forget(desk, "jane@acme.com, john@acme.com,JOHN@acme.com,,nobody@acme.com") == sorted([mine[1], jane])
    assert desk.message(desk.send("POST", "/forget", {"email": " , "})) == (400, "The email parameter value is blank.")
    assert desk.message(desk.send("POST", "/forget", {})) == (400, "The email parameter is missing.")


def test_forgetting_everybody_of_an_event(desk: Desk) -> None:
    event = past_event(desk)
    ids = sorted(one["eventuserid"] for one in registrants(desk, event))
    response = desk.send("POST", f"/event/{event}/forgetall")
    assert response.json["deletedregistrants"]["eventuserids"] == ids
    analytics = desk.json(f"/event/{event}")["eventanalytics"]
    assert (analytics["totalregistrants"], analytics["totalattendees"], analytics["totalcumulativeminutes"]) == (
        0,
        0,
        0,
    )
    assert registrants(desk, event) == []
    assert len(registrants(desk, event, userstatus="forgotten")) == len(ids)
    assert desk.send("POST", f"/event/{event}/forgetall").json["deletedregistrants"]["eventuserids"] == []


def test_forgetting_everybody(desk: Desk) -> None:
    john = desk.register().json["eventuserid"]
    ids = desk.send("POST", "/forgetall").json["deletedregistrants"]["eventuserids"]
    assert john in ids
    assert desk.json("/registrant")["totalregistrants"] == 0
    assert desk.json("/attendee")["totalattendees"] == 0


def test_too_many_are_not_forgotten() -> None:
    desk = Desk.open(scale=100_001)
    refusal = (400, "You have exceeded the maximum number of user to be deleted (100,000)")
    events = events_of(desk, startdate="2025-09-01", enddate="2026-02-25")
    sizes = {event["eventid"]: event["eventanalytics"]["totalregistrants"] for event in events}
    largest = max(sizes, key=lambda event: sizes[event])
    assert sizes[largest] > 100_000
    assert desk.message(desk.send("POST", "/forgetall")) == refusal
    assert desk.message(desk.send("POST", f"/event/{largest}/forgetall")) == refusal
    assert desk.json(f"/event/{largest}")["eventanalytics"]["totalregistrants"] == sizes[largest]
    desk.close()


def test_sub_account_reaches_only_its_own(desk: Desk) -> None:
    desk.register()
    pair = {
        "accessTokenKey": "D44444444444444444444444444444",
        "accessTokenSecret": "e7d2044444444444444444444444444444444444444444444444444",
    }
    for method, path, data in (
        ("PATCH", "/registrant/john@acme.com", {"company": "x"}),
        ("POST", "/forget", {"email": "john@acme.com"}),
    ):
        response = desk.ask(method, path, account=4521, headers=pair, data=data)
        assert desk.message(response) == (404, NOBODY)
    response = desk.ask("POST", f"/event/{EVENT}/registrant", account=4521, headers=pair, data=JOHN)
    assert desk.message(response) == (404, f"The event {EVENT} doesn't exist.")


def test_all_that_was_written_survives(database: Path) -> None:
    desk = Desk.open(epoch=EPOCH, database=database)
    desk.register()
    desk.register(email="jane@acme.com", isDeleted="N")
    change(desk, {"email": "jane@acme.com", "isBlocked": "Y", "std1": "ü"})
    desk.register(email="jane@acme.com", isDeleted="Y")
    known = [one["email"] for one in registrants(desk)[:2]]
    forget(desk, f"john@acme.com,{known[0]}")
    desk.send("PATCH", f"/registrant/{quote(known[1])}", {"email": "new@acme.com"})
    before = [registrants(desk, userstatus=status) for status in ("any", "forgotten", "deleted")]
    desk.close()
    desk = Desk.open(database=database)
    assert [registrants(desk, userstatus=status) for status in ("any", "forgotten", "deleted")] == before
    assert desk.register(email="new@acme.com").json["eventuserid"] == before[0][1]["eventuserid"]
    desk.close()
