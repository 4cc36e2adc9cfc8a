"""Budgets: whether what is left of a limit falls with each request, as it should, or rises, being what was spent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.contract import Contract, Operation
from mock_server.contract.naming import source_of
from mock_server.drift.exchange import NONE, WRONG, Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Teller

_LEFT = "rate_limit_remaining"
# So many replies of one operation have to agree.
_ENOUGH = 10


def judge_budgets(contract: Contract, exchanges: Sequence[Exchange]) -> Iterator[Finding]:
    """Yield the headers of what is left that rise by no more than what was asked meanwhile, each time that they come.

    What others spent comes back by more at a time, or not each time.
    """
    counts = Counter(one.asked.operation for one in exchanges)
    for operation in [one for id, one in contract.operations.items() if counts[id] > _ENOUGH]:
        name, numbers = _header(contract, operation), _numbers(contract, operation, exchanges)
        steps = [(later[0] - one[0], later[1] - one[1]) for one, later in pairwise(numbers)]
        if name and len(steps) >= _ENOUGH and all(0 < risen <= asked for asked, risen in steps):
            seen = f"it rose in each of {len(steps)} replies"
            yield Teller(contract, operation).tell("ratelimit-counts-up", Place("header", name), "what is left", seen)


def _numbers(contract: Contract, operation: Operation, exchanges: Sequence[Exchange]) -> list[tuple[int, int]]:
    """Return of each reply of an operation how many requests of its budget were sent, and what it says is left."""
    name, sent, found = _header(contract, operation), 0, []
    for one in exchanges:
        other = contract.operations.get(one.asked.operation)
        if other is None or other.rate_limit != operation.rate_limit or one.asked.credentials in (NONE, WRONG):
            continue
        sent += 1
        text = (one.answered.header(name) or "") if other.id == operation.id and name else ""
        if text.isascii() and text.isdigit():
            found.append((sent, int(text)))
    return found


def _header(contract: Contract, operation: Operation) -> str:
    headers = responses(contract, operation).get(operation.success, {}).get("headers", {})
    return next((name for name, one in headers.items() if source_of(name, one) == _LEFT), "")
