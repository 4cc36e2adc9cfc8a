"""Which registrant has which fate, in blocks of 32.

Every block of rows holds the same 32 fates in another order: one of 64 shuffled sheets. So what registrant 734,512 did
is known at once, how many of the first million came is a multiplication, and the n-th of those who came is a division.
"""

from __future__ import annotations

from collections.abc import Set

from mock_server.fake import Stream, label, mix

BLOCK = 32
_SHEETS = 64


class Sheets:
    """64 orders of the fates 0 to 31, each shuffled when it is first asked for."""

    def __init__(self, seed: int) -> None:
        self._key = seed, label("on24/sheet")
        self._made: dict[int, bytes] = {}

    def pick(self, number: int) -> bytes:
        """Return the sheet that any number leads to: the fate at each of 32 places."""
        number %= _SHEETS
        if number not in self._made:
            self._made[number] = bytes(Stream(*self._key, number).shuffled(range(BLOCK)))
        return self._made[number]


class Fates:
    """The fates of the rows from `base` on."""

    def __init__(self, sheets: Sheets, key: int, base: int) -> None:
        self._sheets, self._key, self.base = sheets, key, base

    def fate(self, row: int) -> int:
        """Return the fate of a row, 0 to 31."""
        block, place = divmod(row - self.base, BLOCK)
        return self._sheet(block)[place]

    def counts(self, row: int) -> list[int]:
        """Return how many of the rows below `row` have fate 0, 1, …, 31."""
        block, rest = divmod(row - self.base, BLOCK)
        counts = [block] * BLOCK
        for fate in self._sheet(block)[:rest]:
            counts[fate] += 1
        return counts

    def below(self, fates: Set[int], row: int) -> int:
        """Return how many of the rows below `row` have one of the fates."""
        if len(fates) == BLOCK:
            return row - self.base
        block, rest = divmod(row - self.base, BLOCK)
        return block * len(fates) + sum(fate in fates for fate in self._sheet(block)[:rest])

    def nth(self, fates: Set[int], number: int) -> int:
        """Return the row that has one of the fates as number `number`, from 0."""
        if len(fates) == BLOCK:
            return self.base + number
        block, rest = divmod(number, len(fates))
        places = [place for place, fate in enumerate(self._sheet(block)) if fate in fates]
        return self.base + block * BLOCK + places[rest]

    def _sheet(self, block: int) -> bytes:
        return self._sheets.pick(mix(self._key, block))
