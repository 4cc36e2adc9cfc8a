"""Plain: asks everything that can be read, so that every kind of reply is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mock_server.breaks.declared import success_schema
from mock_server.drift.behaviour.attributes import rows_of
from mock_server.drift.behaviour.probes import Listing, Probes
from mock_server.drift.behaviour.sources import FEW, Sources
from mock_server.drift.exchange import Exchange, NotObserved
from mock_server.drift.finding import REPLIES
from mock_server.drift.report import OK, UNSEEN, Observation
from mock_server.drift.walk import Walk

_Ask = Callable[[], Exchange]


def walk_all(walk: Walk, probes: Probes, *, most: int = 60) -> list[Observation]:
    """Ask every operation of the probes once and then, up to so many exchanges of the walk altogether, lists for their
    second and last page and for a large one. Tells of each how that went; the exchanges are the walk's.
    """
    sources = Sources(walk, probes)
    seen = [_once(walk, sources, operation) for operation in operations_of(probes)]
    for name, operation, ask in _more(walk, sources, probes):
        if len(walk.exchanges) >= most:
            break
        seen.append(_observed(walk, name, operation, ask))
    return seen


def operations_of(probes: Probes) -> list[str]:
    """Return the operations that are asked, each once, in an order in which lists come before their rows."""
    listed = [one.operation for one in probes.listings]
    return [*dict.fromkeys((*listed, *(one.operation for one in probes.details), *probes.others))]


def _once(walk: Walk, sources: Sources, operation: str) -> Observation:
    return _observed(walk, "a reply", operation, partial(sources.few, operation, purpose="shows a reply"))


def _more(walk: Walk, sources: Sources, probes: Probes) -> Iterator[tuple[str, str, _Ask]]:
    """Yield what else is worth asking, what shows the most first."""
    paged = {one.operation: (one, _last_page(sources, one)) for one in probes.listings if one.page}
    for listing, last in paged.values():
        if last is None or last > listing.first_page:
            yield "the second page", listing.operation, _paged(sources, listing, listing.first_page + 1)
    for listing, last in paged.values():
        if last is not None and last > listing.first_page + 1:
            yield "the last page", listing.operation, _paged(sources, listing, last)
    for listing in probes.listings:
        if listing.limit and (size := largest(walk, listing)):
            yield "a large page", listing.operation, partial(sources.few, listing.operation, {listing.limit: size})


def _paged(sources: Sources, listing: Listing, page: int) -> _Ask:
    return partial(sources.few, listing.operation, {listing.page: page}, purpose="shows another page")


def largest(walk: Walk, listing: Listing) -> int:
    """Return the most rows that a page of a list has; 0 where nothing is said of that."""
    known = walk.contract.operations[listing.operation].parameters.all
    schema = next((one.schema for one in known if one.argument == listing.limit), {})
    return int(schema.get("maximum", schema.get("x-cap", 0)))


def _last_page(sources: Sources, listing: Listing) -> int | None:
    """Return the last page of few rows; None where the list does not tell how many there are."""
    try:
        total = sources.total(listing)
    except NotObserved:
        return None
    return None if total is None else listing.first_page + max(0, -(-total // FEW) - 1)


def _observed(walk: Walk, name: str, operation: str, ask: _Ask) -> Observation:
    try:
        why = _lack(walk, ask())
    except NotObserved as reason:
        why = str(reason)
    return Observation(name, operation, REPLIES, UNSEEN if why else OK, why)


def _lack(walk: Walk, exchange: Exchange) -> str:
    """Return what a reply does not show, in words; "" for one that shows something."""
    answered = exchange.answered
    if not answered.is_good:
        return f"it was answered with {answered.status}"
    schema = success_schema(walk.contract, walk.contract.operations[exchange.asked.operation])
    try:
        document: Any = answered.json()
    except ValueError:
        return "it was not answered with JSON"
    found = rows_of(schema, document) if schema is not None else None
    return "there are no rows" if found is not None and not found[1] else ""
