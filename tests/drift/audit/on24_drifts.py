"""Drifts of ON24's answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import (
    Edit,
    When,
    always,
    asked_otherwise,
    document,
    encoded,
    is_of,
)
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.editing import add, at, gone, keys, put, rename, some, texts
from tests.drift.audit.oniva_wire import header_of
from tests.drift.whole.proxy import Behind, Drift, Sent


def of(operation: str, *edits: Edit, further: When = always) -> Drift:
    """Change the documents of an operation of ON24's."""
    return at_once(*(document(is_of("on24", operation), edit, further=further) for edit in edits))


def moment(write: str) -> Edit:
    """Write a moment otherwise, in UTC."""
    return lambda one: datetime.fromisoformat(one).astimezone(UTC).strftime(write)


def later(sent: Sent) -> bool:
    """A later page."""
    return sent.query.get("pageoffset", "0") not in ("0", "-1")


def said(number: int, text: str) -> Answered:
    """A refusal in ON24's dialect."""
    return Answered(number, [("Content-Type", "application/json")], f'{{"message":"{text}"}}'.encode())


def limited(most: int) -> Drift:
    """At most so many rows."""

    def change(query: dict[str, str]) -> dict[str, str]:
        size = query.get("itemsperpage", "100")
        return {**query, "itemsperpage": str(most)} if size.isdigit() and int(size) > most else query

    return asked_otherwise(REGISTRANTS, change)


def left_out_null(page: Any) -> None:
    """Send null for what people do not have."""
    for row in page["registrants"]:
        row.setdefault("partnerref", None)


def without(*names: str) -> Edit:
    """Take no notice of parameters."""
    return lambda query: {name: one for name, one in query.items() if name.lower() not in names}


def no_secret(sent: Sent, behind: Behind) -> Answered:
    """Another status for who shows nothing."""
    return said(403, "Forbidden") if not header_of(sent, "accessTokenKey") and EVENTS(sent) else behind(sent)


