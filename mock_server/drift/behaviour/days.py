"""Days: a period that begins and ends on one day has the rows of that day."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.periods import reader
from mock_server.drift.behaviour.probes import Filter, Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved

# The first and the last day may be cut by a page, or go on.
_FEWEST = 3


def one_day(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """All rows of a day come, and no others, where a period is that day."""
    if not one.until or not one.zone:
        raise NothingThere("its end can be asked for alone, or days are not taken")
    row = asker.shape(listing).row
    read, zone = reader(asker, listing, one), ZoneInfo(one.zone)
    at, ids = names_of(row, one.attribute), names_of(row, listing.id)
    rows = asker.settled(listing).rows
    known = {str(value_at(each, ids)): read(value_at(each, at)).astimezone(zone).date() for each in rows}
    days = sorted({*known.values()})
    if len(days) < _FEWEST:
        raise NotObserved("rows are of too few days")
    day = days[len(days) // 2]
    query = {**asker.largest(listing), one.argument: day.isoformat(), one.until: day.isoformat()}
    answered = asker.ask_list(listing, query).answered
    place = Place("query", asker.parameter(listing, one.until).name)
    if is_refused(answered):
        yield Hit("filter-removed-strict", place, "it ends a period", f"it is {answered.status}")
        return
    page = asker.read(listing, answered)
    came = {str(value_at(each, ids)): read(value_at(each, at)).astimezone(zone).date() for each in page.rows}
    missing = {id for id, when in known.items() if when == day} - came.keys()
    if any(when > day for when in came.values()):
        yield Hit("filter-date-ignored", place, "it ends a period", "later rows come")
    elif missing and all(when == day for when in came.values()) and len(page.rows) == page.total:
        yield Hit("filter-bound-exclusive", place, "its bound counts in", "rows of the last day do not come")
