"""How each refusal is come by: of the account, of the event, of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.recipe import Case
from tests.contract.recipes.on24.bench import (
    CLIENT,
    EVENT,
    EXPIRED,
    NO_EVENT,
    NOBODY,
    STRANGER,
    Make,
    at,
    busiest,
    inactive,
    offering,
    two_people,
)
from tests.contract.recipes.on24.pages import PAGE_CASES
from tests.contract.recipes.on24.sending import (
    JOHN,
    PAPER,
    PICTURE,
    SPEAKER,
    WEBINAR,
    changed_email,
    changed_registrant,
    form,
    parts,
    related,
    text,
    upload,
)


def in_account(operation_id: str, number: str) -> Make:
    """Return what makes the successful request in another account."""

    def make(lab: Lab) -> Ask:
        ask = lab.success(operation_id)
        return replace(ask, path=ask.path.replace(f"/client/{CLIENT}", f"/client/{number}", 1))

    return make


def of_event(operation_id: str, number: str | None = None, **arguments: str) -> Make:
    """Return what makes the successful request of another event: an inactive one, if not told."""

    def make(lab: Lab) -> Ask:
        there = number or str(inactive(lab)["eventid"])
        bare = at(lab, operation_id, eventId=there, **arguments)
        return replace(lab.success(operation_id), path=bare.path)

    return make


def asked(operation_id: str, **query: str) -> Make:
    """Return what makes the successful request with another query."""
    return lambda lab: lab.success(operation_id).with_query(*query.items())


def open_to(make: Make) -> Make:
    """Return what makes a request with the account's pair."""
    return lambda lab: make(lab).with_headers(lab.credentials)


def of_handler(make: Make) -> Case:
    """Return a case whose request is right in form: the operation itself refuses it."""
    return Case(make, is_bad_in_form=False)


def deleted(lab: Lab) -> Ask:
    """Delete an event, and return the request to do it once more."""
    ask = lab.success("deleteEvent")
    assert lab.send(ask).status_code == 200
    return ask


def renamed(lab: Lab) -> Ask:
    """Return a change of address to one that another registrant of an event has."""
    one, other = two_people(lab)
    return at(lab, "updateRegistrant", email=one).with_form(email=other)


# What a period may not be: no date, too long, the wrong way round, an interval too.
_BAD_QUERIES: Mapping[str, tuple[dict[str, str], bool]] = {
    "listEvents": ({"startdate": "2025-07-01", "enddate": "2026-02-01"}, False),
    "listEventRegistrants": ({"startdate": "yesterday"}, True),
    "listRegistrants": ({"pageoffset": "100000"}, False),
    "listRegistrantEvents": ({"itemsperpage": "0"}, True),
    "listEventAttendees": ({"startdate": "2026-02-01", "enddate": "2026-01-01"}, False),
    "listAttendees": ({"startdate": "2026-02-01", "dateInterval": "7"}, False),
    "listAttendeeEvents": ({"pageoffset": "-1"}, True),
    "listAttendeeSessions": ({"sessiontype": "sometimes"}, True),
    "listLeads": ({"startdate": "2024-12-01", "enddate": "2026-01-01"}, False),
    "listPresenters": ({"dateIntervalOffset": "3"}, False),
    "listUserQuestions": ({"startdate": "2026-01-01", "enddate": "2026-01-02"}, False),
    "listMedia": ({"startdate": "2025-07-01", "enddate": "2026-02-01"}, False),
}
# What belongs to an event is not found where there is none.
_OF_EVENTS = (
    "getEvent", "updateEvent", "deleteEvent", "listEventRegistrants", "registerForEvent", "updateEventRegistrant",
    "listRegistrationFields", "forgetAllEventRegistrants", "listEventAttendees", "listAttendeeSessions", "listPolls",
    "listSurveys", "listResources", "listGroupChats", "listCallsToAction", "listEventPresenters",
    "listPresenterChats", "listCertifications", "listContentActivity", "listEmails", "listEmailStatistics",
    "getCalendarReminder", "updateCalendarReminder", "listSlides", "uploadSlides",
    "deleteCaptions",
)  # fmt: skip
_PEOPLE = ("getRegistrant", "updateRegistrant", "listRegistrantEvents", "getAttendee", "listAttendeeEvents", "getLead")
_OF_ACCOUNTS = (
    "listEvents", "createEvent", "listRegistrants", "forgetAllRegistrants", "listAttendees", "listLeads",
    "listEngagedAccounts", "listPresenters", "listUserQuestions", "listSurveyLibrary", "listMedia", "uploadDocument",
    "uploadVideo", "listSubClients", "listUsers", "listEventTypes", "listLanguages", "listTimeZones",
    "listEventProfiles", "listAccountManagers", "listEventManagers", "listSalesReps", "listSignalReps",
    "listTechnicalReps", "listCustomAccountTags", "listTokens",
)  # fmt: skip
_OTHERS = (
    "forgetRegistrants", "listHubContent", "updateEmail", "addRelatedContent", "addSpeakerBio", "deleteSpeakerBio",
    "addSurveyQuestions", "updateTextWithBanner", "getMedia",
)  # fmt: skip
_CROWD = {"scale": 100_001}

