"""Drifts of Oniva's statuses, errors, headers, tokens and limits (rows 78 to 113)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import When, errors, header, instead, is_of, only, status
from tests.drift.audit.editing import add, at, gone, keys, put, rename
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS, LIMITS
from tests.drift.whole.proxy import Behind, Drift, Sent

TOKEN, ME, EVENT, BOOKING = (is_of("oniva", name) for name in ("issueToken", "getMe", "getEvent", "getBooking"))
PROBLEM = [
    ("Content-Type", "application/problem+json"),
    ("Allow", "GET"),
    ("WWW-Authenticate", 'Bearer realm="Oniva"'),
    *LIMITS,
]
OAUTH = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Pragma", "no-cache"),
    ("WWW-Authenticate", 'Basic realm="Oniva"'),
    ("X-RateLimit-Limit", "20"),
    ("X-RateLimit-Remaining", "17"),
    ("X-RateLimit-Reset", "60"),
]


def header_of(sent: Sent, name: str) -> str:
    """A header of a request, "" where it is not sent."""
    return next((text for key, text in sent.headers.items() if key.lower() == name.lower()), "")


def refusing(when: When, answered: Answered) -> Drift:
    """Refuse some requests."""
    return instead(when, answered)


def problem(number: int, title: str = "Refused") -> Answered:
    """A refusal in Oniva's dialect."""
    return Answered(
        number, PROBLEM, f'{{"type":"about:blank","title":"{title}","status":{number},"detail":"No."}}'.encode()
    )


def oauth(number: int, word: str) -> Answered:
    """A refusal as OAuth has them."""
    body = f'{{"error":"{word}","error_description":"No."}}'
    return Answered(number, OAUTH, body.encode())


def found_no_more(when: When, answered: Answered) -> Drift:
    """Answer something else in place of 404."""
    return only(when, lambda one: answered if one.status == 404 else one)


def small_scheme(sent: Sent, behind: Behind) -> Answered:
    """Refuse the scheme in small letters."""
    return problem(401) if header_of(sent, "Authorization").startswith(("bearer ", "BEARER ")) else behind(sent)


def open_to_all(when: When) -> Drift:
    """Answer who sends no token as one who does."""
    kept: dict[str, str] = {}

    def drift(sent: Sent, behind: Behind) -> Answered:
        said = header_of(sent, "Authorization")
        if said.startswith("Bearer ") and behind(sent).is_good:
            kept["Authorization"] = said
        if when(sent) and not said and kept:
            return behind(replace(sent, headers={**sent.headers, **kept}))
        return behind(sent)

    return drift


