"""The people of many events, each once: where they came last by the order of the events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.reports.joined import Joined

# The one event that more than so many came to is not walked: who else came is looked up there by address.
_CROWD = 5_000


class LeadList:
    """Collects the attendees of events, the newest first, and leaves out whom it has already."""

    def __init__(self) -> None:
        self._emails: set[str] = set()
        self._crowd: tuple[Roll, Sequence[int]] | None = None

    def collect(self, rolls: Iterable[Roll], period: Period) -> Joined[Roll]:
        """Return whose last session of an event ended in a period, each person in the first of the events."""
        return Joined([(roll, self._new(roll, self.came(roll, period))) for roll in rolls])

    def came(self, roll: Roll, period: Period) -> Sequence[int]:
        """Return the rows whose last session ended in a period, without those who are forgotten."""
        rows, gone = roll.computed.attendance.within(period), roll.left_out
        if not gone:
            return rows
        written = {seat.row for seat in roll.seats if roll.last(seat.row) in period}
        return sorted([*(row for row in rows if row not in gone), *written])

    def _new(self, roll: Roll, rows: Sequence[int]) -> Sequence[int]:
        if len(rows) > _CROWD and self._crowd is None:
            known = {roll.find(email) for email in self._emails}
            self._crowd = roll, rows
            return [row for row in rows if row not in known]
        emails = {row: roll.card(row).email.lower() for row in rows}
        new = [row for row, email in emails.items() if email not in self._emails and not self._is_in_crowd(email)]
        self._emails.update(emails.values())
        return new

    def _is_in_crowd(self, email: str) -> bool:
        if self._crowd is None:
            return False
        roll, rows = self._crowd
        row = roll.find(email)
        at = bisect_left(rows, row) if row is not None else len(rows)
        return at < len(rows) and rows[at] == row
