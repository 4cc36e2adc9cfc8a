"""Widest: filters that meet every row, to be sent beside what is asked anyway: they change nothing, if they work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import ONE_OF, SINCE, UNTIL, Filter, Listing
from mock_server.drift.behaviour.refused import REFUSED
from mock_server.drift.behaviour.words import Words
from mock_server.drift.exchange import Answered


def asked_wide(asker: Asker, listing: Listing, query: Mapping[str, object]) -> Answered:
    """Return the answer to what need not be known: it is asked again without filters, where it is refused."""
    success = asker.walk.contract.operations[listing.operation].success
    return asker.ask_list(listing, query, (success, *REFUSED)).answered


def beside_end(listing: Listing, one: Filter) -> Mapping[str, str]:
    """Return the other end of the period of a filter, so far away that every row meets it; nothing where none is."""
    other = next((end for end in _ends(listing) if end.attribute == one.attribute and end.kind != one.kind), None)
    return {other.argument: one.nothing} if other is not None and one.nothing and one.kind in (SINCE, UNTIL) else {}


def widest(asker: Asker, listing: Listing) -> Mapping[str, object]:
    """Return arguments of all filters that can be told to meet every row."""
    return {**{name: words.all for name, words in _words(asker, listing)}, **_periods(listing)}


def words_beside(asker: Asker, listing: Listing, one: Filter) -> Mapping[str, object]:
    """Return arguments of the other filters by words that every row meets."""
    return {name: words.all for name, words in _words(asker, listing) if name != one.argument}


def wide(asker: Asker, listing: Listing) -> Mapping[str, object]:
    """Return arguments of the same filters, which many rows meet: of words, the one that is the most frequent."""
    rows = asker.known(listing)[0].rows
    counts = {
        name: Counter(one for row in rows if (one := words.of(row)) in words.all)
        for name, words in _words(asker, listing)
    }
    return {**{name: [one.most_common(1)[0][0]] for name, one in counts.items() if one}, **_periods(listing)}


def _words(asker: Asker, listing: Listing) -> Iterator[tuple[str, Words]]:
    for one in listing.filters:
        if one.kind == ONE_OF and one.covers and (words := Words(asker, listing, one)).all:
            yield one.argument, words


def _periods(listing: Listing) -> Mapping[str, str]:
    return {name: text for one in _ends(listing) for name, text in beside_end(listing, one).items()}


def _ends(listing: Listing) -> list[Filter]:
    return [one for one in listing.filters if one.kind in (SINCE, UNTIL)]
