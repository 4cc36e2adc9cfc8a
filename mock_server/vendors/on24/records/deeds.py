"""What an attendee did, as parts of the attendee's record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What a presenter answered; `privacy` is private or public."""

    create_timestamp: datetime
    content: str
    presenter_id: int
    presenter_name: str
    privacy: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question to the presenters."""

    question_id: int
    create_timestamp: datetime
    content: str
    answer: QuestionAnswer | None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that was chosen, or without a code, words of one's own."""

    answer_code: str | None
    answer: str


@dataclass(frozen=True, slots=True)
class AnsweredPoll:
    """A poll and what was chosen."""

    poll_id: int
    poll_submitted_timestamp: datetime
    poll_question_id: int
    poll_question: str
    poll_answers: Sequence[str]
    poll_answers_detail: Sequence[GivenAnswer]


@dataclass(frozen=True, slots=True)
class AnsweredSurveyQuestion:
    """A question of a survey and what was answered."""

    survey_question_id: int
    survey_question: str
    question_code: int | None
    primary_question_code: int | None
    survey_answers: Sequence[str]
    survey_answers_detail: Sequence[GivenAnswer]


@dataclass(frozen=True, slots=True)
class AnsweredSurvey:
    """A survey and the questions of it that were answered."""

    survey_id: str
    survey_submitted_timestamp: datetime
    survey_questions: Sequence[AnsweredSurveyQuestion]


@dataclass(frozen=True, slots=True)
class ViewedResource:
    """A resource and when it was first opened."""

    resource_id: int
    resource_viewed: str
    resource_viewed_timestamp: datetime


@dataclass(frozen=True, slots=True)
class ClickedCallToAction:
    """A call to action, how often it was clicked, and when first."""

    cta_id: int
    cta_name: str
    clicks: int
    action: str
    date: datetime


@dataclass(frozen=True, slots=True)
class CertificationCredit:
    """What a certificate counts for."""

    credit_type: str
    credit: float


@dataclass(frozen=True, slots=True)
class EarnedCertification:
    """A certificate and when it was earned."""

    certification_id: int
    certification_name: str
    certification_credit: Sequence[CertificationCredit]
    certification_timestamp: datetime


@dataclass(frozen=True, slots=True)
class Reaction:
    """Applause and the like; `time_from_start` in seconds."""

    type: str
    time_from_start: int
    date_time: datetime
