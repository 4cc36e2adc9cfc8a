"""A third set of Oniva's drifts, written by somebody who has not seen the tool: pages, filters and order."""

from __future__ import annotations

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import asked_otherwise, asks, only, page_two
from tests.drift.audit.editing import at, put
from tests.drift.audit.held_behaving import ordered
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS, without
from tests.drift.audit.oniva_wire import problem
from tests.drift.audit.third_behaving import (
    a_second_later,
    all_of_them,
    bad_is_nothing,
    by_end,
    by_key_only,
    by_title_of_page,
    drafts_are_none,
    in_utc_days,
    no_more_than,
    no_record_of,
    nobody_is,
    only_workspaces,
    picked,
    rounded,
    taken,
    total_of_all,
    unknown_workspace,
)

E_, B_ = "listEvents", "listEventBookings"
LISTS: tuple[Case, ...] = (
    case(
        "a last page counts as many rows as were asked for",
        of(B_, lambda page: page.update(itemCount=page["limit"])),
        f"item-count-differs:{B_}:/itemCount",
        B,
    ),
    case(
        "the total does not know of filters",
        total_of_all,
        f"total-differs:{E_}:/totalCount",
        B,
        "filter-*:listEvents:*",
        "default-filter:listEvents:*",
    ),
    case(
        "many are not counted",
        of(B_, at("/totalCount", lambda one: None if one > 100 else one)),
        f"became-nullable-rare|became-nullable-all:{B_}:/totalCount",
        B,
        "*:listEventBookings:query*",
    ),
    case(
        "many are about as many",
        of(B_, at("/totalCount", lambda one: round(one, -1) if one > 50 else one)),
        f"total-differs:{B_}:/totalCount",
        B,
        "*:listEventBookings:query*",
    ),
    case("the number of a later page is a text", of(E_, at("/page", str), page_two), f"int-to-string:{E_}:/page", B),
    case(
        "the limit that is told is how many rows came",
        of(B_, lambda page: page.update(limit=page["itemCount"] or 1)),
        f"page-size-differs:{B_}:/limit",
        D,
        f"default-page-size:{B_}:query/limit",
    ),
    case(
        "a limit of bookings is not told",
        of(B_, put("/limit", None)),
        f"became-nullable-all:{B_}:/limit",
        B,
        f"*:{B_}:query/limit",
    ),
    case(
        "limits are rounded up",
        asked_otherwise(EVENTS, rounded),
        f"per-page-param-ignored|page-size-differs|page-size-rounded:{E_}:query/limit",
        B,
        "*:listEvents:/limit",
    ),
    case(
        "pages after the second are the second",
        asked_otherwise(EVENTS, no_more_than(2)),
        f"page-param-ignored|pages-overlap|deep-page-refused|beyond-end-rows:{E_}:query/page or "
        f"pages-overlap:{E_}:/items",
        B,
        f"*:{E_}:/page",
        f"*:{E_}:/items",
        f"*:{E_}:query/page",
    ),
    case(
        "later pages of bookings come the other way round",
        of(B_, lambda page: page["items"].reverse(), page_two),
        f"order-changed|default-order-reversed:{B_}:/items",
        D,
    ),
    case("pages are sorted by when they were made", of(E_, by_title_of_page), f"order-changed:{E_}:/items", D),
    case(
        "all bookings come newest first",
        picked(BOOKINGS, (), lambda _, rows: rows[::-1]),
        f"default-order-reversed|order-changed:{B_}:/items",
        D,
    ),
    case(
        "events come by when they end",
        ordered(EVENTS, lambda row: row["updatedAt"]),
        f"order-changed|default-order-reversed:{E_}:/items",
        D,
    ),
    case(
        "an end has no effect on bookings",
        asked_otherwise(BOOKINGS, without("to")),
        f"filter-date-ignored:{B_}:query/to",
        B,
    ),
    case(
        "a start has no effect on bookings",
        asked_otherwise(BOOKINGS, without("from")),
        f"filter-date-ignored:{B_}:query/from",
        B,
    ),
    case(
        "a workspace has no effect",
        asked_otherwise(EVENTS, without("workspace")),
        f"filter-ignored:{E_}:query/workspace",
        B,
        "filter-*:listEvents:query",
    ),
    case(
        "a workspace has no effect beside a status",
        asked_otherwise(lambda sent: EVENTS(sent) and asks("workspace", "status")(sent), without("workspace")),
        f"filter-ignored|filter-and-became-or|filter-differs:{E_}:query/workspace or "
        f"filter-and-became-or|filter-ignored:{E_}:query",
        B,
        f"*:{E_}:query*",
    ),
    case(
        "an address that is nobody's is not found",
        nobody_is(lambda *_: problem(404)),
        f"404-empty-list:{B_}:/items or 404-empty-list|param-refused:{B_}:query/email",
        B,
    ),
    case(
        "an address that is nobody's is everybody's",
        nobody_is(all_of_them),
        f"filter-ignored|filter-differs:{B_}:query/email",
        B,
    ),
    case(
        "an unknown workspace is not found",
        unknown_workspace,
        f"404-empty-list|status-changed|filter-value-removed|param-refused:{E_}:query/workspace or "
        f"404-empty-list:{E_}:/items",
        B,
    ),
    case(
        "a workspace is not found by its id",
        by_key_only,
        f"filter-differs|filter-value-removed|filter-ignored:{E_}:query/workspace",
        B,
        f"*:{E_}:query*",
    ),
    case(
        "who asks for drafts gets none",
        asked_otherwise(EVENTS, drafts_are_none),
        f"filter-differs|filter-value-removed|filter-status-ignored:{E_}:query/status",
        B,
        f"*:{E_}:query*",
    ),
    case(
        "a start leaves its own moment out, of bookings",
        taken("from", a_second_later, BOOKINGS),
        f"filter-bound-exclusive:{B_}:query/from",
        B,
    ),
    case(
        "a day's end is its first moment, of bookings",
        asked_otherwise(BOOKINGS, in_utc_days),
        f"filter-date-differs|filter-bound-exclusive:{B_}:query/to",
        B,
    ),
    case(
        "a period is of what ends in it",
        picked(lambda sent: EVENTS(sent) and bool({"from", "to"} & set(sent.query)), ("from", "to"), by_end),
        f"filter-date-differs|filter-differs|filter-bound-exclusive:{E_}:query/from or "
        f"filter-date-differs|filter-differs|filter-bound-exclusive:{E_}:query/to",
        B,
        f"*:{E_}:query*",
    ),
    case("a bad day is as good as none", bad_is_nothing(BOOKINGS, "from"), f"400-to-200-ignored:{B_}:query/from", D),
    case(
        "a bad address is as good as none", bad_is_nothing(BOOKINGS, "email"), f"400-to-200-ignored:{B_}:query/email", D
    ),
    case(
        "events of one workspace are hidden",
        only_workspaces,
        f"default-filter:{E_}:query/workspace",
        B,
        "*:listEvents:*",
    ),
    case(
        "canceled bookings have no record",
        no_record_of("canceled"),
        "endpoint-removed|status-changed:getBooking:operation or 404-for-listed:getBooking:status/200",
        B,
    ),
    case(
        "a last row comes twice",
        of(
            B_,
            lambda page: page["items"].__setitem__(
                slice(-1, None), page["items"][-2:-1] if len(page["items"]) > 1 else page["items"][-1:]
            ),
        ),
        f"pages-overlap|rows-doubled:{B_}:/items or pages-overlap:{B_}:query/page",
        B,
        f"*:{B_}:*",
    ),
    case(
        "the first page of bookings is refused when it is asked for",
        only(lambda sent: BOOKINGS(sent) and sent.query.get("page") == "1", lambda _: problem(400)),
        f"first-page-refused|param-refused|page-param-renamed-strict:{B_}:query/page",
        B,
    ),
)
