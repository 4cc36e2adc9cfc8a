"""What is asked of the live service: ON24's lists, their filters and their records; nothing that writes.

Pages for browsers are left out: even to GET them registers people.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mock_server.drift.behaviour.probes import (
    EQUALS,
    FIRST,
    PAGES,
    SINCE,
    UNTIL,
    Detail,
    Filter,
    Given,
    Listing,
    Of,
    Probes,
    Value,
)

ZONE = "America/Los_Angeles"
_BAD_REQUEST = 400
# No event has the lowest number, no address is in the domain.
_NO_NUMBER, _NO_ADDRESS, _NO_CODE = "1", "nobody@onmock.invalid", "onmock-no-such-code"
_LATE, _EARLY = "2999-01-01", "1900-01-01"

_ACCOUNT: dict[str, Value] = {"client_id": Given("client_id")}
# The best attended event of those that the list begins with, which are the oldest of its window and so over.
_EVENT: dict[str, Value] = {
    **_ACCOUNT,
    "event_id": Of("listEvents", "event_id", most="event_analytics.total_attendees"),
}
# Hubs are opened long before, and used today.
_HUB = Of(
    "listEvents",
    "event_id",
    {"content_type": "gateway", "date_filter_mode": "updated", "date_interval": "180", "limit": "1"},
)
_REGISTRANT: dict[str, Value] = {**_ACCOUNT, "email": Of("listRegistrants", "email")}
# Who did the most shows the most; whoever attended is a lead too.
_ATTENDEE: dict[str, Value] = {**_ACCOUNT, "email": Of("listAttendees", "email", most="resources_downloaded")}
_MEDIA: dict[str, Value] = {**_ACCOUNT, "media_id": Of("listMedia", "media_id")}

_PARTNER = Filter("partner_ref", "partner_ref", EQUALS, nothing=_NO_CODE)
_SINCE_REGISTRATION = Filter("start_date", "create_timestamp", SINCE, nothing=_LATE, zone=ZONE)


def _listing(
    operation: str,
    *filters: Filter,
    path: dict[str, Value] = _ACCOUNT,
    query: dict[str, str] | None = None,
    id: str = "",
    order: str = "",
    descending: bool = True,
    turned: dict[str, str] | None = None,
    past_end: int = _BAD_REQUEST,
    **more: Any,
) -> Listing:
    return Listing(
        operation,
        path=path,
        query=query or {},
        page="page_index",
        first_page=0,
        id=id,
        order=order,
        descending=descending,
        turned=turned or {},
        past_end=past_end,
        filters=filters,
        **more,
    )


PROBES = Probes(
    listings=(
        _listing(
            "listEvents",
            Filter("content_type", "content_type", EQUALS, any_case=True, everything="all", covers=False),
            # An end alone moves the window that ends with it, so only the start cuts what is listed anyway.
            Filter("start_date", "good_after", SINCE, nothing=_LATE, zone=ZONE),
            query={"limit": "20"},
            id="event_id",
            order="good_after",
            descending=False,
            turned={"filter_order": "desc"},
            others={"date_filter_mode": ("creation", "create_timestamp")},
            rolling=("date_interval", ""),
            past_end=200,
        ),
        _listing(
            "listEventRegistrants",
            Filter("email", "email", EQUALS, any_case=True, nothing=_NO_ADDRESS),
            _PARTNER,
            _SINCE_REGISTRATION,
            Filter("end_date", "create_timestamp", UNTIL, nothing=_EARLY, zone=ZONE),
            path=_EVENT,
            query={"limit": "20"},
            id="event_user_id",
            order="create_timestamp",
            descending=False,
            past_end=200,
        ),
        _listing(
            "listRegistrants",
            _PARTNER,
            replace(_SINCE_REGISTRATION, until="end_date"),
            id="event_user_id",
            order="create_timestamp",
            rolling=("date_interval", "date_interval_offset"),
        ),
        _listing("listLeads", id="email"),
        _listing(
            "listAttendeeSessions",
            # Of people who are blocked are sessions that no row tells apart from others.
            Filter("session_type", "usage", EQUALS, any_case=True, everything="all", covers=False),
            path=_EVENT,
            order="start_time",
        ),
        _listing("listAttendees", Filter("partner_ref", "", nothing=_NO_CODE), id="event_user_id", extent=PAGES),
        _listing(
            "listMedia",
            Filter("start_date", "", SINCE, nothing=_LATE, zone=ZONE),
            id="media_id",
            order="create_timestamp",
            extent=PAGES,
        ),
    ),
    details=(
        Detail("getEvent", path=_EVENT, unknown={"event_id": _NO_NUMBER}, leaves_out=("last_updated",)),
        Detail(
            "getRegistrant",
            path=_REGISTRANT,
            unknown={"email": _NO_ADDRESS},
            any_case="email",
            elsewhere={"event_id": _NO_NUMBER},
        ),
    ),
    lookups=(
        _listing("listEventAttendees", path=_EVENT, id="event_user_id", extent=FIRST),
        _listing("listRegistrantEvents", path=_ATTENDEE, id="event_user_id", order="create_timestamp", extent=FIRST),
        _listing("listAttendeeEvents", path=_ATTENDEE, id="event_user_id", extent=FIRST),
        Listing(
            "listPresenters",
            path=_ACCOUNT,
            page="",
            limit="",
            rows="event_presenters",
            order="start_time",
            descending=True,
            extent=FIRST,
            filters=(Filter("start_date", "start_time", SINCE, nothing=_LATE, zone=ZONE),),
        ),
        Listing(
            "listTokens",
            path=_ACCOUNT,
            page="",
            limit="",
            rows="replacement_tokens",
            filters=(Filter("context", "context", nothing=_NO_CODE),),
        ),
    ),
    absent=(
        Detail(
            "getAttendee",
            path=_ATTENDEE,
            unknown={"email": _NO_ADDRESS},
            any_case="email",
            first_of="listAttendeeEvents",
        ),
        Detail("getLead", path=_ATTENDEE, unknown={"email": _NO_ADDRESS}, any_case="email"),
        Detail("getMedia", path=_MEDIA, unknown={"media_id": _NO_NUMBER}),
    ),
    others={
        "listEventProfiles": _ACCOUNT,
        "listSubClients": _ACCOUNT,
        "listEngagedAccounts": _ACCOUNT,
        "listUserQuestions": _ACCOUNT,
        "listSurveyLibrary": _ACCOUNT,
        "listUsers": _ACCOUNT,
        "listEventTypes": _ACCOUNT,
        "listLanguages": _ACCOUNT,
        "listTimeZones": _ACCOUNT,
        "listAccountManagers": _ACCOUNT,
        "listEventManagers": _ACCOUNT,
        "listSalesReps": _ACCOUNT,
        "listSignalReps": _ACCOUNT,
        "listTechnicalReps": _ACCOUNT,
        "listCustomAccountTags": _ACCOUNT,
        "getAttendee": _ATTENDEE,
        "getLead": _ATTENDEE,
        "getMedia": _MEDIA,
        "listRegistrationFields": _EVENT,
        "listPolls": _EVENT,
        "listSurveys": _EVENT,
        "listResources": _EVENT,
        "listGroupChats": _EVENT,
        "listCallsToAction": _EVENT,
        "listEventPresenters": _EVENT,
        "listPresenterChats": {**_ACCOUNT, "event_id": Of("listEvents", "event_id")},
        "listCertifications": _EVENT,
        "listEmails": _EVENT,
        "listEmailStatistics": _EVENT,
        "getCalendarReminder": _EVENT,
        "listSlides": {**_ACCOUNT, "event_id": Of("listEvents", "event_id")},
        "listContentActivity": {**_ACCOUNT, "event_id": _HUB},
        "listHubContent": {**_ACCOUNT, "gateway_id": _HUB},
    },
    tried=("listEventProfiles", "listEvents"),
    may_lack=("listSlides",),
    # Some 60 operations are asked at least once, and lists a dozen times each.
    requests=230,
)
