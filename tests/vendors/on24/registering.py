"""What tests of registration ask a desk."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.vendors.on24.desk import EVENT, JOHN, Desk

NOBODY = "No registrant was found for that email address"


def events_of(desk: Desk, **query: str) -> list[dict]:
    """Return the events of three months and what is to come."""
    return desk.json("/event", includeinactive="Y", **query)["events"]


def event_asking_for(desk: Desk, *fields: str) -> int:
    """Return an event to come whose registration page requires some fields."""
    for event in events_of(desk, startdate="2026-03-03", enddate="2026-08-01"):
        required = {one["fieldid"] for one in page(desk, event["eventid"]) if one["required"] == "Y"}
        if event["isactive"] and required >= set(fields):
            return event["eventid"]
    raise AssertionError(f"no event asks for {fields}")


def past_event(desk: Desk) -> int:
    """Return an event that is over, with people."""
    for event in events_of(desk, startdate="2026-01-01", enddate="2026-02-25"):
        if event["isactive"] and event["contenttype"] == "webcast" and registrants(desk, event["eventid"]):
            return event["eventid"]
    raise AssertionError("no event is over")


def page(desk: Desk, event: int = EVENT) -> list[dict]:
    return desk.json(f"/event/{event}/regfield")["registrationfields"]


def registrants(desk: Desk, event: int = EVENT, **query: str) -> list[dict]:
    return desk.json(f"/event/{event}/registrant", **query)["registrants"]


def found(desk: Desk, email: str, event: int = EVENT, **query: str) -> dict | None:
    """Return the one registrant with an address, None without."""
    rows = [one for one in registrants(desk, event, **query) if one.get("email", "").lower() == email.lower()]
    assert len(rows) < 2
    return rows[0] if rows else None


def change(desk: Desk, data: dict, event: int = EVENT, **query: str) -> TestResponse:
    return desk.send("PATCH", f"/event/{event}/registrant", data, **query)


def enrolled(desk: Desk, event: int, **fields: str) -> int:
    """Register John for any event, and return his id there."""
    response = desk.send("POST", f"/event/{event}/registrant", {**JOHN, **fields}, honorrequired="N")
    assert response.status_code == 200, response.text
    return response.json["eventuserid"]


def forget(desk: Desk, email: str, **fields: object) -> list[int]:
    response = desk.send("POST", "/forget", {"email": email, **fields})
    assert response.status_code == 200, response.text
    return response.json["deletedregistrants"]["eventuserids"]


def completed(desk: Desk, event: int, **fields: str) -> dict[str, str]:
    """Return a form with everything that an event requires."""
    form = dict(JOHN)
    for one in page(desk, event):
        if one["required"] == "Y" and one["fieldid"] != "email":
            form[one["fieldid"].replace("_", "")] = one.get("options", ["4155550134"])[0]
    return {**form, **fields}
