"""An audit: every list and every sum that a desk is told of, held against a ledger."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count, pairwise
from typing import Any

from tests.vendors.on24.desk import Desk
from tests.vendors.on24.ledger import ANYBODY, PRESENT, Ledger, Person, person_of

EVER = {"startdate": "2024-01-01"}
ASKED = {PRESENT: {}, ANYBODY: {"userstatus": "any"}, ("deleted",): {"userstatus": "deleted"}}
ASKED[("forgotten",)] = {"userstatus": "forgotten"}


def walk(desk: Desk, path: str, name: str, size: int, **query: Any) -> list[dict[str, Any]]:
    """Return a numbered list page by page; every page tells the same totals, and there is none past the last."""
    rows: list[dict[str, Any]] = []
    for number in count():
        page = desk.json(path, itemsperpage=size, pageoffset=number, **query)
        rows += page[name]
        assert (page["currentpage"], page["pagecount"]) == (number, -(-page[f"total{name}"] // size))
        if number + 1 >= page["pagecount"]:
            break
        assert len(page[name]) == size
    assert len(rows) == page[f"total{name}"]
    past = desk.message(desk.get(path, itemsperpage=size, pageoffset=number + 1, **query))
    assert past == (400, f"Invalid pageOffset, range must be between 0 and {number}.")
    return rows


def walk_event(desk: Desk, event: int, size: int, name: str = "registrant", **query: Any) -> list[dict[str, Any]]:
    """Return an event's people page by page: the same as all at once."""
    path, rows = f"/event/{event}/{name}", list[dict[str, Any]]()
    for number in count():
        page = desk.json(path, itemsperpage=size, pageoffset=number, **query)
        rows += page[f"{name}s"]
        if len(page[f"{name}s"]) < size:
            break
    whole = desk.json(path, **query)
    assert (whole[f"{name}s"], whole[f"total{name}s"]) == (rows, page[f"total{name}s"])
    assert len(rows) == whole[f"total{name}s"]
    return rows


def assert_people(rows: list[dict[str, Any]], expected: Collection[Person], *, newest_first: bool) -> None:
    """Check that a list has everybody once, as they should be, in order of registration."""
    found = [person_of(row) for row in rows]
    assert len({one.id for one in found}) == len(found)
    by_id = {one.id: one for one in expected}
    assert {one.id: one for one in found} == by_id
    for earlier, later in pairwise(reversed(found) if newest_first else found):
        assert earlier.created <= later.created


def check_event(desk: Desk, ledger: Ledger, event: int, size: int = 3) -> None:
    """Check an event, its sums and its people."""
    if ledger.events[event].is_deleted:
        assert desk.message(desk.get(f"/event/{event}")) == (404, f"The event {event} doesn't exist.")
        return
    shown, came, people = desk.json(f"/event/{event}"), ledger.attendees(event), ledger.of(event)
    assert shown["description"] == ledger.events[event].title
    usage = shown["eventanalytics"]
    assert (usage["totalregistrants"], usage["totalattendees"]) == (len(people), len(came))
    assert usage["noshowcount"] == len(people) - len(came)
    assert sum(one["count"] for one in shown["partnerrefstats"]) == len(people)
    for statuses, query in ASKED.items():
        rows = walk_event(desk, event, size, **query)
        assert_people(rows, ledger.of(event, statuses), newest_first=False)
    stayed = {row["eventuserid"] for row in desk.json(f"/event/{event}/registrant", noshow="Y")["registrants"]}
    assert stayed == {one.id for one in people} - came
    assert {row["eventuserid"] for row in walk_event(desk, event, size, "attendee")} == came


def check_account(desk: Desk, ledger: Ledger, size: int = 7) -> None:
    """Check the lists of all people and of all events."""
    for statuses, query in ASKED.items():
        rows = walk(desk, "/registrant", "registrants", size, **EVER, **query)
        assert_people(rows, ledger.reported(statuses), newest_first=True)
    attendees = [row["eventuserid"] for row in walk(desk, "/attendee", "attendees", size, **EVER)]
    events = [event for event in ledger.standing() if not event.is_hidden]
    expected = {number for event in events for number in ledger.attendees(event.id)}
    assert (len(attendees), set(attendees)) == (len(expected), expected)


def check_events(desk: Desk, ledger: Ledger, size: int, **query: Any) -> None:
    """Check the list of events, each with its title and how many registered."""
    rows = walk(desk, "/event", "events", size, **query)
    assert len({row["eventid"] for row in rows}) == len(rows)
    told = {row["eventid"]: (row["description"], row["eventanalytics"]["totalregistrants"]) for row in rows}
    events = [event for event in ledger.standing() if not event.is_hidden]
    assert told == {event.id: (event.title, len(ledger.of(event.id))) for event in events}
    assert [row["goodafter"] for row in rows] == sorted(row["goodafter"] for row in rows)


def check_address(desk: Desk, ledger: Ledger, email: str) -> None:
    """Check what is told of an address: its registrations, and the newest of them."""
    path, places = f"/registrant/{email}", [one for one in ledger.reported() if one.has(email)]
    newest, every = desk.get(path), desk.get(f"{path}/allevents")
    if not places:
        assert desk.message(newest) == (404, "No registrant was found for that email address")
        assert desk.message(every) == (404, f"The registrant {email} doesn't exist.")
        return
    assert_people(every.json["registrants"], places, newest_first=True)
    latest = max(one.created for one in places)
    assert newest.json["registrant"]["eventuserid"] in {one.id for one in places if one.created == latest}
