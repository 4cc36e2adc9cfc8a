"""First page: what a list tells by the page that came of it, without a further request."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.pages import Page
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved


def agrees(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """It has as many rows as were asked for or are there, and counts them and its pages right."""
    size, page = _size(asker, listing), asker.page(listing)
    if page.total is None:
        raise NotObserved("it does not count its rows")
    most = page.total if size is None else min(size, page.total)
    if size is not None and len(page.rows) > size:
        place, seen = Place("query", asker.parameter(listing, listing.limit).name), "more rows come than are asked for"
        yield Hit("per-page-param-ignored", place, "it tells the size of a page", seen)
    elif size is None and len(page.rows) < most:
        place, says = Place("query", asker.parameter(listing, listing.limit).name), "all rows come where it is not sent"
        yield Hit("default-page-size", place, says, f"{len(page.rows)} come")
    elif page.total != len(page.rows) and (size is None or len(page.rows) < size):
        yield from _miscounted(asker, listing, page)
    else:
        yield from _mispaged(asker, listing, page, size)


def _size(asker: Asker, listing: Listing) -> int | None:
    """Return how many rows are asked for at most; None for all."""
    if not listing.limit:
        raise NothingThere("it has no pages")
    schema = asker.parameter(listing, listing.limit).schema
    size = listing.query.get(listing.limit, schema.get("default"))
    return None if size is None else int(size)


def _miscounted(asker: Asker, listing: Listing, page: Page) -> Iterator[Hit]:
    # A total of nothing beside rows is told by who reads replies.
    if not page.total:
        return
    place = Place("body", steps=asker.shape(listing).total)
    yield Hit("total-differs", place, "it counts all rows", f"it is {page.total} beside {len(page.rows)} rows")


def _mispaged(asker: Asker, listing: Listing, page: Page, size: int | None) -> Iterator[Hit]:
    shape = asker.shape(listing)
    if page.pages is None or page.total is None or not page.rows or size is None:
        return
    if page.pages != -(-page.total // size):
        place, says = Place("body", steps=shape.pages), "it counts the pages"
        yield Hit("page-count-differs", place, says, f"it is {page.pages} of {size} rows each beside {page.total} rows")
