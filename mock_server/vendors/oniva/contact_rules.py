"""Whose booking it is: a contact of the event, somebody known from elsewhere, or new. One address is one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.oniva.models import Booking
from mock_server.vendors.oniva.notes import PINNED, BookingNote
from mock_server.vendors.oniva.tenant import TenantState
from mock_server.vendors.oniva.written_books import WrittenBooks


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a booking is for: the contact's number in the event, and what is otherwise of the person and the answers."""

    number: int
    contact: Mapping[str, Any]
    answers: Mapping[str, str]


def owner_of(state: TenantState, books: WrittenBooks, event: int, row: int, email: str | None) -> Owner:
    """Return who has an address, in the event or elsewhere in the tenant; `row` makes somebody new."""
    if email is None:
        return Owner(row, {}, {})
    known = contact_with(state, books, event, email)
    if known is not None:
        return known
    for notes in state.written.bookings.values():
        for note in notes.values():
            if str(note.contact.get("email", "")).lower() == email.lower():
                return Owner(row, note.contact, note.answers)
    for language, number in state.people.find(email):
        return Owner(row, asdict(state.people.person(language, number)), {})
    return Owner(row, {}, {})


def contact_with(state: TenantState, books: WrittenBooks, event: int, email: str) -> Owner | None:
    """Return the contact of an event that has an address now, or None."""
    for row, booking in books.written_bookings():
        if booking.contact is not None and booking.contact.email.lower() == email.lower():
            note = books.notes[row]
            return Owner(note.number, note.contact, note.answers)
    rows = books.search(frozenset(), email, None, None)
    return Owner(books.ledger.contact(rows[0]), {}, {}) if rows else None


def refuse_taken(state: TenantState, books: WrittenBooks, event: int, number: int, email: str | None) -> None:
    """Refuse an address that another contact of the event has."""
    taken = None if email is None else contact_with(state, books, event, email)
    if taken is not None and taken.number != number:
        raise InvalidRequest.of("contact.email", message="is another contact's of this event")


def bookings_of(books: WrittenBooks, event: int, number: int) -> Iterator[BookingNote]:
    """Yield a note for each booking of a contact."""
    yield from (note for note in books.notes.values() if note.number == number)
    for row in books.ledger.rows_of(number) if number < PINNED else ():
        if row not in books.notes:
            yield note_of(event, row, number, books.booking(row), waits=row >= books.ledger.cut)


def note_of(event: int, row: int, number: int, booking: Booking, *, waits: bool) -> BookingNote:
    """Return the note that says of a computed booking what is so already."""
    came = booking.options[0].check_in
    return BookingNote(
        event=event,
        row=row,
        number=number,
        created=booking.created_at,
        updated=booking.updated_at,
        status=booking.status,
        confirmed=booking.confirmed_at,
        canceled=booking.canceled_at,
        is_checked_in=came.attendance or None,
        came=came.attendance_date,
        waits=waits,
    )


def told_alike(notes: Iterator[BookingNote], owner: Owner, but: int) -> Iterator[BookingNote]:
    """Yield what other bookings of a contact become when something is said of the person."""
    for note in notes:
        if note.row != but and (note.contact, note.answers) != (owner.contact, owner.answers):
            yield replace(note, contact=owner.contact, answers=owner.answers)
