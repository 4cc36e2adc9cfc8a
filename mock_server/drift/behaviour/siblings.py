"""Siblings: the lists of other records than the one that is looked at, which have rows of other kinds."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Listing, Of
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere

# Where in their own list the records are: the one that is looked at is in its middle, as a rule.
_PARTS = (1 / 4, 3 / 4)


def lists(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Ask for the rows of a few other records, for who reads replies; nothing is told of them here."""
    name, source = next(((name, one) for name, one in listing.path.items() if isinstance(one, Of)), ("", None))
    if source is None or source.query or source.most:
        raise NothingThere("it hangs below no list of records")
    above = asker.listing(source.listing)
    names = names_of(asker.shape(above).row, source.attribute)
    chosen, rows = asker.value(source), asker.known(above)[0].rows
    others = [one for row in rows if isinstance(one := value_at(row, names), str | int) and str(one) != chosen]
    for part in _PARTS if others else ():
        path = {**listing.path, name: str(others[int(len(others) * part)])}
        asker.ask(listing.operation, path, {**listing.query, **asker.largest(listing)})
    yield from ()
