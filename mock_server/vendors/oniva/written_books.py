"""The books of an event about which something was written: its ledger and bookings, with the notes woven in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from mock_server.vendors.oniva.bookings import Bookings
from mock_server.vendors.oniva.events import Places, Taken, new_event, places_of
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import Booking, Event
from mock_server.vendors.oniva.notes import BookingNote, PersonNote
from mock_server.vendors.oniva.persons import place_of
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.seats import Seats
from mock_server.vendors.oniva.woven import Woven

Computed = Callable[[int], Booking]


class WrittenBooks:
    """The bookings of one event as of now: the computed ones, changed ones, pinned ones.

    `notes` are those that there are already, `people` those who were written about, by key; `computed` makes a booking
    that nothing was written about. `as_of` is the midnight up to which computed things have happened, or when the event
    was called off, if that was later.
    """

    def __init__(
        self,
        plan: EventPlan,
        ledger: Ledger,
        bookings: Bookings,
        notes: Collection[BookingNote],
        people: Mapping[str, PersonNote],
        computed: Computed,
        as_of: datetime,
    ) -> None:
        self.plan, self.ledger, self.contacts = plan, ledger, bookings.contacts
        self._bookings, self._people, self._computed, self._as_of = bookings, people, computed, as_of
        there = [note for note in notes if note.is_pinned or note.row < ledger.visible]
        self.notes = {note.row: note for note in there}
        self._changed = sorted(note.row for note in there if not note.is_pinned)
        self._pinned = sorted((note for note in there if note.is_pinned), key=lambda note: (note.created, note.row))
        self._seats = Seats(ledger, there) if plan.kind.is_full else None
        self._records: dict[int, Booking] = {}

    def with_note(self, note: BookingNote) -> WrittenBooks:
        """Return the books as they would be with a note."""
        notes = {**self.notes, note.row: note}.values()
        return WrittenBooks(self.plan, self.ledger, self._bookings, notes, self._people, self._computed, self._as_of)

    def has(self, row: int) -> bool:
        """Tell whether there is such a booking."""
        return row in self.notes or row < self.ledger.visible

    def booking(self, row: int) -> Booking:
        """Return the booking of a row: the same object each time, where something was written about it."""
        if self._is_plain and row not in self.notes:
            return self._computed(row)
        record = self._records.get(row)
        return record if record is not None else self._new_booking(row)

    def event(self, site: str) -> Event:
        """Return the record of the event."""
        return new_event(self.plan, self.ledger, self._as_of, site, lambda: self._taken)

    def number_of(self, person: str) -> int | None:
        """Return the number of the contact that a person is in this event, or None."""
        noted = next((note.number for note in self.notes.values() if note.person == person), None)
        place = place_of(person)
        return noted if noted is not None or place is None else self.contacts.number_of(*place)

    def search(
        self, statuses: frozenset[str], email: str | None, start: datetime | None, end: datetime | None
    ) -> Sequence[int]:
        """Return the rows that the filters leave, in the order of their creation."""
        base = self.ledger.search(statuses, start, end, None if email is None else self._rows_with(email))
        kept = {row for row in self.notes if _is_kept(self.booking(row), statuses, email, start, end)}
        others = [(bisect_left(base, row), row) for row in self._changed if row in kept]
        others += [(self._place(base, note), note.row) for note in self._pinned if note.row in kept]
        return Woven(base, self._places_in(base), self._in_order(others))

    def room(self, choice: int) -> Places:
        """Return the places of a registration option as they are."""
        return places_of(self.plan, self.ledger, self._taken, choice)

    @property
    def waiting(self) -> int:
        """How many are on the waiting list."""
        return 0 if self._seats is None or self.is_cancelled else self._seats.waiting

    @property
    def is_cancelled(self) -> bool:
        """Whether the event has been called off by now."""
        return self.plan.cancelled is not None and self.plan.cancelled <= self._as_of

    @cached_property
    def _taken(self) -> Taken:
        booked = self.ledger.booked(None if self._seats is None else self._seats.cut, self._changed)
        for note in self.notes.values():
            if self.ledger.called_off(note.life()).status == "confirmed" and not self._waits(note):
                self.ledger.take(booked, self._bookings.slot(note), 1)
        return Taken(booked, self.waiting)

    def _waits(self, note: BookingNote) -> bool:
        return self._seats is not None and note.status == "confirmed" and self._seats.waits(note)

    # Records

    def _new_booking(self, row: int) -> Booking:
        note = self.notes.get(row)
        if note is not None:
            record = self._bookings.revise(note, self._who(note), waits=self._waits(note))
        else:
            who = self._known.get(self.ledger.contact(row)) if self._known else None
            if who is None and not self._has_other_place(row):
                return self._computed(row)
            record = self._bookings.make(row, None if self._seats is None else self._seats.cut, who)
        self._records[row] = record
        return record

    @cached_property
    def _is_plain(self) -> bool:
        """Whether bookings that nothing was written about are as they are computed."""
        return not self._known and (self._seats is None or self._seats.cut == self.ledger.cut)

    def _who(self, note: BookingNote) -> PersonNote | None:
        """Return what is to be known of who a booking is for, where it is not just whom its contact's number tells."""
        place = place_of(note.person)
        if place is None or note.person in self._people:
            return self._people[note.person]
        if place == self.contacts.place(note.number):
            return None
        return PersonNote(note.person, *place, self.contacts.somebody(*place).email)

    def _has_other_place(self, row: int) -> bool:
        """Tell whether a computed booking has a place, or waits, only because of what was written."""
        return self._seats is not None and (row < self._seats.cut) != (row < self.ledger.cut)

    @cached_property
    def _known(self) -> Mapping[int, PersonNote]:
        """Contacts whose person something was written about."""
        known: dict[int, PersonNote] = {}
        for key, note in self._people.items():
            place = place_of(key)
            number = None if place is None else self.contacts.number_of(*place)
            if number is not None:
                known[number] = note
        return known

    def _rows_with(self, email: str) -> list[int]:
        """Return the computed rows whose contact has this address now."""
        wanted = email.lower()
        contacts = [contact for contact in self.contacts.find(email) if contact not in self._known]
        contacts += [contact for contact, note in self._known.items() if note.email.lower() == wanted]
        return self._bookings.rows_of(contacts)

    # Weaving

    def _place(self, base: Sequence[int], note: BookingNote) -> int:
        """Return how many computed rows come before a pinned one: those of the same second by their ids."""
        place = bisect_left(base, note.created, key=self.ledger.created)
        own = self.booking(note.row).id
        while place < len(base) and self.ledger.created(base[place]) == note.created and self._id(base[place]) < own:
            place += 1
        return place

    def _id(self, row: int) -> str:
        return self.booking(row).id

    def _places_in(self, base: Sequence[int]) -> list[int]:
        """Return where the computed rows that were changed stand in a sequence of rows."""
        places = [(bisect_left(base, row), row) for row in self._changed]
        return [place for place, row in places if place < len(base) and base[place] == row]

    def _in_order(self, others: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return sorted(others, key=lambda one: (one[0], self.booking(one[1]).created_at, self._id(one[1])))


def _is_kept(
    booking: Booking, statuses: frozenset[str], email: str | None, start: datetime | None, end: datetime | None
) -> bool:
    contact = booking.contact
    return (
        (not statuses or booking.status in statuses)
        and (email is None or (contact is not None and contact.email.lower() == email.lower()))
        and (start is None or booking.created_at >= start)
        and (end is None or booking.created_at <= end)
    )
