"""The one source of time: settable, advanceable, freezable. Everything that expires or waits asks it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that starts at `start` (now, if left out) and ticks with real time unless it is frozen.

    Moments are aware datetimes in UTC; `seconds` is the same moment as Unix seconds.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._offset = 0.0
        self._frozen_at: float | None = None
        if frozen:
            self.freeze()
        if start is not None:
            self.set(start)

    def seconds(self) -> float:
        """Return the present moment in Unix seconds."""
        if self._frozen_at is not None:
            return self._frozen_at
        return time.time() + self._offset  # noqa: TID251 - the clock is where real time comes in

    def now(self) -> datetime:
        """Return the present moment as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    @property
    def offset(self) -> float:
        """Seconds this clock is ahead of real time."""
        return self.seconds() - time.time()  # noqa: TID251

    def set(self, moment: datetime) -> None:
        """Jump to a moment, forwards or backwards; a frozen clock stays frozen there."""
        self._jump(moment.timestamp())

    def advance(self, seconds: float | timedelta) -> None:
        """Move forward by seconds (or a timedelta)."""
        step = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        self._jump(self.seconds() + step)

    def freeze(self) -> None:
        """Stop ticking; `advance` and `set` still work."""
        self._frozen_at = self.seconds()

    def unfreeze(self) -> None:
        """Tick again from where the clock stands."""
        if self._frozen_at is not None:
            stands_at, self._frozen_at = self._frozen_at, None
            self._jump(stands_at)

    def _jump(self, target: float) -> None:
        if self._frozen_at is not None:
            self._frozen_at = target
        else:
            self._offset = target - time.time()  # noqa: TID251
