"""The numbers and keys of an account's events, and of what they offer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import count

from mock_server.fake import Stream, label, mix

_FIRST_EVENT = 1_000_000
_EVENTS = 9_000_000
# Event ids grow with the event's place: one out of each ninety numbers.
_STRIDE = 90
_FIRST_MATERIAL = 20_000_000
_MATERIAL_BLOCKS = 60_000
_BLOCK = 1_000


class Numbering:
    """Numbers of one world. The epoch is in them, so those of yesterday's account are unknown today.

    `pinned` maps places of events to the ids a scenario gives them; nothing else gets such an id.
    """

    def __init__(self, seed: int, epoch: date, pinned: dict[int, int]) -> None:
        self._seed = mix(seed, epoch.toordinal(), label("on24/numbers"))
        self._pinned, self._taken = pinned, frozenset(pinned.values())
        draw = Stream(self._seed)
        self._first_event = draw.below(_EVENTS - 10_000 * _STRIDE)
        self._first_block = draw.below(_MATERIAL_BLOCKS)

    def event_id(self, index: int) -> int:
        """Return the id of an event: seven digits, no two alike for the first 100,000 events."""
        if index in self._pinned:
            return self._pinned[index]
        jitter = Stream(self._seed, label("event"), index).below(_STRIDE)
        candidates = (self._event_number(index, (jitter + step) % _STRIDE) for step in range(_STRIDE))
        return next(number for number in candidates if number not in self._taken)

    def key(self, name: str, index: int) -> str:
        """Return a key of an event, 32 upper-case hexadecimal digits; `name` is the kind of key."""
        first, second = (mix(self._seed, label(name), index, half) for half in (0, 1))
        return f"{first:016X}{second:016X}"

    def material_ids(self, index: int, first: int = 0) -> Iterator[int]:
        """Return ids for what an event offers, no two alike in the account; an event has a thousand."""
        return count(_FIRST_MATERIAL + (self._first_block + index) * _BLOCK + first)

    def _event_number(self, index: int, jitter: int) -> int:
        return _FIRST_EVENT + (self._first_event + index * _STRIDE + jitter) % _EVENTS


def pinned_ids(pins: Collection[dict[str, int]]) -> dict[int, int]:
    """Return the ids that a scenario's pins give, by the place of the event."""
    return {pin["event"]: pin["id"] for pin in pins if "id" in pin}
