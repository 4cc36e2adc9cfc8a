"""A second set of ON24's drifts, written from the taxonomy and the contract alone: lists and how is answered."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import (
    asked_otherwise,
    encoded,
    errors,
    header,
    is_of,
    only,
    status,
)
from tests.drift.audit.editing import at, rename
from tests.drift.audit.held_behaving import Query, large_ones, slashed, twice
from tests.drift.audit.on24_drifts import EVENT, EVENTS, OF_EVENT, REGISTRANTS, of, said, without
from tests.drift.whole.proxy import Behind, Sent

LEADS, LEAD, ATTENDEE, REGISTRANT, SESSIONS, POLLS = (
    is_of("on24", one)
    for one in ("listLeads", "getLead", "getAttendee", "getRegistrant", "listAttendeeSessions", "listPolls")
)
HTML = [("Content-Type", "text/html")]


def named(query: Query, name: str) -> str:
    """A value of a query, whose names match in any case."""
    return next((text for key, text in query.items() if key.lower() == name), "")


def at_most(most: int) -> Callable[[Query], Query]:
    """Take a larger page, or none said, as the most."""

    def change(query: Query) -> Query:
        size = named(query, "itemsperpage") or "100"
        kept = {name: one for name, one in query.items() if name.lower() != "itemsperpage"}
        return {**kept, "itemsperpage": str(most)} if size.isdigit() and int(size) > most else query

    return change


def spelled(sent: Sent, behind: Behind) -> Answered:
    """An address is compared as it is spelled."""
    asked, answered = named(sent.query, "email"), behind(sent)
    if not OF_EVENT(sent) or not asked or not answered.is_good:
        return answered
    body = orjson.loads(answered.body)
    body["registrants"] = [row for row in body["registrants"] if row["email"] == asked]
    body["totalregistrants"] = len(body["registrants"])
    return replace(answered, body=orjson.dumps(body))


def in_honolulu(sent: Sent, behind: Behind) -> Answered:
    """Take days as those of another zone."""
    since, until = (named(sent.query, one) for one in ("startdate", "enddate"))
    faithful = behind(sent)
    if not OF_EVENT(sent) or {len(since), len(until)} not in ({0, 10}, {10}) or not faithful.is_good:
        return faithful
    rest = {
        name: one for name, one in sent.query.items() if name.lower() not in ("startdate", "enddate", "itemsperpage")
    }
    page = orjson.loads(behind(sent.with_query(rest)).body)
    days = (
        (
            row,
            datetime.fromisoformat(row["createtimestamp"]).astimezone(ZoneInfo("Pacific/Honolulu")).date().isoformat(),
        )
        for row in page["registrants"]
    )
    rows = [row for row, day in days if (since or day) <= day <= (until or day)]
    size = int(named(sent.query, "itemsperpage") or len(rows))
    return replace(faithful, body=orjson.dumps({**page, "totalregistrants": len(rows), "registrants": rows[:size]}))


def small_letters_only(sent: Sent, behind: Behind) -> Answered:
    """Who is looked for by an address in capitals is not found."""
    if LEAD(sent) and sent.path.rpartition("/")[2] != sent.path.rpartition("/")[2].lower():
        return said(404, "There is no such lead.")
    return behind(sent)


def turned(name: str, key: str) -> Callable[[Any], Any]:
    """Have the rows of a page by another member."""

    def change(page: Any) -> None:
        page[name].sort(key=lambda row: str(row.get(key)))

    return change


ANSWERS: tuple[Case, ...] = (
    case(
        "at most 99 rows of an event",
        asked_otherwise(OF_EVENT, at_most(99)),
        "max-page-clamped|default-page-size|page-shortened:listEventRegistrants:query/itemsperpage or "
        "page-shortened:listEventRegistrants:/registrants or total-differs:listEventRegistrants:/totalregistrants",
        B,
        "*:listEventRegistrants:*",
    ),
    case(
        "at most 40 leads",
        asked_otherwise(LEADS, at_most(40)),
        "max-page-clamped|default-page-size:listLeads:query/itemsperpage",
        B,
        "*:listLeads:query/itemsperpage",
    ),
    case(
        "there is a page too many of leads",
        of("listLeads", at("/pagecount", lambda one: one + 1)),
        "values-changed|page-count-differs|total-differs:listLeads:/pagecount",
        B,
    ),
    case(
        "pages of leads are counted from 1",
        of("listLeads", at("/currentpage", lambda one: one + 1)),
        "one-based-pages|values-changed|page-number-differs|page-differs:listLeads:/currentpage or "
        "one-based-pages:listLeads:query/pageoffset",
        B,
    ),
    case(
        "the total of sessions is one short",
        of("listAttendeeSessions", at("/totalattendeesessions", lambda one: max(0, one - 1))),
        "total-differs:listAttendeeSessions:/totalattendeesessions",
        B,
    ),
    case(
        "sessions are by their address",
        of("listAttendeeSessions", turned("attendeesession", "email")),
        "default-order-reversed|order-changed:listAttendeeSessions:/attendeesession",
        D,
    ),
    case(
        "registrants of an event are the newest first",
        of("listEventRegistrants", lambda page: page["registrants"].reverse()),
        "default-order-reversed:listEventRegistrants:/registrants",
        D,
    ),
    case(
        "which sessions has no effect",
        asked_otherwise(SESSIONS, without("sessiontype")),
        "filter-ignored|filter-status-ignored:listAttendeeSessions:query/sessiontype",
        B,
    ),
    case(
        "the case of an address matters, of an event's people",
        spelled,
        "filter-case|filter-differs:listEventRegistrants:query/email",
        B,
    ),
    case(
        "leads are found in small letters only",
        small_letters_only,
        "filter-case|status-changed:getLead:operation",
        B,
    ),
    case(
        "who is no lead is nobody",
        only(LEAD, lambda one: Answered(200, one.headers, b"{}") if one.status == 404 else one),
        "404-to-200-null|404-to-200-error:getLead:status/404",
        B,
    ),
    case(
        "who did not register is nobody",
        only(REGISTRANT, lambda one: Answered(200, one.headers, b"null") if one.status == 404 else one),
        "404-to-200-null:getRegistrant:status/404",
        B,
    ),
    case("an attendee is gone for good", status(ATTENDEE, {200: 410}), "endpoint-gone:getAttendee:operation", B),
    case("203 for leads", status(LEADS, {200: 203}), "status-changed|200-to-203:listLeads:status/200", D),
    case("polls are not there", status(POLLS, {200: 404}), "endpoint-removed:listPolls:operation", B),
    case(
        "an unknown event is 400",
        status(EVENT, {404: 400}),
        "status-changed|404-to-400:getEvent:status/404",
        D,
    ),
    case(
        "a message has another name",
        errors(EVENT, rename("/message", "error"), 404),
        "error-field-renamed:getEvent:error/message",
        B,
    ),
    case(
        "who shows nothing gets HTML",
        only(EVENTS, lambda one: Answered(401, HTML, b"<html><h1>401</h1></html>") if one.status == 401 else one),
        "error-html|content-type-text:listEvents:error",
        B,
    ),
    case(
        "bad requests are 422, of registrants",
        status(REGISTRANTS, {400: 422}),
        "400-to-422:listRegistrants:status/400",
        D,
    ),
    case(
        "leads are behind a slash",
        slashed(LEADS),
        "endpoint-redirect|trailing-slash:listLeads:operation",
        D,
        "*:getLead:*",
    ),
    case(
        "polls go",
        header(POLLS, "Sunset", "Wed, 31 Dec 2036 23:59:59 GMT"),
        "endpoint-deprecated:listPolls:operation",
        D,
    ),
    case(
        "errors have a header more",
        header(EVENT, "X-Error-Id", "7f3a", 404),
        "header-added:getEvent:header/X-Error-Id",
        I,
    ),
    case("large answers are compressed", large_ones(40000), "gzip-forced:listEvents:body", D, "gzip-forced:*"),
    case(
        "a member comes twice",
        encoded(LEADS, twice(b"email")),
        "duplicate-key:listLeads:/leads/*/email or duplicate-key:listLeads:body",
        D,
    ),
    case("polls begin with a mark", encoded(POLLS, lambda body: b"\xef\xbb\xbf" + body), "bom:listPolls:body", B),
    case(
        "an attendee is a script",
        header(ATTENDEE, "Content-Type", "text/javascript", 200),
        "content-type-text:getAttendee:header/Content-Type",
        B,
    ),
    case(
        "leads are compressed always",
        encoded(LEADS, gzip.compress, ("Content-Encoding", "gzip")),
        "gzip-forced:listLeads:body",
        D,
    ),
    case(
        "a day of an event's people begins in Honolulu",
        in_honolulu,
        "filter-date-differs:listEventRegistrants:query/startdate or "
        "filter-date-differs:listEventRegistrants:query/enddate",
        B,
        "filter-date-differs:listEventRegistrants:*",
    ),
    case(
        "of pages of leads is one only",
        asked_otherwise(LEADS, without("pageoffset")),
        "page-param-ignored:listLeads:query/pageoffset",
        B,
        "pages-overlap:*",
    ),
)
