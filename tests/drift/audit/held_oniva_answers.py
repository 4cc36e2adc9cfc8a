"""A second set of Oniva's drifts, written from the taxonomy and the contract alone: lists and how is answered."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import (
    When,
    asked_otherwise,
    document,
    encoded,
    errors,
    header,
    only,
    status,
)
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.editing import add, at, gone, put, rename
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS, clamped
from tests.drift.audit.oniva_wire import BOOKING, EVENT, ME, TOKEN, header_of, oauth, problem
from tests.drift.whole.proxy import Behind, Drift, Sent

Query = dict[str, str]
HTML = Answered(
    401,
    [("Content-Type", "text/html"), ("WWW-Authenticate", 'Bearer realm="Oniva"')],
    b"<html><title>401</title><h1>Authorization Required</h1></html>",
)


def pages(when: When, change: Callable[[Any], Any]) -> Drift:
    """Change pages by what is in them."""
    return document(when, change)


def last_row_gone(page: Any) -> None:
    """A last page has one row less."""
    if page["page"] > 1 and page["page"] * page["limit"] >= page["totalCount"] and page["items"]:
        page["items"].pop()
        page["itemCount"] -= 1


def overlapping(sent: Sent, behind: Behind) -> Answered:
    """A later page begins with the last row of the one before it."""
    answered = behind(sent)
    page = int(sent.query.get("page", "1")) if sent.query.get("page", "1").isdigit() else 1
    if not EVENTS(sent) or page < 2 or not answered.is_good:
        return answered
    before = orjson.loads(behind(sent.with_query({**sent.query, "page": str(page - 1)})).body)
    body = orjson.loads(answered.body)
    if before["items"] and body["items"]:
        body["items"][0] = before["items"][-1]
    return replace(answered, body=orjson.dumps(body))


def doubled(page: Any) -> None:
    """Each row comes twice."""
    page["items"] = [row for row in page["items"] for _ in (0, 1)][: len(page["items"])]


def ordered(when: When, key: Callable[[Any], Any]) -> Drift:
    """Have all rows in another order, in pages as before."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if not when(sent) or not answered.is_good:
            return answered
        asked = sent.query
        rows: list[Any] = []
        for page in range(1, 40):
            more = orjson.loads(behind(sent.with_query({**asked, "limit": "100", "page": str(page)})).body)["items"]
            rows += more
            if len(more) < 100:
                break
        body = orjson.loads(answered.body)
        first = (body["page"] - 1) * body["limit"]
        body["items"] = sorted(rows, key=key)[first : first + body["limit"]]
        return replace(answered, body=orjson.dumps(body))

    return drift


def case_matters(sent: Sent, behind: Behind) -> Answered:
    """An address is compared as it is spelled."""
    answered = behind(sent)
    asked = sent.query.get("email")
    if not BOOKINGS(sent) or asked is None or not answered.is_good:
        return answered
    body = orjson.loads(answered.body)
    body["items"] = [row for row in body["items"] if row["contact"]["email"] == asked]
    body["itemCount"] = len(body["items"])
    body["totalCount"] = len(body["items"])
    return replace(answered, body=orjson.dumps(body))


def changed(when: When, name: str, change: Callable[[str], str]) -> Drift:
    """Take a parameter as another value."""
    return asked_otherwise(
        lambda sent: when(sent) and name in sent.query,
        lambda query: {**query, name: change(query[name])},
    )


def by_id_only(sent: Sent, behind: Behind) -> Answered:
    """A workspace's key is no workspace any more."""
    asked = sent.query.get("workspace", "")
    if EVENTS(sent) and asked and asked.count("-") != 4:
        return behind(sent.with_query({**sent.query, "workspace": "00000000-0000-4000-8000-000000000000"}))
    return behind(sent)


def empty_is(number: int) -> Drift:
    """A list of nothing is a refusal."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if EVENTS(sent) and answered.is_good and orjson.loads(answered.body)["totalCount"] == 0:
            return problem(number)
        return answered

    return drift


def day(text: str, rest: str) -> str:
    """A day as a moment."""
    return f"{text}{rest}" if len(text) == 10 else text


def later(text: str) -> str:
    """A moment after another one."""
    if len(text) == 10:
        return text
    return (datetime.fromisoformat(text) + timedelta(seconds=1)).isoformat()


def hidden(word: str) -> Drift:
    """Rows of one status are hidden unless they are asked for."""
    others = ",".join(one for one in ("draft", "active", "cancelled", "completed") if one != word)
    return asked_otherwise(
        lambda sent: EVENTS(sent) and "status" not in sent.query, lambda query: {**query, "status": others}
    )


def recent(sent: Sent, behind: Behind) -> Answered:
    """What began long ago is hidden unless a period is asked for."""
    if EVENTS(sent) and not {"from", "to"} & set(sent.query):
        return behind(sent.with_query({**sent.query, "from": "2025-12-01"}))
    return behind(sent)


def zero_is_one(query: Query) -> Query:
    """A page of 0 is the first one."""
    return {**query, "page": "1"} if query.get("page") == "0" else query


def large_ones(most: int) -> Drift:
    """Compress what is large, asked for or not."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if not answered.is_good or len(answered.body) < most:
            return answered
        return replace(
            answered, body=gzip.compress(answered.body), headers=[*answered.headers, ("Content-Encoding", "gzip")]
        )

    return drift


