"""What becomes of bookings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mock_server.fake import Stream, mix
from mock_server.vendors.oniva.kinds import EventKind
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.schedule import Schedule
from mock_server.vendors.oniva.sheets import BLOCK, SHEETS, Sheet, Sheets, Slot
from mock_server.vendors.oniva.zone import after

EXPIRES_AFTER = timedelta(minutes=15)
# After this time nothing happens any more to a booking's status, unless its event is cancelled.
SETTLED_AFTER = timedelta(days=13)
_LONGEST_DOUBT = timedelta(days=10)
# What a cancelled event takes with it.
OPEN = ("confirmed", "requested", "pending")


@dataclass(frozen=True, slots=True)
class Life:
    """What has become of a booking by now."""

    status: str
    created: datetime
    updated: datetime
    confirmed: datetime | None = None
    canceled: datetime | None = None


class Lives:
    """The bookings' fates, by row, as of a midnight: what would happen later has not happened."""

    def __init__(self, plan: EventPlan, schedule: Schedule, sheets: Sheets, seed: int, as_of: datetime) -> None:
        self._plan, self._schedule, self._sheets, self._seed, self._as_of = plan, schedule, sheets, seed, as_of

    def sheet(self, block: int) -> Sheet:
        """Return the sheet that a block of rows follows."""
        return self._sheets[mix(self._seed, ~block) % SHEETS]

    def slot(self, row: int) -> Slot:
        """Return a booking's fate."""
        block, place = divmod(row, BLOCK)
        return self.sheet(block).slots[place]

    def life(self, row: int) -> Life:
        """Return what has become of a booking."""
        created = self._schedule.at(row)
        draw = Stream(self._seed, row)
        done = created + timedelta(seconds=draw.between(110, 800))
        outcome = self.slot(row).outcome
        if row == self._schedule.checkout:
            return self._abandoned(created)
        if self._plan.kind is EventKind.REQUEST and outcome in (*OPEN, "declined"):
            return self.called_off(self._asked(outcome, created, done, draw))
        return self.called_off(self._booked(outcome, created, done, draw))

    def _abandoned(self, created: datetime) -> Life:
        """Somebody is filling in the form, and never finishes."""
        expired = created + EXPIRES_AFTER
        if expired <= self._as_of:
            return Life("expired", created, expired)
        return self.called_off(Life("reserved", created, created))

    def _booked(self, outcome: str, created: datetime, done: datetime, draw: Stream) -> Life:
        if outcome == "expired":
            return Life(outcome, created, created + EXPIRES_AFTER)
        if outcome not in ("confirmed", "canceled"):
            return Life(outcome, created, done)
        confirmed = Life("confirmed", created, done, confirmed=done)
        canceled = after(done, self._change_of_mind(done, draw))
        if outcome == "confirmed" or canceled > self._as_of:
            return confirmed
        return replace(confirmed, status="canceled", updated=canceled, canceled=canceled)

    def _asked(self, outcome: str, created: datetime, done: datetime, draw: Stream) -> Life:
        """A booking on request: the coordinator looks at it after a day, the admin after two."""
        approved = after(done, timedelta(seconds=draw.between(18 * 3600, 26 * 3600)))
        decided = after(done, timedelta(seconds=draw.between(40 * 3600, 50 * 3600)))
        if outcome == "requested" or approved > self._as_of:
            return Life("requested", created, done)
        if outcome == "pending" or decided > self._as_of:
            return Life("pending", created, approved)
        return Life(outcome, created, decided, confirmed=decided if outcome == "confirmed" else None)

    def _change_of_mind(self, done: datetime, draw: Stream) -> timedelta:
        """How long after booking a guest cancels. At a full event it is within the hour, so that at midnight no freed
        place is left over while others wait.
        """
        if self._plan.kind.is_full:
            return timedelta(seconds=draw.between(60, 2400))
        longest = min(_LONGEST_DOUBT, (self._plan.starts - done) / 2)
        return timedelta(seconds=draw.between(60, max(60, int(longest.total_seconds()))))

    def called_off(self, life: Life) -> Life:
        """A cancelled event takes its open bookings with it, and nothing happens to them afterwards."""
        off = self._plan.cancelled
        if off is None or off > self._as_of:
            return life
        if life.status == "reserved" and life.created + EXPIRES_AFTER <= off:
            return Life("expired", life.created, life.created + EXPIRES_AFTER)
        if life.status not in (*OPEN, "reserved") and life.updated <= off:
            return life
        confirmed = life.confirmed if life.confirmed and life.confirmed < off else None
        return Life("canceled", life.created, off, confirmed, off)
