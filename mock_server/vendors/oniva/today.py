"""A tenant's data as of one day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from mock_server.fake import Ids
from mock_server.vendors.oniva.bookings import Bookings
from mock_server.vendors.oniva.events import new_event
from mock_server.vendors.oniva.kinds import RecordKind
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import Booking, Event
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.written_books import WrittenBooks
from mock_server.vendors.oniva.zone import midnight

REMEMBERED_BOOKINGS = 4096


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that is computed about one event as of a day."""

    plan: EventPlan
    ledger: Ledger
    bookings: Bookings

    def has(self, row: int) -> bool:
        """Tell whether there is such a booking yet."""
        return row < self.ledger.visible

    def search(
        self, statuses: frozenset[str], email: str | None, start: datetime | None, end: datetime | None
    ) -> Sequence[int]:
        """Return the rows that the filters leave, in the order of their creation."""
        only = None if email is None else self.bookings.rows_with(email)
        return self.ledger.search(statuses, start, end, only)


class Today:
    """The tenant's data as of one day: immutable, so everything in it may be remembered."""

    def __init__(self, day: date, books: Sequence[Books], ids: Ids, site: str) -> None:
        self.day, self.books, self.ids, self.site = day, books, ids, site
        self.booking: Callable[[int, int], Booking] = lru_cache(maxsize=REMEMBERED_BOOKINGS)(self._booking)
        as_of = midnight(day)
        self._events = [new_event(one.plan, one.ledger, as_of, site) for one in books]
        self.events: Sequence[Event] = _in_order(self._events)

    def computed_booking(self, event: int, row: int) -> Booking:
        """Return a booking as it is computed, whatever was written about it."""
        return self.booking(event, row)

    def event_at(self, index: int) -> Event:
        """Return the event with an index."""
        return self._events[index]

    def event(self, text: str) -> tuple[int, Event] | None:
        """Return the index and record of the event with an id, or None."""
        place = self.ids.read(text, RecordKind.EVENT)
        if place is None or place[1] >= len(self._events):
            return None
        return place[1], self._events[place[1]]

    def place(self, text: str) -> tuple[int, int] | None:
        """Return the event and the row of the booking with an id, or None when there is none yet."""
        place = self.ids.read(text, RecordKind.BOOKING)
        if place is None or place[0] >= len(self.books) or not self.has(*place):
            return None
        return place

    def find_booking(self, text: str) -> Booking | None:
        """Return the booking with an id, or None when there is none yet."""
        place = self.place(text)
        return None if place is None else self.booking(*place)

    def has(self, event: int, row: int) -> bool:
        """Tell whether an event has such a booking yet."""
        return self.books[event].has(row)

    def search_bookings(
        self,
        event: int,
        statuses: frozenset[str],
        email: str | None,
        start: datetime | None,
        end: datetime | None,
    ) -> Sequence[int]:
        """Return the rows of an event's bookings that the filters leave, in the order of their creation."""
        return self.books[event].search(statuses, email, start, end)

    def _booking(self, event: int, row: int) -> Booking:
        return self.books[event].bookings.make(row)


class WrittenToday(Today):
    """A day with what was written in it: the books of some events are others, the rest is the computed day's own."""

    def __init__(self, base: Today, written: Mapping[int, WrittenBooks]) -> None:
        self.day, self.books, self.ids, self.site = base.day, base.books, base.ids, base.site
        self.written, self._base = written, base
        self.booking = self._booking
        self._events = [
            written[at].event(base.site) if at in written else base.event_at(at) for at in range(len(base.books))
        ]
        self.events = _in_order(self._events)

    def computed_booking(self, event: int, row: int) -> Booking:
        """Return a booking as it is computed, whatever was written about it."""
        return self._base.booking(event, row)

    def has(self, event: int, row: int) -> bool:
        """Tell whether an event has such a booking."""
        return self.written[event].has(row) if event in self.written else super().has(event, row)

    def search_bookings(
        self,
        event: int,
        statuses: frozenset[str],
        email: str | None,
        start: datetime | None,
        end: datetime | None,
    ) -> Sequence[int]:
        """Return the rows of an event's bookings that the filters leave, in the order of their creation."""
        if event in self.written:
            return self.written[event].search(statuses, email, start, end)
        return super().search_bookings(event, statuses, email, start, end)

    def _booking(self, event: int, row: int) -> Booking:
        return self.written[event].booking(row) if event in self.written else self._base.booking(event, row)


def _in_order(events: Sequence[Event]) -> Sequence[Event]:
    return sorted(events, key=lambda event: (event.start_date, event.id))
