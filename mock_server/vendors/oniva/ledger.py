"""Ledger: all bookings of one event as of a day, none of them stored. Here they are counted and found."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import compress

from mock_server.fake import label, mix
from mock_server.vendors.oniva.lives import OPEN, SETTLED_AFTER, Life, Lives
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.schedule import Schedule
from mock_server.vendors.oniva.sheets import BLOCK, CODE, Sheets, Slot

# What becomes of a status when the event is cancelled, as codes.
_OPEN_CODES = bytes(CODE[status] for status in OPEN)
_CALLED_OFF = bytes.maketrans(_OPEN_CODES, bytes([CODE["canceled"]]) * len(_OPEN_CODES))


class Ledger:
    """The bookings of an event, by row in the order of their creation.

    `as_of` is the midnight up to which things have happened; of the planned bookings, `visible` are there by then.
    """

    def __init__(self, plan: EventPlan, sheets: Sheets, seed: int, epoch: date, as_of: datetime) -> None:
        self._plan, self._sheets, self._as_of = plan, sheets, as_of
        key = mix(seed, label("ledger"), plan.index)
        self._schedule = Schedule(plan, key, epoch)
        self._lives = Lives(plan, self._schedule, sheets, key, as_of)
        # Nobody books any more once an event was called off by somebody from outside.
        self.visible = self._schedule.first_from(as_of if plan.stopped is None else min(as_of, plan.stopped))
        self._rows_with = lru_cache(maxsize=8)(self._find_statuses)

    @property
    def planned(self) -> int:
        """How many bookings there will be."""
        return self._schedule.length

    def life(self, row: int) -> Life:
        """Return what has become of a booking."""
        return self._lives.life(row)

    def called_off(self, life: Life) -> Life:
        """Return what becomes of a booking where its event is cancelled."""
        return self._lives.called_off(life)

    def created(self, row: int) -> datetime:
        """Return when a booking was begun."""
        return self._schedule.at(row)

    def slot(self, row: int) -> Slot:
        """Return a booking's fate."""
        return self._lives.slot(row)

    def contact(self, row: int) -> int:
        """Return whose booking it is: the number of the contact within the event."""
        return row // BLOCK * BLOCK + self._lives.slot(row).contact

    def rows_of(self, contact: int) -> list[int]:
        """Return the bookings of a contact."""
        block, place = divmod(contact, BLOCK)
        rows = [block * BLOCK + at for at, slot in enumerate(self._lives.sheet(block).slots) if slot.contact == place]
        return [row for row in rows if row < self.visible]

    # Places

    @cached_property
    def places(self) -> int:
        """How many places a full event has: a round number that 85 in a hundred of its guests fit into."""
        return max(1, self.planned_places(self._plan.planned) * 85 // 100 // 5 * 5)

    @cached_property
    def cut(self) -> int:
        """The first row whose places are gone: from here on confirmed bookings are on the waiting list."""
        if not self._plan.kind.is_full:
            return self._plan.planned
        return bisect_left(range(self._plan.planned), self.places, key=self.planned_places)

    def planned_places(self, rows: int) -> int:
        """Return how many places the first `rows` bookings take in the end."""
        blocks, rest = divmod(rows, BLOCK)
        taken = sum(map(_places, self._lives.sheet(blocks).slots[:rest]))
        return blocks * sum(map(_places, self._sheets.template)) + taken

    def booked(self, cut: int | None = None, without: Sequence[int] = ()) -> Counter[tuple[str, int]]:
        """Count what confirmed bookings have taken, as ("registration", option) and ("addon", add-on).

        `cut` is the first row whose places are gone, where that is another; the rows in `without` do not count.
        """
        counts: Counter[tuple[str, int]] = Counter()
        if self._is_called_off:
            return counts
        stop = min(self.visible, self.cut if cut is None else cut)
        blocks = min(self._settled, stop) // BLOCK
        for slot in self._sheets.template:
            if slot.outcome == "confirmed":
                self.take(counts, slot, blocks)
        for row in range(blocks * BLOCK, stop):
            self._count(counts, row, 1)
        for row in without:
            if row < stop:
                self._count(counts, row, -1)
        return counts

    def _count(self, counts: Counter[tuple[str, int]], row: int, times: int) -> None:
        if self.life(row).status == "confirmed":
            self.take(counts, self.slot(row), times)

    def take(self, counts: Counter[tuple[str, int]], slot: Slot, times: int) -> None:
        """Add what bookings of a slot take, so many times."""
        counts["registration", slot.choice % len(self._plan.registrations)] += slot.party * times
        for addon, quantity in zip(range(len(self._plan.addons)), slot.addons, strict=False):
            counts["addon", addon] += quantity * times

    # Finding

    def search(
        self, statuses: frozenset[str], start: datetime | None, end: datetime | None, only: Sequence[int] | None
    ) -> Sequence[int]:
        """Return the rows with one of the statuses (any, if none is named), created from `start` to `end`, both
        inclusive, and out of `only`.
        """
        low = min(self._schedule.first_from(start), self.visible) if start else 0
        high = min(self._schedule.first_after(end), self.visible) if end else self.visible
        if only is not None:
            return [row for row in only if low <= row < high and (not statuses or self.life(row).status in statuses)]
        if not statuses:
            return range(low, max(low, high))
        rows = self._rows_with(statuses)
        return rows[bisect_left(rows, low) : bisect_left(rows, high)]

    @property
    def _is_called_off(self) -> bool:
        return self._plan.cancelled is not None and self._plan.cancelled <= self._as_of

    @property
    def _settled(self) -> int:
        """How many rows are past all change, so that their sheets tell their status, but for that of the event."""
        if self._schedule.checkout is not None:
            return 0
        until = min(self._as_of, self._plan.cancelled) if self._plan.cancelled is not None else self._as_of
        return min(self._schedule.first_from(until - SETTLED_AFTER), self.visible)

    @cached_property
    def _codes(self) -> bytes:
        """The status of every visible row, a byte each."""
        blocks = self._settled // BLOCK
        rest = (CODE[self.life(row).status] for row in range(blocks * BLOCK, self.visible))
        settled = b"".join(self._lives.sheet(block).codes for block in range(blocks))
        return (settled.translate(_CALLED_OFF) if self._is_called_off else settled) + bytes(rest)

    def _find_statuses(self, statuses: frozenset[str]) -> array[int]:
        codes = {CODE[status] for status in statuses}
        wanted = bytes(int(code in codes) for code in range(256))
        return array("I", compress(range(self.visible), self._codes.translate(wanted)))


def _places(slot: Slot) -> int:
    return slot.party if slot.outcome == "confirmed" else 0
