"""Widest: filters that meet every row, to be sent beside what is asked anyway: they change nothing, if they work."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import ONE_OF, SINCE, UNTIL, Filter, Listing
from mock_server.drift.behaviour.words import Words

# What may be answered to what need not be known: it is asked again without it, then.
TAKEN = (200, 400, 422)


def beside_end(listing: Listing, one: Filter) -> Mapping[str, str]:
    """Return the other end of the period of a filter, so far away that every row meets it; nothing where none is."""
    other = next((end for end in _ends(listing) if end.attribute == one.attribute and end.kind != one.kind), None)
    return {other.argument: one.nothing} if other is not None and one.nothing and one.kind in (SINCE, UNTIL) else {}


def widest(asker: Asker, listing: Listing) -> Mapping[str, object]:
    """Return arguments of all filters that can be told to meet every row."""
    words = {
        one.argument: Words(asker, listing, one).all
        for one in listing.filters
        if one.kind == ONE_OF and one.covers and Words(asker, listing, one).all
    }
    ends = {name: text for one in _ends(listing) for name, text in beside_end(listing, one).items()}
    return {**words, **ends}


def _ends(listing: Listing) -> list[Filter]:
    return [one for one in listing.filters if one.kind in (SINCE, UNTIL)]
