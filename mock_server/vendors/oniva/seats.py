"""Seats: who has a place where places run out, and who waits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from functools import cached_property

from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.notes import BookingNote


class Seats:
    """The places of a full event, as its confirmed bookings had their turn: computed ones by row, those that something
    was written about between them. Each takes one place; whoever gives one back lets the next move up.
    """

    def __init__(self, ledger: Ledger, notes: Collection[BookingNote]) -> None:
        self._ledger = ledger
        confirmed = sorted((note for note in notes if note.status == "confirmed"), key=_turn)
        self._turns = [note.turn for note in confirmed]
        self._before = {note.row: before for before, note in enumerate(confirmed)}
        changed = (note.row for note in notes if not note.is_pinned)
        self._without = sorted(row for row in changed if ledger.slot(row).outcome == "confirmed")

    @cached_property
    def cut(self) -> int:
        """The first computed row whose places are gone."""
        rows = range(self._ledger.planned)
        return bisect_left(
            rows, self._ledger.places, key=lambda row: self._computed(row) + bisect_right(self._turns, row)
        )

    def waits(self, note: BookingNote) -> bool:
        """Tell whether a confirmed booking that something was written about is on the waiting list."""
        return self._computed(note.turn) + self._before[note.row] >= self._ledger.places

    @property
    def waiting(self) -> int:
        """How many are on the waiting list."""
        return max(0, self._computed(self._ledger.visible) + len(self._turns) - self._ledger.places)

    def _computed(self, row: int) -> int:
        """Count the computed bookings before a row that take a place, and that nothing was written about."""
        return self._ledger.planned_places(row) - bisect_left(self._without, row)


def _turn(note: BookingNote) -> tuple[int, bool, float, int]:
    """Return what orders turns: before a computed row come those that were confirmed before it was there."""
    assert note.confirmed is not None
    return note.turn, note.turn == note.row, note.confirmed.timestamp(), note.row
