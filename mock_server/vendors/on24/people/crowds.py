"""The people of a programme as they are computed, event by event and day by day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mock_server.fake import People
from mock_server.vendors.on24.people.computed_people import ComputedPeople
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.followed import Memory
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.sheets import Sheets
from mock_server.vendors.on24.people.written_people import WrittenEvent
from mock_server.vendors.on24.programme.event_plan import EventPlan

# Accounts that share a programme may be at different days; most are at the first.
_DAYS = 4


class Crowds:
    """What the accounts with one programme have in common of their people. `stock` is as for `Contacts`.

    The people of the programme's own events are kept for the days asked for last; an event that an account has changed
    is that account's, and so are its people. Any number of threads may ask.
    """

    def __init__(self, seed: int, people: People, stock: Mapping[str, Any], events: Sequence[EventPlan]) -> None:
        self._seed, self._people, self._stock = seed, people, stock
        self._sheets = Sheets(seed)
        self._events = {event.id: event for event in events}
        self._days: OrderedDict[datetime, dict[int, Roll]] = OrderedDict()
        self._lock = threading.Lock()

    def roll(self, event: EventPlan, as_of: datetime) -> Roll:
        """Return the people of an event as of a moment, while nothing is written about them."""
        if self._events.get(event.id) is not event:
            return self._new_roll(event, as_of)
        with self._lock:
            rolls = self._days.setdefault(as_of, {})
            self._days.move_to_end(as_of)
            while len(self._days) > _DAYS:
                self._days.popitem(last=False)
            if event.id not in rolls:
                rolls[event.id] = self._new_roll(event, as_of)
            return rolls[event.id]

    def _new_roll(self, event: EventPlan, as_of: datetime) -> Roll:
        """Make a roll, which next to nothing is worked out for yet."""
        crowd = Crowd(event, self._seed, as_of, self._sheets)
        base = ComputedPeople(event, crowd, Contacts(event, self._seed, self._people, self._stock))
        return Roll(base, WrittenEvent(), Memory())
