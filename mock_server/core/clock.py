"""The one source of time: settable, advanceable, freezable. Everything that expires or waits asks it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Hands:
    """Where a clock's hands are: `offset` seconds ahead of real time or, where it stands, `stands_at` Unix seconds."""

    offset: float = 0.0
    stands_at: float | None = None


class Clock:
    """A clock that starts at `start` (now, if left out) and ticks with real time unless it is frozen.

    Moments are aware datetimes in UTC; `seconds` is the same moment as Unix seconds.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._lock = threading.Lock()
        # Seconds ahead of real time, and where the clock stands if it stands: swapped whole, so that whoever reads
        # while another turns the clock sees it before or after, never in between.
        self._hands = Hands()
        if frozen:
            self.freeze()
        if start is not None:
            self.set(start)

    def seconds(self) -> float:
        """Return the present moment in Unix seconds."""
        hands = self._hands
        return _real_seconds() + hands.offset if hands.stands_at is None else hands.stands_at

    def now(self) -> datetime:
        """Return the present moment as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    @property
    def hands(self) -> Hands:
        """Where the hands are."""
        return self._hands

    @property
    def offset(self) -> float:
        """Seconds this clock is ahead of real time."""
        return self.seconds() - _real_seconds()

    @property
    def is_frozen(self) -> bool:
        """Whether the clock stands."""
        return self._hands.stands_at is not None

    def turn(self, hands: Hands) -> None:
        """Put the hands where they were at another time."""
        with self._lock:
            self._hands = hands

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
            self._hands = Hands(stands_at=self.seconds())

    def unfreeze(self) -> None:
        """Tick again from where the clock stands."""
        with self._lock:
            self._hands = Hands(self.seconds() - _real_seconds())

    def _jump(self, target: float) -> None:
        self._hands = Hands(stands_at=target) if self.is_frozen else Hands(target - _real_seconds())


def _real_seconds() -> float:
    return time.time()  # noqa: TID251 - the clock is where real time comes in
