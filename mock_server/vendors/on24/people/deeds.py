"""What visitors do while they watch, out of what the event offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from mock_server.fake import Stream, mix
from mock_server.vendors.on24.people.visits import LONGEST_LATENESS, Act, ActKind, Session, covered
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import Answer, QuestionKind, Survey

REACTIONS = ("thumbs up", "heart", "applause", "laugh", "surprise")
# A whole, and the golden ratio of it.
_WHOLE, _GOLDEN = 1 << 32, 2_654_435_769


class Deeds:
    """What one visitor does.

    `seconds` is the length of the event, `taste` what the audience of it leans to, `number` the visitor's among it.
    """

    def __init__(self, plan: EventPlan, seconds: int, taste: int, number: int, draw: Stream) -> None:
        self._material, self._seconds, self._draw = plan.material, seconds, draw
        self._taste, self._number = taste, number
        self._has_speakers = bool(plan.speakers)
        # How much somebody takes part at all, in percent.
        self._zeal = draw.between(10, 95)
        self._done: set[tuple[ActKind, int]] = set()

    def fill(self, sessions: Sequence[Session]) -> tuple[Session, ...]:
        """Return the sessions with what is done in them."""
        filled = []
        for number, session in enumerate(sessions):
            acts = [*self._acts(session), *self._certificates(sessions[: number + 1])]
            filled.append(replace(session, acts=tuple(sorted(acts, key=lambda act: act.at))))
        return tuple(filled)

    def _acts(self, session: Session) -> list[Act]:
        together = [*self._polls(session), *self._reactions(session), *self._chats(session)] if session.is_live else []
        return [*together, *self._survey(session), *self._questions(session), *self._clicks(session)]

    def _is_new(self, kind: ActKind, item: int, percent: int) -> bool:
        """Whether the visitor does this now, and has not before."""
        does = self._draw.chance(percent) and (kind, item) not in self._done
        if does:
            self._done.add((kind, item))
        return does

    def _polls(self, session: Session) -> list[Act]:
        acts = []
        for item, poll in enumerate(self._material.polls):
            pushed = poll.pushed_minute * 60 - session.at
            # Present is who is there when it comes, however late, and for ten seconds more.
            is_there = LONGEST_LATENESS <= pushed <= session.seconds - 10
            if is_there and self._is_new(ActKind.POLL, item, 30 + self._zeal * 2 // 3):
                at = self._draw.between(pushed + 5, min(pushed + 45, session.seconds))
                chosen = self._chosen(poll.kind, poll.answers, poll.question_id)
                acts.append(Act(ActKind.POLL, item, at, answers=(chosen,)))
        return acts

    def _survey(self, session: Session) -> list[Act]:
        """The survey opens in the last tenth, for those who are still there."""
        survey = self._material.survey
        is_at_end = (session.at + session.seconds) * 10 >= self._seconds * 9
        if survey is None or not is_at_end or not self._is_new(ActKind.SURVEY, 0, self._zeal):
            return []
        answers = self._answers(survey)
        at = session.seconds - self._draw.below(min(60, session.seconds))
        return [Act(ActKind.SURVEY, 0, at, answers=answers)] if any(answers) else []

    def _answers(self, survey: Survey) -> tuple[tuple[int, ...], ...]:
        answers: list[tuple[int, ...]] = []
        for question in survey.questions:
            in_words = question.kind is QuestionKind.SINGLE_TEXT
            if not question.is_required and not self._draw.chance(35 if in_words else 80):
                answers.append(())
            elif in_words:
                answers.append(self._choices(question.kind, len(survey.texts), question.id) if survey.texts else ())
            else:
                answers.append(self._chosen(question.kind, question.answers, question.id))
        return tuple(answers)

    def _chosen(self, kind: QuestionKind, answers: Sequence[Answer], question: int) -> tuple[int, ...]:
        """Choose among answers: by their weights, where they have any."""
        weights = [one.weight for one in answers]
        if not any(weights):
            return self._choices(kind, len(answers), question) if answers else ()
        # Multiples of the golden ratio lie evenly however few they are, so that few visitors keep to the weights too.
        spread = (mix(self._taste, question) + self._number * _GOLDEN) % _WHOLE
        point = spread * sum(weights) // _WHOLE
        return (next(place for place, reached in enumerate(accumulate(weights)) if point < reached),)

    def _choices(self, kind: QuestionKind, count: int, question: int) -> tuple[int, ...]:
        """Choose from `count` answers, some of which more people like."""
        lean = mix(self._taste, question) % count
        picks = self._draw.between(1, min(3, count)) if kind is QuestionKind.MULTI_OPTION else 1
        chosen = {(lean + min(self._draw.below(count), self._draw.below(count))) % count for _ in range(picks)}
        return tuple(sorted(chosen))

    def _questions(self, session: Session) -> list[Act]:
        percent = self._zeal // (10 if session.is_live else 25)
        return [
            Act(ActKind.QUESTION, item, self._moment(session), is_answered=self._has_speakers and self._draw.chance(75))
            for item in range(len(self._material.questions))
            if self._is_new(ActKind.QUESTION, item, percent)
        ]

    def _clicks(self, session: Session) -> list[Act]:
        """Resources, calls to action, and what is in a hub."""
        offers = (
            (ActKind.RESOURCE, len(self._material.resources), self._zeal // 2),
            (ActKind.CALL_TO_ACTION, len(self._material.calls_to_action), self._zeal // 3),
            (ActKind.CONTENT, len(self._material.contents), self._zeal // 2),
        )
        return [
            Act(kind, item, self._moment(session), times=self._draw.pick((1, 1, 1, 1, 2, 3)))
            for kind, count, percent in offers
            for item in range(count)
            if self._is_new(kind, item, percent)
        ]

    def _reactions(self, session: Session) -> list[Act]:
        if not self._material.has_reactions or not self._draw.chance(self._zeal // 2):
            return []
        times = self._draw.between(1, 4)
        return [Act(ActKind.REACTION, self._draw.below(len(REACTIONS)), self._moment(session)) for _ in range(times)]

    def _chats(self, session: Session) -> list[Act]:
        acts: list[Act] = []
        for item, chat in enumerate(self._material.group_chats):
            if not self._is_new(ActKind.CHAT, item, self._zeal):
                continue
            opened = self._moment(session)
            acts.append(Act(ActKind.CHAT, item, opened, times=self._draw.between(1, 3)))
            for _ in range(self._draw.below(3) if chat.texts else 0):
                at = self._draw.between(opened, session.seconds)
                acts.append(Act(ActKind.MESSAGE, item, at, answers=((self._draw.below(len(chat.texts)),),)))
        return acts

    def _certificates(self, so_far: Sequence[Session]) -> list[Act]:
        """Who has stayed long enough has earned it, whether in one sitting or in several."""
        here = so_far[-1]
        seen = covered([session for session in so_far if session.is_live is here.is_live])
        return [
            Act(ActKind.CERTIFICATE, item, here.seconds)
            for item, certificate in enumerate(self._material.certifications)
            if seen >= certificate.minutes * 60 and self._is_new(ActKind.CERTIFICATE, item, 100)
        ]

    def _moment(self, session: Session) -> int:
        return self._draw.below(session.seconds)
