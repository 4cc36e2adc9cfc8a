"""Drifts of Oniva's envelopes, pages, filters and order (rows 52 to 77)."""

from __future__ import annotations

from typing import Any

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import asked_otherwise, asks, document, is_of, only, page_two, with_document
from tests.drift.audit.editing import at, gone, rename
from tests.drift.audit.oniva_members import of
from tests.drift.whole.proxy import Behind, Drift, Sent

LIMITS = [("X-RateLimit-Limit", "300"), ("X-RateLimit-Remaining", "290"), ("X-RateLimit-Reset", "60")]
EVENTS, BOOKINGS = is_of("oniva", "listEvents"), is_of("oniva", "listEventBookings")


def refused(status: int, name: str) -> Answered:
    """A refusal in Oniva's dialect."""
    body = (
        f'{{"type":"about:blank","title":"Bad Request","status":{status},"detail":"The request is not valid: {name}."'
        f',"errors":[{{"in":"query","name":"{name}","message":"is not valid"}}]}}'
    )
    return Answered(status, [("Content-Type", "application/problem+json"), *LIMITS], body.encode())


def refusing(when: Any, name: str, is_bad: Any, status: int = 400) -> Drift:
    """Refuse what is bad of a parameter."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        if when(sent) and name in sent.query and is_bad(sent.query[name]):
            return refused(status, name)
        return behind(sent)

    return drift


def clamped(most: int) -> Any:
    """Take a larger limit as the most."""

    def change(query: dict[str, str]) -> dict[str, str]:
        limit = query.get("limit", "")
        return {**query, "limit": str(most)} if limit.isdigit() and most < int(limit) <= 100 else query

    return change


def without(*names: str) -> Any:
    """Take no notice of parameters."""
    return lambda query: {name: one for name, one in query.items() if name not in names}


def number(text: str) -> int:
    """A number, or one."""
    return int(text) if text.lstrip("-").isdigit() else 1


def empty(answered: Answered) -> bool:
    """Whether it is an empty page."""
    return answered.is_good and answered.body.startswith(b"{") and answered.json().get("items") == []


def past_end(sent: Sent, behind: Behind) -> Answered:
    """The last page again, past the last one."""
    answered = behind(sent)
    if not EVENTS(sent) or not empty(answered) or "page" not in sent.query or not answered.json()["totalCount"]:
        return answered
    page = answered.json()
    last = -(-page["totalCount"] // page["limit"])
    return behind(sent.with_query({**sent.query, "page": str(last)}))


def overlapping(sent: Sent, behind: Behind) -> Answered:
    """Each page begins with the last row of the one before."""
    answered = behind(sent)
    page = number(sent.query.get("page", "1"))
    if not EVENTS(sent) or page < 2 or not answered.is_good:
        return answered
    before = behind(sent.with_query({**sent.query, "page": str(page - 1)})).json()["items"]
    return with_document(answered, lambda one: one.update(items=[*before[-1:], *one["items"][:-1]]))


def cursors(page: Any) -> None:
    """A cursor in place of numbers."""
    for name in ("page", "totalCount"):
        page.pop(name, None)
    page["nextCursor"] = "ZXZlbnQ6MTA="


PAGES: tuple[Case, ...] = (
    case(
        "rows have another name where a filter is given",
        document(EVENTS, rename("/items", "results"), further=asks("status")),
        "envelope-renamed:listEvents:/items",
        B,
        "filter-*:listEvents:*",
    ),
    case(
        "a page is an array",
        of("listEventBookings", lambda one: one["items"]),
        "envelope-flattened:listEventBookings:/items",
        B,
    ),
    case(
        "rows are in an envelope of their own",
        of(
            "listEventBookings",
            lambda one: {"items": {"data": one["items"]}, **{k: v for k, v in one.items() if k != "items"}},
        ),
        "field-moved|array-became-map|type-changed|envelope-wrapped:listEventBookings:/items",
        B,
    ),
    case(
        "counts are in an object",
        of("listEvents", lambda one: {"items": one.pop("items"), "meta": one}),
        "meta-moved:listEvents:/totalCount",
        B,
        "*:listEvents:/*Count",
        "*:listEvents:/page",
        "*:listEvents:/limit",
        "field-added:listEvents:body",
    ),
    case(
        "the total stops at 50",
        of("listEvents", at("/totalCount", lambda one: min(one, 50))),
        "total-differs:listEvents:/totalCount",
        B,
    ),
    case(
        "the total is gone on later pages",
        of("listEvents", gone("/totalCount"), page_two),
        "meta-total-removed|field-required-removed:listEvents:/totalCount",
        B,
    ),
    case(
        "the total counts one too many",
        of("listEventBookings", at("/totalCount", lambda one: one + 1)),
        "total-differs:listEventBookings:/totalCount",
        B,
    ),
    case(
        "the number of rows is the total",
        of("listEvents", lambda one: one.update(itemCount=one["totalCount"])),
        "item-count-differs:listEvents:/itemCount",
        D,
    ),
    case(
        "the page that is told counts from 0",
        of("listEvents", at("/page", lambda one: one - 1)),
        "zero-based-pages:listEvents:query/page",
        B,
    ),
    case(
        "the limit that is told is the most",
        of("listEventBookings", at("/limit", lambda _: 100)),
        "default-page-size:listEventBookings:query/limit",
        D,
    ),
    case(
        "20 rows a page where nothing is asked",
        asked_otherwise(EVENTS, lambda query: {"limit": "20", **query}),
        "default-page-size:listEvents:query/limit",
        D,
    ),
    case(
        "100 rows a page where nothing is asked, of bookings",
        asked_otherwise(BOOKINGS, lambda query: {"limit": "100", **query}),
        "default-page-size:listEventBookings:query/limit",
        D,
    ),
    case("at most 25 rows", asked_otherwise(EVENTS, clamped(25)), "max-page-clamped:listEvents:query/limit", B),
    case(
        "at most 99 rows", asked_otherwise(BOOKINGS, clamped(99)), "max-page-clamped:listEventBookings:query/limit", B
    ),
    case(
        "more than 50 rows are refused",
        refusing(BOOKINGS, "limit", lambda one: number(one) > 50),
        "max-page-size:listEventBookings:query/limit",
        B,
    ),
    case(
        "101 rows are none too many",
        asked_otherwise(EVENTS, lambda query: {**query, "limit": "100"} if query.get("limit") == "101" else query),
        "max-page-raised|400-to-200-ignored|400-to-200:listEvents:query/limit or 400-to-200:listEvents:status/400",
        I,
    ),
    case(
        "page has no effect",
        asked_otherwise(BOOKINGS, without("page")),
        "page-param-ignored:listEventBookings:query/page",
        B,
        "total-*:listEventBookings:*",
        "pages-overlap:*",
    ),
    case(
        "page has no effect where a filter is given",
        asked_otherwise(lambda sent: EVENTS(sent) and asks("status")(sent), without("page")),
        "page-param-ignored:listEvents:query/page",
        B,
    ),
    case(
        "limit has no effect where a filter is given",
        asked_otherwise(lambda sent: EVENTS(sent) and asks("status")(sent), without("limit")),
        "per-page-param-ignored:listEvents:query/limit",
        B,
    ),
    case(
        "pages count from 0",
        asked_otherwise(BOOKINGS, lambda query: {**query, "page": str(number(query.get("page", "0")) + 1)}),
        "zero-based-pages:listEventBookings:query/page",
        B,
    ),
    case(
        "page 0 is the first one",
        asked_otherwise(EVENTS, lambda query: {**query, "page": "1"} if query.get("page") == "0" else query),
        "400-to-200-ignored|400-to-200|zero-based-pages:listEvents:query/page or 400-to-200:listEvents:status/400",
        D,
    ),
    case(
        "past the end is not found",
        only(EVENTS, lambda one: refused(404, "page") if empty(one) and one.json()["totalCount"] else one),
        "beyond-end-404:listEvents:query/page",
        B,
    ),
    case("past the end is the last page", past_end, "beyond-end-rows:listEvents:query/page", B),
    case(
        "pages overlap",
        overlapping,
        "pages-overlap:listEvents:query/page or pages-overlap:listEvents:/items",
        B,
        "order-changed:*",
    ),
    case(
        "a cursor in place of pages",
        of("listEvents", cursors),
        "meta-total-removed|field-required-removed|cursor-paging:listEvents:/totalCount",
        B,
        "*:listEvents:/page",
        "field-added:listEvents:body",
    ),
    case(
        "pages after the third are refused",
        refusing(EVENTS, "page", lambda one: number(one) > 3),
        "deep-page-refused:listEvents:query/page",
        B,
        "beyond-end-400:*",
    ),
    case(
        "an empty page has null for rows",
        of("listEvents", at("/items", lambda one: one or None)),
        "became-nullable-rare|became-nullable-all|204-empty-list:listEvents:/items",
        B,
    ),
    case(
        "an empty list is no content",
        only(BOOKINGS, lambda one: Answered(204, one.headers, b"") if empty(one) else one),
        "204-empty-list:listEventBookings:/items",
        B,
    ),
    case(
        "pages are a row short",
        of(
            "listEvents",
            lambda one: (
                one.update(items=one["items"][:-1], itemCount=len(one["items"]) - 1)
                if len(one["items"]) == 10
                else None
            ),
        ),
        "page-shortened|total-differs|default-page-size:listEvents:/items or default-page-size:listEvents:query/limit",
        D,
        "total-differs:*",
    ),
)
