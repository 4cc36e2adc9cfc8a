"""The rolls of an account, kept until there is something new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_server.fake import People
from mock_server.vendors.on24.people.computed_people import ComputedPeople
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.followed import Memory
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.sheets import Sheets
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
    """The rolls of an account, kept until the event, the day or what was written changes."""

    def __init__(self, seed: int, people: People, stock: Mapping[str, Any], written: WrittenPeople) -> None:
        self._seed, self._people, self._stock, self._written = seed, people, stock, written
        self._sheets = Sheets(seed)
        self._kept: dict[int, _Kept] = {}

    def of(self, event: EventPlan, as_of: datetime) -> Roll:
        """Return the people of an event, the computed ones as of a moment."""
        kept, version = self._kept.get(event.id), self._written.event(event.id).version
        if kept is None or kept.base.event is not event or kept.as_of != as_of:
            crowd = Crowd(event, self._seed, as_of, self._sheets)
            base = ComputedPeople(event, crowd, Contacts(event, self._seed, self._people, self._stock))
            memory = Memory()
        elif kept.version == version:
            return kept.roll
        else:
            base, memory = kept.base, kept.memory
        roll = Roll(base, self._written.event(event.id), memory)
        self._kept[event.id] = _Kept(base, memory, as_of, version, roll)
        return roll
