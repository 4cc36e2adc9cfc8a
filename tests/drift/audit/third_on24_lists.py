"""A third set of ON24's drifts, written before any was tried: pages and orders."""

from __future__ import annotations

import orjson

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import asked_otherwise, is_of
from tests.drift.audit.editing import at, put
from tests.drift.audit.held_on24_answers import at_most, named, turned
from tests.drift.audit.on24_drifts import of, said, without
from tests.drift.audit.third_on24_edits import Query, overlapping, put_query, refused
from tests.drift.whole.proxy import Behind, Sent

ATTENDEES, MEDIA, SESSIONS, ATTENDED = (
    is_of("on24", one) for one in ("listAttendees", "listMedia", "listAttendeeSessions", "listEventAttendees")
)


def too_large(query: Query) -> bool:
    """Whether more than 100 are asked for."""
    size = named(query, "itemsperpage")
    return size.isdigit() and int(size) > 100


def fewer_where_empty(sent: Sent, behind: Behind) -> Answered:
    """A list of no media is not found."""
    answered = behind(sent)
    is_empty = MEDIA(sent) and answered.is_good and orjson.loads(answered.body)["totalmedia"] == 0
    return said(404, "No media found.") if is_empty else answered


def empty_past_the_end(sent: Sent, behind: Behind) -> Answered:
    """Past the last page is an empty one."""
    answered = behind(sent)
    number = named(sent.query, "pageoffset")
    if not ATTENDEES(sent) or answered.status != 400 or not number.isdigit():
        return answered
    first = behind(sent.with_query(put_query(sent.query, pageoffset="0")))
    if not first.is_good:
        return answered
    page = {**orjson.loads(first.body), "currentpage": int(number), "attendees": []}
    return Answered(200, first.headers, orjson.dumps(page))


def twice(page: dict[str, list[object]]) -> None:
    """A row comes in the place of the next one."""
    page["registrants"][1:2] = page["registrants"][0:1]


LISTS: tuple[Case, ...] = (
    case(
        "a size of pages of media has no effect",
        asked_otherwise(MEDIA, without("itemsperpage")),
        "per-page-param-ignored:listMedia:query/itemsperpage",
        B,
    ),
    case(
        "every page of sessions is the first",
        asked_otherwise(SESSIONS, without("pageoffset")),
        "page-param-ignored:listAttendeeSessions:query/pageoffset",
        B,
        "pages-overlap:*",
        "page-number-differs:*",
        "beyond-end-*",
    ),
    case(
        "pages of attendees overlap",
        overlapping("listAttendees", "attendees"),
        "pages-overlap:listAttendees:/attendees",
        B,
    ),
    case(
        "past the last page of attendees is an empty one",
        empty_past_the_end,
        "400-to-200|400-to-200-ignored|beyond-end-200|beyond-end-empty:listAttendees:query/pageoffset or "
        "400-to-200|400-to-200-ignored:listAttendees:status/400 or beyond-end-200:listAttendees:/attendees",
        D,
    ),
    case(
        "pages of attendees are counted too few",
        of(
            "listAttendees",
            lambda page: page.update(pagecount=page["totalattendees"] // max(1, len(page["attendees"]))),
        ),
        "page-count-differs:listAttendees:/pagecount",
        D,
    ),
    case(
        "every page of registrants says that it is the first",
        of("listRegistrants", put("/currentpage", 0)),
        "page-number-differs|values-changed:listRegistrants:/currentpage",
        D,
    ),
    case("no media are not found", fewer_where_empty, "404-empty-list:listMedia:/media", B),
    case(
        "resources are counted without the last",
        of("listResources", at("/totalresources", lambda one: max(0, one - 1))),
        "total-differs|item-count-differs:listResources:/totalresources",
        B,
    ),
    case(
        "at most 50 attendees",
        asked_otherwise(ATTENDEES, at_most(50)),
        "max-page-clamped|default-page-size:listAttendees:query/itemsperpage",
        B,
        "*:listAttendees:query/itemsperpage",
    ),
    case(
        "a registrant comes twice",
        of("listRegistrants", lambda page: twice(page) if len(page["registrants"]) > 1 else None),
        "row-repeated|pages-overlap|total-differs|duplicate-rows:listRegistrants:/registrants or "
        "total-differs:listRegistrants:/totalregistrants",
        B,
    ),
    case(
        "events of an attendee are one more",
        of("listAttendeeEvents", at("/totalattendees", lambda one: one + 1)),
        "total-differs:listAttendeeEvents:/totalattendees",
        B,
        "page-count-differs:*",
    ),
    case(
        "registrations of somebody are the oldest first",
        of("listRegistrantEvents", lambda page: page["registrants"].reverse()),
        "default-order-reversed|order-changed:listRegistrantEvents:/registrants",
        D,
    ),
    case(
        "attendees of an event are at most 20 where no size is asked for",
        asked_otherwise(
            ATTENDED, lambda query: query if named(query, "itemsperpage") else {**query, "itemsperpage": "20"}
        ),
        "default-page-size|page-shortened|total-differs:listEventAttendees:query/itemsperpage or "
        "page-shortened|total-differs:listEventAttendees:/attendees or "
        "total-differs:listEventAttendees:/totalattendees",
        B,
        "*:listEventAttendees:*",
    ),
    case(
        "a size past the most is refused",
        refused(ATTENDEES, 400, "Invalid value for the itemsperpage parameter.", too_large),
        "param-refused|max-page-size:listAttendees:query/itemsperpage",
        D,
    ),
    case(
        "media are the oldest first",
        of("listMedia", lambda page: page["media"].reverse()),
        "default-order-reversed|order-changed:listMedia:/media",
        D,
    ),
    case(
        "presenters are by their names",
        of("listPresenters", turned("eventpresenters", "lastname")),
        "order-changed|default-order-reversed:listPresenters:/eventpresenters",
        D,
    ),
)
