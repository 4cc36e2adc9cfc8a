"""The rolls of an account, kept until there is something new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.people.computed_people import ComputedPeople
from mock_server.vendors.on24.people.computed_rolls import ComputedRolls
from mock_server.vendors.on24.people.followed import Memory
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.written_people import WrittenPeople
from mock_server.vendors.on24.programme.event_plan import EventPlan


@dataclass(slots=True)
class _Kept:
    base: ComputedPeople
    memory: Memory
    as_of: datetime
    version: int
    roll: Roll


class Rolls:
    """The rolls of an account, kept until the event, the day or what was written changes; those of events that nothing
    was written about are the same in every account of the plan.
    """

    def __init__(self, computed: ComputedRolls, written: WrittenPeople) -> None:
        self._computed, self._written = computed, written
        self._kept: dict[int, _Kept] = {}

    def of(self, event: EventPlan, as_of: datetime) -> Roll:
        """Return the people of an event, the computed ones as of a moment."""
        kept, written = self._kept.get(event.id), self._written.event(event.id)
        if written.version == 0 and self._computed.is_own(event):
            return self._computed.bare(event, as_of)
        if kept is None or kept.base.event is not event or kept.as_of != as_of:
            base, memory = self._computed.people(event, as_of), Memory()
        elif kept.version == written.version:
            return kept.roll
        else:
            base, memory = kept.base, kept.memory
        roll = Roll(base, written, memory)
        self._kept[event.id] = _Kept(base, memory, as_of, written.version, roll)
        return roll