def slashed(when: When) -> Drift:
    """Send those without a slash at the end to where one is."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        if not when(sent):
            return behind(sent)
        path, _, query = sent.target.partition("?")
        if path.endswith("/"):
            return behind(replace(sent, target=path.rstrip("/") + (f"?{query}" if query else "")))
        return Answered(301, [("Location", f"{path}/" + (f"?{query}" if query else ""))], b"")

    return drift


def twice(name: bytes) -> Callable[[bytes], bytes]:
    """Name a member of the first row a second time."""
    return lambda body: body.replace(b'"' + name + b'":', b'"' + name + b'":"x","' + name + b'":', 1)


def tenant_needed(sent: Sent, behind: Behind) -> Answered:
    """Bookings want a header more."""
    return behind(sent) if not BOOKINGS(sent) or header_of(sent, "X-Tenant") else problem(400)


def wider(query: Query) -> Query:
    """One status brings another one too."""
    return {**query, "status": f"{query['status']},expired"} if "status" in query else query


ANSWERS: tuple[Case, ...] = (
    case(
        "at most 99 rows",
        asked_otherwise(BOOKINGS, clamped(99)),
        "max-page-clamped:listEventBookings:query/limit",
        B,
    ),
    case(
        "the total is one short",
        pages(BOOKINGS, at("/totalCount", lambda one: max(0, one - 1))),
        "total-differs:listEventBookings:/totalCount",
        B,
        "filter-*:listEventBookings:*",
    ),
    case(
        "a page counts one row too many",
        pages(EVENTS, at("/itemCount", lambda one: one + 1)),
        "item-count-differs:listEvents:/itemCount",
        B,
    ),
    case(
        "a last page is one short",
        pages(EVENTS, last_row_gone),
        "page-shortened|total-differs:listEvents:/items or total-differs:listEvents:/totalCount",
        B,
    ),
    case(
        "pages overlap by a row",
        overlapping,
        "pages-overlap:listEvents:/items or pages-overlap:listEvents:query/page",
        B,
    ),
    case(
        "rows come twice",
        pages(EVENTS, doubled),
        "pages-overlap|rows-doubled|duplicate-rows:listEvents:/items or pages-overlap:listEvents:query/page",
        B,
        "*:listEvents:*",
    ),
    case(
        "by title",
        ordered(EVENTS, lambda row: row["title"]),
        "default-order-reversed|order-changed:listEvents:/items",
        D,
    ),
    case(
        "bookings by when they were changed",
        ordered(BOOKINGS, lambda row: row["updatedAt"]),
        "default-order-reversed|order-changed:listEventBookings:/items",
        D,
    ),
    case(
        "every page says it is the first",
        pages(EVENTS, put("/page", 1)),
        "values-changed|page-differs|page-param-ignored|page-number-differs:listEvents:/page",
        B,
    ),
    case(
        "a page says its default size",
        pages(EVENTS, put("/limit", 10)),
        "values-changed|limit-differs|page-size-differs|per-page-param-ignored:listEvents:/limit",
        B,
    ),
    case(
        "past the end is 404, of bookings",
        only(
            BOOKINGS,
            lambda one: (
                problem(404)
                if one.is_good and not (page := orjson.loads(one.body))["items"] and page["totalCount"]
                else one
            ),
        ),
        "beyond-end-404:listEventBookings:query/page",
        B,
    ),
    case(
        "page 0 is page 1",
        asked_otherwise(BOOKINGS, zero_is_one),
        "400-to-200-ignored:listEventBookings:query/page",
        D,
    ),
    case(
        "101 rows are 100",
        asked_otherwise(
            EVENTS,
            lambda query: (
                {**query, "limit": "100"} if query.get("limit", "").isdigit() and int(query["limit"]) > 100 else query
            ),
        ),
        "400-to-200-ignored:listEvents:query/limit",
        D,
    ),
    case("the case of an address matters", case_matters, "filter-case|filter-differs:listEventBookings:query/email", B),
    case(
        "one status brings another one too",
        asked_otherwise(BOOKINGS, wider),
        "filter-differs|filter-status-ignored:listEventBookings:query/status",
        B,
        "*:listEventBookings:query",
    ),
    case(
        "a workspace's key is unknown",
        by_id_only,
        "filter-differs|filter-value-removed|filter-renamed|filter-ignored:listEvents:query/workspace",
        B,
    ),
    case("no events are 404", empty_is(404), "404-empty-list:listEvents:/items", B),
    case(
        "a period's start is left out",
        changed(EVENTS, "from", later),
        "filter-bound-exclusive:listEvents:query/from",
        B,
    ),
    case(
        "a day begins in UTC",
        changed(BOOKINGS, "from", lambda one: day(one, "T00:00:00Z")),
        "filter-date-differs:listEventBookings:query/from",
        B,
    ),
    case(
        "a day's end is its first moment",
        changed(EVENTS, "to", lambda one: day(one, "T00:00:00+01:00")),
        "filter-date-differs|filter-bound-exclusive:listEvents:query/to",
        B,
    ),
    case("cancelled events are hidden", hidden("cancelled"), "default-filter:listEvents:query/status", B, "total-*"),
    case(
        "old events are hidden", recent, "default-filter:listEvents:query/from or default-filter:listEvents:query/to", B
    ),
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
