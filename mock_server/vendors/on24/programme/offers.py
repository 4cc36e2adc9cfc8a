"""How an event gets its material: from the theme of its topic, in its language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mock_server.fake import Stream
from mock_server.vendors.on24.programme.inquiries import Inquiries
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.mailing import Mailing
from mock_server.vendors.on24.programme.materials import (
    AudienceQuestion,
    CallToAction,
    Certification,
    Content,
    GroupChat,
    Material,
    Poll,
    PresenterMessage,
    QuestionKind,
    Resource,
    Slide,
    Survey,
)
from mock_server.vendors.on24.programme.stock import Words
from mock_server.vendors.on24.programme.survey_library import LibraryQuestion, new_answers, new_survey

_POLLED = (EventForm.LIVE, EventForm.SIMULIVE, EventForm.HYBRID)
# Of presenters' messages, one every so many minutes.
_MESSAGE_EVERY = 6


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the material of an event depends on. A `complete` one has some of everything its form can have."""

    form: EventForm
    title: str
    language: str
    minutes: int
    speakers: int
    complete: bool
    theme: Words
    speech: Words
    certificates: Sequence[Words]


class Offers:
    """Draws the material of one event. Parts are drawn in one order, since each takes ids and chances from the rest."""

    def __init__(self, occasion: Occasion, new_id: Iterator[int], draw: Stream) -> None:
        self._occasion, self._new_id, self._draw = occasion, new_id, draw

    def material(
        self, library: Sequence[LibraryQuestion], mailing: Mailing, contents: Sequence[Content] = ()
    ) -> Material:
        """Return everything the event offers; `contents` are those of an Engagement Hub."""
        occasion, live = self._occasion, self._occasion.form.is_live
        return Material(
            polls=self._polls(),
            survey=self._survey(library),
            resources=self._resources(),
            calls_to_action=self._calls_to_action(),
            group_chats=self._group_chats(),
            certifications=self._certifications(),
            slides=self._slides(),
            emails=mailing.emails(occasion.title, occasion.minutes if live else None, self._new_id),
            calendar_reminder=mailing.calendar_reminder(occasion.title) if live and self._chance(85) else None,
            questions=self._questions(),
            presenter_chat=self._presenter_chat(),
            contents=contents,
            has_reactions=live and self._chance(60),
            has_speaker_bios=occasion.form is not EventForm.HUB and self._chance(85),
            has_banner=self._chance(50),
            inquiries=Inquiries(occasion.speech["inquiries"], occasion.theme["aspects"]),
        )

    def _chance(self, percent: int) -> bool:
        drawn = self._draw.chance(percent)
        return drawn or self._occasion.complete

    def _polls(self) -> Sequence[Poll]:
        if self._occasion.form not in _POLLED:
            return ()
        chosen = self._draw.shuffled(self._occasion.theme["polls"])[: self._draw.between(1, 3)]
        step = max(1, (self._occasion.minutes - 10) // len(chosen))
        return tuple(
            Poll(
                id=next(self._new_id),
                question_id=next(self._new_id),
                kind=QuestionKind(poll["kind"]),
                question=poll["question"],
                answers=new_answers(poll["answers"], poll.get("weights", ())),
                pushed_minute=4 + place * step + self._draw.below(min(step, 5)),
            )
            for place, poll in enumerate(chosen)
        )

    def _survey(self, library: Sequence[LibraryQuestion]) -> Survey | None:
        if self._occasion.form is EventForm.HUB or not self._chance(80):
            return None
        texts = self._occasion.speech["survey_texts"]
        return new_survey(library, self._occasion.language, texts, self._new_id, self._draw)

    def _resources(self) -> Sequence[Resource]:
        known = self._occasion.theme["resources"]
        chosen = known[: self._draw.between(2, len(known))]
        return tuple(
            Resource(
                next(self._new_id), one["name"], "URL" if "url" in one else "Resource", one.get("file"), one.get("url")
            )
            for one in chosen
        )

    def _calls_to_action(self) -> Sequence[CallToAction]:
        many = self._draw.pick((0, 1, 1, 2)) or int(self._occasion.complete)
        chosen = self._draw.shuffled(self._occasion.speech["actions"])[:many]
        return tuple(CallToAction(next(self._new_id), **one) for one in chosen)

    def _group_chats(self) -> Sequence[GroupChat]:
        if not self._occasion.form.is_live or not self._chance(30):
            return ()
        name = self._draw.pick(self._occasion.speech["group_chat"])
        return (GroupChat(next(self._new_id), name, tuple(self._occasion.speech["chat"])),)

    def _certifications(self) -> Sequence[Certification]:
        if self._occasion.form not in _POLLED or not self._chance(25):
            return ()
        one = self._draw.pick(self._occasion.certificates)
        minutes = self._occasion.minutes
        # An hour of fifty minutes counts for one credit, and half credits are given.
        return (
            Certification(
                next(self._new_id), one["name"], max(1, minutes // 25) / 2, one["credit_type"], minutes * 4 // 5
            ),
        )

    def _slides(self) -> Sequence[Slide]:
        titles = self._occasion.speech["slides"]
        if self._occasion.form is EventForm.HUB or not self._chance(80):
            return ()
        return tuple(
            Slide(
                next(self._new_id), f"slide{number + 1:02d}.jpg", title, number * self._occasion.minutes // len(titles)
            )
            for number, title in enumerate(titles)
        )

    def _questions(self) -> Sequence[AudienceQuestion]:
        if self._occasion.form is EventForm.HUB:
            return ()
        return tuple(AudienceQuestion(**one) for one in self._draw.shuffled(self._occasion.theme["questions"]))

    def _presenter_chat(self) -> Sequence[PresenterMessage]:
        if self._occasion.form not in _POLLED or not self._chance(60):
            return ()
        texts = self._occasion.speech["presenter_chat"]
        first = self._draw.below(self._occasion.speakers)
        return tuple(
            PresenterMessage(
                next(self._new_id), (first + place) % self._occasion.speakers, 1 + place * _MESSAGE_EVERY, text
            )
            for place, text in enumerate(texts)
            if 1 + place * _MESSAGE_EVERY < self._occasion.minutes
        )
