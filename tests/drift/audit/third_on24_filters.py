"""A third set of ON24's drifts, written before any was tried: filters and periods."""

from __future__ import annotations

import orjson

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import asked_otherwise, instead, is_of, only
from tests.drift.audit.held_on24_answers import named, turned
from tests.drift.audit.on24_drifts import of, said, without
from tests.drift.audit.third_on24_edits import Query, day_begins, put_query, refused
from tests.drift.whole.proxy import Behind, Sent

EVENTS, REGISTRANTS, ATTENDEES, MEDIA, SESSIONS, PRESENTERS, LEADS, TOKENS, OF_EVENT, REGISTRANT = (
    is_of("on24", one)
    for one in (
        "listEvents",
        "listRegistrants",
        "listAttendees",
        "listMedia",
        "listAttendeeSessions",
        "listPresenters",
        "listLeads",
        "listTokens",
        "listEventRegistrants",
        "getRegistrant",
    )
)
DATES = ("startdate", "enddate", "dateinterval")


def inverted(query: Query) -> Query:
    """Take Y for N."""
    word = named(query, "noshow")
    return put_query(query, noshow={"Y": "N", "N": "Y"}.get(word.upper(), word)) if word else query


def a_day_less(query: Query) -> Query:
    """An interval has a day less."""
    days = named(query, "dateinterval")
    return put_query(query, dateinterval=str(int(days) - 1)) if days.isdigit() and int(days) > 1 else query


def of_a_week(query: Query) -> Query:
    """What has no dates is of a week."""
    return query if any(named(query, one) for one in DATES) else {**query, "dateinterval": "7"}


def not_past(query: Query) -> Query:
    """What has no dates is what is to come."""
    return query if any(named(query, one) for one in DATES) else {**query, "startdate": "2026-03-02"}


def wider(query: Query) -> Query:
    """Webcasts are anything."""
    return put_query(query, contenttype="all") if named(query, "contenttype").lower() == "webcast" else query


def first_only(query: Query) -> Query:
    """Of several sub-accounts the first counts."""
    several = named(query, "subaccounts")
    return put_query(query, subaccounts=several.partition(",")[0]) if "," in several else query


def far(query: Query) -> bool:
    """Whether a period is longer than 90 days."""
    since, until = (named(query, one)[:10] for one in ("startdate", "enddate"))
    days = [int(one[:4]) * 365 + int(one[5:7]) * 30 + int(one[8:]) for one in (since, until) if one[4:5] == "-"]
    return len(days) == 2 and days[1] - days[0] > 90


def the_oldest(sent: Sent, behind: Behind) -> Answered:
    """Of several attendances the first is shown."""
    answered = behind(sent)
    if not is_of("on24", "getAttendee")(sent) or not answered.is_good:
        return answered
    every = orjson.loads(behind(Sent(sent.method, f"{sent.path}/allevents", sent.headers, b"")).body)
    return Answered(200, answered.headers, orjson.dumps(every["attendees"][-1]))


def as_spelled(query: Query) -> Query:
    """Know parameters by one spelling only, which is another one than the contract's."""
    return {name: one for name, one in query.items() if name != "startdate"}


