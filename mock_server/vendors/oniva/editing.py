"""Bookings and events, pinned and changed by whoever owns the world; everything else is made to agree with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.core.clock import Clock
from mock_server.vendor import RecordEditor
from mock_server.vendors.oniva import event_rules
from mock_server.vendors.oniva.booking_rules import (
    came_at,
    check_in_of,
    checked_fields,
    checked_status,
    choice_of,
    contact_of,
    refuse_full,
    times_of,
)
from mock_server.vendors.oniva.lives import EXPIRES_AFTER
from mock_server.vendors.oniva.models import Booking, Event
from mock_server.vendors.oniva.notes import PINNED, BookingNote, EventNote, Note, PersonNote
from mock_server.vendors.oniva.persons import key_of
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.tenant import TenantState
from mock_server.vendors.oniva.today import Today
from mock_server.vendors.oniva.written_books import WrittenBooks
from mock_server.vendors.oniva.zone import ZURICH, midnight

# A booking was begun some minutes before it is pinned, and done soon after that.
_BEGUN_BEFORE, _DONE_AFTER = timedelta(minutes=20), timedelta(minutes=2)
_SECOND = timedelta(seconds=1)


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
        choice = choice_of(books, fields)
        if status == "confirmed":
            refuse_full(books, choice)
        row = state.written.next_pinned(event)
        key, number, people = _owner(state, books, row, *contact_of(fields))
        created = _created(books, fields.get("created_at"), desk.now)
        note = BookingNote(
            event=event,
            row=row,
            number=number,
            person=key,
            turn=books.ledger.visible,
            created=created,
            updated=created,
            status=status,
            language=fields.get("language"),
            choice=choice,
        )
        note = replace(note, **times_of(note, status, min(created + _DONE_AFTER, desk.now), desk.now))
        return _write(desk, books, note, people, check_in_of(fields))


def change_booking(state: TenantState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Booking:
    """Change a booking."""
    checked_fields(fields, is_new=False)
    with state.lock:
        desk = _desk(state, clock)
        place = desk.today.place(record_id)
        if place is None:
            raise NotFound("there is no booking with this id")
        books = desk.books(place[0])
        booking = books.booking(place[1])
        if fields.get("event_id", booking.event_id) != booking.event_id:
            raise InvalidRequest.of("event_id", message="cannot be changed; pin another booking")
        before = books.notes.get(place[1]) or _note_of(books, place[1], booking)
        told = state.persons.told(before.person, *contact_of(fields))
        note = _changed(books, before, booking, fields, desk.now)
        return _write(desk, books, note, [] if told is None else [told], check_in_of(fields))


def change_event(state: TenantState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Event:
    """Change what is shown of an event, move it, or cancel it."""
    event_rules.checked_fields(fields)
    with state.lock:
        desk = _desk(state, clock)
        found = desk.today.event(record_id)
        if found is None:
            raise NotFound("there is no event with this id")
        index, event = found
        before = state.written.events.get(index) or EventNote(index, desk.now)
        state.written.put([event_rules.edited(desk.books(index), event, before, fields, desk.now)])
        return state.today(clock).event_at(index)


def _desk(state: TenantState, clock: Clock) -> Desk:
    return Desk(state, state.today(clock), clock.now().replace(microsecond=0))


def _write(
    desk: Desk, books: WrittenBooks, note: BookingNote, people: list[PersonNote], check_in: Mapping[str, Any]
) -> Booking:
    """Write a booking, and who it is for; the check-in is of the booking as it is then."""
    if check_in:
        booking = books.with_note(note).booking(note.row)
        note = replace(note, **came_at(books.plan, booking, check_in, desk.now))
        if booking.options[0].check_in.attendance or note.is_checked_in:
            note = replace(note, updated=max(note.updated, desk.now))
    notes: list[Note] = [*people, note]
    desk.state.written.put(notes)
    return desk.books(note.event).booking(note.row)


def _owner(
    state: TenantState, books: WrittenBooks, row: int, said: Mapping[str, Any], answers: Mapping[str, str]
) -> tuple[str, int, list[PersonNote]]:
    """Return the key of the person a new booking is for, its number as a contact, and what is written of it."""
    number = books.plan.planned + row - PINNED
    like = books.contacts.place(number)
    key = state.persons.with_email(said["email"]) if "email" in said else None
    if key is None and (said or answers):
        person = state.persons.new(like, said, answers)
        return person.key, number, [person]
    key = key or key_of(*like)
    known, told = books.number_of(key), state.persons.told(key, said, answers)
    return key, number if known is None else known, [] if told is None else [told]


def _note_of(books: WrittenBooks, row: int, booking: Booking) -> BookingNote:
    """Return the note that says of a computed booking what is so already."""
    came, number = booking.options[0].check_in, books.ledger.contact(row)
    return BookingNote(
        event=books.plan.index,
        row=row,
        number=number,
        person=key_of(*books.contacts.place(number)),
        turn=row,
        created=booking.created_at,
        updated=booking.updated_at,
        status=booking.status,
        confirmed=booking.confirmed_at,
        canceled=booking.canceled_at,
        is_checked_in=came.attendance or None,
        came=came.attendance_date,
    )


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


def _created(books: WrittenBooks, said: datetime | None, now: datetime) -> datetime:
    """Return when a booking was begun: some minutes ago or, where bookings have closed, an hour before that."""
    plan = books.plan
    first, last = midnight(plan.opens), _closes(plan) - timedelta(hours=1)
    if said is None:
        created = max(first, min(now - _BEGUN_BEFORE, last))
        # Pinned one after the other, they stay in that order, also where the clock stands.
        latest = max((note.created for note in books.notes.values() if note.is_pinned), default=first)
        if created <= latest < min(last, now - EXPIRES_AFTER):
            created = latest + _SECOND
    else:
        created = said.astimezone(ZURICH).replace(microsecond=0)
    if created > now:
        raise InvalidRequest.of("created_at", message="has not come yet")
    if not first <= created < plan.starts:
        raise InvalidRequest.of("created_at", message=f"is outside the time of booking, which begins on {plan.opens}")
    return created


def _closes(plan: EventPlan) -> datetime:
    return min(midnight(plan.closes), midnight(plan.starts.date()))


def _changed(
    books: WrittenBooks, before: BookingNote, booking: Booking, fields: Mapping[str, Any], now: datetime
) -> BookingNote:
    status = checked_status(books.plan, fields.get("status", booking.status))
    if books.is_cancelled and status != booking.status:
        raise InvalidRequest.of("status", message="cannot be changed: the event is cancelled")
    # What is said of the person is no change of the booking.
    note = replace(before, language=fields.get("language", before.language))
    if status == booking.status:
        return note
    if status == "confirmed":
        ids = [one.id for one in books.plan.registrations]
        refuse_full(books, ids.index(booking.options[0].option_id))
    note = replace(note, status=status, turn=books.ledger.visible, is_checked_in=None, came=None)
    return replace(note, **times_of(note, status, before.confirmed or now, now))


RECORDS: Mapping[str, RecordEditor] = {
    "bookings": RecordEditor("Booking", create_booking, change_booking),
    "events": RecordEditor("Event", None, change_event),
}