CASES: dict[tuple[str, int], Case | Make] = {
    **PAGE_CASES,
    **{(one, 403): in_account(one, EXPIRED) for one in (*_OF_EVENTS, *_PEOPLE, *_OF_ACCOUNTS, *_OTHERS)},
    **{(one, 404): in_account(one, NOBODY) for one in _OF_ACCOUNTS},
    **{(one, 404): of_event(one, NO_EVENT) for one in _OF_EVENTS},
    **{
        (one, 404): (lambda lab, one=one: replace(lab.success(one), path=at(lab, one, email=STRANGER).path))
        for one in _PEOPLE
    },
    **{(one, 400): Case(asked(one, **query), is_bad) for one, (query, is_bad) in _BAD_QUERIES.items()},
    **{(one, 403): of_event(one) for one in ("getEvent", "listPolls", "updateEvent", "listSlides", "deleteCaptions")},
    # Repeating it is all that can be wrong with a text that may be anything; openapi-core looks at the first.
    ("getRegistrant", 400): Case(
        lambda lab: lab.success("getRegistrant").with_query(("partnerref", "a"), ("partnerref", "b")), (True, False)
    ),
    ("createEvent", 400): open_to(form("createEvent", {**WEBINAR, "liveDuration": "17"})),
    ("createEvent", 404): asked("createEvent", eventsource=NO_EVENT),
    # A start that has been is one that only the operation refuses.
    ("updateEvent", 400): of_handler(open_to(form("updateEvent", {"liveStart": "01/19/2026 09:00 AM"}))),
    ("deleteEvent", 410): Case(deleted, writes=True),
    ("deleteEvent", 412): lambda lab: replace(
        lab.success("deleteEvent"), path=at(lab, "deleteEvent", eventId=busiest(lab)).path
    ),
    ("registerForEvent", 400): open_to(form("registerForEvent", {**JOHN, "country": "Atlantis"})),
    ("registerForEvent", 403): of_event("registerForEvent"),
    ("registerForEvent", 412): open_to(form("registerForEvent", {**JOHN, "isDeleted": "Y"})),
    ("updateEventRegistrant", 400): open_to(lambda lab: changed_registrant(lab, email="")),
    ("updateEventRegistrant", 403): open_to(lambda lab: changed_registrant(lab, email=STRANGER)),
    ("updateRegistrant", 400): of_handler(open_to(renamed)),
    ("forgetRegistrants", 400): open_to(form("forgetRegistrants", {"eventid": EVENT})),
    ("forgetRegistrants", 404): open_to(form("forgetRegistrants", {"email": STRANGER})),
    ("forgetAllRegistrants", 400): Case(lambda lab: lab.success("forgetAllRegistrants"), False, _CROWD),
    ("forgetAllEventRegistrants", 400): Case(
        open_to(lambda lab: at(lab, "forgetAllEventRegistrants", eventId=busiest(lab))), False, _CROWD
    ),
    ("updateEmail", 400): open_to(lambda lab: changed_email(lab, activated="maybe")),
    ("updateEmail", 404): of_event("updateEmail", EVENT, emailId="1"),
    ("updateCalendarReminder", 400): open_to(form("updateCalendarReminder", {"reminder": "17 Minutes"})),
    ("listHubContent", 404): lambda lab: replace(
        lab.success("listHubContent"), path=at(lab, "listHubContent", gatewayId=EVENT).path
    ),
    ("addRelatedContent", 400): of_handler(open_to(lambda lab: related(lab, file=("paper.exe", b"MZ")))),
    ("addRelatedContent", 404): open_to(lambda lab: related(lab, matchname="No such name")),
    ("uploadSlides", 400): of_handler(open_to(parts("uploadSlides", lambda lab: EVENT, file=PAPER))),
    ("addSpeakerBio", 400): open_to(
        parts("addSpeakerBio", lambda lab: offering(lab, "has_speaker_bios"), metadata=text({"name": "Ann"}))
    ),
    ("addSpeakerBio", 404): open_to(
        parts(
            "addSpeakerBio",
            lambda lab: offering(lab, "has_speaker_bios", has=False),
            file=PICTURE,
            metadata=text(SPEAKER),
        )
    ),
    ("deleteSpeakerBio", 404): open_to(
        lambda lab: at(lab, "deleteSpeakerBio", eventId=offering(lab, "has_speaker_bios", has=False))
    ),
    ("addSurveyQuestions", 400): lambda lab: lab.success("addSurveyQuestions").with_json({"surveyquestions": []}),
    ("addSurveyQuestions", 404): lambda lab: of_event("addSurveyQuestions", offering(lab, "survey", has=False))(lab),
    ("updateTextWithBanner", 400): lambda lab: lab.success("updateTextWithBanner").with_form(metadata='{"type": "x"}'),
    ("updateTextWithBanner", 404): lambda lab: of_event("updateTextWithBanner", offering(lab, "has_banner", has=False))(
        lab
    ),
    ("getMedia", 404): lambda lab: replace(lab.success("getMedia"), path=at(lab, "getMedia", mediaId="1").path),
    ("uploadDocument", 400): of_handler(open_to(upload("uploadDocument", ("paper.exe", b"MZ")))),
    ("uploadVideo", 400): of_handler(open_to(upload("uploadVideo", PAPER))),
}
