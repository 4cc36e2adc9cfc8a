"""Rolls: the people of one event as they are now, the computed crowd with what was written over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from mock_server.vendors.on24.people.casting import REFERRALS
from mock_server.vendors.on24.people.followed import Line
from mock_server.vendors.on24.people.members import Members
from mock_server.vendors.on24.people.rows import Rows
from mock_server.vendors.on24.people.selection import EVER, EVERYBODY, Selection
from mock_server.vendors.on24.people.stays import Seat
from mock_server.vendors.on24.people.tally import Tally
from mock_server.vendors.on24.people.timeline import Timeline
from mock_server.vendors.on24.people.visits import Visit
from mock_server.vendors.on24.people.written_people import Entry, Status


class Roll(Members):
    """The people of an event, in lists and added up. What is written makes a new one; the old one is asked no more."""

    # Selections

    def timeline(self, selection: Selection = EVERYBODY) -> Timeline:
        """Return the selected registrants by the moment of their registration."""
        rows = self._untouched(selection) if Status.ACTIVE in selection.statuses else Rows([])
        return Timeline(rows, self.crowd.first_from, self.written(selection))

    def written(self, selection: Selection) -> Sequence[Line]:
        """Return the selected of those about whom something was written, by the moment of their registration."""
        if not self._entries:
            return ()
        asked = replace(selection, period=EVER, registered_by=None, by_activity=False)
        key = frozenset(asked.statuses), asked.attended, asked.partner_ref, asked.has_email

        def column(rows: Iterable[int]) -> list[Line]:
            return [(self.created(row), row) for row in rows if self._keeps(row, self._entries[row], asked)]

        lines = self._memory.columns.of(
            key,
            self._now,
            lambda: sorted(column(self._entries)),
            lambda kept, rows: sorted([line for line in kept if line[1] not in rows] + column(rows)),
        )
        return self._within(lines, selection)

    def _within(self, lines: Sequence[Line], selection: Selection) -> Sequence[Line]:
        start, end = selection.registered
        if selection.by_activity:
            lines = [line for line in lines if self._entries[line[1]].changed in selection.period]
            start, end = None, selection.registered_by
        low = 0 if start is None else bisect_left(lines, start, key=_moment)
        high = len(lines) if end is None else bisect_right(lines, end, key=_moment)
        return lines[low:high] if high - low < len(lines) else lines

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
            and (selection.partner_ref is None or self._told(row, entry, "partner_ref") == selection.partner_ref)
            and (selection.registered_by is None or self.created(row) <= selection.registered_by)
            and (not selection.has_email or self._told(row, entry, "email") is not None)
        )

    def untouched(self, rows: Sequence[int]) -> Sequence[int]:
        """Return those of some rows about whom nothing was written."""
        return [row for row in rows if row not in self._entries] if self._entries else rows

    def _untouched(self, selection: Selection) -> Rows:
        """Return the selected rows of whom nothing was written; their last activity is their registration."""
        if selection.partner_ref not in (None, *REFERRALS):
            return Rows([])
        rows = self._memory.untouched.of(
            # So few different ones that accounts that share a roll never push each other's out.
            (selection.attended, selection.partner_ref),
            self._now,
            lambda: self.crowd.rows(lambda visit: _is_selected(visit, selection)).without(self._entries),
            Rows.without,
        )
        start, end = selection.registered
        if start is None and end is None:
            return rows
        low = self.crowd.first_from(start) if start is not None else 0
        return rows.window(low, self.crowd.first_after(end) if end is not None else self.crowd.visible)

    @cached_property
    def left_out(self) -> Collection[int]:
        """The rows of which what is computed of their visit counts nowhere: they are forgotten, never come, or another
        visit of theirs was written.
        """
        return self._forgotten | self.attended.keys()

    @cached_property
    def seats(self) -> Sequence[Seat]:
        """The sessions that were written, of those who are not forgotten."""
        standing = [(row, one) for row, one in self.attended.items() if row not in self._forgotten]
        return [Seat(session, row, one.began(session)) for row, one in standing for session in one.visit.sessions]

    @cached_property
    def _forgotten(self) -> frozenset[int]:
        return frozenset(row for row, entry in self._entries.items() if entry.is_forgotten)

    @cached_property
    def last_updated(self) -> datetime:
        """When the report of the event was last updated. (convention)

        That is the last change of the event, the newest registration, the newest end of a session, and the last time
        that anything was written about one of its people.
        """
        written = self._now.last_changed
        return self.computed.last_updated if written is None else max(self.computed.last_updated, written)

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
        for row in self.left_out:
            if row < self.crowd.visible:
                visits[self.crowd.visit(row)] -= 1
        for row, entry in self._entries.items():
            if not entry.is_forgotten and (row in self.attended or not self._is_computed(row)):
                visits[self.visit(row)] += 1
        return +visits

    @cached_property
    def referrals(self) -> Mapping[str, int]:
        """How many came by each partner's code; "-" is none."""
        counts = Counter({code or "-": times for code, times in self.tally.referrals().items()})
        for row, entry in self._entries.items():
            code = entry.fields.get("partner_ref")
            if code and not entry.is_forgotten and self.visit(row).referral is None:
                counts["-"] -= 1
                counts[code] += 1
        return +counts


def _is_selected(visit: Visit, selection: Selection) -> bool:
    return (selection.attended is None or visit.is_no_show is not selection.attended) and (
        selection.partner_ref in (None, visit.referral)
    )


def _moment(line: Line) -> datetime:
    return line[0]
