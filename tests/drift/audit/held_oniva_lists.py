"""A second set of Oniva's drifts, written from the taxonomy and the contract alone: pages and filters."""

from __future__ import annotations

import orjson

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import (
    asked_otherwise,
    only,
)
from tests.drift.audit.editing import at, put
from tests.drift.audit.held_behaving import (
    by_id_only,
    case_matters,
    changed,
    day,
    doubled,
    empty_is,
    hidden,
    last_row_gone,
    later,
    ordered,
    overlapping,
    pages,
    recent,
    wider,
    zero_is_one,
)
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS, clamped
from tests.drift.audit.oniva_wire import problem

LISTS: tuple[Case, ...] = (
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
)
