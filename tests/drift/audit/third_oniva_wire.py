"""A third set of Oniva's drifts, written by somebody who has not seen the tool: how is answered."""

from __future__ import annotations

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import asks, errors, header, is_of, status
from tests.drift.audit.editing import add, all_of, at, gone, put, rename
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS
from tests.drift.audit.oniva_wire import BOOKING, EVENT, ME, TOKEN, open_to_all
from tests.drift.audit.third_behaving import (
    any_scope,
    elsewhere,
    emptied,
    json_only,
    newest_only,
    used_up,
)
from tests.drift.audit.third_edits import every

WIRE: tuple[Case, ...] = (
    case(
        "what is not found does not say why",
        errors(EVENT, put("/detail", None), 404),
        "error-field-changed:getEvent:error/detail",
        B,
    ),
    case(
        "the type of an error is a page about it",
        errors(EVENT, put("/type", "https://oniva.example/not-found"), 404),
        "error-code-renamed|error-field-changed:getEvent:error/type",
        D,
    ),
    case("who shows nothing gets nothing", emptied(ME, 401), "error-shape|error-html|error-not-json:getMe:error", B),
    case("an unknown booking has no body", emptied(BOOKING, 404), "error-shape|error-not-json:getBooking:error", B),
    case(
        "faults do not say what is wrong",
        errors(EVENTS, gone("/errors/*/message"), 400),
        "error-field-removed:listEvents:error/errors/*/message",
        B,
    ),
    case(
        "faults are somewhere else",
        errors(BOOKINGS, rename("/errors/*/in", "location"), 400),
        "error-field-renamed:listEventBookings:error/errors/*/in",
        B,
    ),
    case(
        "faults are by the parameter",
        errors(EVENTS, at("/errors", lambda all: {one["name"]: [one["message"]] for one in all}), 400),
        "error-field-changed|error-shape:listEvents:error/errors or error-shape:listEvents:error",
        B,
    ),
    case(
        "the first fault alone is an object",
        errors(EVENTS, at("/errors", lambda all: all[0]), 400),
        "error-field-changed:listEvents:error/errors",
        B,
    ),
    case(
        "an error says another status than it has",
        errors(EVENT, put("/status", 400), 404),
        "error-status-differs:getEvent:error/status",
        B,
    ),
    case(
        "an error's status is null", errors(ME, put("/status", None), 401), "error-field-changed:getMe:error/status", B
    ),
    case(
        "errors of tokens do not say more",
        errors(TOKEN, gone("/error_description"), 401),
        "error-field-removed:issueToken:error/error_description",
        B,
    ),
    case(
        "errors of tokens hint",
        errors(TOKEN, all_of(add("", "message", "No."), add("", "hint", None)), 401),
        "error-field-added:issueToken:error",
        I,
    ),
    case(
        "errors of tokens are in an object",
        errors(TOKEN, at("/error", lambda one: {"code": one}), 401),
        "error-field-changed|error-shape|oauth-error-shape:issueToken:error/error or error-shape:issueToken:error",
        B,
    ),
    case(
        "a wrong secret has no challenge",
        header(TOKEN, "WWW-Authenticate", None, 401),
        "www-authenticate-removed:issueToken:header/WWW-Authenticate",
        D,
    ),
    case(
        "a challenge does not say what is wrong",
        header(ME, "WWW-Authenticate", 'Bearer realm="Oniva"', 401),
        "www-authenticate-changed:getMe:header/WWW-Authenticate",
        D,
    ),
    case(
        "old caches may keep a token", header(TOKEN, "Pragma", None, 200), "header-removed:issueToken:header/Pragma", D
    ),
    case(
        "a token may be kept and asked about",
        header(TOKEN, "Cache-Control", "no-cache", 200),
        "header-changed:issueToken:header/Cache-Control",
        D,
    ),
    case(
        "a token's life is in milliseconds",
        of("issueToken", put("/expires_in", 3_600_000)),
        "token-ttl:issueToken:token",
        D,
    ),
    case(
        "a token does not say what it may do",
        of("issueToken", gone("/scope")),
        "token-scope-removed|field-required-removed:issueToken:/scope",
        D,
    ),
    case(
        "a token may do nothing, it says",
        of("issueToken", put("/scope", None)),
        "became-nullable-all|token-scope-removed:issueToken:/scope",
        B,
    ),
    case(
        "a token is called as in JavaScript",
        of("issueToken", rename("/expires_in", "expiresIn")),
        "casing-changed:issueToken:body or field-renamed:issueToken:/expires_in",
        B,
        "field-added:issueToken:*",
    ),
    case(
        "a token's kind is another one",
        of("issueToken", put("/token_type", "Token")),
        "token-type-changed|enum-new-common|values-changed|format-changed:issueToken:/token_type",
        D,
    ),
    case(
        "a token is told with more",
        of("issueToken", add("", "created_at", 1_767_225_600)),
        "field-added:issueToken:body",
        I,
        "field-added:issueToken:*",
    ),
    case(
        "tokens are given elsewhere",
        elsewhere(TOKEN, 307, lambda path: path.replace("/oauth/", "/oauth2/")),
        "endpoint-redirect|token-url-changed:issueToken:operation",
        D,
    ),
    case(
        "bookings are of the second version",
        elsewhere(BOOKING, 302, lambda path: path.replace("/v1/", "/v2/")),
        "endpoint-redirect:getBooking:operation",
        D,
    ),
    case(
        "a token's HEAD is no content",
        status(lambda sent: ME(sent) and sent.method == "HEAD", {200: 204}),
        "head-refused:getMe:operation",
        I,
    ),
    case(
        "who asks has no media type",
        header(ME, "Content-Type", None, 200),
        "content-type-removed:getMe:header/Content-Type",
        D,
    ),
    case(
        "errors say their characters",
        header(EVENT, "Content-Type", "application/problem+json; charset=utf-8", 404),
        "charset-added:getEvent:header/Content-Type",
        I,
    ),
    case(
        "a link tells that bookings will go",
        header(BOOKINGS, "Link", '<https://oniva.example/deprecation>; rel="deprecation"; type="text/html"'),
        "endpoint-deprecated:listEventBookings:operation",
        D,
    ),
    case(
        "a link tells that a token will go",
        header(TOKEN, "Sunset", "Wed, 31 Dec 2036 23:59:59 GMT", 200),
        "endpoint-deprecated:issueToken:operation",
        D,
    ),
    case(
        "what is left is not a whole number",
        header(EVENTS, "X-RateLimit-Remaining", "299.0"),
        "header-changed:listEvents:header/X-RateLimit-Remaining",
        D,
    ),
    case(
        "what is left is what was used",
        used_up(),
        "ratelimit-counts-up:listEvents:header/X-RateLimit-Remaining",
        D,
    ),
    case(
        "bookings have a budget of their own",
        header(BOOKINGS, "X-RateLimit-Limit", "60"),
        "ratelimit-lowered:listEventBookings:limit",
        B,
    ),
    case("fewer tokens a minute", header(TOKEN, "X-RateLimit-Limit", "5"), "ratelimit-lowered:issueToken:limit", B),
    case(
        "a budget is of an hour",
        header(BOOKING, "X-RateLimit-Reset", "3600"),
        "ratelimit-window:getBooking:limit or ratelimit-window:getBooking:header/X-RateLimit-Reset",
        B,
    ),
    case("nobody needs a token for who asks", open_to_all(ME), "auth-not-enforced:getMe:status/401", I),
    case("nobody needs a token for an event", open_to_all(EVENT), "auth-not-enforced:getEvent:status/401", I),
    case(
        "any token reads bookings",
        any_scope(BOOKINGS),
        "scope-not-enforced:listEventBookings:scope or scope-not-enforced:listEventBookings:status/403",
        D,
    ),
    case(
        "tokens are asked for in JSON",
        json_only,
        "token-json-body|token-body-refused:issueToken:operation",
        B,
        "token-basic-refused:*",
    ),
    case("a new token ends the one before it", newest_only(), "token-revoked-by-newer:issueToken:token", B),
    case(
        "an unknown event is a bad request",
        status(EVENT, {404: 422}),
        "404-to-422|status-changed:getEvent:status/404",
        D,
    ),
    case(
        "bookings of an unknown event are gone",
        status(BOOKINGS, {404: 410}),
        "404-to-410:listEventBookings:status/404",
        D,
    ),
    case("a bad page is a conflict", status(EVENTS, {400: 409}), "400-to-409|status-changed:listEvents:status/400", D),
    case("who shows nothing is asked to log in", status(EVENT, {401: 404}), "401-to-404:getEvent:status/401", B),
    case(
        "a wrong secret is a bad request",
        status(TOKEN, {401: 400}),
        "401-to-400|status-changed:issueToken:status/401",
        D,
    ),
    case(
        "lists that are filtered are partial",
        status(lambda sent: EVENTS(sent) and asks("status")(sent), {200: 206}),
        "200-to-206:listEvents:status/200",
        D,
    ),
    case(
        "one in three lists is of an older server",
        every(3, of("listEvents", rename("/totalCount", "total"))),
        "field-renamed|meta-total-removed:listEvents:/totalCount",
        B,
    ),
    case(
        "one in two records is of an older server",
        every(2, of("getEvent", rename("/options", "operations"))),
        "field-renamed:getEvent:/options",
        B,
    ),
    case(
        "one in four lists tells no budget",
        every(4, header(EVENTS, "X-RateLimit-Limit", None)),
        "ratelimit-headers-removed|header-optional:listEvents:header/X-RateLimit-Limit",
        D,
    ),
    case(
        "HEAD of a list is refused",
        status(lambda sent: sent.method == "HEAD" and is_of("oniva", "listEvents")(sent), {200: 405}),
        "head-405:listEvents:operation",
        I,
    ),
)
