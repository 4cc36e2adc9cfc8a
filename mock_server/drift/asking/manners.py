"""Manners: how many requests are made, how fast, and what is asked again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from mock_server.contract import Operation
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError
from mock_server.drift.asking.announced import Announced, announced, retry_after
from mock_server.drift.asking.trouble import Trouble
from mock_server.drift.exchange import NO_BUDGET, Answered, Asked, NotObserved
from mock_server.drift.limited import is_limited

_MINUTE = 60.0
# What an operation is asked in a minute of which the contract tells no limit.
_UNTOLD = 60


@dataclass(frozen=True, slots=True)
class Rules:
    """What is allowed, and what time is.

    - `rate` requests in any minute; None is half of the limit that the contract has for each operation.
    - `max_requests` in all, None for any number; those that are repeated and those for tokens count.
    - `tries` beyond the first, after `pause`, twice that and so on, in seconds; nobody is waited for longer than
      `patience` seconds.
    - `sleep` waits, `monotonic` is its clock; `clock` tells what the time of day is, for dates in headers.
    """

    rate: int | None = None
    max_requests: int | None = None
    tries: int = 3
    pause: float = 1.0
    patience: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        for name in ("rate", "max_requests"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ConfigError(f"{name.replace('_', ' ')}: it is at least 1")


@dataclass(slots=True)
class _Window:
    """A budget of ours: so many requests in so many seconds, and when they were made."""

    limit: int
    seconds: float
    used: deque[float] = field(default_factory=deque)

    def free_at(self, now: float) -> float:
        """Return when the next request may be made."""
        while self.used and self.used[0] <= now - self.seconds:
            self.used.popleft()
        return self.used[0] + self.seconds if len(self.used) >= self.limit else now


@dataclass(slots=True)
class _Allowance:
    """What the service says of a budget of its own: what was left at first, at last, and until when we hold back."""

    first: int | None = None
    last: int | None = None
    held_until: float = 0.0

    def hear(self, said: Announced, now: float, window: float) -> None:
        """Hold back when half of what was left at first is used: others live on it too."""
        if said.remaining is None:
            return
        if self.first is None or self.last is None or said.remaining > self.last:
            # It counts this very request already.
            self.first = said.remaining + 1
        self.last = said.remaining
        if said.remaining < self.first / 2:
            self.first, self.held_until = None, now + (window if said.reset is None else said.reset)


class Manners:
    """Keeps to the rules. `requests` have been made; `weather` tells of those that had to be made again."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.requests = 0
        self.weather: list[str] = []
        self._windows: dict[str, _Window] = {}
        self._allowances: dict[str, _Allowance] = {}

    def politely(self, asked: Asked, operation: Operation, send: Callable[[], Answered]) -> Answered:
        """Return what `send` comes to, in its turn, asked again where that may help; raise NotObserved, or Trouble."""
        for turn in range(self.rules.tries + 1):
            self._await_turn(operation)
            try:
                answered = send()
            except Trouble as trouble:
                if not trouble.can_pass:
                    raise
                reason, told = trouble, None
            else:
                self._hear(operation, answered)
                if not _is_weather(asked, operation, answered):
                    return answered
                reason = Trouble(f"it answered {answered.status}", can_pass=True)
                told = retry_after(answered, self.rules.clock.seconds())
                if told is None and answered.status < HTTPStatus.TOO_MANY_REQUESTS:
                    # A refusal that is a limit's tells nothing of time: the limit's own passes.
                    told = _budget(operation)[2]
            self._be_patient(asked, reason, turn, told)
        raise AssertionError("the last turn returns or raises")

    def hastily(self, send: Callable[[], Answered]) -> Answered:
        """Return what `send` comes to at once, beyond any budget: for whoever wants to see where the limit is."""
        self.requests += 1
        return send()

    def recent(self, operation: Operation) -> int:
        """Return how many requests were made in its turn that still count for an operation's budget."""
        window = self._window(operation)
        window.free_at(self.rules.monotonic())
        return len(window.used)

    def _be_patient(self, asked: Asked, reason: Trouble, turn: int, told: float | None) -> None:
        wait = self.rules.pause * 2**turn if told is None else told
        if turn == self.rules.tries:
            self.weather.append(f"{asked.operation}: {reason}, {turn + 1} times")
            raise reason
        if wait > self.rules.patience:
            self.weather.append(f"{asked.operation}: {reason}, and wants to be left alone for {wait:.0f} s")
            raise reason
        self.weather.append(f"{asked.operation}: {reason}, and was asked again after {wait:.0f} s")
        self.rules.sleep(wait)

    def _await_turn(self, operation: Operation) -> None:
        if self.rules.max_requests is not None and self.requests >= self.rules.max_requests:
            raise NotObserved(f"{NO_BUDGET}: {self.requests} requests were made")
        window, now = self._window(operation), self.rules.monotonic()
        start = max(window.free_at(now), self._allowance(operation).held_until, now)
        if start - now > self.rules.patience:
            raise NotObserved(f"half of what the service allows is used, for another {start - now:.0f} s")
        if start > now:
            self.rules.sleep(start - now)
        self.requests += 1
        window.used.append(start)

    def _hear(self, operation: Operation, answered: Answered) -> None:
        said = announced(answered, self.rules.clock.seconds())
        self._allowance(operation).hear(said, self.rules.monotonic(), _budget(operation)[2])

    def _allowance(self, operation: Operation) -> _Allowance:
        return self._allowances.setdefault(_budget(operation)[0], _Allowance())

    def _window(self, operation: Operation) -> _Window:
        bucket, limit, seconds = _budget(operation)
        if self.rules.rate is not None:
            bucket, limit, seconds = "", self.rules.rate, _MINUTE
        return self._windows.setdefault(bucket, _Window(limit, seconds))


def _budget(operation: Operation) -> tuple[str, int, float]:
    """Return the bucket of an operation, half of its limit, and the seconds that is for."""
    told = operation.rate_limit
    return (operation.id, _UNTOLD, _MINUTE) if told is None else (told.bucket, max(1, told.limit // 2), told.window)


def _is_weather(asked: Asked, operation: Operation, answered: Answered) -> bool:
    """Tell whether an answer says nothing but that it should be asked for later; 501 will be the same then."""
    is_bad = is_limited(operation, answered) or answered.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return is_bad and answered.status not in (HTTPStatus.NOT_IMPLEMENTED, *asked.expects)
