"""Plain: asks everything that can be read, so that every kind of reply is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from mock_server.breaks.sites import list_of, sites_of
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.pages import document_of
from mock_server.drift.behaviour.probes import Listing, Probes, Value
from mock_server.drift.behaviour.shape import document_schema
from mock_server.drift.exchange import Exchange, NotObserved
from mock_server.drift.finding import REPLIES
from mock_server.drift.report import OK, UNSEEN, Observation
from mock_server.drift.walk import Walk

# What is asked of any operation: its path and query.
Target = tuple[str, Mapping[str, Value], Mapping[str, str]]
# How many rows a page has of which the second and the last are looked at.
_FEW = 5


def targets_of(probes: Probes) -> list[Target]:
    """Return every operation that is asked, with what it is always asked with."""
    others: list[Target] = [(operation, path, {}) for operation, path in probes.others.items()]
    lists: list[Target] = [(one.operation, one.path, one.query) for one in (*probes.lookups, *probes.listings)]
    return [*others, *lists, *((one.operation, one.path, one.query) for one in probes.details)]


def walk_all(walk: Walk, probes: Probes, *, most: int = 60) -> list[Observation]:
    """Ask every operation once and then, up to so many exchanges of the walk altogether, lists for their second and
    last page and for a large one. Tells of each how that went; the exchanges are the walk's.
    """
    asker = Asker(walk, probes)
    seen = [_observed(walk, "a reply", one[0], partial(asker.ask, *one)) for one in targets_of(probes)]
    for name, listing, query in _more(asker):
        if len(walk.exchanges) >= most:
            break
        seen.append(_observed(walk, name, listing.operation, partial(asker.ask_list, listing, query)))
    return seen


def _more(asker: Asker) -> Iterator[tuple[str, Listing, Mapping[str, object]]]:
    """Yield what else is worth asking of lists, what shows the most first."""
    paged = [(one, _last_page(asker, one)) for one in asker.probes.listings if one.page]
    for listing, last in paged:
        if last > listing.first_page:
            yield "the second page", listing, {listing.limit: _FEW, listing.page: listing.first_page + 1}
    for listing, last in paged:
        if last > listing.first_page + 1:
            yield "the last page", listing, {listing.limit: _FEW, listing.page: last}
    for listing in asker.probes.listings:
        if listing.limit:
            yield "a large page", listing, {listing.limit: asker.most(listing)}


def _last_page(asker: Asker, listing: Listing) -> int:
    """Return the last page of few rows; the first one where the list does not tell how many there are."""
    try:
        total = asker.page(listing).total or 0
    except NotObserved:
        total = 0
    return listing.first_page + max(0, -(-total // _FEW) - 1)


def _observed(walk: Walk, name: str, operation: str, ask: Callable[[], Exchange]) -> Observation:
    try:
        document = document_of(ask().answered)
        why = "there are no rows" if _is_empty(walk, operation, document) else ""
    except NotObserved as reason:
        why = str(reason)
    return Observation(name, operation, REPLIES, UNSEEN if why else OK, why)


def _is_empty(walk: Walk, operation: str, document: Any) -> bool:
    rows = list_of(sites_of(document_schema(walk.contract, operation)))
    return rows is not None and isinstance(document, dict) and document.get(rows.name) == []
