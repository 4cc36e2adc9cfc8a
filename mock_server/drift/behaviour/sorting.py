"""Sorting: a list that can be asked for the other way round comes the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.moments import comparable
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved


def by_another(asker: Asker, listing: Listing, argument: str) -> Iterator[Hit]:
    """Rows come in the order of another attribute where that is asked for."""
    word, attribute = listing.others[argument]
    place = Place("query", asker.parameter(listing, argument).name)
    names = names_of(asker.shape(listing).row, attribute)
    asker.page(listing)
    answered = asker.ask_list(listing, {argument: word}).answered
    if is_refused(answered):
        yield Hit("filter-removed-strict", place, "it tells what rows are ordered by", f"it is {answered.status}")
        return
    rows = asker.read(listing, answered).rows
    values = [comparable(value_at(row, names)) for row in rows]
    if len({*values}) < 2:
        raise NotObserved("all rows are alike in what they are ordered by")
    if values != sorted(values, reverse=listing.descending):
        yield Hit("sort-ignored", place, "it tells what rows are ordered by", "rows are in another order")


def reversed_rows(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Rows come the other way round where that is asked for."""
    if not listing.turned:
        raise NothingThere("no order can be asked for")
    (argument, word), *_ = listing.turned.items()
    place = Place("query", asker.parameter(listing, argument).name)
    names = names_of(asker.shape(listing).row, listing.order)
    if len({comparable(value_at(row, names)) for row in asker.known(listing)[0].rows}) < 2:
        raise NotObserved("all rows are alike in what they are ordered by")
    answered = asker.ask_list(listing, {argument: word}).answered
    if is_refused(answered):
        yield Hit("filter-removed-strict", place, "it turns the order round", f"it is {answered.status}")
        return
    values = [comparable(value_at(row, names)) for row in asker.read(listing, answered).rows]
    if values != sorted(values, reverse=not listing.descending):
        yield Hit("sort-ignored", place, "it turns the order round", "rows come as without it, or in no order")
