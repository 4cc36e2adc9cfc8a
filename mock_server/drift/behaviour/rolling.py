"""Rolling: so many days up to today are the last ones and those before, and in what comes where nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved

# So many days are asked for, and twice as many.
_DAYS = 7


def adds_up(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The days of an interval are those of its two halves."""
    if listing.rolling is None:
        raise NothingThere("it has no intervals")
    days, ago = listing.rolling
    interval, total = Place("query", asker.parameter(listing, days).name), asker.page(listing).total
    both = _counted(asker, listing, {days: 2 * _DAYS})
    if total is None:
        raise NotObserved("it does not count its rows")
    if both is None:
        yield Hit("filter-removed-strict", interval, "it picks rows by their date", "it is refused")
    elif both.total > total or _are_hidden(asker, listing, both.rows):
        says, seen = "so many days come at least where nothing is sent", "rows are missing without it"
        yield Hit("default-filter", interval, says, seen)
    elif ago:
        yield from _halves(asker, listing, both.total)


def _are_hidden(asker: Asker, listing: Listing, rows: Sequence[Any]) -> bool:
    """Tell whether rows of an interval are not in the list that comes where nothing is asked for."""
    known, is_whole = asker.known(listing)
    names = names_of(asker.shape(listing).row, listing.id)
    ids = [value_at(row, names) for row in known.rows]
    return is_whole and any(value_at(row, names) not in ids for row in rows)


def _halves(asker: Asker, listing: Listing, both: int) -> Iterator[Hit]:
    days, ago = listing.rolling or ("", "")
    interval, offset = (Place("query", asker.parameter(listing, one).name) for one in (days, ago))
    first, second = (_counted(asker, listing, {days: _DAYS, ago: one}) for one in (0, _DAYS))
    if first is None or second is None:
        yield Hit("filter-removed-strict", offset, "it tells when the days end", "it is refused")
        return
    latest, earlier = first.total, second.total
    if latest == both == earlier > 0:
        yield Hit("filter-date-ignored", interval, "it picks rows by their date", "it has no effect")
    elif latest + earlier != both and first.rows == second.rows:
        yield Hit("filter-date-ignored", offset, "it tells when the days end", "it has no effect")
    elif latest + earlier != both and not _is_moving(asker, listing, both, latest + earlier):
        seen = "the rows of two weeks are not those of both"
        yield Hit("filter-date-differs", interval, "it picks rows by their date", seen)


def _is_moving(asker: Asker, listing: Listing, before: int, found: int) -> bool:
    """Tell whether rows that came meanwhile are why counts differ."""
    days, _ = listing.rolling or ("", "")
    after = _counted(asker.anew(), listing, {days: 2 * _DAYS}) if asker.fresh else None
    return after is not None and min(before, after.total) <= found <= max(before, after.total)


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many rows there are, and the first of them."""

    total: int
    rows: Sequence[Any]


def _counted(asker: Asker, listing: Listing, query: Mapping[str, object]) -> _Counted | None:
    """Return what comes of a list; None where that is refused."""
    answered = asker.ask_list(listing, {listing.limit: 1, **query}).answered
    if is_refused(answered):
        return None
    page = asker.read(listing, answered)
    if page.total is None:
        raise NotObserved("it does not count its rows")
    return _Counted(page.total, page.rows)
