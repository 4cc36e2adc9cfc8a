"""Rate limits by a sliding log on the world's clock: exact, and true about the wait.

Written by hand because the libraries measured cannot be given a clock, and round or pad what they say (see
ARCHITECTURE.md).
"""

from __future__ import annotations

import math
import threading
from collections import deque
from dataclasses import dataclass

# Keys that have been idle for a window are swept out each time this many hits have been counted.
_SWEEP_EVERY = 4096
# Unix seconds as floats are good to a fraction of a microsecond; without this, waiting exactly as long as was told
# could miss by a rounding.
_TICK = 1e-6


@dataclass(frozen=True, slots=True)
class Decision:
    """What a limiter said: whether to let pass, what is left, and whole seconds until more is."""

    passed: bool
    limit: int
    window: int
    remaining: int
    reset: int


class RateLimiter:
    """Lets pass at most `limit` requests in any `window` seconds, for each key. What it refuses does not count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._logs: dict[tuple[str, ...], deque[float]] = {}
        self._hits = 0

    def hit(self, key: tuple[str, ...], limit: int, window: int, now: float) -> Decision:
        """Count a request of `key` at `now` (Unix seconds) unless the budget is spent."""
        with self._lock:
            self._sweep(window, now)
            log = self._logs.setdefault(key, deque())
            # A clock that was set back leaves entries of the future; they count no more than old ones.
            while log and (log[0] <= now - window + _TICK or log[0] > now):
                log.popleft()
            passed = len(log) < limit
            if passed:
                log.append(now)
            # `log` is only empty here for a limit of zero.
            reset = max(1, math.ceil(log[0] + window - now)) if log else window
            return Decision(passed, limit, window, limit - len(log), reset)

    def _sweep(self, window: int, now: float) -> None:
        self._hits += 1
        if self._hits % _SWEEP_EVERY == 0:
            idle = [key for key, log in self._logs.items() if not log or log[-1] <= now - window]
            for key in idle:
                del self._logs[key]
