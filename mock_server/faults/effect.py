"""What happens to a request that a fault meets."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.core.errors import ConfigError
from mock_server.fake import Stream, label


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect, as the control API's contract describes it; `breaks` is its `break`, which is a word of Python's.

    `delay` is in seconds, or the two bounds between which it is drawn.
    """

    status: int | None = None
    retry_after: int | None = None
    delay: float | tuple[float, float] | None = None
    slow_body: float | None = None
    connection: str | None = None
    body: str | None = None
    token: str | None = None
    limit: str | None = None
    rows: str | None = None
    breaks: str | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Effect:
        """Return the effect that a document describes; raise ConfigError, in one line, where there is none such."""
        if not isinstance(said, Mapping) or not said:
            raise ConfigError(f"an effect has at least one of: {', '.join(_MEMBERS)}")
        for name, value in said.items():
            if name not in _MEMBERS:
                raise ConfigError(f"an effect has no {str(name)[:40]!r}; there are: {', '.join(_MEMBERS)}")
            is_good, wanted = _MEMBERS[name]
            if not is_good(value):
                raise ConfigError(f"the {name} of an effect is {wanted}")
        _refuse_contradictions(said)
        return cls(**{("breaks" if name == "break" else name): _taken(name, value) for name, value in said.items()})

    @property
    def is_answer(self) -> bool:
        """Whether it takes the place of what would have been answered."""
        return any(one is not None for one in (self.status, self.connection, self.token, self.limit))

    def excludes(self, other: Effect) -> bool:
        """Tell whether one request cannot be met by both: the other would change nothing that a client sees."""
        if self.connection is not None or other.connection is not None:
            return not (self._only_waits or other._only_waits)
        pairs = ((self.is_answer, other.is_answer), (self.body, other.body), (self.rows, other.rows))
        return any(one and another for one, another in pairs)

    def waiting(self, seed: int, turn: int) -> float:
        """Return how many seconds a request waits: the same for the same seed and turn."""
        if not isinstance(self.delay, tuple):
            return self.delay or 0.0
        low, high = self.delay
        return low + (high - low) * Stream(seed, label("delay"), turn).below(1 << 20) / (1 << 20)

    @property
    def _only_waits(self) -> bool:
        return not (self.is_answer or self.body or self.rows or self.breaks or self.slow_body)


def _refuse_contradictions(said: Mapping[str, Any]) -> None:
    """Refuse members of which one keeps the other from ever being seen."""
    for name, others in _ALONE.items():
        vain = next((other for other in others if name in said and other in said), None)
        if vain is not None:
            raise ConfigError(f"an effect with {name} has no {vain}: nothing of it would be seen")
    if "retry_after" in said and "status" not in said:
        raise ConfigError("an effect with retry_after has the status that it goes with")


def _taken(name: str, value: Any) -> Any:
    if name == "delay" and isinstance(value, Mapping):
        return float(value["from"]), float(value["to"])
    return int(value) if name in _WHOLE else value


def _is_whole(value: Any, low: int, high: float) -> bool:
    return _is_wait(value) and low <= value <= high and value == int(value)


def _is_wait(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


def _is_delay(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return _is_wait(value)
    return set(value) == {"from", "to"} and all(map(_is_wait, value.values())) and value["from"] <= value["to"]


def _word(*words: str) -> tuple[Callable[[Any], bool], str]:
    return lambda value: isinstance(value, str) and value in words, " or ".join(words)


_WHOLE = ("status", "retry_after")
# By the name of a member: whether a value is one, and what it is.
_MEMBERS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "status": (lambda value: _is_whole(value, 400, 599), "a whole number from 400 to 599"),
    "retry_after": (lambda value: _is_whole(value, 1, math.inf), "whole seconds, at least 1"),
    "delay": (_is_delay, "seconds, or an object of two bounds, from and to, in this order"),
    "slow_body": (_is_wait, "seconds"),
    "connection": _word("reset", "empty"),
    "body": _word("truncated", "malformed", "content-type", "empty"),
    "token": _word("expired", "revoked"),
    "limit": _word("exhausted"),
    "rows": _word("duplicate", "missing", "shuffled", "shrinking"),
    "break": (lambda value: isinstance(value, str) and value != "", "a text"),
}
# Rows are read long after a request could be refused, and breaks of the contract begin before.
_ALONE: Mapping[str, tuple[str, ...]] = {
    "connection": tuple(name for name in _MEMBERS if name not in ("connection", "delay")),
    "status": ("limit", "rows"),
    "token": ("limit", "rows"),
    "limit": ("rows",),
    "rows": ("break",),
}
