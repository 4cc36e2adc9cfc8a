"""The sessions of an event's attendees, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.crowd import Sitting
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.rows import Rows
from mock_server.vendors.on24.people.stays import Seat
from mock_server.vendors.on24.people.timeline import Newest, Timeline
from mock_server.vendors.on24.people.visits import Session

# The next moment after one that is within a period.
_NEXT = timedelta(microseconds=1)

Sat = tuple[Sitting | Seat, int]


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions: all, live, on_demand, or those of blocked people, that began in a period."""

    kind: str
    period: Period

    def of(self, roll: Roll, written: Collection[int]) -> Sequence[Sat]:
        """Return the sessions, the one that began last first; `written` are the rows about whom there is an entry."""
        sittings = [one for one in roll.crowd.sittings if self._takes(one.session)]
        seats = [one for one in roll.seats if self._takes(one.session) and one.moment in self.period]
        if self.kind == "blocked":
            rows = {row for row in written if roll.registrant(row).is_blocked}
            blocked = _by_session(roll, rows - roll.attended.keys())
            sat: list[Sat] = [(one, row) for one in sittings for row in blocked[id(one.session)]]
            return self._sorted([*sat, *((one, one.row) for one in seats if one.row in rows)])
        gone = _by_session(roll, roll.left_out)
        left = [(one, one.rows.without(gone[id(one.session)])) for one in sittings]
        return _newest([(one, began_within(one, rows, self.period)) for one, rows in left], seats)

    def _takes(self, session: Session) -> bool:
        return self.kind not in ("live", "on_demand") or session.is_live is (self.kind == "live")

    def _sorted(self, sat: Sequence[Sat]) -> Sequence[Sat]:
        began = [(one, row) for one, row in sat if one.began(row) in self.period]
        return sorted(began, key=lambda one: one[0].began(one[1]), reverse=True)


def began_within(sitting: Sitting, rows: Rows, period: Period, later: timedelta = timedelta()) -> Rows:
    """Return the rows of a sitting that began it in a period, or had been there for a while by then."""
    if not rows or (period.start is None and period.end is None):
        return rows
    low = sitting.first_from(period.start - later) if period.start is not None else rows[0]
    high = sitting.first_from(period.end - later + _NEXT) if period.end is not None else rows[-1] + 1
    return rows.window(low, high)


def _newest(sittings: Sequence[tuple[Sitting, Rows]], seats: Sequence[Seat]) -> Newest[Sitting | Seat]:
    lines: list[tuple[Sitting | Seat, Timeline]] = [(one, Timeline(rows, one.first_from, ())) for one, rows in sittings]
    lines += [(one, Timeline(Rows([]), lambda _: 0, [(one.moment, one.row)])) for one in seats]
    return Newest(lines, lambda one, row: one.began(row))


def _by_session(roll: Roll, rows: Iterable[int]) -> Mapping[int, list[int]]:
    """Return which of some rows had each of the computed sessions, by the id of the session."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        for session in roll.crowd.visit(row).sessions:
            found[id(session)].append(row)
    return found
