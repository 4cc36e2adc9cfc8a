"""Rolling: so many days up to today are the last ones and those before them, and no more than where nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved

# So many days are asked for, and twice as many.
_DAYS = 7


def adds_up(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The days of an interval are those of its two halves."""
    if listing.rolling is None:
        raise NothingThere("it has no intervals")
    interval, offset = (Place("query", asker.parameter(listing, one).name) for one in listing.rolling)
    days, ago = listing.rolling
    total = asker.page(listing).total
    asked = ({days: _DAYS}, {days: _DAYS, ago: _DAYS}, {days: 2 * _DAYS})
    answers = [asker.ask_list(listing, {listing.limit: 1, **one}).answered for one in asked]
    if any(map(is_refused, answers)):
        place, status = (offset, answers[1].status) if is_refused(answers[1]) else (interval, answers[0].status)
        yield Hit("filter-removed-strict", place, "it picks rows by their date", f"it is {status}")
        return
    pages = [asker.read(listing, one) for one in answers]
    latest, earlier, both = (page.total for page in pages)
    if latest is None or earlier is None or both is None or total is None:
        raise NotObserved("it does not count its rows")
    if both > total:
        says, seen = "so many days come at least where nothing is sent", "rows are missing without it"
        yield Hit("default-filter", interval, says, seen)
    elif latest == both == earlier > 0:
        yield Hit("filter-date-ignored", interval, "it picks rows by their date", "it has no effect")
    elif latest + earlier != both and pages[0].rows == pages[1].rows:
        yield Hit("filter-date-ignored", offset, "it tells when the days end", "it has no effect")
    elif latest + earlier != both:
        seen = "the rows of two weeks are not those of both"
        yield Hit("filter-date-differs", interval, "it picks rows by their date", seen)
