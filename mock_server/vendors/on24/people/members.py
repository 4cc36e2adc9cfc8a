"""The people of one event as they are now, each by a row: computed ones, and what was written over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from mock_server.fake import Person
from mock_server.vendors.on24.people.attendee_factory import new_attendee
from mock_server.vendors.on24.people.cards import Card
from mock_server.vendors.on24.people.computed_people import ComputedPeople
from mock_server.vendors.on24.people.followed import Memory
from mock_server.vendors.on24.people.registrant_factory import new_registrant
from mock_server.vendors.on24.people.session_factory import new_session
from mock_server.vendors.on24.people.stays import Attended
from mock_server.vendors.on24.people.visits import ABSENT, Session, Visit
from mock_server.vendors.on24.people.written_people import Entry, Status, WrittenEvent
from mock_server.vendors.on24.people.written_records import changed_values, forgotten_registrant, written_registrant
from mock_server.vendors.on24.records.people import Attendee, AttendeeSession, Registrant


class Members:
    """The people of an event, by row, as records and with what they did."""

    def __init__(self, base: ComputedPeople, written: WrittenEvent, memory: Memory) -> None:
        self.event, self.crowd, self.computed, self._memory = base.event, base.crowd, base, memory
        self._written, self._entries, self._version = written, written.entries, written.version

    def find(self, email: str) -> int | None:
        """Return the row with this address, in any case of letters, or None; forgotten people have none."""
        row = self._now.find(email)
        if row is not None:
            return row
        rows = (row for row in self.computed.contacts.find(email) if row < self.crowd.visible)
        return next((row for row in rows if not self._has_other_email(row)), None)

    def to_come(self, email: str) -> list[int]:
        """Return the rows with this address that have not registered yet."""
        rows = self.computed.contacts.find(email)
        return [row for row in rows if row >= self.crowd.visible and row not in self._entries]

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was written about anybody."""
        return not self._entries

    def entry(self, row: int) -> Entry | None:
        """Return what was written about a row."""
        return self._entries.get(row)

    def status(self, row: int) -> Status:
        """Tell whether a row counts."""
        entry = self._entries.get(row)
        return entry.status if entry is not None else Status.ACTIVE

    def created(self, row: int) -> datetime:
        """Return when a row registered."""
        entry = self._entries.get(row)
        return entry.created if entry is not None and entry.created is not None else self.crowd.created(row)

    def registration(self, row: int) -> tuple[datetime, int]:
        """Return what tells the later of two registrations, also where both are of the same second."""
        return self.created(row), self._now.numbers.get(row, 0)

    def last_activity(self, row: int) -> datetime:
        """Return when anything was last written about a row; that is the registration, if nothing was since."""
        entry = self._entries.get(row)
        return entry.changed if entry is not None else self.crowd.created(row)

    @property
    def next_row(self) -> int:
        """The row that the next to register gets."""
        return max(self.event.planned, self._now.last_row + 1)

    def has_come(self, row: int) -> bool:
        """Tell whether a row has come."""
        return not self.visit(row).is_no_show

    def visit(self, row: int) -> Visit:
        """Return what a row has done so far."""
        written = self.attended.get(row)
        if written is not None:
            return written.visit
        return self.crowd.visit(row) if self._is_computed(row) else ABSENT

    def moment(self, row: int, session: Session) -> datetime:
        """Return when a session of a row began."""
        written = self.attended.get(row)
        return self.crowd.moment(row, session) if written is None else written.began(session)

    @cached_property
    def attended(self) -> Mapping[int, Attended]:
        """Those whose visit was written, whatever is computed of it."""
        return {row: self._attended(row, entry) for row, entry in self._now.attended.items()}

    def _attended(self, row: int, entry: Entry) -> Attended:
        is_in_person = entry.fields.get("attendee_type") == "In-Person"
        computed = self.crowd.visit(row) if self._is_computed(row) else Visit(None, is_in_person, ())
        return Attended(self.event.starts, entry.stays or (), computed.referral, computed.is_in_person)

    def last(self, row: int) -> datetime:
        """Return when somebody who came left last."""
        written = self.attended.get(row)
        return self.computed.attendance.last(row) if written is None else written.last

    # Records

    def registrant(self, row: int) -> Registrant:
        """Return a registrant as a record."""
        entry = self._entries.get(row)
        if entry is None:
            return self.computed.registrant(row)
        return self._memory.registrants.of(row, entry, lambda: self._new_registrant(row, entry))

    def card(self, row: int) -> Card:
        """Return whom to write to."""
        return self.computed.card(row) if self._entries.get(row) is None else Card.of(self.registrant(row))

    def person(self, row: int) -> Person | Registrant:
        """Return whose name and address a row has, without making a record where nothing was written."""
        return self.computed.contacts.person(row) if self._entries.get(row) is None else self.registrant(row)

    def attendee(self, row: int) -> Attendee:
        """Return somebody who came as a record."""
        entry = self._entries.get(row)
        if entry is None:
            return self.computed.attendee(row)
        return self._memory.attendees.of(row, entry, lambda: self._new_attendee(row))

    def session(self, row: int, session: Session) -> AttendeeSession:
        """Return one stay of somebody who came as a record."""
        changed: dict[str, Any] = {}
        if row in self._entries:
            record = self.registrant(row)
            changed = {"email": record.email, "first_name": record.first_name, "last_name": record.last_name}
            changed |= {"os": record.os, "browser": record.browser, "ip_address": record.ip_address}
            changed["ext_event_user_cd"] = record.ext_event_user_cd or None
        return new_session(self.event, self, self.computed.contacts, row, session, **changed)

    def _new_attendee(self, row: int) -> Attendee:
        record = self.registrant(row)
        changed = {"email": record.email, "is_blocked": record.is_blocked, "user_status": record.user_status}
        return new_attendee(self.event, self, self.computed.contacts, row, **changed)

    def _new_registrant(self, row: int, entry: Entry) -> Registrant:
        if entry.is_forgotten:
            return forgotten_registrant(self.event, row, self.created(row), entry)
        if not self._is_computed(row):
            record = written_registrant(self.event, row, entry)
            return replace(record, engagement_prediction=None) if row in self.attended else record
        visit, contacts = self.visit(row), self.computed.contacts
        return new_registrant(self.event, self.crowd, contacts, row, visit, **changed_values(entry))

    def _told(self, row: int, entry: Entry, name: str) -> str | None:
        """Return what the record of a row shows; of one that was only written, without making it."""
        if entry.is_forgotten or self._is_computed(row):
            told: str | None = getattr(self.registrant(row), name)
            return told
        return entry.fields.get(name) or None

    @property
    def _now(self) -> WrittenEvent:
        """What was written, as long as nothing was written since."""
        assert self._version == self._written.version
        return self._written

    def _is_computed(self, row: int) -> bool:
        return row < self.event.planned

    def _has_other_email(self, row: int) -> bool:
        entry = self._entries.get(row)
        return entry is not None and (entry.is_forgotten or "email" in entry.fields)
