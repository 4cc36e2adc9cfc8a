"""What is put on an event's page: related content, slides, speakers, survey questions, banners, captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.contract.naming import source_of
from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.vendors.on24.attachments import metadata, metadata_schema, needed_file, optional_file
from mock_server.vendors.on24.forms.own_words import in_own_words
from mock_server.vendors.on24.forms.uploads import StoredFile, sent_file
from mock_server.vendors.on24.forms.web_address import is_web_address
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import QuestionKind, Resource
from mock_server.vendors.on24.programme.survey_library import new_answers
from mock_server.vendors.on24.records.content import (
    AddedQuestions,
    Done,
    ReceivedBanner,
    ReceivedContent,
    ReceivedMedia,
    ReceivedResource,
    ReceivedSpeaker,
    SlideList,
    SlideRecord,
    added_question,
    speaker_bio,
)
from mock_server.vendors.on24.view import View, handler

_LINKS = ("email", "twitter", "linkedin", "website", "facebook")
_MOST_LINKS = 3
_FILE = "Resource"


def add_related_content(view: View) -> ReceivedContent:
    """Put a file or a link in the place of the resource that has a name."""
    event = view.event()
    name, kind = view.arguments["name"], view.arguments["type"]
    file, url = _file_or_url(view, kind)
    resource = _matching(view, event)
    kept = file.as_json() if file is not None else None
    view.state.offers.change_resource(event, resource.id, {"name": name, "kind": kind, "file": kept, "url": url})
    return ReceivedContent(ReceivedResource(name, file.name if file is not None else None, url))


def list_slides(view: View) -> SlideList:
    """List the slides of an event."""
    event = view.event()
    slides = [SlideRecord(one.id, one.title, one.file) for one in view.state.material(event).slides]
    if not slides:
        raise NotFound("No slides found")
    return SlideList(event.id, event.title, slides)


def upload_slides(view: View) -> ReceivedMedia:
    """Add a presentation to the slides."""
    event = view.event()
    file = needed_file(view)
    view.state.offers.add_slides(event, file.stem, file.as_json())
    return ReceivedMedia(file.name)


def add_speaker_bio(view: View) -> ReceivedSpeaker:
    """Add a speaker to the page. Those whom the event itself lists are others. (convention)"""
    event = _with_speaker_bios(view)
    speaker = metadata(view)
    if sum(bool(speaker[link]) for link in _LINKS) > _MOST_LINKS:
        raise InvalidRequest.of("metadata")
    file = optional_file(view)
    kept = view.state.offers.add_speaker(event, {**speaker, "file": file.as_json() if file is not None else None})
    return ReceivedSpeaker(speaker_bio(kept))


def delete_speaker_bio(view: View) -> Done:
    """Take away the speakers that were added."""
    view.state.offers.delete_speakers(_with_speaker_bios(view))
    return Done("Speaker bio data has been deleted.")


def add_survey_questions(view: View) -> AddedQuestions:
    """Add questions to the survey."""
    event = view.event()
    if view.state.material(event).survey is None:
        raise NotFound("The Take Survey widget is not available for this event.")
    added = view.state.offers.add_questions(event, [_question(one) for one in _sent_questions(view)])
    return AddedQuestions(event.id, [added_question(one) for one in added])


def update_text_with_banner(view: View) -> ReceivedBanner:
    """Change the text of a banner. An event that has banners has one of any name. (convention)"""
    event = view.event()
    if not view.state.material(event).has_banner:
        raise NotFound("The Text With Banner widget doesn't exist.")
    banner = metadata(view)
    kept = {"type": banner["type"], "content": banner["content"]}
    view.state.offers.change_banner(event, banner["match_name"], kept)
    return ReceivedBanner(banner["content"])


def delete_captions(view: View) -> Done:
    """Delete the captions, which no operation shows."""
    view.event()
    return Done("VTT files have been deleted.")


def _matching(view: View, event: EventPlan) -> Resource:
    """Return the one resource that has the name that was sent."""
    text = view.arguments["match_name"]
    found = [one for one in view.state.material(event).resources if one.name == text]
    if not found:
        raise NotFound(f"{text} not found for event {event.id}")
    if len(found) > 1:
        raise InvalidRequest.of("match_name", message=f"More than one {text} for event {event.id}")
    return found[0]


def _file_or_url(view: View, kind: str) -> tuple[StoredFile | None, str | None]:
    """Return the file or the address that the kind of resource asks for; the other one may not be there."""
    upload, url = sent_file(view.arguments["file"]), view.arguments["url"] or None
    wanted, other = ("file", "url") if kind == _FILE else ("url", "file")
    sent = {"file": upload, "url": url}
    if sent[wanted] is None:
        raise InvalidRequest.of(wanted, "missing")
    if sent[other] is not None:
        raise InvalidRequest.of(other)
    if url is not None and not is_web_address(url):
        raise InvalidRequest.of("url")
    return optional_file(view), url


def _with_speaker_bios(view: View) -> EventPlan:
    event = view.event()
    if not view.state.material(event).has_speaker_bios:
        raise NotFound("The Speaker Bio widget is not available for this event.")
    return event


def _sent_questions(view: View) -> Sequence[Mapping[str, Any]]:
    """Return the questions of the form's field, or of the body that is JSON itself."""
    if view.arguments.get("metadata") is not None:
        return [*metadata(view)["survey_questions"]]
    members = {source_of(name, one): one for name, one in metadata_schema(view)["properties"].items()}
    return [*in_own_words(members["survey_questions"], view.arguments["survey_questions"])]


def _question(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question as it is kept; there is something to choose from where one chooses, and only there."""
    kind, answers = QuestionKind(sent["question_type"]), sent["survey_answers"] or []
    if bool(answers) is (kind is QuestionKind.SINGLE_TEXT):
        raise InvalidRequest.of("metadata")
    return {
        "kind": kind.value,
        "question": sent["question"],
        "is_required": bool(sent["required"]),
        "answers": [{"code": one.code, "answer": one.answer} for one in new_answers(answers)],
    }


_ALL = (
    add_related_content,
    list_slides,
    upload_slides,
    add_speaker_bio,
    delete_speaker_bio,
    add_survey_questions,
    update_text_with_banner,
    delete_captions,
)
HANDLERS = {one.__name__: handler(one) for one in _ALL}
