"""The catalogue as rows for people and programs."""

from __future__ import annotations

from mock_server.breaks.catalogue import catalogue
from mock_server.breaks.place import shown
from mock_server.breaks.shape import shortened
from mock_server.contract import Contract
from mock_server.core.errors import ConfigError


def catalogue_rows(contract: Contract, operation: str | None = None, kind: str | None = None) -> list[dict[str, str]]:
    """Return the entries of an operation and a kind, or all: `id`, `kind`, `operation`, `pointer`, `order`, `tells`,
    `severity`, `evidence`.

    Raises ConfigError for an operation or a kind that there is none of.
    """
    entries = catalogue(contract)
    kinds = dict.fromkeys(entry.kind for entry in entries)
    if operation is not None and operation not in contract.operations:
        raise ConfigError(f"{shown(operation)} is no operation; there are {shortened([*contract.operations])}")
    if kind is not None and kind not in kinds:
        raise ConfigError(f"{shown(kind)} is no kind of break here; there are {', '.join(kinds)}")
    return [
        {
            "id": entry.id,
            "kind": entry.kind,
            "operation": entry.operation,
            "pointer": entry.pointer,
            "order": entry.order,
            "tells": entry.tells,
            "severity": entry.severity,
            "evidence": entry.evidence,
        }
        for entry in entries
        if operation in (None, entry.operation) and kind in (None, entry.kind)
    ]
