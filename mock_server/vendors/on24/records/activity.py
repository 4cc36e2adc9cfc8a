"""Records of what was used in an event, and how often: polls, surveys, resources, calls to action, chats, contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.records.deeds import CertificationCredit


@dataclass(frozen=True, slots=True)
class AnswerShare:
    """How many in a hundred of those who answered chose an answer."""

    answer_code: str
    answer: str
    percentage: float


@dataclass(frozen=True, slots=True)
class PollResult:
    """A poll and how it was answered; not pushed before the event was."""

    poll_id: int
    poll_type: str
    poll_question_id: int
    poll_question: str
    total_votes: int
    live_pushed_timestamp: datetime | None
    summary: Sequence[AnswerShare]


@dataclass(frozen=True, slots=True)
class Polls:
    """The polls of an event."""

    event_id: int
    polls: Sequence[PollResult]


@dataclass(frozen=True, slots=True)
class SurveyQuestionResult:
    """A question of a survey and how it was answered."""

    question_id: int
    question_type: str
    question: str
    question_code: int | None
    responses: int
    survey_answer: Sequence[AnswerShare]


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """A survey and how it was answered."""

    survey_id: str
    survey_code: str
    survey_questions: Sequence[SurveyQuestionResult]


@dataclass(frozen=True, slots=True)
class Surveys:
    """The surveys of an event."""

    event_id: int
    surveys: Sequence[SurveyResult]


@dataclass(frozen=True, slots=True)
class ResourceUse:
    """A resource, by how many people it was opened, and how often."""

    resource_id: int
    resource_name: str
    unique_downloads: int
    total_downloads: int


@dataclass(frozen=True, slots=True)
class Resources:
    """The resources of an event: those that were opened, and the others."""

    event_id: int
    total_resources: int
    resources_viewed: Sequence[ResourceUse]
    resources_not_viewed: Sequence[ResourceUse]


@dataclass(frozen=True, slots=True)
class CallToActionUse:
    """A call to action, how often it was followed, and by how many people."""

    cta_id: int
    cta_name: str
    action_type: str
    action: str
    total_clicks: int
    unique_clicks: int


@dataclass(frozen=True, slots=True)
class CallsToAction:
    """The calls to action of an event."""

    event_id: int
    call_to_actions: Sequence[CallToActionUse]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What somebody wrote in a group chat."""

    event_user_id: int
    first_name: str | None
    last_name: str | None
    create_timestamp: datetime
    content: str


@dataclass(frozen=True, slots=True)
class GroupChatUse:
    """A group chat, by how many people it was opened, how often, and what they wrote."""

    group_chat_id: int
    group_chat_name: str
    unique_views: int
    total_views: int
    chat_messages: Sequence[ChatMessage]


@dataclass(frozen=True, slots=True)
class GroupChats:
    """The group chats of an event."""

    event_id: int
    group_chats: Sequence[GroupChatUse]


@dataclass(frozen=True, slots=True)
class CertificationOffer:
    """A certificate that can be earned."""

    certification_id: int
    certification_name: str
    certification_credit: Sequence[CertificationCredit]


@dataclass(frozen=True, slots=True)
class Certifications:
    """The certificates of an event."""

    event_id: int
    certifications: Sequence[CertificationOffer]
