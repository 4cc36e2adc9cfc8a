"""Which attendees a list is asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.casting import REFERRALS
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.selection import EVER, PRESENT, Selection
from mock_server.vendors.on24.people.visits import Visit
from mock_server.vendors.on24.people.written_people import Status
from mock_server.vendors.on24.reports.attendance import Attendance


@dataclass(frozen=True, slots=True)
class AttendeeFilter:
    """What of the attendees of an event is wanted.

    The period is about the end of the last session or, `by_writing`, about when anything was last written.
    """

    period: Period = EVER
    statuses: Collection[Status] = PRESENT
    partner_ref: str | None = None
    by_writing: bool = False
    excludes_anonymous: bool = False
    excludes_late: bool = False

    def rows(self, roll: Roll, attendance: Attendance, written: Collection[int]) -> Sequence[int]:
        """Return the rows that are wanted by their registration; `written` are those about whom there is an entry."""
        rows = self._by_registration(roll) if self._takes_all(attendance) else self._by_end(roll, attendance, written)
        if self.excludes_late and self.by_writing:
            rows = [row for row in rows if roll.created(row) in self._registered(roll)]
        nameless = {row for row in written if self.excludes_anonymous and roll.registrant(row).email is None}
        return [row for row in rows if row not in nameless] if nameless else rows

    def _takes_all(self, attendance: Attendance) -> bool:
        return self.by_writing or self.period.is_open or attendance.covers(self.period)

    def _by_registration(self, roll: Roll) -> Sequence[int]:
        selection = self._selection(roll)
        return roll.timeline(replace(selection, period=self.period) if self.by_writing else selection)

    def _by_end(self, roll: Roll, attendance: Attendance, written: Collection[int]) -> Sequence[int]:
        selection = self._selection(roll)
        kept = [row for row in written if roll.keeps(row, selection) and attendance.last(row) in self.period]
        if Status.ACTIVE not in self.statuses:
            return sorted(kept)
        rows = attendance.within(self.period, self._is_referred, self.partner_ref)
        latest = selection.period.end
        high = roll.crowd.visible if latest is None else roll.crowd.first_after(latest)
        if not written and high >= roll.crowd.visible:
            return rows
        gone = frozenset(written)
        return sorted([*(row for row in rows if row < high and row not in gone), *kept])

    def _selection(self, roll: Roll) -> Selection:
        return Selection(self.statuses, self._registered(roll), True, self.partner_ref, self.by_writing)

    def _registered(self, roll: Roll) -> Period:
        """Return when one must have registered."""
        return Period(None, roll.event.ends) if self.excludes_late and roll.event.form.is_live else EVER

    def _is_referred(self, visit: Visit) -> bool:
        if self.partner_ref is None:
            return True
        return visit.referral is not None and REFERRALS[visit.referral] == self.partner_ref
