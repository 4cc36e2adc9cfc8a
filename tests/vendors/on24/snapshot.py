"""A whole account as a client sees it: every event with its people and what they did, and the lists across events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tests.vendors.on24.desk import Desk

Json = dict[str, Any]
PACIFIC = ZoneInfo("America/Los_Angeles")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
_LONG_AGO = timedelta(days=3 * 365)
_WINDOW = timedelta(days=180)


@dataclass
class Event:
    """One event: as the list has it, in detail, and all that event-level operations tell."""

    listed: Json
    facts: Json
    registrants: list[Json]
    attendees: list[Json]
    no_shows: list[Json]
    sessions: list[Json]
    newest_live: Json
    newest_recorded: Json
    fields: list[Json]
    polls: list[Json]
    surveys: list[Json]
    resources: Json
    calls: list[Json]
    chats: list[Json]
    presenters: list[Json]
    presenter_chats: list[Json]
    emails: list[Json]
    statistics: list[Json]
    certifications: list[Json]
    reminder: Json

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.listed["eventid"])

    @property
    def usage(self) -> Json:
        """Its numbers."""
        usage: Json = self.facts["eventanalytics"]
        return usage

    @property
    def is_live(self) -> bool:
        """Whether it took place at a time; on demand all moments are its start."""
        return bool(self.facts["livestart"] != self.facts["liveend"])

    @cached_property
    def registrant_of(self) -> dict[int, Json]:
        """Registrants by eventuserid."""
        return {one["eventuserid"]: one for one in self.registrants}

    def sessions_of(self, person: Json) -> list[Json]:
        """Return an attendee's sessions."""
        return self._sessions.get(person["eventuserid"], [])

    @cached_property
    def _sessions(self) -> dict[int, list[Json]]:
        found: dict[int, list[Json]] = {}
        for one in self.sessions:
            found.setdefault(one["id"], []).append(one)
        return found

    @classmethod
    def of(cls, desk: Desk, listed: Json) -> Event:
        """Read an event that is active."""
        path = f"/event/{listed['eventid']}"

        def read(operation: str, *names: str, **query: str) -> Any:
            answer = desk.json(f"{path}/{operation}", **query)
            for name in names:
                answer = answer[name]
            return answer

        return cls(
            listed=listed,
            facts=desk.json(path),
            registrants=read("registrant", "registrants"),
            attendees=read("attendee", "attendees"),
            no_shows=read("registrant", "registrants", noshow="Y"),
            sessions=list(pages(desk, f"{path}/attendeesession", "attendeesession")),
            newest_live=read("attendeesession", sessiontype="live", itemsperpage="1"),
            newest_recorded=read("attendeesession", sessiontype="ondemand", itemsperpage="1"),
            fields=read("regfield", "registrationfields"),
            polls=read("poll", "polls"),
            surveys=read("survey", "surveys"),
            resources=read("resource"),
            calls=read("cta", "calltoactions"),
            chats=read("groupchat", "groupchats"),
            presenters=read("presenter", "eventpresenters"),
            presenter_chats=read("presenterchat", "presenterchats"),
            emails=read("email", "emails"),
            statistics=read("emailstatistics", "emailStatistics"),
            certifications=read("certifications", "certifications"),
            reminder=read("calendarreminder"),
        )


@dataclass
class Snapshot:
    """An account at a moment. `listed` are all events of the list, `events` those that are active.

    `ask` is the desk it was read from, for what is looked up one by one.
    """

    ask: Desk
    now: datetime
    listed: list[Json]
    events: list[Event]
    registrants: list[Json]
    attendees: list[Json]
    presenters: list[Json]
    leads: list[Json]
    companies: list[Json]
    library: list[Json]
    hubs: dict[int, tuple[Json, Json]]

    @classmethod
    def of(cls, desk: Desk) -> Snapshot:
        """Read an account through its API."""
        now = desk.clock.now()
        listed = list(events_around(desk, now))
        ever: dict[str, Any] = {"startdate": day(now - _LONG_AGO), "enddate": day(now + timedelta(days=1))}
        hubs = [one["eventid"] for one in listed if one["contenttype"] == "gateway" and one["isactive"]]
        return cls(
            ask=desk,
            now=now,
            listed=listed,
            events=[Event.of(desk, one) for one in listed if one["isactive"]],
            registrants=list(pages(desk, "/registrant", "registrants", **ever)),
            attendees=list(pages(desk, "/attendee", "attendees", **ever)),
            presenters=desk.json("/presenter", **ever)["eventpresenters"],
            leads=list(pages(desk, "/lead", "leads", startdate=day(now - timedelta(days=364)))),
            companies=desk.json("/engagedaccount")["accounts"],
            library=desk.json("/surveylibrary")["surveyquestions"],
            hubs={one: (desk.json(f"/ehub/{one}/content"), desk.json(f"/event/{one}/contentactivity")) for one in hubs},
        )

    @property
    def as_of(self) -> datetime:
        """The midnight that data are as of: of the day on the Pacific coast."""
        return datetime.combine(day(self.now), time(), PACIFIC)

    def pairs(self) -> Iterator[tuple[Event, Json]]:
        """Yield every attendee with the event."""
        for event in self.events:
            for person in event.attendees:
                yield event, person

    def by_email(self, level: str, email: str, rest: str = "") -> Any:
        """Ask about one address."""
        return self.ask.json(f"/{level}/{quote(email, safe='')}{rest}")

    @property
    def addresses(self) -> list[str]:
        """Some twenty of all addresses, from the first to the last."""
        known = sorted({one["email"] for one in self.registrants})
        return known[:: len(known) // 25 + 1]

    @property
    def everything(self) -> Json:
        """All that was read, but the moment."""
        held = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("ask", "now", "events")}
        events = [{one.name: getattr(event, one.name) for one in fields(event)} for event in self.events]
        return {**held, "events": events}

    @property
    def text(self) -> str:
        """All that was read, in one order for ever."""
        return json.dumps(self.everything, ensure_ascii=True, sort_keys=True)


def pages(desk: Desk, path: str, name: str, **query: Any) -> Iterator[Json]:
    """Yield all rows of a list, page by page; a page says itself which it is of how many."""
    index, count, seen = 0, 1, 0
    while index < max(1, count):
        answer = desk.json(path, pageoffset=index, **query)
        assert answer["currentpage"] == index
        count, index, seen = answer["pagecount"], index + 1, seen + len(answer[name])
        yield from answer[name]
    assert [seen] == [number for key, number in answer.items() if key.startswith("total")]


def events_around(desk: Desk, now: datetime, **query: Any) -> Iterator[Json]:
    """Yield the events of the account and those below it, window by window, from years ago until far ahead."""
    first, last = day(now - _LONG_AGO), day(now + timedelta(days=2 * 365))
    asked: dict[str, Any] = {"includesubaccounts": "Y", "includeinactive": "Y", **query}
    while first < last:
        upto = first + _WINDOW
        yield from pages(desk, "/event", "events", startdate=first, enddate=upto, **asked)
        first = upto + timedelta(days=1)


def day(when: datetime) -> date:
    """Return the day of a moment on the Pacific coast."""
    return when.astimezone(PACIFIC).date()


def moment(text: str) -> datetime:
    """Read a date-time of the wire."""
    return datetime.fromisoformat(text).astimezone(UTC)


def values(node: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield all values below a node that are no lists and no objects, with the names that they have."""
    if isinstance(node, dict):
        for key, one in node.items():
            yield from values(one, key)
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from values(one, name)
    else:
        yield name, node
