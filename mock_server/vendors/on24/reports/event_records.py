"""Records of an account's events, kept as long as they are true."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.programme.written_material import Note, WrittenMaterial
from mock_server.vendors.on24.records.events import EventRecord
from mock_server.vendors.on24.reports.event_factory import Tags, new_event_record


class UntouchedRecords:
    """Records of events about which and about whose people nothing was written; accounts may share them."""

    def __init__(self, tags: Tags) -> None:
        self._tags = tags
        self._kept: WeakKeyDictionary[Roll, EventRecord] = WeakKeyDictionary()

    def of(self, roll: Roll) -> EventRecord:
        """Return the record of the event whose people a roll has."""
        record = self._kept.get(roll)
        if record is None:
            event = roll.event
            record = new_event_record(event, roll, event.material, self._tags, roll.last_updated)
            self._kept[roll] = record
        return record


class EventRecords:
    """Records of an account's events as they are now; one that has not changed is the same again."""

    def __init__(self, untouched: UntouchedRecords, offers: WrittenMaterial, tags: Tags) -> None:
        self._untouched, self._offers, self._tags = untouched, offers, tags
        self._kept: dict[int, tuple[tuple[Roll, Note], EventRecord]] = {}

    def of(self, roll: Roll) -> EventRecord:
        """Return the record of the event whose people a roll has."""
        event, note = roll.event, self._offers.note(roll.event)
        if roll.is_untouched and note == Note():
            return self._untouched.of(roll)
        known = self._kept.get(event.id)
        if known is None or known[0] != (roll, note):
            record = new_event_record(event, roll, self._offers.material(event), self._tags, roll.last_updated)
            known = self._kept[event.id] = (roll, note), record
        return known[1]
