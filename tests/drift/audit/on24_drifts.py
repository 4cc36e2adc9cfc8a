"""Drifts of ON24's answers."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case, together
from tests.drift.audit.changing import (
    When, always, asked_otherwise, document, encoded, errors, header, instead, is_of, status,
)  # fmt: skip
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.editing import add, at, gone, keys, put, rename, some, texts
from tests.drift.audit.oniva_wire import header_of
from tests.drift.whole.proxy import Behind, Drift, Sent


def of(operation: str, *edits: object, further: When = always) -> Drift:
    """Change the documents of an operation of ON24's."""
    return at_once(*(document(is_of("on24", operation), edit, further=further) for edit in edits))  # type: ignore[arg-type]


def moment(write: str) -> object:
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


def without(*names: str) -> object:
    """Take no notice of parameters."""
    return lambda query: {name: one for name, one in query.items() if name.lower() not in names}


def no_secret(sent: Sent, behind: Behind) -> Answered:
    """Another status for who shows nothing."""
    return said(403, "Forbidden") if not header_of(sent, "accessTokenKey") and EVENTS(sent) else behind(sent)


EVENTS, EVENT, REGISTRANTS = (is_of("on24", one) for one in ("listEvents", "getEvent", "listRegistrants"))
OF_EVENT = is_of("on24", "listEventRegistrants")
E, R, A = "listEvents:/events/*", "listRegistrants:/registrants/*", "listAttendees:/attendees/*"
ALL: tuple[Case, ...] = (
    case("a member is gone in rows", of("listEvents", gone("/events/*/audienceurl")), f"field-required-removed:{E}/audienceurl", B, "*:getEvent:*"),
    case("a member is gone in one row", of("listRegistrants", gone("/registrants/0/userstatus")), f"field-required-removed:{R}/userstatus", B),
    case("a member is gone on later pages", of("listRegistrants", gone("/registrants/*/eventemail"), further=later), f"field-required-removed:{R}/eventemail", B),
    case("a member has another name in the record", of("getEvent", rename("/displaytimezonecd", "timezonecd")), "field-renamed:getEvent:/displaytimezonecd", B),
    case("an optional member has another name", of("listEvents", rename("/events/*/streamtype", "mediatype")), f"field-optional-renamed|field-renamed|field-optional-removed:{E}/streamtype", B, "field-added-nested:listEvents:*", "*:getEvent:*"),
    case("an optional member is not sent any more", of("listEvents", gone("/events/*/eventprofile")), f"field-optional-removed:{E}/eventprofile", B, "*:getEvent:*"),
    case("names are in camel case", of("listEventTypes", keys(lambda name: name.capitalize())), "casing-changed:listEventTypes:body", B),
    case("rows have another name", of("listRegistrants", rename("/registrants", "data")), "envelope-renamed:listRegistrants:/registrants", B),
    case("a list is bare", of("listTimeZones", lambda one: next(iter(one.values()))), "envelope-flattened:listTimeZones:/timezones", B),
    case("speakers have a member more", of("listEvents", add("/events/*/speakers/*", "linkedin", "https://x.example")), f"field-added-nested:{E}/speakers/*", I),
    case("registrants have a secret", of("listRegistrants", add("/registrants/*", "loginToken", "a" * 32)), f"field-added-nested:{R}", D),
    case("an id is a text", of("listRegistrants", some("/registrants/*/eventid", str)), f"int-to-string:{R}/eventid", B, "*:getRegistrant:*"),
    case("an id is a float", encoded(EVENT, lambda body: re.sub(rb'("clientid":\d+)', rb"\1.0", body)), "int-to-float:getEvent:/clientid", D),
    case("a flag is Y or N", of("listEvents", some("/events/*/isactive", lambda one: "NY"[one])), f"bool-to-string:{E}/isactive", B),
    case("a flag is true or false", of("listRegistrants", some("/registrants/*/marketingemail", lambda one: one == "Y")), f"type-changed|string-to-bool|enum-to-bool|enum-to-int:{R}/marketingemail", B),
    case("a flag is in small letters", of("listAttendees", some("/attendees/*/isblocked", str.lower)), f"enum-case:{A}/isblocked", B),
    case("a new status of people", of("listRegistrants", put("/registrants/1/userstatus", "waitlisted")), f"enum-new-rare|enum-new-common:{R}/userstatus", D),
    case("moments are in UTC", of("listRegistrants", some("/registrants/*/createtimestamp", moment("%Y-%m-%dT%H:%M:%S+00:00"))), f"datetime-offset:{R}/createtimestamp", D, "*:getRegistrant:*"),
    case("moments have milliseconds", of("listEvents", texts("/events/*/livestart", r"(?=[+-]\d\d:\d\d$)", ".000")), f"datetime-fraction:{E}/livestart", D),
    case("moments have no zone in the record", of("getEvent", texts("/liveend", r"[+-]\d\d:\d\d$", "")), "datetime-no-tz:getEvent:/liveend", B),
    case("moments are numbers", of("listAttendees", some("/attendees/*/firstarchiveactivity", lambda one: int(datetime.fromisoformat(one).timestamp() * 1000))), f"datetime-epoch-ms:{A}/firstarchiveactivity", B),
    case("moments are written month first", of("listEvents", some("/events/*/goodafter", moment("%m/%d/%Y %I:%M %p"))), f"format-changed|datetime-day-first:{E}/goodafter", B, "filter-*:listEvents:*"),
    case("a score is a text", of("listAttendees", some("/attendees/*/engagementscore", str)), f"number-to-string:{A}/engagementscore", B),
    case("left out is null", of("listRegistrants", lambda page: [row.setdefault("partnerref", None) for row in page["registrants"]] and None), f"missing-became-null|became-nullable-rare|became-nullable-all:{R}/partnerref", D),
    case("a list of one is that one", of("listAttendees", at("/attendees", lambda one: one[0] if len(one) == 1 else one), some("/attendees/*/polls", lambda one: one or None)), f"became-nullable-rare|became-nullable-all:{A}/polls", B, "array-single-unlisted:*"),
    case("the total is a page's", of("listRegistrants", lambda page: page.update(totalregistrants=len(page["registrants"]))), "total-is-page-count:listRegistrants:/totalregistrants", B, "total-*"),
    case("pages count from 1", asked_otherwise(REGISTRANTS, lambda query: {**query, "pageoffset": str(max(0, int(query["pageoffset"]) - 1))} if query.get("pageoffset", "x").isdigit() else query), "one-based-pages|page-param-ignored:listRegistrants:query/pageoffset", B, "beyond-end-*", "*pages*"),
    case("at most 30 rows", limited(30), "max-page-clamped:listRegistrants:query/itemsperpage", B, "default-page-size:*"),
    case("an offset has no effect", asked_otherwise(REGISTRANTS, without("pageoffset")), "page-param-ignored:listRegistrants:query/pageoffset", B, "beyond-end-*"),  # type: ignore[arg-type]
    case("the order is the other way round", of("listRegistrants", lambda page: page["registrants"].reverse()), "default-order-reversed|order-changed:listRegistrants:/registrants", D, "pages-overlap:*"),
    case("an address has no effect", asked_otherwise(OF_EVENT, without("email")), "filter-ignored:listEventRegistrants:query/email", B),  # type: ignore[arg-type]
    case("a start has no effect", asked_otherwise(EVENTS, without("startdate", "enddate")), "filter-date-ignored|filter-ignored:listEvents:query/startdate", B, "400-to-200-ignored:*", "*:listEvents:*"),  # type: ignore[arg-type]
    case("an unknown event is gone", status(EVENT, {404: 410}), "404-to-410:getEvent:status/404", D),
    case("errors have another name", errors(EVENT, rename("/message", "error"), 404), "error-field-renamed|error-shape:getEvent:error/message or error-shape:getEvent:error", B),
    case("errors are in an object", errors(EVENTS, lambda one: {"error": one}), "error-shape:listEvents:error", B),
    case("no credentials are 403", no_secret, "401-to-403:listEvents:status/401", B),
    case("a list is not found", instead(is_of("on24", "listPolls"), said(404, "Not found.")), "endpoint-removed:listPolls:operation", B),
    case("a list has moved", instead(is_of("on24", "listUsers"), Answered(301, [("Location", "/v3/client/1/users")], b"")), "endpoint-redirect:listUsers:operation", D),
    case("a list is deprecated", header(is_of("on24", "listPresenters"), "Deprecation", "true"), "endpoint-deprecated:listPresenters:operation", D),
    case("XML is said", header(EVENT, "Content-Type", "application/xml", 200), "content-type-vendor:getEvent:header/Content-Type", B),
    case("a list is compressed", encoded(EVENTS, gzip.compress, ("Content-Encoding", "gzip")), "gzip-forced:listEvents:body", D),
    case("a record has a mark before it", encoded(EVENT, lambda body: b"\xef\xbb\xbf" + body), "bom:getEvent:body", B),
    case("links are relative", of("listEvents", texts("/events/*/audienceurl", "^https://[^/]+", "")), f"links-relative:{E}/audienceurl", B),
    case("a link is at another host", of("listEvents", texts("/events/*/reporturl", r"on24\.com", "on24.example")), f"links-other-host:{E}/reporturl", D, "*:getEvent:/reporturl"),
    case("addresses are masked", of("listRegistrants", texts("/registrants/*/email", "(?<=.)[^@](?=[^@]*@)", "*")), f"pii-masked:{R}/email", B, "*:getRegistrant:*", "*:*Attendee*:*", "endpoint-removed:*"),
    together("two at once", at_once(of("listEvents", gone("/events/*/contenttype")), no_secret), (f"field-required-removed:{E}/contenttype", B), ("401-to-403:listEvents:status/401", B), also=["filter-*:listEvents:query/contenttype", "*:getEvent:*"]),
    together(
        "five at once",
        at_once(of("listRegistrants", some("/registrants/*/clientid", str)), of("getEvent", gone("/eventtype")), status(EVENT, {404: 410}), limited(30), header(is_of("on24", "listUsers"), "Sunset", "Wed, 31 Dec 2031 00:00:00 GMT")),
        (f"int-to-string:{R}/clientid", B), ("field-required-removed:getEvent:/eventtype", B), ("404-to-410:getEvent:status/404", D), ("max-page-clamped:listRegistrants:query/itemsperpage", B), ("endpoint-deprecated:listUsers:operation", D),
        also=["default-page-size:*", "*:getRegistrant:*"],
    ),
)  # fmt: skip
