"""ON24: a pair in two headers, lists by page from 0, forms, uploads, and pages without credentials."""

from __future__ import annotations

from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.recipe import Make, Recipe
from tests.contract.recipes.on24.bench import PAIR, at, attendee, busiest, hub, lively, offering, read
from tests.contract.recipes.on24.cases import CASES
from tests.contract.recipes.on24.generated import configuration, mend
from tests.contract.recipes.on24.listings import LISTINGS
from tests.contract.recipes.on24.pages import PAGES
from tests.contract.recipes.on24.queries import contradicts
from tests.contract.recipes.on24.sending import SENDING

FEW = (("itemsperpage", "5"),)
_OF_THE_ACCOUNT = (
    "listEngagedAccounts", "listPresenters", "listUserQuestions", "listSurveyLibrary", "listSubClients", "listUsers",
    "listEventTypes", "listLanguages", "listTimeZones", "listEventProfiles", "listAccountManagers",
    "listEventManagers", "listSalesReps", "listSignalReps", "listTechnicalReps", "listCustomAccountTags", "listTokens",
)  # fmt: skip
_PAGED = ("listEvents", "listRegistrants", "listAttendees", "listLeads", "listMedia")
_OF_AN_EVENT = (
    "getEvent", "listRegistrationFields", "listPolls", "listSurveys", "listResources", "listGroupChats",
    "listCallsToAction", "listEventPresenters", "listPresenterChats", "listCertifications", "listEmails",
    "listEmailStatistics", "getCalendarReminder",
)  # fmt: skip
_PAGED_OF_AN_EVENT = ("listEventRegistrants", "listEventAttendees", "listAttendeeSessions")
_OF_A_PERSON = ("getRegistrant", "getAttendee", "listRegistrantEvents", "listAttendeeEvents")


def lead(lab: Lab) -> Ask:
    """Return the request for the first lead of the list."""
    row = read(lab, "listLeads", ("itemsperpage", "1"))["leads"][0]
    return at(lab, "getLead", email=str(row["email"]))


def medium(lab: Lab) -> Ask:
    """Return the request for the first entry of the media manager."""
    row = read(lab, "listMedia", ("itemsperpage", "1"))["media"][0]
    return at(lab, "getMedia", mediaId=str(row["mediaid"]))


SUCCESS: dict[str, Make] = {
    **{one: (lambda lab, one=one: at(lab, one)) for one in _OF_THE_ACCOUNT},
    **{one: (lambda lab, one=one: at(lab, one).with_query(*FEW)) for one in _PAGED},
    **{one: (lambda lab, one=one: at(lab, one, eventId=busiest(lab))) for one in _OF_AN_EVENT},
    **{one: (lambda lab, one=one: at(lab, one, eventId=lively(lab)).with_query(*FEW)) for one in _PAGED_OF_AN_EVENT},
    **{one: (lambda lab, one=one: at(lab, one, email=attendee(lab))) for one in _OF_A_PERSON},
    "getLead": lead,
    "getMedia": medium,
    "listSlides": lambda lab: at(lab, "listSlides", eventId=offering(lab, "slides")),
    "listContentActivity": lambda lab: at(lab, "listContentActivity", eventId=str(hub(lab)["eventid"])),
    "listHubContent": lambda lab: at(lab, "listHubContent", gatewayId=str(hub(lab)["eventid"])),
    **SENDING,
    **PAGES,
}

RECIPE = Recipe(
    login=lambda lab: PAIR,
    success=SUCCESS,
    cases=CASES,
    listings=LISTINGS,
    configs={429: {"settings": {"on24": {"throttle_status": "429"}}}},
    writes=("seamlessRegister", "registerByForm", "registerByPage", "hubRegister"),
    tells_all=False,
    contradicts=contradicts,
    schemathesis=configuration,
    mend=mend,
    # Their handlers look at the kind of a file, which is generated as a picture; and JSON in a form is not generated.
    unearned=("uploadSlides", "uploadDocument", "uploadVideo", "addSurveyQuestions", "updateTextWithBanner"),
)
