"""Bounds: a period that begins and ends with one moment has the rows of that moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from mock_server.breaks.place import Place
from mock_server.contract.schemas import options_of
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.filters import rows_of
from mock_server.drift.behaviour.periods import id_of, reader
from mock_server.drift.behaviour.probes import SINCE, UNTIL, Filter, Listing
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved


def of_one_moment(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """The end of a period counts in, where it is a moment: that its start does is seen by itself."""
    start = _start_of(asker, listing, one)
    read, at = reader(asker, listing, one), names_of(asker.shape(listing).row, one.attribute)
    known = {id_of(asker, listing, row): read(value_at(row, at)) for row in asker.settled(listing).rows}
    moment = _whole_minute(sorted(known.values()))
    text = moment.astimezone(UTC).isoformat()
    page = rows_of(asker, listing, one, text, **{start.argument: text})
    came = {id_of(asker, listing, row) for row in page.rows}
    lacking = {id for id, found in known.items() if found == moment and id not in came}
    if lacking and page.total in (None, len(came)):
        begun = rows_of(asker, listing, start, text)
        if not lacking & {id_of(asker, listing, row) for row in begun.rows}:
            raise NotObserved("rows of a moment do not come where a period begins with it either")
        place, seen = Place("query", asker.parameter(listing, one.argument).name), "a row at the bound does not come"
        yield Hit("filter-bound-exclusive", place, "its bound counts in", seen)


def _start_of(asker: Asker, listing: Listing, one: Filter) -> Filter:
    """Return the filter of the start of a period that takes moments; raise NothingThere where there is none."""
    schema = asker.parameter(listing, one.argument).schema
    takes_moments = "date-time" in {each.get("format") for each in (schema, *options_of(schema))}
    for each in listing.filters if takes_moments and one.kind == UNTIL else ():
        if each.kind == SINCE and each.attribute == one.attribute:
            return each
    raise NothingThere("no period of one moment can be asked for")


def _whole_minute(moments: list[datetime]) -> datetime:
    """Return a moment of which nothing can have been cut off when it was printed; raise NothingThere."""
    whole = [one for one in moments if not one.second and not one.microsecond]
    if not whole:
        raise NothingThere("no row is of a whole minute")
    return whole[len(whole) // 2]