FILTERS: tuple[Case, ...] = (
    case(
        "a last day does not count",
        asked_otherwise(REGISTRANTS, day_begins("enddate")),
        "filter-bound-exclusive|filter-date-differs:listRegistrants:query/enddate",
        B,
        "filter-date-differs:listRegistrants:*",
    ),
    case(
        "an interval has a day less",
        asked_otherwise(REGISTRANTS, a_day_less),
        "filter-date-differs|filter-differs|filter-bound-exclusive:listRegistrants:query/dateInterval",
        B,
        "filter-*:listRegistrants:query/dateInterval*",
    ),
    case(
        "how long ago an interval ends has no effect",
        asked_otherwise(REGISTRANTS, without("dateintervaloffset")),
        "filter-ignored|filter-date-ignored:listRegistrants:query/dateIntervalOffset",
        B,
    ),
    case(
        "the zone of an interval has no effect",
        asked_otherwise(EVENTS, without("dateintervaltimezone")),
        "filter-ignored|filter-date-ignored|filter-date-differs:listEvents:query/dateIntervalTimezone",
        B,
    ),
    case(
        "which date is meant has no effect",
        asked_otherwise(EVENTS, without("datefiltermode")),
        "filter-ignored|filter-status-ignored|filter-date-differs|sort-ignored:listEvents:query/datefiltermode",
        B,
        "*order*:listEvents:*",
        "sort-ignored:listEvents:*",
    ),
    case(
        "up or down has no effect",
        asked_otherwise(EVENTS, without("filterorder")),
        "sort-ignored:listEvents:query/filterorder",
        B,
    ),
    case(
        "registrants are of a week",
        asked_otherwise(REGISTRANTS, of_a_week),
        "default-filter|default-changed|total-differs:listRegistrants:query/startdate or "
        "default-filter|default-changed:listRegistrants:query/dateInterval or "
        "default-filter|default-changed:listRegistrants:operation or default-filter:listRegistrants:/registrants",
        B,
        "*:listRegistrants:*",
    ),
    case(
        "events of the past are hidden",
        asked_otherwise(EVENTS, not_past),
        "default-filter|default-changed:listEvents:query/startdate or "
        "default-filter|default-changed:listEvents:query/dateInterval or "
        "default-filter|default-changed:listEvents:operation or default-filter:listEvents:/events",
        B,
        "*:listEvents:*",
    ),
    case(
        "who did not come is who did",
        asked_otherwise(OF_EVENT, inverted),
        "filter-differs|filter-ignored:listEventRegistrants:query/noshow",
        B,
    ),
    case(
        "which status has no effect",
        asked_otherwise(REGISTRANTS, without("userstatus")),
        "filter-ignored|filter-status-ignored|400-to-200-ignored:listRegistrants:query/userstatus",
        B,
    ),
    case(
        "a code has no effect",
        asked_otherwise(ATTENDEES, without("partnerref")),
        "filter-ignored:listAttendees:query/partnerref",
        B,
    ),
    case(
        "who registered late is not left out",
        asked_otherwise(REGISTRANTS, without("excludelive")),
        "filter-ignored|filter-differs|400-to-200-ignored:listRegistrants:query/excludelive",
        B,
    ),
    case(
        "webcasts are anything",
        asked_otherwise(EVENTS, wider),
        "filter-differs|filter-ignored|filter-status-ignored:listEvents:query/contenttype",
        B,
    ),
    case(
        "which event has no effect",
        asked_otherwise(REGISTRANT, without("eventid")),
        "filter-ignored|filter-differs:getRegistrant:query/eventid",
        B,
    ),
    case(
        "sessions that are live are refused",
        refused(
            SESSIONS,
            400,
            "Invalid value for the sessiontype parameter.",
            lambda query: named(query, "sessiontype").lower() == "live",
        ),
        "filter-value-removed|param-refused|filter-removed-strict:listAttendeeSessions:query/sessiontype",
        B,
    ),
    case(
        "a context has no effect",
        asked_otherwise(TOKENS, without("context")),
        "filter-ignored:listTokens:query/context",
        B,
    ),
    case(
        "real time has no effect",
        asked_otherwise(ATTENDEES, without("realtimeonly")),
        "filter-ignored|filter-differs|param-ignored:listAttendees:query/realtimeonly",
        B,
    ),
    case(
        "of several sub-accounts the first counts",
        asked_otherwise(REGISTRANTS, first_only),
        "filter-list-ignored|filter-differs:listRegistrants:query/subaccounts",
        B,
    ),
    case(
        "a start of presenters has no effect",
        asked_otherwise(PRESENTERS, without("startdate")),
        "filter-date-ignored|filter-ignored|filter-date-differs:listPresenters:query/startdate",
        B,
        "filter-date-*:listPresenters:*",
    ),
    case(
        "an end of leads has no effect",
        asked_otherwise(LEADS, without("enddate")),
        "filter-date-ignored|filter-ignored|filter-date-differs:listLeads:query/enddate",
        B,
        "filter-*:listLeads:*",
    ),
    case(
        "a period is of 90 days at most",
        refused(EVENTS, 400, "The date range must not be more than 90 days.", far),
        "param-refused|bound-narrowed|filter-removed-strict:listEvents:query/startdate or "
        "param-refused|bound-narrowed|filter-removed-strict:listEvents:query/enddate or "
        "status-changed|param-refused:listEvents:operation",
        B,
        "*:listEvents:*",
    ),
    case(
        "the oldest attendance is shown",
        the_oldest,
        "list-differs-from-detail:getAttendee:/eventid or list-differs-from-detail:getAttendee:/eventuserid",
        B,
        "*:getAttendee:*",
    ),
    case(
        "a start has another spelling",
        asked_otherwise(PRESENTERS, as_spelled),
        "filter-date-ignored|filter-renamed|filter-ignored|filter-date-differs:listPresenters:query/startdate",
        B,
        "filter-date-*:listPresenters:*",
    ),
    case(
        "presenters want a start",
        refused(PRESENTERS, 400, "The startdate parameter is missing.", lambda query: not named(query, "startdate")),
        "param-required:listPresenters:query/startdate",
        B,
        "param-required:listPresenters:*",
    ),
    case(
        "a page of media too far is 404",
        only(
            lambda sent: MEDIA(sent) and named(sent.query, "pageoffset").isdigit(),
            lambda one: said(404, "No such page.") if one.status == 400 else one,
        ),
        "beyond-end-404|400-to-404|status-changed:listMedia:query/pageoffset or 400-to-404:listMedia:status/400",
        D,
    ),
    case(
        "nobody asked a thing is not found",
        instead(is_of("on24", "listUserQuestions"), said(404, "No questions found.")),
        "404-empty-list|endpoint-removed:listUserQuestions:operation or 404-empty-list:listUserQuestions:/questions",
        B,
    ),
    case(
        "companies are by their names",
        of("listEngagedAccounts", turned("accounts", "name")),
        "order-changed:listEngagedAccounts:/accounts",
        I,
    ),
)
