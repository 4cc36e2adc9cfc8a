"""Drifts of Oniva's statuses, errors, headers, tokens and limits (rows 78 to 113)."""

from __future__ import annotations

import gzip
from dataclasses import replace
from urllib.parse import parse_qsl

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import When, encoded, errors, header, instead, is_of, only, status
from tests.drift.audit.editing import add, at, gone, keys, put, rename
from tests.drift.audit.oniva_members import of
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
    return Answered(number, PROBLEM, f'{{"type":"about:blank","title":"{title}","status":{number},"detail":"No."}}'.encode())


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
    return "python" in header_of(sent, "User-Agent").lower()


HTML = Answered(404, [("Content-Type", "text/html; charset=utf-8"), *LIMITS], b"<!doctype html><title>Not found</title><h1>Not found</h1>")
ZIPPED = (("Content-Encoding", "gzip"),)

WIRE: tuple[Case, ...] = (
    case("an unknown event is gone", status(EVENT, {404: 410}), "404-to-410:getEvent:status/404", D),
    case("an unknown booking is null", found_no_more(BOOKING, Answered(200, [("Content-Type", "application/json"), *LIMITS], b"null")), "404-to-200-null:getBooking:status/404", B),
    case("an unknown booking is an error with 200", status(BOOKING, {404: 200}), "404-to-200-error:getBooking:status/404", B),
    case("an unknown event has no bookings", found_no_more(BOOKINGS, Answered(200, [("Content-Type", "application/json"), *LIMITS], b'{"items":[],"itemCount":0,"totalCount":0,"page":1,"limit":10}')), "404-to-200-empty|404-to-200|status-changed|404-to-200-error|404-to-200-null:listEventBookings:status/404", B),
    case("an unknown booking is forbidden", found_no_more(BOOKING, problem(403)), "status-changed|404-to-403:getBooking:status/404", D),
    case("bookings are not found, for any event", refusing(BOOKINGS, problem(404)), "endpoint-removed:listEventBookings:operation", B, "*:getBooking:*"),
    case("a booking is not found, for any id", refusing(BOOKING, problem(404)), "endpoint-removed:getBooking:operation", B),
    case("a record is not implemented", refusing(EVENT, problem(501)), "endpoint-501:getEvent:operation", B),
    case("a record is a method that is not allowed", refusing(EVENT, problem(405)), "endpoint-405|status-changed|endpoint-501|method-refused:getEvent:operation or status-changed:getEvent:status/200", B),
    case("no token is 403", lambda sent, behind: problem(403) if not header_of(sent, "Authorization") and ME(sent) else behind(sent), "401-to-403:getMe:status/401", B, "www-authenticate-removed:getMe:*"),
    case("a wrong token is 400", lambda sent, behind: problem(400) if (got := behind(sent)).status == 401 and header_of(sent, "Authorization") and not TOKEN(sent) else got, "status-changed|401-to-400:getMe:status/401", B, "www-authenticate-removed:*", "*:*:status/401"),
    case("no challenge for a wrong token", lambda sent, behind: replace(got, headers=[h for h in got.headers if h[0].lower() != "www-authenticate"]) if (got := behind(sent)).status == 401 and header_of(sent, "Authorization").startswith("Bearer") else got, "www-authenticate-removed:getMe:header/WWW-Authenticate", D, "www-authenticate-removed:*"),
    case("a challenge of another scheme", header(ME, "WWW-Authenticate", 'Basic realm="Oniva"', 401), "www-authenticate-changed:getMe:header/WWW-Authenticate", D),
    case("errors have a member more", errors(EVENTS, add("", "code", "E1042")), "error-field-added:listEvents:error", I),
    case("a member of an error has another name, where something is not found", errors(EVENT, rename("/detail", "message"), 404), "error-field-renamed:getEvent:error/detail", B),
    case("a member of an error is gone, where values are bad", errors(EVENTS, gone("/errors"), 400), "error-field-removed:listEvents:error/errors", B),
    case("a nested member of an error has another name", errors(BOOKINGS, rename("/errors/*/name", "parameter"), 400), "error-field-renamed:listEventBookings:error/errors/*/name", B),
    case("the status in an error is a text", errors(EVENT, at("/status", str), 404), "error-code-to-string:getEvent:error/status", B),
    case("the title of an error is in German", errors(EVENT, put("/title", "Nicht gefunden"), 404), "error-language:getEvent:error/title", I),
    case("not found is a page", found_no_more(BOOKING, HTML), "error-html:getBooking:error", B),
    case("errors are in an object", errors(EVENTS, lambda one: {"error": one}), "error-shape:listEvents:error", B),
    case("errors are capitals", errors(EVENT, keys(str.capitalize)), "error-casing:getEvent:error", B),
    case("errors say that they are plain JSON", only(EVENT, lambda one: replace(one, headers=[h for h in one.headers if h[0].lower() != "content-type"] + [("Content-Type", "application/json")]) if one.status == 404 else one), "content-type-vendor|content-type-changed|error-content-type:getEvent:header/Content-Type or error-media-type:getEvent:error", D),
    case("the end of an operation is told", header(ME, "Sunset", "Tue, 10 Mar 2026 00:00:00 GMT"), "endpoint-deprecated:getMe:operation", B),
    case("an operation is deprecated", header(BOOKING, "Deprecation", "@1767225600"), "endpoint-deprecated:getBooking:operation", D),
    case("a successor is told", header(EVENTS, "Link", '<https://x.example/v2/events>; rel="successor-version"'), "endpoint-deprecated:listEvents:operation", D, "header-added:*"),
    case("an old warning", header(EVENT, "Warning", '299 - "Deprecated API"'), "endpoint-deprecated:getEvent:operation", D, "header-added:*"),
    case("lists end with a slash", redirected(EVENTS, ""), "trailing-slash|endpoint-redirect:listEvents:operation", D, "*:listEvents:*", "*:listEventBookings:*", "*:getEvent:*", "*:getBooking:*"),
    case("a record is at another host", redirected(BOOKING, "https://eu.oniva.example/api/v1/bookings/1"), "endpoint-redirect:getBooking:operation", D),
    case("a record is 203", status(EVENT, {200: 203}), "status-changed|200-to-203|200-to-206:getEvent:status/200", D),
    case("a record is 202", status(BOOKING, {200: 202}), "200-to-202:getBooking:status/200", B),
    case("a page of a browser in place of a record", instead(ME, Answered(200, [("Content-Type", "text/html"), *LIMITS], b"<!doctype html><html><title>Wartung</title></html>")), "body-html:getMe:body", B),
    case("a charset is told for lists", header(EVENTS, "Content-Type", "application/json; charset=utf-8", 200), "charset-added:listEvents:header/Content-Type", I),
    case("a media type of a vendor", header(BOOKING, "Content-Type", "application/vnd.oniva.v1+json", 200), "content-type-vendor:getBooking:header/Content-Type", B),
    case("JSON that says it is HTML", header(ME, "Content-Type", "text/html; charset=utf-8", 200), "content-type-text|content-type-vendor:getMe:header/Content-Type", B),
    case("a mark before the record", encoded(EVENT, lambda body: b"\xef\xbb\xbf" + body), "bom:getEvent:body", B),
    case("lists are compressed anyway", encoded(EVENTS, gzip.compress, *ZIPPED), "gzip-forced:listEvents:body", D),
    case("records are Latin-1", encoded(BOOKINGS, lambda body: body.decode().encode("latin-1", "replace")), "charset-latin1:listEventBookings:body", B),
    case("records are Latin-1, and say so", lambda sent, behind: replace(got, body=got.body.decode().encode("latin-1", "replace"), headers=[h for h in got.headers if h[0].lower() != "content-type"] + [("Content-Type", "application/json; charset=iso-8859-1")]) if BOOKINGS(sent) and (got := behind(sent)).is_good else behind(sent), "charset-latin1:listEventBookings:body", B, "*:listEventBookings:header/Content-Type"),
    case("a body with a comma too many", encoded(ME, lambda body: body[:-1] + b",}"), "body-not-json:getMe:body", B),
    case("a body that is cut", encoded(EVENT, lambda body: body[:-9]), "body-not-json:getEvent:body", B),
    case("the budget that is left is not told where values are bad", header(EVENTS, "X-RateLimit-Remaining", None, 400), "ratelimit-headers-removed:listEvents:header/X-RateLimit-Remaining", D),
    case("the budget has other names", lambda sent, behind: replace(got := behind(sent), headers=[(n.replace("X-Ratelimit", "RateLimit").replace("X-RateLimit", "RateLimit"), t) for n, t in got.headers]) if BOOKING(sent) else behind(sent), "ratelimit-headers-renamed:getBooking:header/X-RateLimit-Limit", D, "ratelimit-headers-renamed:*", "header-added:getBooking:*"),
    case("the minute's end is a moment, for tokens", header(TOKEN, "X-RateLimit-Reset", "1772449260"), "ratelimit-reset-epoch:issueToken:header/X-RateLimit-Reset", B),
    case("the minute's end is in milliseconds", header(EVENTS, "X-RateLimit-Reset", "59000"), "ratelimit-window|ratelimit-reset-ms|header-changed:listEvents:header/X-RateLimit-Reset or ratelimit-window:listEvents:limit", B),
    case("the budget is a third", header(EVENTS, "X-RateLimit-Limit", "100"), "ratelimit-lowered:listEvents:limit", B),
    case("HEAD is not allowed", refusing(lambda sent: no_head(sent), replace(problem(405), body=b"")), "head-405:*:operation or head-405:getMe:operation or head-405:listEvents:operation", I),
    case("HEAD is not found", refusing(lambda sent: no_head(sent), replace(problem(404), body=b"")), "head-refused:getMe:operation or head-405:getMe:operation", I),
    case("anybody may keep lists", header(EVENTS, "Cache-Control", "public, max-age=3600"), "cache-control-public:listEvents:header/Cache-Control", D),
    case("tokens may be kept by anybody between", header(TOKEN, "Cache-Control", None), "header-removed:issueToken:header/Cache-Control", D),
    case("tokens live half as long", of("issueToken", put("/expires_in", 1800)), "token-ttl:issueToken:token", D),
    case("a token's life is a text", of("issueToken", at("/expires_in", str)), "expires-in-string|int-to-string:issueToken:/expires_in", B),
    case("a token's life is not told", of("issueToken", gone("/expires_in")), "expires-in-removed|field-required-removed:issueToken:/expires_in", B),
    case("a token's type is in small letters", of("issueToken", put("/token_type", "bearer")), "token-type-lower:issueToken:/token_type", I),
    case("scopes are an array", of("issueToken", at("/scope", str.split)), "string-to-array|type-changed:issueToken:/scope", B),
    case("a token comes with one to refresh it", of("issueToken", add("", "refresh_token", "def50200" * 8)), "field-added:issueToken:body", I, "field-added:issueToken:*"),
    case("a scope has another name in the answer", of("issueToken", at("/scope", lambda one: one.replace("bookings:read", "booking.read"))), "scope-renamed:issueToken:/scope or scope-renamed:listEventBookings:scope", B, "scope-*"),
    case("a client does not have a scope any more", lambda sent, behind: problem(403) if BOOKINGS(sent) or BOOKING(sent) else behind(sent), "scope-lost|scope-required|scope-renamed:listEventBookings:scope", B, "scope-*:getBooking:scope", "*:*Booking*:*"),
    case("Basic is refused", refusing(lambda sent: TOKEN(sent) and header_of(sent, "Authorization").startswith("Basic"), oauth(401, "invalid_client")), "token-basic-refused:issueToken:operation", B),
    case("credentials in the form are refused", refusing(lambda sent: TOKEN(sent) and "client_secret" in form(sent), oauth(401, "invalid_client")), "token-body-refused:issueToken:operation", B),
    case("a scope has to be asked for", refusing(lambda sent: TOKEN(sent) and "scope" not in form(sent), oauth(400, "invalid_scope")), "scope-required|token-scope-required|param-required|token-body-refused|status-changed:issueToken:status/200", B, "*:issueToken:*"),
    case("'bearer' is refused", small_scheme, "scheme-case:getMe:header/Authorization or scheme-case:getMe:scope or scheme-case:getMe:token or scheme-case:getMe:operation", D, "scheme-case:*"),
    case("nobody needs a token for a list", open_to_all(EVENTS), "auth-not-enforced:listEvents:status/401", I),
    case("nobody needs a token for a record of a person", open_to_all(BOOKING), "auth-not-enforced:getBooking:status/401", I),
    case("clients of a kind are refused", refusing(lambda sent: plain_client(sent) and not TOKEN(sent), problem(403)), "user-agent-required:*:operation or user-agent-required:getMe:header/User-Agent", B),
    case("Accept is needed", refusing(lambda sent: ME(sent) and header_of(sent, "Accept") in ("", "*/*"), problem(406)), "accept-required:getMe:header/Accept", B),
    case("errors of tokens are problems", lambda sent, behind: problem(got.status) if TOKEN(sent) and (got := behind(sent)).status >= 400 else behind(sent), "error-shape|oauth-error-shape:issueToken:error", B, "error-*:issueToken:*", "*:issueToken:header/*"),
    case("an error of tokens has another word", errors(TOKEN, at("/error", lambda one: one.replace("invalid_client", "unauthorized_client")), 401), "error-code-renamed:issueToken:error/error", B),
)  # fmt: skip
