"""A second set of Oniva's drifts, written from the taxonomy and the contract alone: how is answered."""

from __future__ import annotations

from dataclasses import replace

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import (
    encoded,
    errors,
    header,
    only,
    status,
)
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.editing import add, at, gone, put, rename
from tests.drift.audit.held_behaving import (
    HTML,
    large_ones,
    slashed,
    tenant_needed,
    twice,
)
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS
from tests.drift.audit.oniva_wire import BOOKING, EVENT, ME, TOKEN, oauth

WIRE: tuple[Case, ...] = (
    case("203 for events", status(EVENTS, {200: 203}), "status-changed|200-to-203:listEvents:status/200", D),
    case(
        "an unknown booking is 400", status(BOOKING, {404: 400}), "status-changed|404-to-400:getBooking:status/404", D
    ),
    case(
        "the status of an error is a text",
        errors(EVENT, at("/status", str), 404),
        "error-code-to-string:getEvent:error/status",
        B,
    ),
    case(
        "an error has no title", errors(BOOKING, gone("/title"), 404), "error-field-removed:getBooking:error/title", B
    ),
    case(
        "faults name their place otherwise",
        errors(EVENTS, rename("/errors/*/name", "field"), 400),
        "error-field-renamed:listEvents:error/errors/*/name",
        B,
    ),
    case(
        "who shows nothing gets HTML",
        only(ME, lambda one: HTML if one.status == 401 else one),
        "error-html|content-type-text:getMe:error",
        B,
    ),
    case(
        "a challenge has another realm",
        header(ME, "WWW-Authenticate", 'Bearer realm="api"', 401),
        "www-authenticate-changed|header-changed:getMe:header/WWW-Authenticate",
        D,
    ),
    case(
        "a token's challenge is of another scheme",
        header(TOKEN, "WWW-Authenticate", 'Bearer realm="Oniva"', 401),
        "www-authenticate-changed|header-changed:issueToken:header/WWW-Authenticate",
        D,
    ),
    case(
        "errors have a header more",
        header(EVENT, "X-Error-Id", "7f3a", 404),
        "header-added:getEvent:header/X-Error-Id",
        I,
    ),
    case(
        "errors do not tell the budget",
        at_once(*(header(EVENT, f"X-RateLimit-{one}", None, 404) for one in ("Limit", "Remaining", "Reset"))),
        "ratelimit-headers-removed:getEvent:header/X-RateLimit-Limit",
        D,
        "ratelimit-headers-removed:getEvent:*",
    ),
    case(
        "when the budget is new is not told",
        header(ME, "X-RateLimit-Reset", None),
        "ratelimit-headers-removed|header-removed:getMe:header/X-RateLimit-Reset",
        D,
    ),
    case(
        "a token can be renewed",
        of("issueToken", add("", "refresh_token", "def50200a1b2c3d4")),
        "field-added:issueToken:/refresh_token or field-added:issueToken:body",
        D,
    ),
    case(
        "a token may be kept",
        header(TOKEN, "Cache-Control", None, 200),
        "header-removed:issueToken:header/Cache-Control",
        D,
    ),
    case("tokens live a day", of("issueToken", put("/expires_in", 86400)), "token-ttl:issueToken:token", D),
    case("a token is created", status(TOKEN, {200: 201}), "status-changed|200-to-201:issueToken:status/200", D),
    case(
        "scopes of a token have commas",
        of("issueToken", at("/scope", lambda one: one.replace(" ", ","))),
        "scope-renamed|format-changed|values-changed:issueToken:/scope",
        B,
    ),
    case(
        "a wrong secret has another word",
        only(TOKEN, lambda one: oauth(401, "unauthorized_client") if one.status == 401 else one),
        "error-code-renamed:issueToken:error/error",
        B,
        "www-authenticate-changed:*",
    ),
    case(
        "an event is behind a slash",
        slashed(EVENT),
        "endpoint-redirect|trailing-slash:getEvent:operation",
        D,
    ),
    case("large answers are compressed", large_ones(6000), "gzip-forced:listEventBookings:body", D, "gzip-forced:*"),
    case(
        "a member comes twice",
        encoded(EVENTS, twice(b"title")),
        "duplicate-key:listEvents:/items/*/title or duplicate-key:listEvents:body",
        D,
    ),
    case(
        "a booking is in Latin-1",
        only(
            BOOKING,
            lambda one: (
                replace(
                    one,
                    body=one.body.decode().encode("latin-1", "replace"),
                    headers=[
                        (n, t + "; charset=iso-8859-1" if n.lower() == "content-type" else t) for n, t in one.headers
                    ],
                )
                if one.is_good
                else one
            ),
        ),
        "charset-latin1:getBooking:body",
        B,
        "charset-*:getBooking:*",
    ),
    case(
        "money is not a number",
        encoded(BOOKINGS, lambda body: body.replace(b'"feeAmount":0.0', b'"feeAmount":NaN')),
        "body-not-json:listEventBookings:body",
        B,
        "*:getBooking:*",
    ),
    case(
        "a booking is deprecated",
        header(BOOKING, "Deprecation", "@1767225600"),
        "endpoint-deprecated:getBooking:operation",
        D,
    ),
    case(
        "a budget has a window in it",
        header(EVENTS, "X-RateLimit-Limit", "300, 300;w=60"),
        "header-changed|format-changed:listEvents:header/X-RateLimit-Limit",
        D,
        "ratelimit-*",
    ),
    case(
        "who asks is of HAL",
        header(ME, "Content-Type", "application/hal+json", 200),
        "content-type-vendor:getMe:header/Content-Type",
        B,
    ),
    case(
        "an error is plain JSON",
        header(EVENT, "Content-Type", "application/json", 404),
        "content-type-text|content-type-vendor|content-type-changed:getEvent:header/Content-Type",
        B,
    ),
    case(
        "bookings want a header more",
        tenant_needed,
        "header-required|status-changed|param-required:listEventBookings:operation or "
        "status-changed:listEventBookings:status/200",
        B,
        "*:getBooking:*",
    ),
)
