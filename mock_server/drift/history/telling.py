"""Telling: findings of history at a place of a contract."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.breaks.declared import headers, mark_of
from mock_server.breaks.place import pointer_of
from mock_server.breaks.sites import Site
from mock_server.contract import Contract, Operation
from mock_server.drift.finding import HISTORY, Finding
from mock_server.drift.history.layout import Layout
from mock_server.drift.history.profile import Seen
from mock_server.drift.history.tally import Tally
from mock_server.drift.kinds import severity_of


@dataclass(frozen=True, slots=True)
class Then:
    """An operation then and now."""

    contract: Contract
    operation: Operation
    layout: Layout
    before: Seen
    now: Seen

    def tallies(self, pointer: str) -> tuple[Tally, Tally]:
        """Return the counts of a place then and now."""
        return self.before.places.get(pointer, Tally()), self.now.places.get(pointer, Tally())

    def at(self, site: Site, kind: str, says: str, seen: str, count: int = 1) -> Finding:
        """Return a finding at a site."""
        evidence = mark_of(site.schema, {"x-evidence": self.operation.evidence})
        pointer = pointer_of(site.steps)
        bad = severity_of(kind)
        return Finding(kind, self.operation.id, pointer, bad, says, seen, HISTORY, evidence, count=max(count, 1))

    def of_header(self, name: str, kind: str, severity: str, says: str, seen: str) -> Finding:
        """Return a finding of a header, by the contract's spelling where it has it."""
        known = {one.lower(): (one, declared) for one, declared in headers(self.contract, self.operation).items()}
        spelled, declared = known.get(name, (name, {}))
        evidence = mark_of(declared, {"x-evidence": self.contract.declared(self.operation).get("x-evidence", {})})
        where = f"header/{spelled}"
        return Finding(kind, self.operation.id, where, severity, says, seen, HISTORY, evidence, count=self.now.replies)
