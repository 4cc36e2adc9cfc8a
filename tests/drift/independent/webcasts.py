"""A second independent service, of the other vendor's core, on plain werkzeug: eight operations and no more."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from tests.drift.independent.account import CLIENT, COUNTS, PACIFIC, Account, Record, at, ended

KEY, SECRET = "9D41C5AF2B6E4D07A1F3C8E25B90D716", "5f" * 64
MODES = {
    "goodafter": "goodafter", "updated": "lastupdated", "modified": "lastmodified", "creation": "createtimestamp",
    "livestart": "livestart", "liveend": "liveend", "archivestart": "archivestart", "archiveend": "archiveend",
}  # fmt: skip
FLAGS = {"y": True, "n": False}
WORDS: dict[str, Iterable[str]] = {
    "contenttype": ("all", "experience", "gateway", "golive", "pdf", "video", "webcast", "webpage", "forum"),
    "userstatus": ("any", "deleted", "forgotten", "all"), "filterorder": ("asc", "desc"),
    **dict.fromkeys(("includeinactive", "includesubaccounts", "noshow", "excludeanonymous", "excludelive"), FLAGS),
    **dict.fromkeys(("excludesubaccounts", "realtimeonly", "filterforgotten"), FLAGS),
}  # fmt: skip
FORM = re.compile(r"(\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4})(T\d\d:\d\d:\d\d([+-]\d\d:\d\d)?)?")


class Message(Exception):
    """A refusal."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Webcasts:
    """The WSGI application."""

    routes = Map(
        [
            Rule("/v2/client/<client>/event", endpoint="events", methods=["GET"]),
            Rule("/v2/client/<client>/event/<event>", endpoint="event", methods=["GET"]),
            Rule("/v2/client/<client>/event/<event>/registrant", endpoint="event_registrants", methods=["GET"]),
            Rule("/v2/client/<client>/event/<event>/attendee", endpoint="event_attendees", methods=["GET"]),
            Rule("/v2/client/<client>/registrant", endpoint="registrants", methods=["GET"]),
            Rule("/v2/client/<client>/registrant/<email>", endpoint="registrant", methods=["GET"]),
            Rule("/v2/client/<client>/attendee", endpoint="attendees", methods=["GET"]),
            Rule("/v2/client/<client>/attendee/<email>", endpoint="attendee", methods=["GET"]),
        ]
    )

    def __init__(self, account: Account) -> None:
        self.account = account

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        reply = self.answer(Request(environ))
        reply.headers.update({"Cache-Control": "no-cache, no-store", "Set-Cookie": "JSESSIONID=4F; Path=/; HttpOnly"})
        return reply(environ, start)

    def answer(self, request: Request) -> Response:
        try:
            name, found = self.routes.bind_to_environ(request.environ).match()
            self.admit(request)
            if found.pop("client") != str(CLIENT):
                raise Message(404, "The client doesn't exist.")
            return self.json(200, self.told(name, getattr(self, name)(Asked(request, self.account.now), **found)))
        except MethodNotAllowed as wrong:
            reply = self.json(405, {"message": "Method Not Allowed"})
            reply.headers["Allow"] = ",".join(sorted(wrong.valid_methods or ()))
            return reply
        except Message as wrong:
            return self.json(wrong.status, {"message": str(wrong)})
        except HTTPException as page:
            return Response(page.get_response(request.environ).get_data(), page.code, content_type="text/html")

    def told(self, name: str, body: Record) -> Any:
        """What is sent of what was found."""
        return body

    def admit(self, request: Request) -> None:
        told = request.headers.get("accessTokenKey"), request.headers.get("accessTokenSecret")
        if None in told:
            raise Message(401, "Header must contain both accessTokenKey and accessTokenSecret.")
        if told != (KEY, SECRET):
            raise Message(401, "AccessTokenKey and AccessTokenSecret are wrong or invalid.")

    def events(self, asked: Asked) -> Record:
        when = MODES.get(asked.word("datefiltermode", "goodafter", MODES), "goodafter")
        since, until = asked.window(timedelta(days=90), is_open=True)
        kind, is_whole = asked.word("contenttype", "all"), not asked.flag("includesubaccounts")
        order, has_inactive = asked.word("filterorder", "asc"), asked.flag("includeinactive")
        asked.no_parts()
        rows = [
            row
            for row in self.account.events
            if (row["isactive"] or has_inactive)
            and kind in ("all", row["contenttype"])
            and within(at(row[when]), since, until)
        ]
        rows.sort(key=lambda row: at(row[when]), reverse=order == "desc")
        shown, pages = asked.part(rows, is_whole=is_whole)
        return {"events": shown, "totalevents": len(rows)} | ({} if is_whole else pages)

    def event(self, asked: Asked, event: str) -> Record:
        found = self.found(event)
        use = found["eventanalytics"]
        more = {"noshowcount": use["totalregistrants"] - use["totalattendees"], **dict.fromkeys(COUNTS, 0)}
        return found | {"eventname": found["description"], "eventduration": 60, "eventanalytics": use | more}

    def event_registrants(self, asked: Asked, event: str) -> Record:
        number = self.found(event)["eventid"]
        came = {one["eventuserid"] for one in self.account.attendees}
        rows = [row for row in self.account.registrants if row["eventid"] == number]
        rows = self.people(asked, rows, lambda row: str(row["createtimestamp"]), None)
        is_absent = asked.flag("noshow")
        if "noshow" in asked.said:
            rows = [row for row in rows if (row["eventuserid"] not in came) == is_absent]
        if "email" in asked.said:
            rows = [row for row in rows if row["email"].lower() == asked.said["email"].lower()]
        shown, _ = asked.part(rows, is_whole=True)
        return {"registrants": shown, "totalregistrants": len(rows), "eventid": number}

    def event_attendees(self, asked: Asked, event: str) -> Record:
        number = self.found(event)["eventid"]
        rows = [row for row in self.account.attendees if row["eventid"] == number]
        shown, _ = asked.part(rows := self.people(asked, rows, ended, None), is_whole=True)
        told = [sent(row, "clientid", "eventid") for row in shown]
        return {"attendees": told, "totalattendees": len(rows), "eventid": number}

    def attendees(self, asked: Asked) -> Record:
        starts = {event["eventid"]: at(event["goodafter"]) for event in self.account.events}
        newest = sorted(starts, key=lambda number: (starts[number], number), reverse=True)
        rows = sorted(self.account.attendees[::-1], key=lambda row: newest.index(row["eventid"]))
        rows = self.people(asked, rows, ended, timedelta(days=30))
        shown, pages = asked.part(rows, is_whole=False)
        return pages | {"attendees": [*map(sent, shown)], "totalattendees": len(rows), "clientid": CLIENT}

    def registrants(self, asked: Asked) -> Record:
        by = timedelta(days=30)
        rows = self.people(asked, self.account.registrants[::-1], lambda row: str(row["createtimestamp"]), by)
        shown, pages = asked.part(rows, is_whole=False)
        told = [row | {"clientid": CLIENT} for row in shown]
        return pages | {"registrants": told, "totalregistrants": len(rows), "clientid": CLIENT}

    def registrant(self, asked: Asked, email: str) -> Record:
        number = asked.said.get("eventid")
        for row in reversed(self.account.registrants):
            if row["email"].lower() == email.lower() and number in (None, str(row["eventid"])):
                return {"registrant": sent(row, "createtimestamp", "emailformat")}
        raise Message(404, f"The registrant {email} doesn't exist.")

    def attendee(self, asked: Asked, email: str) -> Record:
        rows = [row for row in self.account.attendees if row["email"].lower() == email.lower()]
        if not rows:
            raise Message(404, f"The attendee {email} doesn't exist.")
        return sent(max(rows, key=lambda row: at(ended(row))))

    def people(
        self, asked: Asked, rows: list[Record], when: Callable[[Record], str], usual: timedelta | None
    ) -> list[Record]:
        asked.word("datefiltermode", "", ("lastactivity",))
        since, until = asked.window(usual, is_open=False)
        status = asked.word("userstatus", "all" if asked.word("filterforgotten", "y") == "y" else "any")
        kept = {"any": ("active", "deleted", "forgotten"), "all": ("active", "deleted")}.get(status, (status,))
        code = asked.said.get("partnerref")
        asked.no_parts()
        for name in ("excludeanonymous", "excludelive", "excludesubaccounts", "realtimeonly"):
            asked.flag(name)
        return [
            row
            for row in rows
            if row["userstatus"] in kept
            and within(at(when(row)), since, until)
            and (code is None or code == row.get("partnerref", row.get("partnerref_")))
        ]

    def found(self, event: str) -> Record:
        for row in self.account.events:
            if str(row["eventid"]) == event:
                return row
        raise Message(404, f"The event {event} doesn't exist.")

    def json(self, status: int, body: object) -> Response:
        return Response(json.dumps(body), status, content_type="application/json")


