"""Rolls: the people of one event as they are now, the computed crowd with what was written over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from mock_server.vendors.on24.people.attendee_factory import new_attendee
from mock_server.vendors.on24.people.casting import REFERRALS
from mock_server.vendors.on24.people.computed_people import ComputedPeople
from mock_server.vendors.on24.people.registrant_factory import new_registrant
from mock_server.vendors.on24.people.rows import Rows
from mock_server.vendors.on24.people.selection import EVERYBODY, Selection
from mock_server.vendors.on24.people.session_factory import new_session
from mock_server.vendors.on24.people.tally import Tally
from mock_server.vendors.on24.people.timeline import Timeline
from mock_server.vendors.on24.people.visits import Session, Visit
from mock_server.vendors.on24.people.written_people import Entry, Status, WrittenPeople
from mock_server.vendors.on24.people.written_records import changed_values, forgotten_registrant, written_registrant
from mock_server.vendors.on24.records.people import Attendee, AttendeeSession, Registrant

_ABSENT = Visit(None, False, ())


class Roll:
    """The people of an event, by row. It never changes: what is written makes a new one."""

    def __init__(self, base: ComputedPeople, written: WrittenPeople) -> None:
        self.event, self.crowd, self._base, self._written = base.event, base.crowd, base, written
        self._entries = dict(written.of(base.event.id))
        self._records: dict[int, Registrant] = {}
        self._kinds: dict[tuple[bool | None, str | None], Rows] = {}

    def find(self, email: str) -> int | None:
        """Return the row with this address, in any case of letters, or None; forgotten people have none."""
        row = self._written.find(self.event.id, email)
        if row is not None:
            return row
        rows = (row for row in self._base.contacts.find(email) if row < self.crowd.visible)
        return next((row for row in rows if not self._has_other_email(row)), None)

    def to_come(self, email: str) -> list[int]:
        """Return the rows with this address that have not registered yet."""
        rows = self._base.contacts.find(email)
        return [row for row in rows if row >= self.crowd.visible and row not in self._entries]

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

    def last_activity(self, row: int) -> datetime:
        """Return when anything was last written about a row; that is the registration, if nothing was since."""
        entry = self._entries.get(row)
        return entry.changed if entry is not None else self.crowd.created(row)

    @cached_property
    def next_row(self) -> int:
        """The row that the next to register gets."""
        return max([self.event.planned - 1, *self._entries]) + 1

    # Selections

    def timeline(self, selection: Selection = EVERYBODY) -> Timeline:
        """Return the selected registrants by the moment of their registration."""
        written = [
            (self.created(row), row) for row, entry in self._entries.items() if self._keeps(row, entry, selection)
        ]
        rows = self._untouched(selection) if Status.ACTIVE in selection.statuses else Rows([])
        return Timeline(rows, self.crowd.first_from, sorted(written))

    def keeps(self, row: int, selection: Selection) -> bool:
        """Tell whether a registrant is selected."""
        entry = self._entries.get(row)
        if entry is not None:
            return self._keeps(row, entry, selection)
        return Status.ACTIVE in selection.statuses and row in self._untouched(selection)

    def _keeps(self, row: int, entry: Entry, selection: Selection) -> bool:
        moment = entry.changed if selection.by_activity else self.created(row)
        return (
            entry.status in selection.statuses
            and moment in selection.period
            and (selection.attended is None or self.has_come(row) is selection.attended)
            and (selection.partner_ref is None or self.registrant(row).partner_ref == selection.partner_ref)
            and (selection.registered_by is None or self.created(row) <= selection.registered_by)
            and (not selection.has_email or self.registrant(row).email is not None)
        )

    def _untouched(self, selection: Selection) -> Rows:
        """Return the selected rows of whom nothing was written; their last activity is their registration."""
        key = selection.attended, selection.partner_ref
        if key not in self._kinds:
            rows = self.crowd.rows(lambda visit: _is_selected(visit, selection))
            self._kinds[key] = rows.without([row for row in self._entries if self._is_computed(row)])
        start, end = selection.registered
        if start is None and end is None:
            return self._kinds[key]
        low = self.crowd.first_from(start) if start is not None else 0
        return self._kinds[key].window(low, self.crowd.first_after(end) if end is not None else self.crowd.visible)

    def has_come(self, row: int) -> bool:
        """Tell whether a row has come."""
        return not self.visit(row).is_no_show

    def visit(self, row: int) -> Visit:
        """Return what a row has done so far."""
        return self.crowd.visit(row) if self._is_computed(row) else _ABSENT

    # Sums

    @property
    def has_ended(self) -> bool:
        """Whether the event was over when the day began."""
        return self.crowd.has_ended

    @cached_property
    def tally(self) -> Tally:
        """What everybody who is not forgotten did, added up."""
        return Tally(self.event, self.visits)

    @cached_property
    def visits(self) -> Mapping[Visit, int]:
        """How many of those who are not forgotten made each visit."""
        visits = Counter(self.crowd.visits)
        for row, entry in self._entries.items():
            if self._is_computed(row) and entry.is_forgotten:
                visits[self.crowd.visit(row)] -= 1
            elif not self._is_computed(row) and not entry.is_forgotten:
                visits[_ABSENT] += 1
        return +visits

    @cached_property
    def referrals(self) -> Mapping[str, int]:
        """How many came by each partner's code; "-" is none."""
        counts = Counter(
            {"-" if place is None else REFERRALS[place]: times for place, times in self.tally.referrals().items()}
        )
        for row, entry in self._entries.items():
            code = entry.fields.get("partner_ref")
            if code and not entry.is_forgotten and self.visit(row).referral is None:
                counts["-"] -= 1
                counts[code] += 1
        return +counts

    # Records

    def registrant(self, row: int) -> Registrant:
        """Return a registrant as a record."""
        entry = self._entries.get(row)
        if entry is None:
            return self._base.registrant(row)
        if row not in self._records:
            self._records[row] = self._new_registrant(row, entry)
        return self._records[row]

    def attendee(self, row: int) -> Attendee:
        """Return somebody who came as a record."""
        entry = self._entries.get(row)
        if entry is None:
            return self._base.attendee(row)
        record = self.registrant(row)
        changed = {"email": record.email, "is_blocked": record.is_blocked, "user_status": record.user_status}
        return new_attendee(self.event, self.crowd, self._base.contacts, row, **changed)

    def session(self, row: int, session: Session) -> AttendeeSession:
        """Return one stay of somebody who came as a record."""
        changed: dict[str, Any] = {}
        if row in self._entries:
            record = self.registrant(row)
            changed = {"email": record.email, "first_name": record.first_name, "last_name": record.last_name}
            changed["ext_event_user_cd"] = record.ext_event_user_cd or None
        return new_session(self.event, self.crowd, self._base.contacts, row, session, **changed)

    def _new_registrant(self, row: int, entry: Entry) -> Registrant:
        if entry.is_forgotten:
            return forgotten_registrant(self.event, row, self.created(row), entry)
        if not self._is_computed(row):
            return written_registrant(self.event, row, entry)
        return new_registrant(self.event, self.crowd, self._base.contacts, row, **changed_values(entry))

    def _hidden(self, statuses: Collection[Status]) -> Sequence[int]:
        return [row for row, entry in self._entries.items() if entry.status not in statuses and self._is_computed(row)]

    def _is_computed(self, row: int) -> bool:
        return row < self.event.planned

    def _has_other_email(self, row: int) -> bool:
        entry = self._entries.get(row)
        return entry is not None and (entry.is_forgotten or "email" in entry.fields)


def _is_selected(visit: Visit, selection: Selection) -> bool:
    referral = None if visit.referral is None else REFERRALS[visit.referral]
    return (selection.attended is None or visit.is_no_show is not selection.attended) and (
        selection.partner_ref is None or referral == selection.partner_ref
    )