EVENTS, EVENT, REGISTRANTS = (is_of("on24", one) for one in ("listEvents", "getEvent", "listRegistrants"))
OF_EVENT = is_of("on24", "listEventRegistrants")
E, R, A = "listEvents:/events/*", "listRegistrants:/registrants/*", "listAttendees:/attendees/*"
ALL: tuple[Case, ...] = (
    case(
        "a member is gone in rows",
        of("listEvents", gone("/events/*/audienceurl")),
        f"field-required-removed:{E}/audienceurl",
        B,
        "*:getEvent:*",
    ),
    case(
        "a member is gone in one row",
        of("listRegistrants", gone("/registrants/0/userstatus")),
        f"field-required-removed:{R}/userstatus",
        B,
    ),
    case(
        "a member is gone on later pages",
        of("listRegistrants", gone("/registrants/*/eventemail"), further=later),
        f"field-required-removed:{R}/eventemail",
        B,
    ),
    case(
        "a member has another name in the record",
        of("getEvent", rename("/displaytimezonecd", "timezonecd")),
        "field-renamed:getEvent:/displaytimezonecd",
        B,
    ),
    case(
        "an optional member has another name",
        of("listEvents", rename("/events/*/streamtype", "mediatype")),
        f"field-optional-renamed|field-renamed|field-optional-removed:{E}/streamtype",
        B,
        "field-added-nested:listEvents:*",
        "*:getEvent:*",
    ),
    case(
        "an optional member is not sent any more",
        of("listEvents", gone("/events/*/eventprofile")),
        f"field-optional-removed:{E}/eventprofile",
        B,
        "*:getEvent:*",
    ),
    case(
        "names are in camel case",
        of("listEventTypes", keys(lambda name: name.capitalize())),
        "casing-changed:listEventTypes:body",
        B,
    ),
    case(
        "rows have another name",
        of("listRegistrants", rename("/registrants", "data")),
        "envelope-renamed:listRegistrants:/registrants",
        B,
    ),
    case(
        "a list is bare",
        of("listTimeZones", lambda one: next(iter(one.values()))),
        "envelope-flattened:listTimeZones:/timezones",
        B,
    ),
    case(
        "speakers have a member more",
        of("listEvents", add("/events/*/speakers/*", "linkedin", "https://x.example")),
        f"field-added-nested:{E}/speakers/*",
        I,
    ),
    case(
        "registrants have a secret",
        of("listRegistrants", add("/registrants/*", "loginToken", "a" * 32)),
        f"field-added-nested:{R}",
        D,
    ),
    case(
        "an id is a text",
        of("listRegistrants", some("/registrants/*/eventid", str)),
        f"int-to-string:{R}/eventid",
        B,
        "*:getRegistrant:*",
    ),
    case(
        "an id is a float",
        encoded(EVENT, lambda body: re.sub(rb'("clientid":\d+)', rb"\1.0", body)),
        "int-to-float:getEvent:/clientid",
        D,
    ),
    case(
        "a flag is Y or N",
        of("listEvents", some("/events/*/isactive", lambda one: "NY"[one])),
        f"bool-to-string:{E}/isactive",
        B,
    ),
    case(
        "a flag is true or false",
        of("listRegistrants", some("/registrants/*/marketingemail", lambda one: one == "Y")),
        f"type-changed|string-to-bool|enum-to-bool|enum-to-int:{R}/marketingemail",
        B,
    ),
    case(
        "a flag is in small letters",
        of("listAttendees", some("/attendees/*/isblocked", str.lower)),
        f"enum-case:{A}/isblocked",
        B,
    ),
    case(
        "a new status of people",
        of("listRegistrants", put("/registrants/1/userstatus", "waitlisted")),
        f"enum-new-rare|enum-new-common:{R}/userstatus",
        D,
    ),
    case(
        "moments are in UTC",
        of("listRegistrants", some("/registrants/*/createtimestamp", moment("%Y-%m-%dT%H:%M:%S+00:00"))),
        f"datetime-offset:{R}/createtimestamp",
        D,
        "*:getRegistrant:*",
    ),
    case(
        "moments have milliseconds",
        of("listEvents", texts("/events/*/livestart", r"(?=[+-]\d\d:\d\d$)", ".000")),
        f"datetime-fraction:{E}/livestart",
        D,
    ),
    case(
        "moments have no zone in the record",
        of("getEvent", texts("/liveend", r"[+-]\d\d:\d\d$", "")),
        "datetime-no-tz:getEvent:/liveend",
        B,
    ),
    case(
        "moments are numbers",
        of(
            "listAttendees",
            some("/attendees/*/firstarchiveactivity", lambda one: int(datetime.fromisoformat(one).timestamp() * 1000)),
        ),
        f"datetime-epoch-ms:{A}/firstarchiveactivity",
        B,
    ),
    case(
        "moments are written month first",
        of("listEvents", some("/events/*/goodafter", moment("%m/%d/%Y %I:%M %p"))),
        f"format-changed|datetime-day-first:{E}/goodafter",
        B,
        "filter-*:listEvents:*",
    ),
    case(
        "a score is a text",
        of("listAttendees", some("/attendees/*/engagementscore", str)),
        f"number-to-string:{A}/engagementscore",
        B,
    ),
    case(
        "left out is null",
        of("listRegistrants", left_out_null),
        f"missing-became-null|became-nullable-rare|became-nullable-all:{R}/partnerref",
        D,
    ),
    case(
        "a list of one is that one",
        of(
            "listAttendees",
            at("/attendees", lambda one: one[0] if len(one) == 1 else one),
            some("/attendees/*/polls", lambda one: one or None),
        ),
        f"became-nullable-rare|became-nullable-all:{A}/polls",
        B,
        "array-single-unlisted:*",
    ),
)
