"""What an event offers to those who come: frozen values, the same for a seed and an event's index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class QuestionKind(StrEnum):
    """How a question is answered: one of the answers, any number of them, or words of one's own."""

    SINGLE_OPTION = "singleoption"
    MULTI_OPTION = "multioption"
    SINGLE_TEXT = "singletext"


class EmailKind(StrEnum):
    """What an e-mail of an event is for."""

    CONFIRMATION = "Confirmation"
    REMINDER = "Reminder"
    FOLLOW_UP_ATTENDED = "Follow Up - Attendee"
    FOLLOW_UP_MISSED = "Follow Up - No Show"


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers to choose from; `code` is choice1, choice2, …

    `weight` is how many choose it, in proportion to the others; all are 0 where the event's audience makes it out.
    """

    code: str
    answer: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """A question put to everybody; `pushed_minute` counts from the start of the event."""

    id: int
    question_id: int
    kind: QuestionKind
    question: str
    answers: Sequence[Answer]
    pushed_minute: int


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question of a survey. `library_code` is its code where it was taken from the account's library,
    `primary_code` that of the question it is a translation of."""

    id: int
    kind: QuestionKind
    question: str
    is_required: bool
    answers: Sequence[Answer]
    library_code: int | None
    primary_code: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey of an event; its code is unique within the event. `texts` are what people write who are asked
    for their own words."""

    code: str
    questions: Sequence[SurveyQuestion]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Resource:
    """A file to download, or a link; of `file` and `url` one is None. `kind` is "Resource" or "URL"."""

    id: int
    name: str
    kind: str
    file: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class CallToAction:
    """A button; `action` is where it leads or what it does."""

    id: int
    name: str
    action_type: str
    action: str


@dataclass(frozen=True, slots=True)
class GroupChat:
    """A chat among those who came; `texts` are what they write."""

    id: int
    name: str
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Certification:
    """A certificate for those who stayed for `minutes` of it; `credits` is what it counts for."""

    id: int
    name: str
    credits: float
    credit_type: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide of the deck. `minute` is when it is shown, counted from the start of the event."""

    id: int
    file: str
    title: str
    minute: int


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail to those who registered. `minutes_from_start` is when it goes out (negative: before the event);
    None for a confirmation, which goes out on registration."""

    id: int
    kind: EmailKind
    is_activated: bool
    when_to_send: str
    minutes_from_start: int | None
    sender: str
    from_label: str
    reply_to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class CalendarReminder:
    """The entry for calendars; `reminder` is how long before the event it rings."""

    reminder: str
    subject: str
    location: str
    body: str


@dataclass(frozen=True, slots=True)
class AudienceQuestion:
    """What somebody asks, and what a presenter answers."""

    question: str
    answer: str


class QuestionSource(Protocol):
    """Where different questions come from."""

    def question(self, number: int) -> AudienceQuestion:
        """Return the question of a number."""


@dataclass(frozen=True, slots=True)
class PresenterMessage:
    """What a presenter (a place in the event's speakers) writes to the others behind the scenes."""

    id: int
    presenter: int
    minute: int
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """Something to read or watch in an Engagement Hub. `kind` is webcast, video, pdf or webpage; `event_id` is the
    webcast's event, else None; `minutes` is how long it plays (None: it is read)."""

    id: int
    kind: str
    name: str
    description: str
    url: str
    event_id: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `id` is the presenter's; `access_mode` is the role: "Producer", "Presenter" or "Q&A Moderator"."""

    id: int
    first_name: str
    last_name: str
    email: str
    title: str
    company: str
    description: str
    access_mode: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class RegistrationField:
    """A field of the registration page. `kind` is "textbox" or "listbox", `validation` is "none" or "email".

    A list box takes one of its `options`, or a name of the country list where `lists_countries`.
    """

    id: str
    caption: str
    kind: str
    validation: str
    is_required: bool
    options: Sequence[str]
    lists_countries: bool


@dataclass(frozen=True, slots=True)
class Material:
    """Everything an event offers. What it does not have is empty, or None.

    `questions` are those people may ask; nearly everybody asks another one, of `inquiries` where there are any.

    `has_speaker_bios` and `has_banner` tell whether these widgets are on the page; `has_reactions` whether one can
    applaud.
    """

    polls: Sequence[Poll]
    survey: Survey | None
    resources: Sequence[Resource]
    calls_to_action: Sequence[CallToAction]
    group_chats: Sequence[GroupChat]
    certifications: Sequence[Certification]
    slides: Sequence[Slide]
    emails: Sequence[Email]
    calendar_reminder: CalendarReminder | None
    questions: Sequence[AudienceQuestion]
    presenter_chat: Sequence[PresenterMessage]
    contents: Sequence[Content]
    has_reactions: bool
    has_speaker_bios: bool
    has_banner: bool
    inquiries: QuestionSource | None = None
