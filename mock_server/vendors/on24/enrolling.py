"""Enrolling: people come into events, change, go and are forgotten, whether by API, by page or by single sign-on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.forms.form_rules import EMAIL
from mock_server.vendors.on24.people.people_ids import event_user_id
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.written_people import Change, Entry, Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Registrant

Place = tuple[EventPlan, int]
# Set once, it stays.
_LASTING = "partner_ref"


class Enrolling:
    """Writes about people, as of the moment of a desk.

    `values` are texts by argument, as `form_rules` leaves them; a place is an event and a row of it.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk, self._state, self._now = desk, desk.state, desk.now

    def find(self, event: EventPlan, email: str) -> int | None:
        """Return the row that has an address in an event."""
        return self._desk.roll(event).find(email)

    def find_by_code(self, event: EventPlan, code: str) -> int | None:
        """Return the row to which somebody else's system gave a code; of several, one that counts."""
        rows, entries = self._state.written.event(event.id).with_code(code), self._state.written.of(event.id)
        return min(rows, key=lambda row: (entries[row].status is not Status.ACTIVE, row), default=None)

    def places(self, events: Iterable[EventPlan], emails: Collection[str]) -> Iterator[Place]:
        """Yield where any of some addresses is registered, deleted or not."""
        for event in events:
            rows = (self.find(event, email) for email in emails)
            yield from ((event, row) for row in dict.fromkeys(rows) if row is not None)

    def is_taken(self, email: str, places: Iterable[Place]) -> bool:
        """Tell whether somebody else has an address in one of the events."""
        return any(self.find(event, email) not in (None, row) for event, row in places)

    # Writing

    def register(self, event: EventPlan, values: Mapping[str, str]) -> Registrant:
        """Register somebody; who has the address already is changed, and counts again after a soft deletion."""
        row = self.find(event, values.get(EMAIL, ""))
        if row is not None:
            return self.change(event, row, values, Status.ACTIVE)
        told = {argument: text for argument, text in values.items() if text}
        return self.add(event, Entry(self._now, told, created=self._now))

    def add(self, event: EventPlan, entry: Entry) -> Registrant:
        """Write somebody down who has no row yet."""
        return self.write(event, self._desk.roll(event).next_row, entry)

    def change(self, event: EventPlan, row: int, values: Mapping[str, str], status: Status | None = None) -> Registrant:
        """Give somebody other values; a blank one takes the old one away."""
        return self.write(event, row, self._changed(event, row, values, status))

    def change_all(self, places: Sequence[Place], values: Mapping[str, str]) -> list[int]:
        """Change somebody in several events at once, and return the ids there."""
        return self._put([(event, row, self._changed(event, row, values)) for event, row in places])

    def forget(self, places: Iterable[Place]) -> list[int]:
        """Forget people for good, all or none, and return their ids."""
        return self._put([(event, row, self._entry(event, row).forgotten(self._now)) for event, row in places])

    def _changed(self, event: EventPlan, row: int, values: Mapping[str, str], status: Status | None = None) -> Entry:
        is_set = self._desk.roll(event).registrant(row).partner_ref is not None
        told = {argument: text for argument, text in values.items() if argument != _LASTING or not is_set}
        entry = self._entry(event, row).with_fields(told, self._now)
        return entry if status is None else replace(entry, status=status)

    def _entry(self, event: EventPlan, row: int) -> Entry:
        return self._state.written.of(event.id).get(row) or Entry(self._now)

    def write(self, event: EventPlan, row: int, entry: Entry) -> Registrant:
        """Write what there is about a row, whoever it is."""
        self._put([(event, row, entry)])
        return self._desk.roll(event).registrant(row)

    def _put(self, written: Sequence[tuple[EventPlan, int, Entry]]) -> list[int]:
        changes: list[Change] = [(event.id, row, entry) for event, row, entry in written]
        self._state.written.put([*changes, *self._voids(written)])
        return sorted(event_user_id(event, row) for event, row, _ in written)

    def _voids(self, written: Sequence[tuple[EventPlan, int, Entry]]) -> Iterator[Change]:
        """Yield that nobody else comes with the addresses that are written."""
        void = Entry(self._now, status=Status.VOID)
        for event, row, entry in written:
            email = entry.fields.get(EMAIL)
            for other in self._desk.roll(event).to_come(email) if email else ():
                if other != row:
                    yield event.id, other, void


def everybody(rolls: Iterable[Roll]) -> list[Place]:
    """Return the places of all who are not forgotten."""
    return [(roll.event, row) for roll in rolls for row in roll.timeline()]
