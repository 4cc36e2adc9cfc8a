"""Drifts of how ON24 answers: pages, filters, errors, headers; and several at once."""

from __future__ import annotations

import gzip

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, case, together
from tests.drift.audit.changing import (
    asked_otherwise,
    encoded,
    errors,
    header,
    instead,
    is_of,
    status,
)  # fmt: skip
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.editing import gone, rename, some, texts
from tests.drift.audit.on24_drifts import (
    EVENT,
    EVENTS,
    OF_EVENT,
    REGISTRANTS,
    E,
    R,
    limited,
    no_secret,
    of,
    said,
    without,
)

ANSWERS: tuple[Case, ...] = (
    case(
        "the total is a page's",
        of("listRegistrants", lambda page: page.update(totalregistrants=len(page["registrants"]))),
        "total-is-page-count:listRegistrants:/totalregistrants",
        B,
        "total-*",
    ),
    case(
        "pages count from 1",
        asked_otherwise(
            REGISTRANTS,
            lambda query: (
                {**query, "pageoffset": str(max(0, int(query["pageoffset"]) - 1))}
                if query.get("pageoffset", "x").isdigit()
                else query
            ),
        ),
        "one-based-pages|page-param-ignored:listRegistrants:query/pageoffset",
        B,
        "beyond-end-*",
        "*pages*",
    ),
    case(
        "at most 30 rows", limited(30), "max-page-clamped:listRegistrants:query/itemsperpage", B, "default-page-size:*"
    ),
    case(
        "an offset has no effect",
        asked_otherwise(REGISTRANTS, without("pageoffset")),
        "page-param-ignored:listRegistrants:query/pageoffset",
        B,
        "beyond-end-*",
    ),
    case(
        "the order is the other way round",
        of("listRegistrants", lambda page: page["registrants"].reverse()),
        "default-order-reversed|order-changed:listRegistrants:/registrants",
        D,
        "pages-overlap:*",
    ),
    case(
        "an address has no effect",
        asked_otherwise(OF_EVENT, without("email")),
        "filter-ignored:listEventRegistrants:query/email",
        B,
    ),
    case(
        "a start has no effect",
        asked_otherwise(EVENTS, without("startdate", "enddate")),
        "filter-date-ignored|filter-ignored:listEvents:query/startdate",
        B,
        "400-to-200-ignored:*",
        "*:listEvents:*",
    ),
    case("an unknown event is gone", status(EVENT, {404: 410}), "404-to-410:getEvent:status/404", D),
    case(
        "errors have another name",
        errors(EVENT, rename("/message", "error"), 404),
        "error-field-renamed|error-shape:getEvent:error/message or error-shape:getEvent:error",
        B,
    ),
    case("errors are in an object", errors(EVENTS, lambda one: {"error": one}), "error-shape:listEvents:error", B),
    case("no credentials are 403", no_secret, "401-to-403:listEvents:status/401", B),
    case(
        "a list is not found",
        instead(is_of("on24", "listPolls"), said(404, "Not found.")),
        "endpoint-removed:listPolls:operation",
        B,
    ),
    case(
        "a list has moved",
        instead(is_of("on24", "listUsers"), Answered(301, [("Location", "/v3/client/1/users")], b"")),
        "endpoint-redirect:listUsers:operation",
        D,
    ),
    case(
        "a list is deprecated",
        header(is_of("on24", "listPresenters"), "Deprecation", "true"),
        "endpoint-deprecated:listPresenters:operation",
        D,
    ),
    case(
        "XML is said",
        header(EVENT, "Content-Type", "application/xml", 200),
        "content-type-vendor:getEvent:header/Content-Type",
        B,
    ),
    case(
        "a list is compressed",
        encoded(EVENTS, gzip.compress, ("Content-Encoding", "gzip")),
        "gzip-forced:listEvents:body",
        D,
    ),
    case("a record has a mark before it", encoded(EVENT, lambda body: b"\xef\xbb\xbf" + body), "bom:getEvent:body", B),
    case(
        "links are relative",
        of("listEvents", texts("/events/*/audienceurl", "^https://[^/]+", "")),
        f"links-relative:{E}/audienceurl",
        B,
    ),
    case(
        "a link is at another host",
        of("listEvents", texts("/events/*/reporturl", r"on24\.com", "on24.example")),
        f"links-other-host:{E}/reporturl",
        D,
        "*:getEvent:/reporturl",
    ),
    case(
        "addresses are masked",
        of("listRegistrants", texts("/registrants/*/email", "(?<=.)[^@](?=[^@]*@)", "*")),
        f"pii-masked:{R}/email",
        B,
        "*:getRegistrant:*",
        "*:*Attendee*:*",
        "endpoint-removed:*",
    ),
    together(
        "two at once",
        at_once(of("listEvents", gone("/events/*/contenttype")), no_secret),
        (f"field-required-removed:{E}/contenttype", B),
        ("401-to-403:listEvents:status/401", B),
        also=["filter-*:listEvents:query/contenttype", "*:getEvent:*"],
    ),
    together(
        "five at once",
        at_once(
            of("listRegistrants", some("/registrants/*/clientid", str)),
            of("getEvent", gone("/eventtype")),
            status(EVENT, {404: 410}),
            limited(30),
            header(is_of("on24", "listUsers"), "Sunset", "Wed, 31 Dec 2031 00:00:00 GMT"),
        ),
        (f"int-to-string:{R}/clientid", B),
        ("field-required-removed:getEvent:/eventtype", B),
        ("404-to-410:getEvent:status/404", D),
        ("max-page-clamped:listRegistrants:query/itemsperpage", B),
        ("endpoint-deprecated:listUsers:operation", D),
        also=["default-page-size:*", "*:getRegistrant:*"],
    ),
)