def redirected(when: When, path: str) -> Drift:
    """Send some to another place."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        if when(sent) and not sent.path.endswith("/"):
            return Answered(308, [("Location", path or f"{sent.path}/")], b"")
        return behind(replace(sent, target=sent.target.replace("/?", "?").rstrip("/")))

    return drift


def form(sent: Sent) -> dict[str, str]:
    """The form of a token request."""
    return dict(parse_qsl(sent.body.decode()))


def no_head(sent: Sent) -> bool:
    """A HEAD."""
    return sent.method == "HEAD"


def plain_client(sent: Sent) -> bool:
    """A client of the kind that integrators write."""
    return "requests" in header_of(sent, "User-Agent").lower()


HTML = Answered(
    404,
    [("Content-Type", "text/html; charset=utf-8"), *LIMITS],
    b"<!doctype html><title>Not found</title><h1>Not found</h1>",
)
ZIPPED = (("Content-Encoding", "gzip"),)

WIRE: tuple[Case, ...] = (
    case("an unknown event is gone", status(EVENT, {404: 410}), "404-to-410:getEvent:status/404", D),
    case(
        "an unknown booking is null",
        found_no_more(BOOKING, Answered(200, [("Content-Type", "application/json"), *LIMITS], b"null")),
        "404-to-200-null:getBooking:status/404",
        B,
    ),
    case(
        "an unknown booking is an error with 200",
        status(BOOKING, {404: 200}),
        "404-to-200-error:getBooking:status/404",
        B,
    ),
    case(
        "an unknown event has no bookings",
        found_no_more(
            BOOKINGS,
            Answered(
                200,
                [("Content-Type", "application/json"), *LIMITS],
                b'{"items":[],"itemCount":0,"totalCount":0,"page":1,"limit":10}',
            ),
        ),
        "404-to-200-empty|404-to-200|status-changed|404-to-200-error|404-to-200-null:listEventBookings:status/404",
        B,
    ),
    case(
        "an unknown booking is forbidden",
        found_no_more(BOOKING, problem(403)),
        "status-changed|404-to-403:getBooking:status/404",
        D,
    ),
    case(
        "bookings are not found, for any event",
        refusing(BOOKINGS, problem(404)),
        "endpoint-removed:listEventBookings:operation",
        B,
        "*:getBooking:*",
    ),
    case(
        "a booking is not found, for any id",
        refusing(BOOKING, problem(404)),
        "endpoint-removed:getBooking:operation",
        B,
    ),
    case("a record is not implemented", refusing(EVENT, problem(501)), "endpoint-501:getEvent:operation", B),
    case(
        "a record is a method that is not allowed",
        refusing(EVENT, problem(405)),
        "method-refused:getEvent:operation",
        B,
    ),
    case(
        "no token is 403",
        lambda sent, behind: problem(403) if not header_of(sent, "Authorization") and ME(sent) else behind(sent),
        "401-to-403:getMe:status/401",
        B,
        "www-authenticate-removed:getMe:*",
    ),
    case(
        "a wrong token is 400",
        lambda sent, behind: (
            problem(400)
            if (got := behind(sent)).status == 401 and header_of(sent, "Authorization") and not TOKEN(sent)
            else got
        ),
        "status-changed|401-to-400:getMe:status/401",
        B,
        "www-authenticate-removed:*",
        "*:*:status/401",
    ),
    case(
        "no challenge for a wrong token",
        lambda sent, behind: (
            replace(got, headers=[h for h in got.headers if h[0].lower() != "www-authenticate"])
            if (got := behind(sent)).status == 401 and header_of(sent, "Authorization").startswith("Bearer")
            else got
        ),
        "www-authenticate-removed:getMe:header/WWW-Authenticate",
        D,
        "www-authenticate-removed:*",
    ),
    case(
        "a challenge of another scheme",
        header(ME, "WWW-Authenticate", 'Basic realm="Oniva"', 401),
        "www-authenticate-changed:getMe:header/WWW-Authenticate",
        D,
    ),
    case(
        "errors have a member more", errors(EVENTS, add("", "code", "E1042")), "error-field-added:listEvents:error", I
    ),
    case(
        "a member of an error has another name, where something is not found",
        errors(EVENT, rename("/detail", "message"), 404),
        "error-field-renamed:getEvent:error/detail",
        B,
    ),
    case(
        "a member of an error is gone, where values are bad",
        errors(EVENTS, gone("/errors"), 400),
        "error-field-removed:listEvents:error/errors",
        B,
    ),
    case(
        "a nested member of an error has another name",
        errors(BOOKINGS, rename("/errors/*/name", "parameter"), 400),
        "error-field-renamed:listEventBookings:error/errors/*/name",
        B,
    ),
    case(
        "the status in an error is a text",
        errors(EVENT, at("/status", str), 404),
        "error-code-to-string:getEvent:error/status",
        B,
    ),
    case(
        "the title of an error is in German",
        errors(EVENT, put("/title", "Nicht gefunden"), 404),
        "error-language:getEvent:error/title",
        I,
    ),
    case("not found is a page", found_no_more(BOOKING, HTML), "error-html:getBooking:error", B),
    case("errors are in an object", errors(EVENTS, lambda one: {"error": one}), "error-shape:listEvents:error", B),
    case("errors are capitals", errors(EVENT, keys(str.capitalize)), "error-casing:getEvent:error", B),
    case(
        "errors say that they are plain JSON",
        only(
            EVENT,
            lambda one: (
                replace(
                    one,
                    headers=[h for h in one.headers if h[0].lower() != "content-type"]
                    + [("Content-Type", "application/json")],
                )
                if one.status == 404
                else one
            ),
        ),
        "content-type-vendor:getEvent:header/Content-Type",
        D,
    ),
)
