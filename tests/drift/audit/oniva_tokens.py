"""Drifts of Oniva's tokens and of who is let in (rows 103 to 112)."""

from __future__ import annotations

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import errors
from tests.drift.audit.editing import add, at, gone, put
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS
from tests.drift.audit.oniva_wire import (
    BOOKING,
    ME,
    TOKEN,
    form,
    header_of,
    oauth,
    open_to_all,
    plain_client,
    problem,
    refusing,
    small_scheme,
)

TOKENS: tuple[Case, ...] = (
    case("tokens live half as long", of("issueToken", put("/expires_in", 1800)), "token-ttl:issueToken:token", D),
    case(
        "a token's life is a text",
        of("issueToken", at("/expires_in", str)),
        "expires-in-string|int-to-string:issueToken:/expires_in",
        B,
    ),
    case(
        "a token's life is not told",
        of("issueToken", gone("/expires_in")),
        "expires-in-removed|field-required-removed:issueToken:/expires_in",
        B,
    ),
    case(
        "a token's type is in small letters",
        of("issueToken", put("/token_type", "bearer")),
        "token-type-lower:issueToken:/token_type",
        I,
    ),
    case(
        "scopes are an array",
        of("issueToken", at("/scope", str.split)),
        "string-to-array|type-changed:issueToken:/scope",
        B,
    ),
    case(
        "a token comes with one to refresh it",
        of("issueToken", add("", "refresh_token", "def50200" * 8)),
        "field-added:issueToken:body",
        I,
        "field-added:issueToken:*",
    ),
    case(
        "a scope has another name in the answer",
        of("issueToken", at("/scope", lambda one: one.replace("bookings:read", "booking.read"))),
        "scope-renamed:issueToken:/scope or scope-renamed:listEventBookings:scope",
        B,
        "scope-*",
    ),
    case(
        "a client does not have a scope any more",
        lambda sent, behind: problem(403) if BOOKINGS(sent) or BOOKING(sent) else behind(sent),
        "scope-lost|scope-required|scope-renamed:listEventBookings:scope",
        B,
        "scope-*:getBooking:scope",
        "*:*Booking*:*",
    ),
    case(
        "Basic is refused",
        refusing(
            lambda sent: TOKEN(sent) and header_of(sent, "Authorization").startswith("Basic"),
            oauth(401, "invalid_client"),
        ),
        "token-basic-refused:issueToken:operation",
        B,
    ),
    case(
        "credentials in the form are refused",
        refusing(lambda sent: TOKEN(sent) and "client_secret" in form(sent), oauth(401, "invalid_client")),
        "token-body-refused:issueToken:operation",
        B,
    ),
    case(
        "a scope has to be asked for",
        refusing(lambda sent: TOKEN(sent) and "scope" not in form(sent), oauth(400, "invalid_scope")),
        "scope-required|token-scope-required|param-required|token-body-refused|status-changed:issueToken:status/200",
        B,
        "*:issueToken:*",
    ),
    case(
        "'bearer' is refused",
        small_scheme,
        "scheme-case:issueToken:token",
        D,
        "scheme-case:*",
    ),
    case("nobody needs a token for a list", open_to_all(EVENTS), "auth-not-enforced:listEvents:status/401", I),
    case(
        "nobody needs a token for a record of a person",
        open_to_all(BOOKING),
        "auth-not-enforced:getBooking:status/401",
        I,
    ),
    case(
        "clients of a kind are refused",
        refusing(lambda sent: plain_client(sent) and not TOKEN(sent), problem(403)),
        "user-agent-required:getMe:header/User-Agent",
        B,
        "user-agent-required:*",
    ),
    case(
        "Accept is needed",
        refusing(lambda sent: ME(sent) and header_of(sent, "Accept") in ("", "*/*"), problem(406)),
        "accept-required:getMe:header/Accept",
        B,
    ),
    case(
        "errors of tokens are problems",
        lambda sent, behind: (
            problem(got.status) if TOKEN(sent) and (got := behind(sent)).status >= 400 else behind(sent)
        ),
        "error-shape|oauth-error-shape:issueToken:error",
        B,
        "error-*:issueToken:*",
        "*:issueToken:header/*",
    ),
    case(
        "an error of tokens has another word",
        errors(TOKEN, at("/error", lambda one: one.replace("invalid_client", "unauthorized_client")), 401),
        "error-code-renamed:issueToken:error/error",
        B,
    ),
)
