"""What the recipe looks up in a lab: the account, its events and people, all by reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from tests.contract.ask import Ask
from tests.contract.lab import Lab

CLIENT, EXPIRED, NOBODY = "4497", "4530", "999999"
# The event of the help article: it is still to come.
EVENT, NO_EVENT = "1234567", "9999999"
KEY, SECRET = "accessTokenKey", "accessTokenSecret"
PAIR = {KEY: "A11111111111111111111111111111", SECRET: "9f6f711111111111111111111111111111111111111111111111111"}
STRANGER = "nobody.at.all@example.com"
_CROWD = 120
# Each shorter than the longest period, together all of the default world.
_PERIODS = (("2025-02-20", "2025-08-10"), ("2025-08-11", "2026-02-01"), ("2026-02-02", "2026-07-20"))

Make = Callable[[Lab], Ask]


def at(lab: Lab, operation_id: str, **arguments: str) -> Ask:
    """Return an operation's bare request in the account."""
    return lab.ask(operation_id, **{"clientId": CLIENT, **arguments})


def read(lab: Lab, operation_id: str, *query: tuple[str, str], **arguments: str) -> Any:
    """Return what an operation answers."""
    response = lab.send(at(lab, operation_id, **arguments).with_headers(lab.credentials).with_query(*query))
    assert response.status_code == 200, response.text
    return response.json


@lru_cache(8)
def events(lab: Lab) -> list[Any]:
    """Return the account's events, inactive ones too."""
    return [
        event
        for start, end in _PERIODS
        for event in read(lab, "listEvents", ("startdate", start), ("enddate", end), ("includeinactive", "Y"))["events"]
    ]


def event(lab: Lab, **wanted: object) -> Any:
    """Return the first event that has these values."""
    return next(one for one in events(lab) if all(one[name] == value for name, value in wanted.items()))


def event_id(lab: Lab, **wanted: object) -> str:
    """Return the id of the first event that has these values."""
    return str(event(lab, **wanted)["eventid"])


def busiest(lab: Lab) -> str:
    """Return the event with the most attendees."""
    return str(max(events(lab), key=lambda one: one["eventanalytics"]["totalattendees"])["eventid"])


def lively(lab: Lab) -> str:
    """Return an event with many attendees, but no crowd."""
    counts = {str(one["eventid"]): one["eventanalytics"]["totalattendees"] for one in events(lab) if one["isactive"]}
    return max((number for number, count in counts.items() if count < _CROWD), key=lambda number: counts[number])


def hub(lab: Lab) -> Any:
    """Return an Engagement Hub."""
    return event(lab, contenttype="gateway")


def inactive(lab: Lab) -> Any:
    """Return an inactive event."""
    return event(lab, isactive=False)


def webcast(lab: Lab) -> Any:
    """Return a webcast that is still to come."""
    return event(lab, eventid=int(EVENT))


def known(lab: Lab) -> Iterator[tuple[str, Any]]:
    """Go through the active events with what they offer, which some operations need and none shows."""
    state = lab.service.home.world.state
    for one in events(lab):
        if one["isactive"]:
            yield str(one["eventid"]), state.material(state.book.find(one["eventid"]))


def offering(lab: Lab, widget: str, *, has: bool = True) -> str:
    """Return an event that offers something, or does not."""
    return next(number for number, material in known(lab) if bool(getattr(material, widget)) is has)


def email_in(lab: Lab, number: str) -> str:
    """Return the address of somebody who is registered for an event."""
    row = read(lab, "listEventRegistrants", ("itemsperpage", "1"), eventId=number)["registrants"][0]
    return str(row["email"])


def attendee(lab: Lab) -> str:
    """Return the address of somebody who attended."""
    rows = read(lab, "listEventAttendees", ("itemsperpage", "1"), eventId=busiest(lab))["attendees"]
    return str(rows[0]["email"])


def two_people(lab: Lab) -> tuple[str, str]:
    """Return two addresses of one event."""
    rows = read(lab, "listEventRegistrants", ("itemsperpage", "2"), eventId=EVENT)["registrants"]
    return str(rows[0]["email"]), str(rows[1]["email"])


def key_of(event: Any) -> str:
    """Return the last part of an event's audience URL, which opens it."""
    return str(event["audienceurl"]).rsplit("/", 1)[1]
