"""The books of an event about which something was written: its ledger and bookings, with the notes woven in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from mock_server.vendors.oniva.bookings import Bookings
from mock_server.vendors.oniva.events import Places, new_event, places_of
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import Booking, Event
from mock_server.vendors.oniva.notes import BookingNote
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.woven import Woven

Computed = Callable[[int], Booking]


class WrittenBooks:
    """The bookings of one event as of now: the computed ones, changed ones, pinned ones.

    `notes` are those that there are already; `computed` makes a booking that nothing was written about. `as_of` is the
    midnight up to which computed things have happened, or when the event was called off, if that was later.
    """

    def __init__(
        self,
        plan: EventPlan,
        ledger: Ledger,
        bookings: Bookings,
        notes: Collection[BookingNote],
        computed: Computed,
        as_of: datetime,
    ) -> None:
        self.plan, self.ledger, self._bookings, self._computed, self._as_of = plan, ledger, bookings, computed, as_of
        there = [note for note in notes if note.is_pinned or note.row < ledger.visible]
        self.notes = {note.row: note for note in there}
        self._changed = sorted(note.row for note in there if not note.is_pinned)
        self._pinned = sorted((note for note in there if note.is_pinned), key=lambda note: (note.created, note.row))
        self._records = {note.row: bookings.revise(note) for note in there}

    def has(self, row: int) -> bool:
        """Tell whether there is such a booking."""
        return row in self.notes or row < self.ledger.visible

    def booking(self, row: int) -> Booking:
        """Return the booking of a row."""
        return self._records.get(row) or self._computed(row)

    def written_bookings(self) -> Sequence[tuple[int, Booking]]:
        """Return the bookings that something was written about, by row."""
        return list(self._records.items())

    def event(self, site: str) -> Event:
        """Return the record of the event."""
        return new_event(self.plan, self.ledger, self._as_of, site, self.booked)

    def search(
        self, statuses: frozenset[str], email: str | None, start: datetime | None, end: datetime | None
    ) -> Sequence[int]:
        """Return the rows that the filters leave, in the order of their creation."""
        only = None if email is None else self._bookings.rows_with(email)
        base = self.ledger.search(statuses, start, end, only)
        kept = {row for row, one in self._records.items() if _is_kept(one, statuses, email, start, end)}
        others = [(bisect_left(base, row), row) for row in self._changed if row in kept]
        others += [(self._place(base, note), note.row) for note in self._pinned if note.row in kept]
        return Woven(base, self._places_in(base), self._in_order(others))

    # Places

    def booked(self) -> Counter[tuple[str, int]]:
        """Count what confirmed bookings have taken, as the ledger does."""
        counts = self.ledger.booked()
        for row in self._changed:
            self._take(counts, [self._computed(row)], -1)
        self._take(counts, self._records.values(), 1)
        return counts

    def room(self, choice: int) -> Places:
        """Return the places of a registration option as they are."""
        return places_of(self.plan, self.ledger, self.booked()["registration", choice])

    def waiting(self) -> int:
        """Return how many places are on the waiting list."""
        rows = self.ledger.search(frozenset({"confirmed"}), None, None, None)
        first = bisect_left(rows, self.ledger.cut)
        computed = [self.ledger.slot(row).party for row in rows[first:] if row not in self.notes]
        return sum(computed) + sum(note.waits and note.status == "confirmed" for note in self.notes.values())

    def next_waiting(self) -> int | None:
        """Return the computed booking that has waited for the longest, and that nothing was written about."""
        rows = self.ledger.search(frozenset({"confirmed"}), None, None, None)
        waiting = (row for row in rows[bisect_left(rows, self.ledger.cut) :] if row not in self.notes)
        return next(waiting, None)

    def _take(self, counts: Counter[tuple[str, int]], bookings: Iterable[Booking], sign: int) -> None:
        known = {("registration", at): one.id for at, one in enumerate(self.plan.registrations)}
        known |= {("addon", at): one.id for at, one in enumerate(self.plan.addons)}
        keys = {option_id: key for key, option_id in known.items()}
        for booking in bookings:
            for option in booking.options:
                if option.status == "confirmed":
                    counts[keys[option.option_id]] += sign * (len(option.participants) or option.quantity)

    # Weaving

    def _place(self, base: Sequence[int], note: BookingNote) -> int:
        """Return how many computed rows come before a pinned one: those of the same second by their ids."""
        place = bisect_left(base, note.created, key=self.ledger.created)
        own = self._records[note.row].id
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
        return sorted(others, key=lambda one: (one[0], self._records[one[1]].created_at, self._records[one[1]].id))


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
