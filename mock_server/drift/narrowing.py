"""Narrowing: a look at some operations only, and at the lists by whose records they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from mock_server.drift.behaviour.plain import targets_of
from mock_server.drift.behaviour.probes import Of, Probes


def narrowed(contract: Contract, probes: Probes, wanted: Sequence[str]) -> Contract:
    """Return a contract of some operations, of those that they need, and of those that give tokens; the whole contract
    where none is wanted.

    Raises ConfigError for an operation that is not looked at.
    """
    if not wanted:
        return contract
    paths = {operation: path for operation, path, _ in targets_of(probes.within(contract.operations))}
    kept, open_ = {*contract.token_operations}, [*wanted]
    while open_:
        one = open_.pop()
        if one not in paths:
            raise ConfigError(f"the operation {one} {_why_not(contract, one)}; --dry-run has those that are looked at")
        kept.add(one)
        open_ += [source.listing for source in paths[one].values() if isinstance(source, Of)]
    return replace(contract, operations={name: one for name, one in contract.operations.items() if name in kept})


def _why_not(contract: Contract, operation: str) -> str:
    """Say why an operation cannot be looked at."""
    return "is not looked at" if operation in contract.operations else "is unknown"
