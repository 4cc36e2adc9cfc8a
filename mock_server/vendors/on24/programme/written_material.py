"""What was written about what events offer. It lies over the material of the events' plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from mock_server.core.overlay import Overlay
from mock_server.vendors.on24.programme.email_times import minutes_from_start
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import (
    Answer,
    CalendarReminder,
    Email,
    Material,
    QuestionKind,
    Resource,
    Slide,
    Survey,
    SurveyQuestion,
)

_KIND = "material"
# The number that is given next, so that none is given twice whatever is deleted.
_COUNTER, _NEXT = "material_number", "next"
# Above the ids of whatever is computed, and below those of registrants.
_FIRST_ID = 90_000_000

Kept = Mapping[str, Any]
Document = tuple[str, str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """What was written about one event, as JSON has it.

    `resources` and `emails` are changes by id; `questions`, `slides` and `speakers` are added; `banners` are texts by
    the widget's name; `reminder` takes the place of the calendar's entry.
    """

    resources: Mapping[str, Kept] = field(default_factory=dict)
    questions: Sequence[Kept] = ()
    slides: Sequence[Kept] = ()
    speakers: Sequence[Kept] = ()
    banners: Mapping[str, Kept] = field(default_factory=dict)
    emails: Mapping[str, Kept] = field(default_factory=dict)
    reminder: Kept | None = None

    def ids(self) -> Iterator[int]:
        """Yield the ids that were given."""
        return (int(one["id"]) for part in (self.questions, self.slides, self.speakers) for one in part)


class WrittenMaterial:
    """All that was written about what the events of an account offer, by event id.

    What is added stands behind what is computed, so that the places visits refer to stay what they are.
    """

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._notes = {int(key): Note(**kept) for key, kept in overlay.items(_KIND)}
        given = [one for note in self._notes.values() for one in note.ids()]
        kept: list[int] = [number for _, number in overlay.items(_COUNTER)]
        self._next: int = max([_FIRST_ID, *(one + 1 for one in given), *kept])

    def material(self, event: EventPlan) -> Material:
        """Return what an event offers now."""
        note, known = self._notes.get(event.id), event.material
        if note is None:
            return known
        return replace(
            known,
            survey=_survey(known.survey, note.questions),
            resources=[_resource(one, note.resources.get(str(one.id))) for one in known.resources],
            slides=[*known.slides, *(Slide(one["id"], one["file"]["name"], one["title"], 0) for one in note.slides)],
            emails=[_email(event, one, note.emails.get(str(one.id))) for one in known.emails],
            calendar_reminder=known.calendar_reminder if note.reminder is None else CalendarReminder(**note.reminder),
        )

    def note(self, event: EventPlan) -> Note:
        """Return what was written about an event."""
        return self._notes.get(event.id, Note())

    def custom_date(self, event: EventPlan, email: Email) -> datetime | None:
        """Return the moment that was set for an e-mail, None where none is."""
        text = self.note(event).emails.get(str(email.id), {}).get("good_after")
        return datetime.fromisoformat(text) if text else None

    # Writing: each returns once it is kept.

    def add_questions(self, event: EventPlan, questions: Sequence[Kept]) -> Sequence[SurveyQuestion]:
        """Add questions to the survey of an event, and return them."""
        added = [{**one, "id": self._new_id()} for one in questions]
        note = self.note(event)
        self._put(event, replace(note, questions=[*note.questions, *added]))
        return [_question(one) for one in added]

    def add_slides(self, event: EventPlan, title: str, file: Kept) -> None:
        """Add a presentation to the slides of an event."""
        note = self.note(event)
        added = {"id": self._new_id(), "title": title, "file": dict(file)}
        self._put(event, replace(note, slides=[*note.slides, added]))

    def add_speaker(self, event: EventPlan, speaker: Kept) -> Kept:
        """Add a speaker to those that the page of an event shows, and return what is kept."""
        note = self.note(event)
        added = {**speaker, "id": self._new_id()}
        self._put(event, replace(note, speakers=[*note.speakers, added]))
        return added

    def delete_speakers(self, event: EventPlan) -> None:
        """Take away all speakers that were added."""
        self._put(event, replace(self.note(event), speakers=()))

    def change_resource(self, event: EventPlan, resource_id: int, content: Kept) -> None:
        """Put something else in the place of a resource: `name`, `kind`, `file` and `url`."""
        note = self.note(event)
        self._put(event, replace(note, resources={**note.resources, str(resource_id): dict(content)}))

    def change_email(self, event: EventPlan, email_id: int, changes: Kept) -> None:
        """Change attributes of an e-mail; those that are not named stay."""
        note = self.note(event)
        changed = {**note.emails.get(str(email_id), {}), **changes}
        self._put(event, replace(note, emails={**note.emails, str(email_id): changed}))

    def change_reminder(self, event: EventPlan, reminder: CalendarReminder) -> None:
        """Put another entry for calendars in the place of the one there was."""
        self._put(event, replace(self.note(event), reminder=asdict(reminder)))

    def change_banner(self, event: EventPlan, name: str, content: Kept) -> None:
        """Change the text of a banner."""
        note = self.note(event)
        self._put(event, replace(note, banners={**note.banners, name: dict(content)}))

    def copied(self, source: EventPlan, event_id: int) -> Sequence[Document]:
        """Return what is to be kept, so that a copy of an event has what was written about its source."""
        return [(_KIND, str(event_id), asdict(self._notes[source.id]))] if source.id in self._notes else ()

    def take_copy(self, source: EventPlan, event: EventPlan) -> None:
        """Let a copy of an event have what was written about its source, now that it is kept."""
        if source.id in self._notes:
            self._notes[event.id] = self._notes[source.id]

    def _new_id(self) -> int:
        self._next += 1
        return self._next - 1

    def _put(self, event: EventPlan, note: Note) -> None:
        self._overlay.put_all([(_KIND, str(event.id), asdict(note)), (_COUNTER, _NEXT, self._next)])
        self._notes[event.id] = note


def _survey(known: Survey | None, added: Sequence[Kept]) -> Survey | None:
    if known is None or not added:
        return known
    return replace(known, questions=[*known.questions, *map(_question, added)])


def _question(kept: Kept) -> SurveyQuestion:
    return SurveyQuestion(
        id=kept["id"],
        kind=QuestionKind(kept["kind"]),
        question=kept["question"],
        is_required=kept["is_required"],
        answers=[Answer(**one) for one in kept["answers"]],
        library_code=None,
        primary_code=None,
    )


def _resource(known: Resource, kept: Kept | None) -> Resource:
    if kept is None:
        return known
    return Resource(known.id, kept["name"], kept["kind"], kept["file"] and kept["file"]["name"], kept["url"])


def _email(event: EventPlan, known: Email, kept: Kept | None) -> Email:
    """Return an e-mail with what was changed of it, and when it goes out now."""
    if kept is None:
        return known
    changed = replace(known, **{name: value for name, value in kept.items() if name != "good_after"})
    return replace(changed, minutes_from_start=minutes_from_start(event, changed.when_to_send, kept.get("good_after")))
