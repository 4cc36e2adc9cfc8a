"""Spending: what happens past the limit, seen by going there. It costs the client its budget for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from mock_server.breaks.place import Place
from mock_server.contract import Operation
from mock_server.drift.exchange import Answered, Asked, Exchange, NotObserved
from mock_server.drift.finding import BEHAVIOUR, INFORMATIONAL, Finding
from mock_server.drift.limited import limit_status
from mock_server.drift.report import DRIFT, OK, UNSEEN, Observation

_NAME = "past the limit"


class Spent(Protocol):
    """How many requests of a row were answered well, and what the next one was refused with; None where none was."""

    @property
    def good(self) -> int:
        """How many."""

    @property
    def refused(self) -> Answered | None:
        """The refusal."""


# Sends a request in a hurry: so many times at most, for so many seconds at most.
Spend = Callable[[Asked, int, float], Spent]


@dataclass(frozen=True, slots=True)
class PastTheLimit:
    """What was seen there: an exchange to be judged as every other, where there was a refusal."""

    observation: Observation
    exchanges: tuple[Exchange, ...] = ()
    findings: tuple[Finding, ...] = ()


def go_past(operation: Operation, asked: Asked, spend: Spend) -> PastTheLimit:
    """Send a good request once more than the contract allows, as fast as can be. Less than it allows is no drift: the
    client's other programs live on the same budget.
    """
    try:
        return _went(operation, asked, spend)
    except NotObserved as reason:
        return PastTheLimit(Observation(_NAME, operation.id, BEHAVIOUR, UNSEEN, str(reason)))


def _went(operation: Operation, asked: Asked, spend: Spend) -> PastTheLimit:
    limit = operation.rate_limit
    if limit is None:
        raise NotObserved("the contract tells no limit")
    refusal = limit_status(operation)
    if refusal is None:
        raise NotObserved("the contract does not tell how it is refused")
    spent = spend(asked, limit.limit + 1, limit.window)
    if spent.refused is not None:
        past = replace(asked, purpose=_NAME, expects=(refusal,))
        outcome = OK if spent.refused.status == refusal else DRIFT
        return PastTheLimit(Observation(_NAME, operation.id, BEHAVIOUR, outcome), (Exchange(past, spent.refused),))
    if spent.good <= limit.limit:
        raise NotObserved(f"{spent.good} requests are all that could be sent in {limit.window} s")
    finding = Finding(
        "ratelimit-raised",
        operation.id,
        str(Place("limit")),
        INFORMATIONAL,
        f"{limit.limit} requests in {limit.window} s",
        f"{spent.good} requests, none of them refused",
        BEHAVIOUR,
        operation.evidence.get("mark", ""),
    )
    return PastTheLimit(Observation(_NAME, operation.id, BEHAVIOUR, DRIFT), findings=(finding,))