class Asked:
    """What is asked for in a query, whose names and words have no case."""

    def __init__(self, request: Request, now: datetime) -> None:
        self.said, self.now = {name.lower(): text for name, text in request.args.items()}, now

    def word(self, name: str, usual: str, known: Iterable[str] = ()) -> str:
        found = self.said.get(name, usual).lower()
        if name in self.said and found not in (known or WORDS[name]):
            raise Message(400, f"Invalid value for the {name} parameter.")
        return found

    def flag(self, name: str) -> bool:
        return FLAGS[self.word(name, "n")]

    def no_parts(self) -> None:
        """The account has no sub-accounts, so that none can be asked for."""
        if "subaccounts" in self.said:
            raise Message(400, "There are no such subaccounts.")

    def number(self, name: str, usual: int, least: int) -> int:
        told = self.said.get(name, str(usual))
        if not (told.isascii() and told.isdigit() and int(told) >= least):
            raise Message(400, f"Invalid value for the {name} parameter.")
        return int(told)

    def part(self, rows: list[Record], *, is_whole: bool) -> tuple[list[Record], Record]:
        """Rows of a page, or all where none is asked for, and what is told of pages."""
        size, page = min(100, self.number("itemsperpage", 100, 1)), self.number("pageoffset", 0, 0)
        if is_whole and not {"itemsperpage", "pageoffset"} & self.said.keys():
            return rows, {}
        count = math.ceil(len(rows) / size)
        if not is_whole and page > max(0, count - 1):
            raise Message(400, f"Invalid pageOffset, range must be between 0 and {max(0, count - 1)}.")
        return rows[page * size : (page + 1) * size], {"currentpage": page, "pagecount": count}

    def window(self, usual: timedelta | None, *, is_open: bool) -> tuple[datetime | None, datetime | None]:
        """The period that is asked for; of events it is open at its end where none is."""
        since, until = self.moment("startdate", time()), self.moment("enddate", time(23, 59, 59))
        days = self.number("dateinterval", 1, 1) if "dateinterval" in self.said else None
        if days is not None:
            if days > 180:
                raise Message(400, "dateInterval range must be between 1 and 180 inclusive.")
            today = datetime.combine(self.now.astimezone(PACIFIC), time(), PACIFIC)
            until = today - timedelta(days=self.number("dateintervaloffset", 0, 0)) + timedelta(days=1, seconds=-1)
            since = until - timedelta(days=days, seconds=-1)
        if since and until and until < since:
            raise Message(400, "Error, end date is before start date.")
        if since and is_open and (until or self.now) - since > timedelta(days=181):
            raise Message(400, "startDate and endDate can't be more than 180 days apart.")
        if since is None and usual is not None:
            since = (until or self.now) - usual
        return since, until

    def moment(self, name: str, alone: time) -> datetime | None:
        told = self.said.get(name)
        if told is None:
            return None
        form = FORM.fullmatch(told)
        if form is None:
            raise Message(400, "Error, incorrect date formats.")
        day = form[1] if form[1][4] == "-" else "-".join(reversed(form[1].split("-")))
        try:
            read = datetime.fromisoformat(day + (form[2] or f"T{alone}"))
        except ValueError:
            raise Message(400, "Error, incorrect date formats.") from None
        return read if read.tzinfo else read.replace(tzinfo=PACIFIC)


def within(moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or since <= moment) and (until is None or moment <= until)


def sent(row: Record, *without: str) -> Record:
    return {name: value for name, value in row.items() if name not in without and not name.endswith("_")}
