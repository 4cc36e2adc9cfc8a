"""Limits: what replies announce of the budget; nothing is spent to see more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.contract.naming import source_of
from mock_server.contract.operation import RateLimit
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Value
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import Answered, NothingThere, NotObserved

_LIMIT, _RESET = "rate_limit_limit", "rate_limit_reset"
# Longer than any window: a moment in Unix seconds, which is for others to tell.
_A_MOMENT = 10**9


def announced(asker: Asker, operation: str, path: Mapping[str, Value], query: Mapping[str, str]) -> Iterator[Hit]:
    """The limit and its window are those of the contract."""
    yield from of_answer(asker, operation, asker.once.ask(operation, path, query).answered)


def of_answer(asker: Asker, operation: str, answered: Answered) -> Iterator[Hit]:
    """The same, of an answer that is there."""
    budget = asker.walk.contract.operations[operation].rate_limit
    if budget is None:
        raise NothingThere("the contract tells no limit")
    if not _is_announced(asker, operation):
        raise NothingThere("the contract has no headers of a limit")
    limit, reset = (_number(asker, operation, answered, source) for source in (_LIMIT, _RESET))
    if limit is None and reset is None:
        raise NotObserved("the replies announce no limit")
    yield from _differences(budget, limit, reset)


def _differences(budget: RateLimit, limit: int | None, reset: int | None) -> Iterator[Hit]:
    place, says = Place("limit"), f"{budget.limit} requests in {budget.window} s"
    if limit is not None and limit < budget.limit:
        yield Hit("ratelimit-lowered", place, says, f"{limit} requests are announced")
    elif limit is not None and limit > budget.limit:
        yield Hit("ratelimit-raised", place, says, f"{limit} requests are announced")
    if reset is not None and budget.window < reset < _A_MOMENT:
        yield Hit("ratelimit-window", place, says, f"the window ends in {reset} s")


def _is_announced(asker: Asker, operation: str) -> bool:
    declared = responses(asker.walk.contract, asker.walk.contract.operations[operation]).values()
    headers = [(name, one) for reply in declared for name, one in reply.get("headers", {}).items()]
    return any(source_of(name, one) in (_LIMIT, _RESET) for name, one in headers)


def _number(asker: Asker, operation: str, answered: Answered, source: str) -> int | None:
    declared = responses(asker.walk.contract, asker.walk.contract.operations[operation])
    headers = declared.get(answered.status, {}).get("headers", {})
    name = next((name for name, one in headers.items() if source_of(name, one) == source), "")
    text = answered.header(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
