"""The computed people of events, and the rolls of events that nobody has written to: shared by worlds of one plan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from weakref import WeakSet

from mock_server.fake import People
from mock_server.vendors.on24.people.computed_people import ComputedPeople
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.followed import Memory
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.sheets import Sheets
from mock_server.vendors.on24.people.written_people import WrittenEvent
from mock_server.vendors.on24.programme.event_plan import EventPlan

# Rolls of the programme's events over a few days: worlds of one plan may be on different ones.
_REMEMBERED = 400


class ComputedRolls:
    """Makes computed people. Those of the programme's own events are remembered; a changed event is its world's.

    `programme` are the identities of the programme's events, which live as long as this does.
    """

    def __init__(self, seed: int, people: People, stock: Mapping[str, Any], programme: Collection[int]) -> None:
        self._seed, self._people, self._stock, self._programme = seed, people, stock, programme
        self._sheets = Sheets(seed)
        self._kept: OrderedDict[tuple[int, datetime], tuple[ComputedPeople, Roll]] = OrderedDict()
        self._bare: WeakSet[Roll] = WeakSet()

    def is_own(self, event: EventPlan) -> bool:
        """Tell whether an event is as the programme has it."""
        return id(event) in self._programme

    def is_bare(self, roll: Roll) -> bool:
        """Tell whether a roll is one that all accounts share."""
        return roll in self._bare

    def people(self, event: EventPlan, as_of: datetime) -> ComputedPeople:
        """Return the computed people of an event as of a moment."""
        return self._of(event, as_of)[0] if self.is_own(event) else self._new(event, as_of)

    def bare(self, event: EventPlan, as_of: datetime) -> Roll:
        """Return the roll of an event of the programme about whose people nothing was written."""
        return self._of(event, as_of)[1]

    def _of(self, event: EventPlan, as_of: datetime) -> tuple[ComputedPeople, Roll]:
        kept = self._kept.get((id(event), as_of))
        if kept is None:
            people = self._new(event, as_of)
            kept = self._kept[id(event), as_of] = people, Roll(people, WrittenEvent(), Memory())
            self._bare.add(kept[1])
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        return kept

    def _new(self, event: EventPlan, as_of: datetime) -> ComputedPeople:
        crowd = Crowd(event, self._seed, as_of, self._sheets)
        return ComputedPeople(event, crowd, Contacts(event, self._seed, self._people, self._stock))
