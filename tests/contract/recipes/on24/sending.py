"""Requests of the operations that write: what they send, each as it is answered with success."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.recipes.on24.bench import EVENT, Make, at, attendee, email_in, known, offering, read, webcast

JOHN = {"email": "john@acme.com", "firstname": "John", "lastname": "Smith", "company": "Acme"}
WEBINAR = {
    "title": "State of the Market",
    "liveStart": "05/19/2026 09:00 AM",
    "liveDuration": "60",
    "eventType": "fav",
    "languageCd": "en",
    "timeZone": "America/Los_Angeles",
}
SPEAKER = {"name": "Ann Lee", "email": "ann.lee@example.com", "title": "Analyst"}
SURVEY = {
    "surveyquestions": [
        {"questiontype": "singleoption", "required": "Y", "question": "How was it?", "surveyanswers": ["Good", "Bad"]}
    ]
}
BANNER = {"type": "text", "matchname": "Welcome", "content": "Good to have you here."}
PICTURE = ("ann.png", b"\x89PNG\r\n\x1a\n" + bytes(32))
DECK = ("deck.pptx", b"PK\x03\x04" + bytes(64))
PAPER = ("paper.pdf", b"%PDF-1.7\n%%EOF\n")
FILM = ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(64))


def text(document: Mapping[str, Any]) -> str:
    """Return a document as the text of a field."""
    return orjson.dumps(document).decode()


def form(operation_id: str, fields: Mapping[str, Any], **arguments: str) -> Make:
    """Return what makes a form about the event that is still to come."""
    return lambda lab: at(lab, operation_id, **{**_event(lab, operation_id), **arguments}).with_form(**fields)


def _event(lab: Lab, operation_id: str) -> dict[str, str]:
    return {"eventId": EVENT} if "{eventId}" in lab.contract.path_of(operation_id) else {}


def parts(operation_id: str, event_of: Callable[[Lab], str], **sent: str | tuple[str, bytes]) -> Make:
    """Return what makes a multipart form about an event."""
    return lambda lab: at(lab, operation_id, eventId=event_of(lab)).with_parts(**sent)


def upload(operation_id: str, file: tuple[str, bytes]) -> Make:
    """Return what makes an upload to the media manager."""
    return lambda lab: at(lab, operation_id).with_parts(file=file, metadata=text({"title": "A file"}))


def related(lab: Lab, **sent: str | tuple[str, bytes]) -> Ask:
    """Return a file in the place of an event's resource."""
    number, name = resource(lab)
    fields = {"matchname": name, "name": "Paper", "type": "Resource", "file": PAPER, **sent}
    return at(lab, "addRelatedContent", eventId=number).with_parts(**fields)


def resource(lab: Lab) -> tuple[str, str]:
    """Return an event and the name of one of its resources, which no other one has."""
    for number, material in known(lab):
        names = [one.name for one in material.resources]
        single = [name for name in names if names.count(name) == 1]
        if single:
            return number, single[0]
    raise AssertionError("no event has resources")


def changed_email(lab: Lab, **fields: str) -> Ask:
    """Return a change of an event's first e-mail."""
    number = str(read(lab, "listEmails", eventId=EVENT)["emails"][0]["emailid"])
    return at(lab, "updateEmail", eventId=EVENT, emailId=number).with_form(**{"subject": "Tomorrow", **fields})


def changed_registrant(lab: Lab, **fields: str) -> Ask:
    """Return a change of somebody in an event."""
    sent = {"email": email_in(lab, EVENT), "company": "Acme Corporation", **fields}
    return at(lab, "updateEventRegistrant", eventId=EVENT).with_form(**sent)


SENDING: dict[str, Make] = {
    "createEvent": form("createEvent", WEBINAR),
    "updateEvent": form("updateEvent", {"title": "Another title", "liveDuration": "90"}),
    "deleteEvent": lambda lab: at(lab, "deleteEvent", eventId=EVENT),
    "registerForEvent": form("registerForEvent", JOHN),
    "updateEventRegistrant": changed_registrant,
    "updateRegistrant": lambda lab: at(lab, "updateRegistrant", email=attendee(lab)).with_form(company="Acme"),
    "forgetRegistrants": lambda lab: at(lab, "forgetRegistrants").with_form(email=attendee(lab)),
    "forgetAllRegistrants": lambda lab: at(lab, "forgetAllRegistrants"),
    "forgetAllEventRegistrants": lambda lab: at(lab, "forgetAllEventRegistrants", eventId=EVENT),
    "updateEmail": changed_email,
    "updateCalendarReminder": form("updateCalendarReminder", {"reminder": "15 Minutes", "subject": "Soon"}),
    "addRelatedContent": related,
    "uploadSlides": parts("uploadSlides", lambda lab: EVENT, file=DECK),
    "addSpeakerBio": parts(
        "addSpeakerBio", lambda lab: offering(lab, "has_speaker_bios"), file=PICTURE, metadata=text(SPEAKER)
    ),
    "deleteSpeakerBio": lambda lab: at(lab, "deleteSpeakerBio", eventId=offering(lab, "has_speaker_bios")),
    "addSurveyQuestions": lambda lab: at(lab, "addSurveyQuestions", eventId=offering(lab, "survey")).with_json(SURVEY),
    "updateTextWithBanner": lambda lab: at(lab, "updateTextWithBanner", eventId=offering(lab, "has_banner")).with_form(
        metadata=text(BANNER)
    ),
    "deleteCaptions": lambda lab: at(lab, "deleteCaptions", eventId=str(webcast(lab)["eventid"])),
    "uploadDocument": upload("uploadDocument", PAPER),
    "uploadVideo": upload("uploadVideo", FILM),
}
