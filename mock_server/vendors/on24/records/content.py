"""Records of what is put on an event's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.vendors.on24.programme.materials import Answer, SurveyQuestion

_RECEIVED = "RECEIVED"
# What may be left out of what is said of a speaker.
_TEXTS = ("title", "company", "description", "twitter", "linkedin", "website", "facebook")


@dataclass(frozen=True, slots=True)
class Done:
    """Says that it is done."""

    message: str


@dataclass(frozen=True, slots=True)
class ReceivedResource:
    """A file or a link."""

    name: str
    file: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ReceivedContent:
    """Says that a resource has arrived."""

    resource: ReceivedResource
    message: str = _RECEIVED


@dataclass(frozen=True, slots=True)
class SlideRecord:
    """A slide; `message` is its title."""

    media_url_id: int
    message: str
    media_file: str


@dataclass(frozen=True, slots=True)
class SlideList:
    """The slides of an event."""

    event_id: int
    event_title: str
    slides: Sequence[SlideRecord]


@dataclass(frozen=True, slots=True)
class ReceivedMedia:
    """Says that a file has arrived."""

    media_file: str
    message: str = _RECEIVED


@dataclass(frozen=True, slots=True)
class SpeakerBio:
    """A speaker on an event's page; `file` is the picture."""

    id: int
    file: str | None
    name: str
    email: str
    title: str | None
    company: str | None
    description: str | None
    twitter: str | None
    linkedin: str | None
    website: str | None
    facebook: str | None


@dataclass(frozen=True, slots=True)
class ReceivedSpeaker:
    """Says that a speaker has arrived."""

    speaker: SpeakerBio
    message: str = _RECEIVED


@dataclass(frozen=True, slots=True)
class AddedQuestion:
    """A question of a survey, as it was added."""

    question_type: str
    required: bool
    question: str
    survey_answers: Sequence[AddedAnswer]


@dataclass(frozen=True, slots=True)
class AddedAnswer:
    """One of the answers to choose from."""

    answer_code: str
    answer: str


@dataclass(frozen=True, slots=True)
class AddedQuestions:
    """What was added to the survey of an event."""

    event_id: int
    survey_questions: Sequence[AddedQuestion]


@dataclass(frozen=True, slots=True)
class ReceivedBanner:
    """Says that a text has arrived."""

    content: str
    message: str = _RECEIVED


def added_question(question: SurveyQuestion) -> AddedQuestion:
    """Return a question that was added as a record."""
    answers = [_answer(one) for one in question.answers]
    return AddedQuestion(question.kind, question.is_required, question.question, answers)


def speaker_bio(kept: Mapping[str, Any]) -> SpeakerBio:
    """Return a speaker that was added as a record; what is blank is left out."""
    texts = {name: kept[name] or None for name in _TEXTS}
    picture = kept["file"]["name"] if kept["file"] else None
    return SpeakerBio(id=kept["id"], name=kept["name"], email=kept["email"], file=picture, **texts)


def _answer(answer: Answer) -> AddedAnswer:
    return AddedAnswer(answer.code, answer.answer)
