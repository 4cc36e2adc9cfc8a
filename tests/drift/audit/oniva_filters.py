"""Drifts of Oniva's filters, order and parameters (rows 67 to 79)."""

from __future__ import annotations

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import asked_otherwise, asks, only
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_pages import (
    BOOKINGS,
    EVENTS,
    refused,
    refusing,
    without,
)
from tests.drift.whole.proxy import Behind, Sent


def either(sent: Sent, behind: Behind) -> Answered:
    """Rows of any filter, where several are sent."""
    filters = [name for name in ("status", "workspace", "from", "to") if name in sent.query]
    if not EVENTS(sent) or len(filters) < 2:
        return behind(sent)
    return behind(sent.with_query(without(*filters[1:])(sent.query)))


def drafts_hidden(sent: Sent, behind: Behind) -> Answered:
    """No drafts, unless they are asked for."""
    if EVENTS(sent) and "status" not in sent.query:
        return behind(sent.with_query({**sent.query, "status": "active,cancelled,completed"}))
    return behind(sent)


def unknown_refused(sent: Sent, behind: Behind) -> Answered:
    """Refuse parameters that are not known."""
    more = set(sent.query) - {"page", "limit", "status", "workspace", "from", "to"}
    return refused(400, sorted(more)[0]) if EVENTS(sent) and more else behind(sent)


def strict_email(sent: Sent, behind: Behind) -> Answered:
    """Find addresses as they are written only."""
    email = sent.query.get("email", "")
    return behind(
        sent.with_query({**sent.query, "email": email.swapcase() + "x"})
        if BOOKINGS(sent) and email != email.lower()
        else sent
    )


FILTERS: tuple[Case, ...] = (
    case(
        "the status has no effect, of bookings",
        asked_otherwise(BOOKINGS, without("status")),
        "filter-status-ignored:listEventBookings:query/status",
        B,
    ),
    case("an end has no effect", asked_otherwise(EVENTS, without("to")), "filter-date-ignored:listEvents:query/to", B),
    case(
        "a start has no effect where an end is sent",
        asked_otherwise(lambda sent: EVENTS(sent) and asks("to")(sent), without("from")),
        "filter-date-ignored:listEvents:query/from",
        B,
    ),
    case(
        "addresses have no effect",
        asked_otherwise(BOOKINGS, without("email")),
        "filter-ignored:listEventBookings:query/email",
        B,
    ),
    case(
        "an address has to be written as it is",
        strict_email,
        "filter-case|filter-differs:listEventBookings:query/email",
        B,
    ),
    case(
        "a word of a filter is refused",
        refusing(EVENTS, "status", lambda one: "cancelled" in one),
        "filter-value-removed:listEvents:query/status",
        B,
        "filter-list-refused:*",
    ),
    case(
        "several words are refused",
        refusing(EVENTS, "status", lambda one: "," in one),
        "filter-list-refused:listEvents:query/status",
        B,
    ),
    case(
        "of several words the first counts",
        asked_otherwise(
            BOOKINGS, lambda query: {**query, "status": query["status"].split(",")[0]} if "status" in query else query
        ),
        "filter-list-ignored|filter-list-refused|filter-differs:listEventBookings:query/status",
        B,
    ),
    case(
        "drafts are hidden",
        drafts_hidden,
        "default-filter:listEvents:query/status",
        B,
        "enum-value-gone:*",
        "values-changed:*",
    ),
    case(
        "filters are alternatives",
        either,
        "filter-and-became-or:listEvents:query/workspace or filter-and-became-or:listEvents:query",
        B,
    ),
    case(
        "a workspace is not found by its key",
        asked_otherwise(
            EVENTS,
            lambda query: (
                {**query, "workspace": "00000000-0000-4000-8000-000000000000"} if "workspace" in query else query
            ),
        ),
        "filter-differs:listEvents:query/workspace",
        B,
    ),
    case(
        "rows of a page come the other way round",
        of("listEventBookings", lambda one: one["items"].reverse()),
        "default-order-reversed|order-changed:listEventBookings:/items",
        D,
    ),
    case(
        "rows are in the order of their titles",
        of("listEvents", lambda one: one["items"].sort(key=lambda row: row["title"])),
        "order-changed:listEvents:/items",
        D,
    ),
    case("unknown parameters are refused", unknown_refused, "unknown-param-refused:listEvents:query", D),
    case(
        "a bad status is ignored",
        asked_otherwise(EVENTS, lambda query: without("status")(query) if "no-" in query.get("status", "") else query),
        "400-to-200-ignored:listEvents:query/status",
        D,
    ),
    case(
        "a parameter has to be sent",
        lambda sent, behind: refused(400, "from") if EVENTS(sent) and "from" not in sent.query else behind(sent),
        "param-required:listEvents:query/from",
        B,
        "*:listEvents:*",
        "endpoint-removed:*",
    ),
    case(
        "a bad value is 422",
        only(
            BOOKINGS,
            lambda one: (
                Answered(422, one.headers, one.body.replace(b'"status":400', b'"status":422'))
                if one.status == 400
                else one
            ),
        ),
        "400-to-422:listEventBookings:status/400",
        D,
    ),
)
