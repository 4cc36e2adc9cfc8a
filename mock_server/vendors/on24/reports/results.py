"""Results: what an event offers, with how it was used and answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from mock_server.vendors.on24.people.people_ids import event_user_id
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.visits import Act, ActKind
from mock_server.vendors.on24.people.votes import Votes
from mock_server.vendors.on24.programme.materials import Answer, GroupChat, Material, SurveyQuestion
from mock_server.vendors.on24.records.activity import (
    AnswerShare,
    CallToActionUse,
    CertificationOffer,
    ChatMessage,
    GroupChatUse,
    PollResult,
    ResourceUse,
    SurveyQuestionResult,
    SurveyResult,
)
from mock_server.vendors.on24.records.deeds import CertificationCredit
from mock_server.vendors.on24.records.hubs import ContentUse


class Results:
    """What the people of an event made of what it offers. Visits refer to things by their place in the event's own
    material, which comes first in `material`; nobody has used what was written behind it.
    """

    def __init__(self, roll: Roll, material: Material) -> None:
        self._roll, self._event, self._material = roll, roll.event, material

    def polls(self) -> Sequence[PollResult]:
        """Return the polls with their votes."""
        return [
            PollResult(
                poll_id=poll.id,
                poll_type=poll.kind.value,
                poll_question_id=poll.question_id,
                poll_question=poll.question,
                total_votes=votes.voters,
                live_pushed_timestamp=self._minute(poll.pushed_minute) if self._roll.has_ended else None,
                summary=_shares(poll.answers, votes),
            )
            for at, poll in enumerate(self._material.polls)
            for votes in (self._roll.tally.poll_votes(at),)
        ]

    def surveys(self) -> Sequence[SurveyResult]:
        """Return the survey with its answers, if there is one."""
        survey = self._material.survey
        if survey is None or not survey.questions:
            return []
        questions = [self._survey_question(at, question) for at, question in enumerate(survey.questions)]
        return [SurveyResult(f"{self._event.id}_{survey.code}", survey.code, questions)]

    def resources(self) -> Sequence[ResourceUse]:
        """Return the resources with their downloads."""
        return [
            ResourceUse(one.id, one.name, self._people(ActKind.RESOURCE, at), self._uses(ActKind.RESOURCE, at))
            for at, one in enumerate(self._material.resources)
        ]

    def calls_to_action(self) -> Sequence[CallToActionUse]:
        """Return the calls to action with their clicks."""
        kind = ActKind.CALL_TO_ACTION
        return [
            CallToActionUse(one.id, one.name, one.action_type, one.action, self._uses(kind, at), self._people(kind, at))
            for at, one in enumerate(self._material.calls_to_action)
        ]

    def group_chats(self) -> Sequence[GroupChatUse]:
        """Return the group chats with what was written there, in the order of time."""
        return [
            GroupChatUse(
                group_chat_id=chat.id,
                group_chat_name=chat.name,
                unique_views=self._people(ActKind.CHAT, at),
                total_views=self._uses(ActKind.CHAT, at),
                chat_messages=sorted(self._messages(at, chat), key=lambda one: one.create_timestamp),
            )
            for at, chat in enumerate(self._material.group_chats)
        ]

    def certifications(self) -> Sequence[CertificationOffer]:
        """Return the certificates that can be earned."""
        return [
            CertificationOffer(one.id, one.name, [CertificationCredit(one.credit_type, one.credits)])
            for one in self._material.certifications
        ]

    def contents(self) -> Sequence[ContentUse]:
        """Return what a hub holds with its views."""
        kind = ActKind.CONTENT
        return [
            ContentUse(one.id, one.kind, one.name, self._uses(kind, at), self._people(kind, at))
            for at, one in enumerate(self._material.contents)
        ]

    def _survey_question(self, at: int, question: SurveyQuestion) -> SurveyQuestionResult:
        votes = self._survey_votes(at, question)
        return SurveyQuestionResult(
            question_id=question.id,
            question_type=question.kind.value,
            question=question.question,
            question_code=question.library_code,
            responses=votes.voters,
            survey_answer=_shares(question.answers, votes),
        )

    def _survey_votes(self, at: int, question: SurveyQuestion) -> Votes:
        known = self._event.material.survey
        if known is None or at >= len(known.questions):
            return Votes(0, [0] * len(question.answers))
        return self._roll.tally.survey_votes(at)

    def _messages(self, item: int, chat: GroupChat) -> Iterator[ChatMessage]:
        for sitting in self._roll.crowd.sittings:
            for act in sitting.session.acts:
                if act.kind is not ActKind.MESSAGE or act.item != item:
                    continue
                for row in sitting.rows:
                    if row not in self._roll.left_out:
                        yield self._message(row, sitting.began(row) + timedelta(seconds=act.at), act, chat)

    def _message(self, row: int, moment: datetime, act: Act, chat: GroupChat) -> ChatMessage:
        person, text = self._roll.registrant(row), chat.texts[act.answers[0][0]]
        return ChatMessage(event_user_id(self._event, row), person.first_name, person.last_name, moment, text)

    def _people(self, kind: ActKind, item: int) -> int:
        return self._roll.tally.people(kind, item)

    def _uses(self, kind: ActKind, item: int) -> int:
        return self._roll.tally.uses(kind, item)

    def _minute(self, minute: int) -> datetime:
        return self._event.starts.astimezone(UTC) + timedelta(minutes=minute)


def _shares(answers: Sequence[Answer], votes: Votes) -> Sequence[AnswerShare]:
    return [AnswerShare(one.code, one.answer, share) for one, share in zip(answers, votes.percentages, strict=True)]
