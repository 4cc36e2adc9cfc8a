"""Bookings and events, pinned and changed by whoever owns the world; everything else is made to agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.core.clock import Clock
from mock_server.vendor import RecordEditor
from mock_server.vendors.oniva.booking_rules import (
    came_at,
    checked_fields,
    checked_status,
    choice_of,
    contact_of,
    times_of,
)
from mock_server.vendors.oniva.contact_rules import Owner, bookings_of, note_of, owner_of, refuse_taken, told_alike
from mock_server.vendors.oniva.models import Booking, Event
from mock_server.vendors.oniva.notes import BookingNote, EventNote
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.tenant import TenantState
from mock_server.vendors.oniva.today import Today
from mock_server.vendors.oniva.written_books import WrittenBooks
from mock_server.vendors.oniva.zone import midnight

# A booking was begun some minutes before it is pinned, and done soon after that.
_BEGUN_BEFORE, _DONE_AFTER = timedelta(minutes=20), timedelta(minutes=2)
_EVENT_FIELDS = ("status", "title", "lead", "description", "categories", "tags")


@dataclass(frozen=True, slots=True)
class Desk:
    """A tenant as it is while somebody writes in it."""

    state: TenantState
    today: Today
    now: datetime

    def books(self, event: int) -> WrittenBooks:
        """Return the books of an event."""
        return self.state.written_books(self.today, event, self.now)


def create_booking(state: TenantState, clock: Clock, fields: Mapping[str, Any]) -> Booking:
    """Pin a booking; what is not said is made up."""
    checked_fields(fields, is_new=True)
    with state.lock:
        desk = _desk(state, clock)
        event = _event_of(desk, fields.get("event_id"))
        books = desk.books(event)
        status = checked_status(books.plan, fields.get("status", "confirmed"))
        choice = choice_of(books.plan, fields)
        said, answers = contact_of(fields)
        row = state.written.next_pinned(event)
        known = owner_of(state, books, event, row, said.get("email"))
        owner = Owner(known.number, {**known.contact, **said}, {**known.answers, **answers})
        created = _created(books.plan, fields.get("created_at"), desk.now)
        note = BookingNote(
            event=event,
            row=row,
            number=owner.number,
            created=created,
            updated=created,
            status=status,
            contact=owner.contact,
            answers=owner.answers,
            language=fields.get("language"),
            choice=choice,
            waits=status == "confirmed" and not _has_room(books, choice),
        )
        note = replace(note, **times_of(note, status, min(created + _DONE_AFTER, desk.now), desk.now))
        note = replace(note, **came_at(books.plan, note, fields, desk.now))
        return _write(state, clock, note, *told_alike(bookings_of(books, event, owner.number), owner, row))


def change_booking(state: TenantState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Booking:
    """Change a booking."""
    checked_fields(fields, is_new=False)
    with state.lock:
        desk = _desk(state, clock)
        place = desk.today.place(record_id)
        if place is None:
            raise NotFound("there is no booking with this id")
        event, row = place
        books = desk.books(event)
        booking, known = books.booking(row), books.notes.get(row)
        if fields.get("event_id", booking.event_id) != booking.event_id:
            raise InvalidRequest.of("event_id", message="cannot be changed; pin another booking")
        before = known or note_of(event, row, books.ledger.contact(row), booking, waits=row >= books.ledger.cut)
        said, answers = contact_of(fields)
        refuse_taken(state, books, event, before.number, said.get("email"))
        owner = Owner(before.number, {**before.contact, **said}, {**before.answers, **answers})
        note = _changed(books, replace(before, contact=owner.contact, answers=owner.answers), booking, fields, desk.now)
        others = list(told_alike(bookings_of(books, event, owner.number), owner, row))
        if before.status == "confirmed" and not before.waits and note.status != "confirmed":
            others += _moved_up(books, event, desk.now)
        return _write(state, clock, note, *others)


def change_event(state: TenantState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Event:
    """Change what is shown of an event, or cancel it."""
    for name in fields:
        if name not in _EVENT_FIELDS:
            raise InvalidRequest.of(name, message=f"cannot be changed; these can: {', '.join(_EVENT_FIELDS)}")
    with state.lock:
        desk = _desk(state, clock)
        found = desk.today.event(record_id)
        if found is None:
            raise NotFound("there is no event with this id")
        index, event = found
        known = state.written.events.get(index) or EventNote(index, desk.now)
        cancelled = _cancelled(event, fields.get("status"), known, desk.now)
        topic = {name: fields[name] for name in _EVENT_FIELDS[2:] if name in fields}
        note = replace(
            known,
            edited=desk.now,
            cancelled=cancelled,
            title=fields.get("title", known.title),
            topic={**known.topic, **topic},
        )
        state.written.put([note])
        return state.today(clock).event_at(index)


def _desk(state: TenantState, clock: Clock) -> Desk:
    return Desk(state, state.today(clock), clock.now().replace(microsecond=0))


def _write(state: TenantState, clock: Clock, note: BookingNote, *others: BookingNote) -> Booking:
    state.written.put([note, *others])
    return state.today(clock).booking(note.event, note.row)


def _event_of(desk: Desk, event_id: str | None) -> int:
    """Return the index of the event that is named or, where none is, of the next that takes bookings and has room."""
    if event_id is not None:
        found = desk.today.event(event_id)
        if found is None:
            raise InvalidRequest.of("event_id", message="is no event's")
        status = found[1].status
        if status in ("draft", "cancelled"):
            raise InvalidRequest.of("event_id", message=f"is of an event that is {status} and takes no bookings")
        return found[0]
    for event in desk.today.events:
        found = desk.today.event(event.id)
        assert found is not None
        plan = desk.today.books[found[0]].plan
        if event.status == "active" and event.start_date > desk.now > midnight(plan.opens) and not plan.kind.is_full:
            return found[0]
    raise InvalidRequest.of("event_id", message="has to be said: no event takes bookings now")


def _created(plan: EventPlan, said: datetime | None, now: datetime) -> datetime:
    """Return when a booking was begun: some minutes ago or, where bookings have closed, an hour before that."""
    first, last = midnight(plan.opens), midnight(plan.closes) - timedelta(hours=1)
    created = said or max(first, min(now - _BEGUN_BEFORE, last))
    if created > now:
        raise InvalidRequest.of("created_at", message="has not come yet")
    if not first <= created < max(midnight(plan.closes), plan.starts):
        raise InvalidRequest.of("created_at", message=f"is outside the time of booking, which begins on {plan.opens}")
    return created.replace(microsecond=0)


def _has_room(books: WrittenBooks, choice: int) -> bool:
    """Tell whether a place is left; raise InvalidRequest where there is none on the waiting list either."""
    room = books.room(choice)
    if room.capacity is None or room.booked < room.capacity:
        return True
    if room.waiting is None or books.waiting() >= room.waiting:
        raise InvalidRequest.of("event_id", message="is of an event that is full, and so is its waiting list")
    return False


def _changed(
    books: WrittenBooks, before: BookingNote, booking: Booking, fields: Mapping[str, Any], now: datetime
) -> BookingNote:
    status = checked_status(books.plan, fields.get("status", booking.status))
    if books.plan.cancelled is not None and status != booking.status:
        raise InvalidRequest.of("status", message="cannot be changed: the event is cancelled")
    # What is said of the person is no change of the booking.
    note = replace(before, language=fields.get("language", before.language))
    if status != before.status:
        waits = status == "confirmed" and not _has_room(books, _choice_in(books.plan, booking))
        note = replace(note, status=status, waits=waits, is_checked_in=None, came=None)
        note = replace(note, **times_of(note, status, before.confirmed or now, now))
    came = came_at(books.plan, note, fields, now)
    return replace(note, **came, updated=now) if came else note


def _choice_in(plan: EventPlan, booking: Booking) -> int:
    ids = [one.id for one in plan.registrations]
    return ids.index(booking.options[0].option_id)


def _moved_up(books: WrittenBooks, event: int, now: datetime) -> Iterator[BookingNote]:
    """Yield the note of whoever gets a place that was given back."""
    row = books.next_waiting() if books.plan.kind.is_full else None
    if row is not None:
        moved = note_of(event, row, books.ledger.contact(row), books.booking(row), waits=False)
        yield replace(moved, updated=now)


def _cancelled(event: Event, status: str | None, known: EventNote, now: datetime) -> datetime | None:
    if status is None or status == event.status:
        return known.cancelled
    if status != "cancelled" or event.status != "active":
        raise InvalidRequest.of("status", message=f"can become cancelled from active, not {status} from {event.status}")
    return now


RECORDS: Mapping[str, RecordEditor] = {
    "bookings": RecordEditor("Booking", create_booking, change_booking),
    "events": RecordEditor("Event", None, change_event),
}
