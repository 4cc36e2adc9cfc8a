"""Questions that people asked in events within a period; nobody who did not ask then is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.people_ids import question_id
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.visits import ActKind
from mock_server.vendors.on24.people.written_people import Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.deeds import AskedQuestion
from mock_server.vendors.on24.records.questions import UserQuestion
from mock_server.vendors.on24.reports.session_list import began_within


def may_be_asked(event: EventPlan, period: Period, as_of: datetime) -> bool:
    """Tell whether an event or its archive was open in a period, as far as a snapshot of a moment knows."""
    if (period.start is not None and period.start >= as_of) or (period.end is not None and period.end < event.starts):
        return False
    last = event.archive_ends or event.ends
    # What is never live has no end that is told.
    return not event.form.is_live or period.start is None or period.start <= last


def asked_questions(roll: Roll, period: Period) -> Iterator[UserQuestion]:
    """Yield the questions of an event's attendees in a period."""
    for row, item in _asked(roll, period):
        if roll.status(row) is not Status.FORGOTTEN:
            number = question_id(roll.event, row, item)
            yield from (_shown(roll, row, one) for one in roll.attendee(row).questions if one.question_id == number)


def _asked(roll: Roll, period: Period) -> Iterator[tuple[int, int]]:
    """Yield the row and the question's place in the event's material."""
    for sitting in roll.crowd.sittings:
        for act in sitting.session.acts:
            if act.kind is ActKind.QUESTION:
                rows = began_within(sitting, sitting.rows, period, timedelta(seconds=act.at))
                yield from ((row, act.item) for row in rows)


def _shown(roll: Roll, row: int, question: AskedQuestion) -> UserQuestion:
    person = roll.registrant(row)
    return UserQuestion(
        event_id=roll.event.id,
        client_id=roll.event.client_id,
        event_user_id=person.event_user_id,
        question_id=question.question_id,
        create_timestamp=question.create_timestamp,
        content=question.content,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        answer=question.answer,
        ext_event_user_cd=str(person.ext_event_user_cd) if person.ext_event_user_cd else None,
    )
