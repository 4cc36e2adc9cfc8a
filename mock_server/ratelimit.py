"""Rate limits by a sliding log on the world's clock: exact, and true about the wait.

Written by hand because the libraries measured cannot be given a clock, and round or pad what they say (see
ARCHITECTURE.md).
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Keys that have been idle for a window are swept out each time this many hits have been counted.
_SWEEP_EVERY = 4096
# Unix seconds as floats are good to a fraction of a microsecond; without this, waiting exactly as long as was told
# could miss by a rounding, and the wait told be a second too long.
_TICK = 1e-5
# Threads read the clock and then queue here, so moments arrive out of order by a hair. What is further ahead than this
# was counted before the clock was set back.
_JITTER = 1.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a limiter said: whether to let pass, what is left, and whole seconds until more is."""

    passed: bool
    limit: int
    window: int
    remaining: int
    reset: int

    def told(self, now: datetime) -> dict[str, object]:
        """Return what headers may tell of it."""
        return {
            "rate_limit_limit": self.limit,
            "rate_limit_remaining": self.remaining,
            "rate_limit_reset": self.reset,
            "rate_limit_reset_at": now + timedelta(seconds=self.reset),
        }


@dataclass(frozen=True, slots=True)
class _Log:
    """When the requests of a key came that still count, oldest first."""

    window: int
    moments: deque[float]


class RateLimiter:
    """Lets pass at most `limit` requests in any `window` seconds, for each key. What it refuses does not count.

    All keys of a limiter are on one clock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._logs: dict[tuple[str, ...], _Log] = {}
        self._hits = 0

    def hit(self, key: tuple[str, ...], limit: int, window: int, now: float) -> Decision:
        """Count a request of `key` at `now` (Unix seconds) unless the budget is spent."""
        with self._lock:
            self._sweep(now)
            log, moment = self._counting(key, window, now)
            passed = len(log) < limit
            if passed:
                log.append(moment)
            # More than the limit count where it was lowered meanwhile: all but its own have to go before more pass.
            over = min(max(0, len(log) - limit), len(log) - 1)
            # `log` is only empty here for a limit of zero.
            reset = max(1, math.ceil(log[over] + window - now - _TICK / 2)) if log else window
            return Decision(passed, limit, window, max(0, limit - len(log)), reset)

    def exhaust(self, key: tuple[str, ...], limit: int, window: int, now: float) -> None:
        """Spend what is left of the budget of `key` at `now`."""
        with self._lock:
            log, moment = self._counting(key, window, now)
            log.extend([moment] * (limit - len(log)))

    def saved(self) -> list[tuple[tuple[str, ...], int, list[float]]]:
        """Return the requests that still count: key, window, moments."""
        with self._lock:
            return [(key, log.window, list(log.moments)) for key, log in self._logs.items() if log.moments]

    def restore(self, saved: Iterable[tuple[Sequence[str], int, Iterable[float]]]) -> None:
        """Count what `saved` returned, and nothing else."""
        logs = {tuple(key): _Log(window, deque(sorted(moments))) for key, window, moments in saved}
        with self._lock:
            self._logs = logs

    def _counting(self, key: tuple[str, ...], window: int, now: float) -> tuple[deque[float], float]:
        """Return the moments of `key` that count at `now`, and the moment at which another one would."""
        log = self._logs.setdefault(key, _Log(window, deque())).moments
        while log and log[-1] > now + _JITTER:
            log.pop()
        moment = max(now, log[-1]) if log else now
        while log and log[0] <= moment - window + _TICK:
            log.popleft()
        return log, moment

    def _sweep(self, now: float) -> None:
        self._hits += 1
        if self._hits % _SWEEP_EVERY == 0:
            idle = [key for key, log in self._logs.items() if not log.moments or log.moments[-1] <= now - log.window]
            for key in idle:
                del self._logs[key]
