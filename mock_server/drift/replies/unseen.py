"""Places that the contract has and no reply has filled: nothing can be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mock_server.breaks.declared import success_schema
from mock_server.breaks.place import Place
from mock_server.breaks.sites import Site, sites_of
from mock_server.breaks.walk import values_at
from mock_server.contract import Contract
from mock_server.drift.exchange import Exchange

_EMPTY: tuple[object, ...] = (None, "", [], {})


def never_seen(contract: Contract, exchanges: Sequence[Exchange]) -> list[tuple[str, str]]:
    """Return the optional or nullable places that no good reply has filled, as pairs of operation and pointer.

    A place in another one that was never filled is left out; so is everything of operations without a good reply.
    """
    documents: dict[str, list[Any]] = {}
    for exchange in exchanges:
        if exchange.answered.is_good and exchange.asked.operation in contract.operations:
            documents.setdefault(exchange.asked.operation, []).extend(_document(exchange))
    return [(name, pointer) for name, seen in documents.items() if seen for pointer in _empty(contract, name, seen)]


def _document(exchange: Exchange) -> list[Any]:
    try:
        return [exchange.answered.json()]
    except ValueError:
        return []


def _empty(contract: Contract, name: str, documents: list[Any]) -> Iterator[str]:
    schema = success_schema(contract, contract.operations[name])
    sites = [] if schema is None else sites_of(schema)
    gaps: list[Site] = []
    for site in sites:
        if any(site.steps[: len(gap.steps)] == gap.steps for gap in gaps) or not site.is_member:
            continue
        if (site.required and not site.nullable) or _is_filled(site, documents):
            continue
        gaps.append(site)
        yield _pointer(site)


def _is_filled(site: Site, documents: list[Any]) -> bool:
    return any(value not in _EMPTY for one in documents for value in values_at(one, site.steps))


def _pointer(site: Site) -> str:
    return str(Place("body", steps=site.steps))
