"""Recorder: takes a rehearsed server through every operation and documented status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from mock_server.contract import Operation
from mock_server.exports.exchange import Exchange
from mock_server.exports.refusals import refused
from mock_server.exports.rehearsal import Rehearsal, nothing_succeeds
from mock_server.exports.sample import Sample

_TOO_MANY = 429


def recorded(rehearsal: Rehearsal) -> Iterator[Exchange]:
    """Yield an exchange for every operation and documented status; pages beside the API are left out.

    Raises ScenarioError where there is nothing in the world that an operation could show.
    """
    contract = rehearsal.contract
    for operation in contract.operations.values():
        if operation.path in contract.document["paths"]:
            sample, success = _success(rehearsal, operation)
            yield success
            for status in sorted(set(operation.responses) - {operation.success}):
                yield _refusal(rehearsal, operation, sample, status)


def _success(rehearsal: Rehearsal, operation: Operation) -> tuple[Sample, Exchange]:
    last: Exchange | None = None
    for sample in rehearsal.samples.of(operation):
        last = rehearsal.tried(operation, sample)
        if last.response.status == operation.success:
            return sample, last
    raise nothing_succeeds(operation, last)


def _refusal(rehearsal: Rehearsal, operation: Operation, sample: Sample, status: int) -> Exchange:
    """Return an exchange with a status: by a request that earns it, if there is one, else by a fault."""
    told = rehearsal.samples.otherwise(operation, sample, status)
    for other in chain(told, refused(rehearsal.contract, operation, sample, status)):
        exchange = rehearsal.tried(operation, other)
        if exchange.response.status == status:
            return exchange
    for effect in _effects(operation, status):
        exchange = rehearsal.ordered(operation, sample, status, effect)
        if exchange.response.status == status:
            break
    return exchange


def _effects(operation: Operation, status: int) -> Iterator[Mapping[str, Any]]:
    """Yield the effects of faults that bring a status about, the truest first: a spent budget tells its limits."""
    if status == _TOO_MANY and operation.rate_limit is not None:
        yield {"limit": "exhausted"}
    yield {"status": status}
