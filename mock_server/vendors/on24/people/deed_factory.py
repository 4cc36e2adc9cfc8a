"""What one attendee did, as records: the acts of the visit, in the words of the event's material."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from mock_server.fake import Stream, label, mix
from mock_server.vendors.on24.people.deeds import REACTIONS
from mock_server.vendors.on24.people.people_ids import question_id
from mock_server.vendors.on24.people.sheets import BLOCK
from mock_server.vendors.on24.people.visits import Act, ActKind, Session, Watchers
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import Answer, AudienceQuestion, Survey, SurveyQuestion
from mock_server.vendors.on24.records.deeds import (
    AnsweredPoll,
    AnsweredSurvey,
    AnsweredSurveyQuestion,
    AskedQuestion,
    CertificationCredit,
    ClickedCallToAction,
    EarnedCertification,
    GivenAnswer,
    QuestionAnswer,
    Reaction,
    ViewedResource,
)

# Of so many early registrants, one may ask each of the event's own questions.
_SHY = 8


class Doings:
    """What a row did in an event."""

    def __init__(self, plan: EventPlan, watchers: Watchers, row: int) -> None:
        self._plan, self._watchers, self._row, self._visit = plan, watchers, row, watchers.visit(row)

    def questions(self) -> Sequence[AskedQuestion]:
        """Return what was asked, with the answers."""
        return [self.question(session, act) for session, act in self._visit.acts(ActKind.QUESTION)]

    def question(self, session: Session, act: Act) -> AskedQuestion:
        """Return what was asked by one act, with the answer."""
        asked = self._moment(session, act)
        return AskedQuestion(
            question_id(self._plan, self._row, act.item),
            asked,
            self._question(act.item).question,
            self._answer(session, act, asked) if act.is_answered else None,
        )

    def polls(self) -> Sequence[AnsweredPoll]:
        """Return the polls that were answered."""
        return [
            AnsweredPoll(
                poll.id,
                moment,
                poll.question_id,
                poll.question,
                [poll.answers[choice].answer for choice in act.answers[0]],
                _given(poll.answers, act.answers[0]),
            )
            for _, act, moment in self._done(ActKind.POLL)
            for poll in (self._plan.material.polls[act.item],)
        ]

    def surveys(self) -> Sequence[AnsweredSurvey]:
        """Return the survey, if it was answered."""
        survey = self._plan.material.survey
        if survey is None:
            return []
        return [
            AnsweredSurvey(f"{self._plan.id}_{survey.code}", moment, _survey_answers(survey, act, self._row))
            for _, act, moment in self._done(ActKind.SURVEY)
        ]

    def resources(self) -> Sequence[ViewedResource]:
        """Return the resources that were opened."""
        offered = self._plan.material.resources
        return [
            ViewedResource(offered[act.item].id, offered[act.item].name, moment)
            for _, act, moment in self._done(ActKind.RESOURCE)
        ]

    def calls_to_action(self) -> Sequence[ClickedCallToAction]:
        """Return the calls to action that were followed."""
        return [
            ClickedCallToAction(call.id, call.name, act.times, call.action, moment)
            for _, act, moment in self._done(ActKind.CALL_TO_ACTION)
            for call in (self._plan.material.calls_to_action[act.item],)
        ]

    def certifications(self) -> Sequence[EarnedCertification]:
        """Return the certificates that were earned."""
        return [
            EarnedCertification(one.id, one.name, [CertificationCredit(one.credit_type, one.credits)], moment)
            for _, act, moment in self._done(ActKind.CERTIFICATE)
            for one in (self._plan.material.certifications[act.item],)
        ]

    def reactions(self) -> Sequence[Reaction]:
        """Return applause and the like."""
        starts = self._plan.starts.astimezone(UTC)
        return [
            Reaction(REACTIONS[act.item], int((moment - starts).total_seconds()), moment)
            for _, act, moment in self._done(ActKind.REACTION)
        ]

    def _done(self, kind: ActKind) -> Iterator[tuple[Session, Act, datetime]]:
        """Yield what was done of a kind, and when."""
        for session, act in self._visit.acts(kind):
            yield session, act, self._moment(session, act)

    def _moment(self, session: Session, act: Act) -> datetime:
        return self._watchers.moment(self._row, session) + timedelta(seconds=act.at)

    def _question(self, item: int) -> AudienceQuestion:
        """Return what the row asks for an item: rarely, and only early, the event's own; else what nobody else asks."""
        material = self._plan.material
        is_own = self._row < BLOCK and mix(self._plan.id, item) % _SHY == self._row % _SHY
        if is_own or material.inquiries is None:
            return material.questions[item]
        number = self._row * len(material.questions) + item
        return material.inquiries.question(mix(self._plan.id) + number)

    def _answer(self, session: Session, act: Act, asked: datetime) -> QuestionAnswer:
        """Somebody answers within minutes; a live question while the event lasts."""
        draw = Stream(label("on24/answer"), self._plan.id, self._row, act.item)
        answered = asked + timedelta(seconds=draw.between(30, 300))
        speaker = draw.pick(self._plan.speakers)
        return QuestionAnswer(
            min(answered, self._plan.ends.astimezone(UTC)) if session.is_live else answered,
            self._question(act.item).answer,
            speaker.id,
            speaker.name,
            "private" if draw.chance(80) else "public",
        )


def _survey_answers(survey: Survey, act: Act, row: int) -> Sequence[AnsweredSurveyQuestion]:
    answered = [(question, chosen) for question, chosen in zip(survey.questions, act.answers, strict=True) if chosen]
    return [
        AnsweredSurveyQuestion(
            question.id,
            question.question,
            question.library_code,
            question.primary_code,
            [one.answer for one in given],
            given,
        )
        for question, chosen in answered
        for given in (_survey_answer(survey, question, chosen, row),)
    ]


def _survey_answer(survey: Survey, question: SurveyQuestion, chosen: Sequence[int], row: int) -> Sequence[GivenAnswer]:
    if question.answers:
        return _given(question.answers, chosen)
    # Words of one's own are those of the row, not of all who share the visit.
    return [GivenAnswer(None, survey.texts[mix(question.id, row, text) % len(survey.texts)]) for text in chosen]


def _given(answers: Sequence[Answer], chosen: Sequence[int]) -> Sequence[GivenAnswer]:
    return [GivenAnswer(answers[choice].code, answers[choice].answer) for choice in chosen]
