"""Questions that people asked in events within a period; nobody who did not ask then is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.deed_factory import Doings
from mock_server.vendors.on24.people.people_ids import event_user_id
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.visits import Act, ActKind, Session
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
    """Yield the questions of an event's attendees in a period: each is made of its act, nothing else of the person."""
    for row, session, act in _asked(roll, period):
        if row not in roll.left_out:
            yield _shown(roll, row, Doings(roll.event, roll.crowd, row).question(session, act))


def _asked(roll: Roll, period: Period) -> Iterator[tuple[int, Session, Act]]:
    """Yield who asked, and the act it was, with its session."""
    for sitting in roll.crowd.sittings:
        for act in sitting.session.acts:
            if act.kind is ActKind.QUESTION:
                rows = began_within(sitting, sitting.rows, period, timedelta(seconds=act.at))
                yield from ((row, sitting.session, act) for row in rows)


def _shown(roll: Roll, row: int, question: AskedQuestion) -> UserQuestion:
    asker, entry = roll.person(row), roll.entry(row)
    return UserQuestion(
        event_id=roll.event.id,
        client_id=roll.event.client_id,
        event_user_id=event_user_id(roll.event, row),
        question_id=question.question_id,
        create_timestamp=question.create_timestamp,
        content=question.content,
        first_name=asker.first_name,
        last_name=asker.last_name,
        email=asker.email,
        answer=question.answer,
        ext_event_user_cd=entry.fields.get("ext_event_user_cd") or None if entry is not None else None,
    )
