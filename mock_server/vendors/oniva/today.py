"""A tenant's data as of one day."""

from __future__ import annotations

from collections.abc import Sequence
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
from mock_server.vendors.oniva.zone import midnight

_REMEMBERED_BOOKINGS = 4096


@dataclass(frozen=True, slots=True)
class Books:
    """Everything about one event as of a day."""

    plan: EventPlan
    ledger: Ledger
    bookings: Bookings


class Today:
    """The tenant's data as of one day: immutable, so everything in it may be remembered."""

    def __init__(self, day: date, books: Sequence[Books], ids: Ids, site: str) -> None:
        self.day, self._books, self._ids = day, books, ids
        self.booking = lru_cache(maxsize=_REMEMBERED_BOOKINGS)(self._booking)
        as_of = midnight(day)
        self._events = [new_event(one.plan, one.ledger, as_of, site) for one in books]
        self.events: Sequence[Event] = sorted(self._events, key=lambda event: (event.start_date, event.id))

    def event(self, text: str) -> tuple[int, Event] | None:
        """Return the index and record of the event with an id, or None."""
        place = self._ids.read(text, RecordKind.EVENT)
        if place is None or place[1] >= len(self._events):
            return None
        return place[1], self._events[place[1]]

    def find_booking(self, text: str) -> Booking | None:
        """Return the booking with an id, or None when there is none yet."""
        place = self._ids.read(text, RecordKind.BOOKING)
        if place is None or place[0] >= len(self._books) or place[1] >= self._books[place[0]].ledger.visible:
            return None
        return self.booking(*place)

    def search_bookings(
        self,
        event: int,
        statuses: frozenset[str],
        email: str | None,
        start: datetime | None,
        end: datetime | None,
    ) -> Sequence[int]:
        """Return the rows of an event's bookings that the filters leave, in the order of their creation."""
        books = self._books[event]
        only = None if email is None else books.bookings.rows_with(email)
        return books.ledger.search(statuses, start, end, only)

    def _booking(self, event: int, row: int) -> Booking:
        return self._books[event].bookings.make(row)
