"""Which attendees a list is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.selection import EVER, PRESENT, Selection
from mock_server.vendors.on24.people.written_people import Status


@dataclass(frozen=True, slots=True)
class AttendeeFilter:
    """What of the attendees of an event is wanted.

    The period is about the end of the last session or, `by_activity`, about when anything was last written, if that was
    later.
    """

    period: Period = EVER
    statuses: Collection[Status] = PRESENT
    partner_ref: str | None = None
    by_activity: bool = False
    excludes_anonymous: bool = False
    excludes_late: bool = False

    def rows(self, roll: Roll) -> Sequence[int]:
        """Return the rows that are wanted by their registration."""
        selection, attendance = self._selection(roll), roll.computed.attendance
        covers = attendance.covers(self.period) and all(roll.last(row) in self.period for row in roll.attended)
        if self.period.is_open or (covers and not self.by_activity):
            return roll.timeline(selection)
        kept = [row for _, row in roll.written(selection) if self._last(roll, row) in self.period]
        rows = self._untouched(roll)
        return sorted([*rows, *kept], key=lambda row: (roll.created(row), row)) if kept else rows

    def _untouched(self, roll: Roll) -> Sequence[int]:
        """Return the wanted rows about whom nothing was written."""
        if Status.ACTIVE not in self.statuses:
            return ()
        rows = roll.computed.attendance.within(self.period, self.partner_ref)
        latest = self._latest(roll)
        if latest is not None:
            rows = rows[: bisect_left(rows, roll.crowd.first_after(latest))]
        return roll.untouched(rows)

    def _last(self, roll: Roll, row: int) -> datetime:
        left = roll.last(row)
        return max(left, roll.last_activity(row)) if self.by_activity else left

    def _selection(self, roll: Roll) -> Selection:
        return Selection(
            statuses=self.statuses,
            attended=True,
            partner_ref=self.partner_ref,
            registered_by=self._latest(roll),
            has_email=self.excludes_anonymous,
        )

    def _latest(self, roll: Roll) -> datetime | None:
        """Return until when one must have registered."""
        return roll.event.ends if self.excludes_late and roll.event.form.is_live else None
