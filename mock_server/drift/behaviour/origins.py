"""Origins: which member of which list an operation is asked by."""

from __future__ import annotations

from collections.abc import Mapping, Set

from mock_server.contract import Contract
from mock_server.drift.behaviour.plain import targets_of
from mock_server.drift.behaviour.probes import Of, Probes
from mock_server.drift.behaviour.shape import Shape, names_of
from mock_server.drift.exchange import NotObserved

# The operation of a list, and the JSON pointer of a member of its rows.
Origin = tuple[str, str]


def origins_of(contract: Contract, probes: Probes) -> Mapping[str, Set[Origin]]:
    """Return where the values in the path of each operation come from; those that come from nowhere are left out."""
    found: dict[str, set[Origin]] = {}
    for operation, path, _ in targets_of(probes.within(contract.operations)):
        sources = [one for one in path.values() if isinstance(one, Of)]
        found[operation] = {origin for one in sources if (origin := _origin(contract, probes, one)) is not None}
    return found


def _origin(contract: Contract, probes: Probes, source: Of) -> Origin | None:
    """Return the member that a value is of; None where the contract has it no more."""
    listings = {one.operation: one for one in (*probes.lookups, *probes.listings)}
    if source.listing not in contract.operations:
        return None
    shape = Shape(contract, listings[source.listing])
    try:
        return source.listing, str(shape.place(*names_of(shape.row, source.attribute)))
    except NotObserved:
        return None
