"""A fault as it was ordered, and how often it was met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.fake import Stream
from mock_server.faults.effect import Effect
from mock_server.faults.matcher import Matcher, Sent


@dataclass(frozen=True, slots=True)
class Rule:
    """Which requests a fault meets, and what happens to them.

    - `operation`: an operationId; None meets every operation.
    - `matcher`: what a request has to say.
    - `nth`: the first matching request that is met, from 1; `times`: how many are, None for all from there on, or for
      that one alone where `nth` is given.
    - `rate`: the share of them that is met, drawn by `seed`.
    - `effect`: what happens, as the control API's contract describes it.
    """

    id: str
    effect: Mapping[str, Any]
    operation: str | None = None
    match: Mapping[str, Any] | None = None
    nth: int | None = None
    times: int | None = None
    rate: float | None = None
    seed: int = 0

    def is_due(self, seen: int, hits: int) -> bool:
        """Tell whether a matching request is met, when so many matched before it and so many of those were met."""
        most = self.times if self.times is not None else (1 if self.nth is not None else None)
        if seen + 1 < (self.nth or 1) or (most is not None and hits >= most):
            return False
        return self.rate is None or Stream(self.seed, seen).below(1_000_000) < self.rate * 1_000_000


class Fault:
    """A rule at work: `seen` counts the requests that matched it, `hits` those that it met.

    One that `is_standing` was ordered when the server was started, in every world.
    """

    def __init__(self, rule: Rule, seen: int = 0, hits: int = 0, *, is_standing: bool = False) -> None:
        self.rule, self.seen, self.hits, self.is_standing = rule, seen, hits, is_standing
        self.effect = Effect.of(rule.effect)
        # What the break of the effect was read as: whoever reads it first remembers it here.
        self.change: Any = None
        self._matcher = Matcher.of(rule.match)

    def matches(self, operation: str | None, sent: Sent) -> bool:
        """Tell whether a request is meant."""
        return self.rule.operation in (None, operation) and self._matcher.matches(sent)

    def meet(self, *, is_kept_off: bool = False) -> Met | None:
        """Count a matching request, and return the meeting if there is one; not where another fault keeps it off."""
        is_met = not is_kept_off and self.rule.is_due(self.seen, self.hits)
        self.seen += 1
        self.hits += is_met
        return Met(self, self.hits) if is_met else None


@dataclass(frozen=True, slots=True)
class Met:
    """A fault that one request meets; `turn` tells how many it has met with that, from 1."""

    fault: Fault
    turn: int

    @property
    def effect(self) -> Effect:
        """What happens."""
        return self.fault.effect

    @property
    def waiting(self) -> float:
        """How many seconds the request waits."""
        return self.effect.waiting(self.fault.rule.seed, self.turn)
