"""Ready breaks, made from a contract: by kind, operation and place, each with the text that orders it.

The kinds are those that drift detection tells: `kind:operation:place` is the same there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mock_server.breaks.body_kinds import body_breaks
from mock_server.breaks.declared import operations_of
from mock_server.breaks.exchange_kinds import exchange_breaks
from mock_server.breaks.ready import Ready
from mock_server.contract import Contract


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A ready break. `severity` is for a client that was right before: breaking, dangerous or informational;
    `evidence` is the mark of the operation in the contract.
    """

    id: str
    kind: str
    operation: str
    place: str
    text: str
    severity: str
    change: str
    evidence: str


def catalogue(contract: Contract, operation: str | None = None) -> list[CatalogueEntry]:
    """Return every ready break of a contract, or of one of its operations, in the order of the contract."""
    chosen = operations_of(contract) if operation is None else operations_of(contract, operation)
    return [entry for one in chosen for entry in _of_operation(contract, one)]


def short_text_of(text: str, contract: Contract) -> str | None:
    """Return the text of the ready break with an id, or None where the text is no such id."""
    kind, _, rest = text.partition(":")
    operation = rest.partition(":")[0]
    if kind in contract.operations or operation not in contract.operations:
        return None
    found = (entry.text for entry in _of_operation(contract, operation) if entry.id == text)
    return next(found, None)


def _of_operation(contract: Contract, operation: str) -> Iterator[CatalogueEntry]:
    evidence = contract.operations[operation].evidence.get("mark", "convention")
    seen: set[str] = set()
    for ready in (*body_breaks(contract, operation), *exchange_breaks(contract, operation)):
        entry = _entry(ready, operation, evidence)
        # Two properties may lead to the same place by alternatives of a schema.
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _entry(ready: Ready, operation: str, evidence: str) -> CatalogueEntry:
    place = ready.place
    return CatalogueEntry(
        id=f"{ready.kind}:{operation}:{place}",
        kind=ready.kind,
        operation=operation,
        place=place,
        text=f"{operation}:{place}:{ready.edit}",
        severity=ready.severity,
        change=ready.change,
        evidence=evidence,
    )
