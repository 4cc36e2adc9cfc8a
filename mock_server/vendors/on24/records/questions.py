"""Records of questions: those people asked in any event, and those of the account's library of surveys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.records.deeds import QuestionAnswer


@dataclass(frozen=True, slots=True)
class UserQuestion:
    """A question to the presenters of an event, and who asked it."""

    event_id: int
    client_id: int
    event_user_id: int
    question_id: int
    create_timestamp: datetime
    content: str
    first_name: str | None
    last_name: str | None
    email: str | None
    answer: QuestionAnswer | None
    ext_event_user_cd: str | None


@dataclass(frozen=True, slots=True)
class UserQuestions:
    """Questions that were asked in a period."""

    questions: Sequence[UserQuestion]


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One of the answers to choose from."""

    answer_code: str
    answer: str


@dataclass(frozen=True, slots=True)
class ListedVariation:
    """A question of the library in another language."""

    question_code: int
    question: str
    survey_answer: Sequence[AnswerOption]


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question of the library."""

    question_code: int
    question_type: str
    question: str
    survey_answer: Sequence[AnswerOption]
    variations: Sequence[ListedVariation]


@dataclass(frozen=True, slots=True)
class SurveyLibrary:
    """The account's library of survey questions."""

    survey_questions: Sequence[ListedQuestion]
