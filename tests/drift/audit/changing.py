"""Changes of what a service answers, each at a place of a document, and of some replies only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from mock_server.drift import Answered
from tests.drift.whole.proxy import Behind, Drift, Sent

GONE = object()
When = Callable[[Sent], bool]
Edit = Callable[[Any], Any]

# Where operations are; the first that fits.
PATHS: Mapping[str, Mapping[str, str]] = {
    "oniva": {
        "issueToken": "/oauth/token",
        "getMe": "/me",
        "listEvents": "/events",
        "getEvent": "/events/[^/]+",
        "listEventBookings": "/events/[^/]+/bookings",
        "getBooking": "/v1/bookings/[^/]+",
    },
    "on24": {
        "listEvents": r"/client/\d+/event",
        "getEvent": r"/event/\d+",
        "listEventRegistrants": r"/event/\d+/registrant",
        "listEventAttendees": r"/event/\d+/attendee",
        "listRegistrants": r"/client/\d+/registrant",
        "listAttendees": r"/client/\d+/attendee",
        "getRegistrant": r"/client/\d+/registrant/[^/]+",
        "listLeads": r"/client/\d+/lead",
        "listPolls": r"/event/\d+/poll",
        "listSurveys": r"/event/\d+/survey",
        "listTimeZones": r"/client/\d+/timezones",
        "listEventTypes": r"/client/\d+/eventtypes",
        "listUsers": r"/client/\d+/users",
        "listPresenters": r"/client/\d+/presenter",
        "getAttendee": r"/client/\d+/attendee/[^/]+",
        "listAttendeeSessions": r"/event/\d+/attendeesession",
        "getLead": r"/client/\d+/lead/[^/]+",
        "listEngagedAccounts": r"/client/\d+/engagedaccount",
        "listResources": r"/event/\d+/resource",
        "listGroupChats": r"/event/\d+/groupchat",
        "listCallsToAction": r"/event/\d+/cta",
        "listEventPresenters": r"/event/\d+/presenter",
        "listEmails": r"/event/\d+/email",
        "listEmailStatistics": r"/event/\d+/emailstatistics",
        "getCalendarReminder": r"/event/\d+/calendarreminder",
        "listLanguages": r"/client/\d+/languages",
        "listRegistrantEvents": r"/client/\d+/registrant/[^/]+/allevents",
        "listAttendeeEvents": r"/client/\d+/attendee/[^/]+/allevents",
        "listSubClients": r"/v2/client/\d+",
        "listPresenterChats": r"/event/\d+/presenterchat",
        "listCertifications": r"/event/\d+/certifications",
        "listUserQuestions": r"/client/\d+/userquestions",
        "listSurveyLibrary": r"/client/\d+/surveylibrary",
        "listHubContent": r"/client/\d+/ehub/\d+/content",
        "listSlides": r"/event/\d+/slides",
        "listMedia": r"/client/\d+/mediamanager",
        "getMedia": r"/client/\d+/mediamanager/\d+",
        "listRegistrationFields": r"/event/\d+/regfield",
        "listEventProfiles": r"/client/\d+/eventprofile",
        "listAccountManagers": r"/client/\d+/accountmanager",
        "listEventManagers": r"/client/\d+/eventmanager",
        "listSalesReps": r"/client/\d+/salesrep",
        "listSignalReps": r"/client/\d+/signalrep",
        "listTechnicalReps": r"/client/\d+/technicalrep",
        "listCustomAccountTags": r"/client/\d+/customaccounttag",
        "listTokens": r"/client/\d+/tokens",
    },
}


def is_of(vendor: str, operation: str) -> When:
    """Tell whether a request is of an operation."""
    pattern = re.compile(f".*{PATHS[vendor][operation]}/?")
    return lambda sent: pattern.fullmatch(sent.path) is not None


def always(_: Sent) -> bool:
    """Of any request."""
    return True


def page_two(sent: Sent) -> bool:
    """Of later pages alone."""
    return sent.query.get("page", "1") not in ("0", "1", "-1") and sent.query.get("page", "").isdigit()


def asks(*names: str) -> When:
    """Where all of those parameters are sent."""
    return lambda sent: set(names) <= set(sent.query)


def with_document(answered: Answered, edit: Edit) -> Answered:
    """Return a reply with another document; `edit` changes it in its place, or returns another."""
    if not answered.body:
        return answered
    document = orjson.loads(answered.body)
    other = edit(document)
    return replace(answered, body=orjson.dumps(document if other is None else other))


def only(when: When, change: Callable[[Answered], Answered]) -> Drift:
    """Change what is answered to some requests."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return change(answered) if when(sent) else answered

    return drift


def document(when: When, edit: Edit, *, further: When = always) -> Drift:
    """Change the documents of good answers."""
    return only(lambda sent: when(sent) and further(sent), lambda one: with_document(one, edit) if one.is_good else one)


def errors(when: When, edit: Edit, *statuses: int) -> Drift:
    """Change the documents of refusals, of some statuses or of all."""
    return only(
        when,
        lambda one: with_document(one, edit) if one.status >= 400 and (not statuses or one.status in statuses) else one,
    )


def status(when: When, statuses: Mapping[int, int]) -> Drift:
    """Answer with another status."""
    return only(when, lambda one: replace(one, status=statuses.get(one.status, one.status)))


def header(when: When, name: str, text: str | None, *statuses: int) -> Drift:
    """Answer with a header, or without it."""

    def change(answered: Answered) -> Answered:
        if statuses and answered.status not in statuses:
            return answered
        kept = [one for one in answered.headers if one[0].lower() != name.lower()]
        return replace(answered, headers=kept if text is None else [*kept, (name, text)])

    return only(when, change)


def encoded(when: When, change: Callable[[bytes], bytes], *more: tuple[str, str]) -> Drift:
    """Answer with other octets, and more headers."""
    return only(
        when,
        lambda one: (
            replace(one, body=change(one.body), headers=[*one.headers, *more]) if one.is_good and one.body else one
        ),
    )


def asked_otherwise(when: When, change: Callable[[dict[str, str]], Mapping[str, str]]) -> Drift:
    """Take a request as if its query were another one."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        return behind(sent.with_query(change(sent.query)) if when(sent) else sent)

    return drift


def instead(when: When, answered: Answered) -> Drift:
    """Answer something else altogether."""
    return lambda sent, behind: answered if when(sent) else behind(sent)


def together(*drifts: Drift) -> Drift:
    """All of those at once, the first one outermost."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        inner = behind
        for one in reversed(drifts):
            inner = _before(one, inner)
        return inner(sent)

    return drift


def _before(one: Drift, inner: Behind) -> Behind:
    return lambda sent: one(sent, inner)
