"""The one source of time: settable, advanceable, freezable. Everything that expires or waits asks it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that starts at `start` (now, if left out) and ticks with real time unless it is frozen.

    Moments are aware datetimes in UTC; `seconds` is the same moment as Unix seconds.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._lock = threading.Lock()
        # Seconds ahead of real time, and where the clock stands if it stands: swapped whole, so that whoever reads
        # while another turns the clock sees it before or after, never in between.
        self._hands: tuple[float, float | None] = (0.0, None)
        if frozen:
            self.freeze()
        if start is not None:
            self.set(start)

    def seconds(self) -> float:
        """Return the present moment in Unix seconds."""
        offset, stands_at = self._hands
        return _real_seconds() + offset if stands_at is None else stands_at

    def now(self) -> datetime:
        """Return the present moment as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    @property
    def offset(self) -> float:
        """Seconds this clock is ahead of real time."""
        return self.seconds() - _real_seconds()

    def set(self, moment: datetime) -> None:
        """Jump to a moment, forwards or backwards; a frozen clock stays frozen there."""
        with self._lock:
            self._jump(moment.timestamp())

    def advance(self, seconds: float | timedelta) -> None:
        """Move forward by seconds (or a timedelta)."""
        step = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        with self._lock:
            self._jump(self.seconds() + step)

    def freeze(self) -> None:
        """Stop ticking; `advance` and `set` still work."""
        with self._lock:
            self._hands = (0.0, self.seconds())

    def unfreeze(self) -> None:
        """Tick again from where the clock stands."""
        with self._lock:
            self._hands = (self.seconds() - _real_seconds(), None)

    def _jump(self, target: float) -> None:
        is_frozen = self._hands[1] is not None
        self._hands = (0.0, target) if is_frozen else (target - _real_seconds(), None)


def _real_seconds() -> float:
    return time.time()  # noqa: TID251 - the clock is where real time comes in
