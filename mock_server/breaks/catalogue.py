"""Catalogue: every ready break of a contract, in the order of its operations, made from the contract alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from mock_server.breaks.envelope_rules import document_findings
from mock_server.breaks.operation_rules import operation_findings
from mock_server.breaks.query_rules import query_findings
from mock_server.breaks.reply_rules import reply_findings
from mock_server.contract import Contract, Operation


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A ready break.

    `pointer` is its place; `order` the short form that orders it; `severity` is breaking, dangerous or informational
    for a client that was right yesterday; `evidence` is how sure the contract is of the place.
    """

    kind: str
    operation: str
    pointer: str
    order: str
    tells: str
    severity: str
    evidence: str

    @property
    def id(self) -> str:
        """The name that drift detection has for it as well."""
        return f"{self.kind}:{self.operation}:{self.pointer}"


def catalogue(contract: Contract) -> list[CatalogueEntry]:
    """Return every ready break of a contract."""
    return [entry for operation in contract.operations.values() for entry in entries_of(contract, operation)]


def entries_of(contract: Contract, operation: Operation) -> Iterator[CatalogueEntry]:
    """Yield the ready breaks of one operation."""
    findings = (operation_findings, query_findings, document_findings, reply_findings)
    for one in chain.from_iterable(find(contract, operation) for find in findings):
        pointer = str(one.place)
        order = f"{operation.id}:{pointer}:{one.edit}"
        yield CatalogueEntry(one.kind, operation.id, pointer, order, one.tells, one.severity, one.evidence)
