"""Drifts of how Oniva's answers are carried: headers and bodies (rows 85 to 101, 113)."""

from __future__ import annotations

import gzip
from dataclasses import replace

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import encoded, header, instead, status
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS, LIMITS
from tests.drift.audit.oniva_wire import (
    BOOKING,
    EVENT,
    ME,
    TOKEN,
    ZIPPED,
    no_head,
    problem,
    redirected,
    refusing,
)

HEADERS: tuple[Case, ...] = (
    case(
        "the end of an operation is told",
        header(ME, "Sunset", "Tue, 10 Mar 2026 00:00:00 GMT"),
        "endpoint-deprecated:getMe:operation",
        B,
    ),
    case(
        "an operation is deprecated",
        header(BOOKING, "Deprecation", "@1767225600"),
        "endpoint-deprecated:getBooking:operation",
        D,
    ),
    case(
        "a successor is told",
        header(EVENTS, "Link", '<https://x.example/v2/events>; rel="successor-version"'),
        "endpoint-deprecated:listEvents:operation",
        D,
        "header-added:*",
    ),
    case(
        "an old warning",
        header(EVENT, "Warning", '299 - "Deprecated API"'),
        "endpoint-deprecated:getEvent:operation",
        D,
        "header-added:*",
    ),
    case(
        "lists end with a slash",
        redirected(EVENTS, ""),
        "trailing-slash|endpoint-redirect:listEvents:operation",
        D,
        "*:listEvents:*",
        "*:listEventBookings:*",
        "*:getEvent:*",
        "*:getBooking:*",
    ),
    case(
        "a record is at another host",
        redirected(BOOKING, "https://eu.oniva.example/api/v1/bookings/1"),
        "endpoint-redirect:getBooking:operation",
        D,
    ),
    case("a record is 203", status(EVENT, {200: 203}), "status-changed|200-to-203|200-to-206:getEvent:status/200", D),
    case("a record is 202", status(BOOKING, {200: 202}), "200-to-202:getBooking:status/200", B),
    case(
        "a page of a browser in place of a record",
        instead(
            ME,
            Answered(
                200, [("Content-Type", "text/html"), *LIMITS], b"<!doctype html><html><title>Wartung</title></html>"
            ),
        ),
        "body-html:getMe:body",
        B,
    ),
    case(
        "a charset is told for lists",
        header(EVENTS, "Content-Type", "application/json; charset=utf-8", 200),
        "charset-added:listEvents:header/Content-Type",
        I,
    ),
    case(
        "a media type of a vendor",
        header(BOOKING, "Content-Type", "application/vnd.oniva.v1+json", 200),
        "content-type-vendor:getBooking:header/Content-Type",
        B,
    ),
    case(
        "JSON that says it is HTML",
        header(ME, "Content-Type", "text/html; charset=utf-8", 200),
        "content-type-text|content-type-vendor:getMe:header/Content-Type",
        B,
    ),
    case("a mark before the record", encoded(EVENT, lambda body: b"\xef\xbb\xbf" + body), "bom:getEvent:body", B),
    case("lists are compressed anyway", encoded(EVENTS, gzip.compress, *ZIPPED), "gzip-forced:listEvents:body", D),
    case(
        "records are Latin-1",
        encoded(BOOKINGS, lambda body: body.decode().encode("latin-1", "replace")),
        "charset-latin1:listEventBookings:body",
        B,
    ),
    case(
        "records are Latin-1, and say so",
        lambda sent, behind: (
            replace(
                got,
                body=got.body.decode().encode("latin-1", "replace"),
                headers=[h for h in got.headers if h[0].lower() != "content-type"]
                + [("Content-Type", "application/json; charset=iso-8859-1")],
            )
            if BOOKINGS(sent) and (got := behind(sent)).is_good
            else behind(sent)
        ),
        "charset-latin1:listEventBookings:body",
        B,
        "*:listEventBookings:header/Content-Type",
    ),
    case("a body with a comma too many", encoded(ME, lambda body: body[:-1] + b",}"), "body-not-json:getMe:body", B),
    case("a body that is cut", encoded(EVENT, lambda body: body[:-9]), "body-not-json:getEvent:body", B),
    case(
        "the budget that is left is not told where values are bad",
        header(EVENTS, "X-RateLimit-Remaining", None, 400),
        "ratelimit-headers-removed:listEvents:header/X-RateLimit-Remaining",
        D,
    ),
    case(
        "the budget has other names",
        lambda sent, behind: (
            replace(
                got := behind(sent),
                headers=[
                    (n.replace("X-Ratelimit", "RateLimit").replace("X-RateLimit", "RateLimit"), t)
                    for n, t in got.headers
                ],
            )
            if BOOKING(sent)
            else behind(sent)
        ),
        "ratelimit-headers-renamed:getBooking:header/X-RateLimit-Limit",
        D,
        "ratelimit-headers-renamed:*",
        "header-added:getBooking:*",
    ),
    case(
        "the minute's end is a moment, for tokens",
        header(TOKEN, "X-RateLimit-Reset", "1772449260"),
        "ratelimit-reset-epoch:issueToken:header/X-RateLimit-Reset",
        B,
    ),
    case(
        "the minute's end is in milliseconds",
        header(EVENTS, "X-RateLimit-Reset", "59000"),
        "header-changed:listEvents:header/X-RateLimit-Reset or ratelimit-window:listEvents:limit",
        B,
    ),
    case("the budget is a third", header(EVENTS, "X-RateLimit-Limit", "100"), "ratelimit-lowered:listEvents:limit", B),
    case(
        "HEAD is not allowed",
        refusing(lambda sent: no_head(sent), replace(problem(405), body=b"")),
        "head-405:getMe:operation",
        I,
    ),
    case(
        "HEAD is not found",
        refusing(lambda sent: no_head(sent), replace(problem(404), body=b"")),
        "head-refused:getMe:operation or head-405:getMe:operation",
        I,
    ),
    case(
        "anybody may keep lists",
        header(EVENTS, "Cache-Control", "public, max-age=3600"),
        "cache-control-public:listEvents:header/Cache-Control",
        D,
    ),
    case(
        "tokens may be kept by anybody between",
        header(TOKEN, "Cache-Control", None),
        "header-removed:issueToken:header/Cache-Control",
        D,
    ),
)
