"""Spending: what happens past the limit, seen by going there. It costs the client its budget for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from mock_server.breaks.place import Place
from mock_server.contract import Operation
from mock_server.contract.operation import RateLimit
from mock_server.drift.exchange import Answered, Asked, Exchange, NotObserved
from mock_server.drift.finding import BEHAVIOUR, Finding
from mock_server.drift.kinds import severity_of
from mock_server.drift.limited import is_limited, limit_status
from mock_server.drift.report import DRIFT, OK, UNSEEN, Observation

_NAME = "past the limit"


class Spent(Protocol):
    """How many requests of a row were answered well, and what the next one was refused with; None where none was."""

    @property
    def before(self) -> int:
        """How many of ours were sent in the window before the row, at most."""

    @property
    def good(self) -> int:
        """How many."""

    @property
    def refused(self) -> Answered | None:
        """The refusal."""


# Sends a request in a hurry: so many times at most, for so many seconds at most, after waiting for so many seconds.
Spend = Callable[[Asked, int, float, float], Spent]


@dataclass(frozen=True, slots=True)
class PastTheLimit:
    """What was seen there: an exchange to be judged as every other, where there was a refusal."""

    observation: Observation
    exchanges: tuple[Exchange, ...] = ()
    findings: tuple[Finding, ...] = ()


def go_past(operation: Operation, asked: Asked, spend: Spend) -> PastTheLimit:
    """Send a good request once more than the contract allows, as fast as can be.

    Where less is let through than it allows, that is counted twice more, each time after a whole window: the client's
    other programs live on the same budget, but hardly ever on just as much of it.
    """
    try:
        return _went(operation, asked, spend)
    except NotObserved as reason:
        return PastTheLimit(Observation(_NAME, operation.id, BEHAVIOUR, UNSEEN, str(reason)))


def _went(operation: Operation, asked: Asked, spend: Spend) -> PastTheLimit:
    limit, status = operation.rate_limit, limit_status(operation)
    if limit is None:
        raise NotObserved("the contract tells no limit")
    if status is None:
        raise NotObserved("the contract does not tell how it is refused")
    spent = spend(asked, limit.limit + 1, limit.window, 0.0)
    if spent.refused is None and spent.good <= limit.limit:
        raise NotObserved(f"{spent.good} requests are all that could be sent in {limit.window} s")
    if spent.refused is None:
        raised = _finding(operation, limit, "ratelimit-raised", f"{spent.good} requests, none of them refused")
        return PastTheLimit(Observation(_NAME, operation.id, BEHAVIOUR, DRIFT), findings=(raised,))
    past = Exchange(replace(asked, purpose=_NAME, expects=(status,)), spent.refused)
    is_less = is_limited(operation, spent.refused) and spent.before + spent.good < limit.limit
    findings = tuple(_counted(operation, limit, asked, spend)) if is_less else ()
    outcome = OK if spent.refused.status == status and not findings else DRIFT
    return PastTheLimit(Observation(_NAME, operation.id, BEHAVIOUR, outcome), (past,), findings)


def _counted(operation: Operation, limit: RateLimit, asked: Asked, spend: Spend) -> Iterator[Finding]:
    """Tell that a window is longer, or lets less through, where that is so twice."""
    rows = [spend(asked, limit.limit + 1, limit.window, limit.window) for _ in range(2)]
    counts = {one.good for one in rows if one.refused is not None and is_limited(operation, one.refused)}
    if len(counts) != 1 or any(one.refused is None for one in rows):
        return
    count = counts.pop()
    if count == 0:
        seen = f"none is let through {limit.window} s after a refusal, twice"
        yield _finding(operation, limit, "ratelimit-window", seen)
    elif count < limit.limit:
        seen = f"{count} are let through, twice, unless another program of the client has the rest"
        yield _finding(operation, limit, "ratelimit-lowered", seen)


def _finding(operation: Operation, limit: RateLimit, kind: str, seen: str) -> Finding:
    says, mark = f"{limit.limit} requests in {limit.window} s", operation.evidence.get("mark", "")
    return Finding(kind, operation.id, str(Place("limit")), severity_of(kind), says, seen, BEHAVIOUR, mark)
