"""Entitled: what a client may not do, by what its token says (RFC 6749 section 5.1), is neither seen nor drift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mock_server.contract import Contract
from mock_server.drift.exchange import Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.report import OK, UNSEEN, Observation

_REFUSED = "scope-lost"


def within_scopes(
    contract: Contract, exchanges: Sequence[Exchange], findings: Sequence[Finding], observations: Sequence[Observation]
) -> tuple[list[Finding], list[Observation]]:
    """Return findings without refusals for want of a scope that was never given, and observations that say so."""
    lacking = _lacking(contract, exchanges)
    kept = [one for one in findings if one.kind != _REFUSED or one.operation not in lacking]
    closed = {one.operation for one in findings if one not in kept} - {one.operation for one in kept}

    def of_closed(one: Observation) -> Observation:
        if one.operation not in closed or one.outcome == OK:
            return one
        return replace(one, outcome=UNSEEN, why=f"the client was not given {' '.join(lacking[one.operation])}")

    return kept, [of_closed(one) for one in observations]


def _lacking(contract: Contract, exchanges: Sequence[Exchange]) -> Mapping[str, Sequence[str]]:
    """Return the scopes that the client was not given, by operation; none where no token tells what it was given, or
    it was given what the contract does not know: that may be theirs under another name.
    """
    operations = contract.operations.values()
    known = {scope for one in operations for scope in one.scopes or ()}
    given = {scope for one in exchanges if one.asked.operation in contract.token_operations for scope in _told(one)}
    if not given or given - known:
        return {}
    found = {one.id: [scope for scope in one.scopes or () if scope not in given] for one in operations}
    return {operation: scopes for operation, scopes in found.items() if scopes}


def _told(exchange: Exchange) -> Sequence[str]:
    """Return the scopes of a token."""
    document = exchange.answered.document if exchange.answered.is_good else None
    told = document.get("scope") if isinstance(document, dict) else None
    return told.split() if isinstance(told, str) else ()
