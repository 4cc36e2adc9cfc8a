"""The rolls of an account, kept until there is something new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.people.crowds import Crowds
from mock_server.vendors.on24.people.followed import Memory
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.written_people import WrittenPeople
from mock_server.vendors.on24.programme.event_plan import EventPlan


@dataclass(slots=True)
class _Kept:
    """A roll, and of what event, day and version of what was written; `memory` once there is any to speak of."""

    event: EventPlan
    as_of: datetime
    memory: Memory | None
    version: int
    roll: Roll


class Rolls:
    """The rolls of an account, kept until the event, the day or what was written changes."""

    def __init__(self, crowds: Crowds, written: WrittenPeople) -> None:
        self._crowds, self._written = crowds, written
        self._kept: dict[int, _Kept] = {}

    def of(self, event: EventPlan, as_of: datetime) -> Roll:
        """Return the people of an event, the computed ones as of a moment."""
        kept, written = self._kept.get(event.id), self._written.event(event.id)
        if kept is None or kept.event is not event or kept.as_of != as_of:
            roll, memory = self._crowds.roll(event, as_of), None
        elif kept.version == written.version:
            return kept.roll
        else:
            roll, memory = kept.roll, kept.memory
        if written.version:
            memory = memory or Memory()
            roll = Roll(roll.computed, written, memory)
        self._kept[event.id] = _Kept(event, as_of, memory, written.version, roll)
        return roll
