"""Pages of a list: which there are, that they are apart, what is past the last, and the order of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.moments import comparable
from mock_server.drift.behaviour.other_names import (
    counting_rows,
    offset_names,
    other_name,
    page_names,
    renamed,
    told,
)
from mock_server.drift.behaviour.pages import Page
from mock_server.drift.behaviour.probes import EMPTY, Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.behaviour.widest import asked_wide, wide
from mock_server.drift.exchange import Answered, NothingThere, NotObserved
from mock_server.drift.replies.restating import restated
from mock_server.drift.replies.telling import Action

# Sizes that are asked for on purpose; what is beyond the end is that many pages beyond.
SMALL, SMALLEST, BEYOND = 7, 1, 5


def small_size(asker: Asker, listing: Listing) -> int:
    """Return a size of which the list has more than one page; raise NotObserved where there is none."""
    page, _ = asker.known(listing)
    rows = max(len(page.rows), page.total or 0)
    if rows <= SMALLEST:
        raise NotObserved("the list has one row only")
    return SMALL if rows > SMALL else SMALLEST


def numbered(asker: Asker, listing: Listing, number: int) -> Page:
    """Return a small page by its place, from 0."""
    asker.parameter(listing, listing.page)
    query = {listing.limit: small_size(asker, listing), listing.page: listing.first_page + number}
    return asker.read(listing, asker.ask_list(listing, query, _planned(listing, number)).answered)


def _planned(listing: Listing, number: int) -> tuple[int, ...] | None:
    """Return what may be answered to one asking for a page: rows may have gone, and it is past the end then."""
    return (EMPTY, listing.past_end) if number and listing.past_end != EMPTY else None


def apart(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Pages 1 and 2 are the first and the second piece of the list."""
    place = Place("query", asker.parameter(listing, listing.page).name)
    whole, _ = asker.known(listing)
    refusals = [*_refused(asker, listing, place)]
    if refusals:
        yield from refusals
        return
    first, second = (_ids(asker, listing, numbered(asker, listing, number)) for number in (0, 1))
    size = small_size(asker, listing)
    if asker.fresh and set(first) & {*second, *_ids(asker, listing, whole)[size:]}:
        _refuse_moving(asker, listing, whole)
    if first and first == second:
        yield _turned_otherwise(asker, listing, first)
        return
    known = _ids(asker, listing, whole)[size : 2 * size]
    if first and first == known and first != second:
        says, actions = f"pages are counted from {listing.first_page}", _counted_from(asker, listing, 0)
        yield Hit("zero-based-pages", place, says, "the first is the second", actions=actions)
    elif listing.id and set(first) & set(second):
        rows = asker.shape(listing).place()
        yield Hit("pages-overlap", rows, "no row is on two pages", "pages 1 and 2 share rows")
    elif listing.id and len(set(ids := _ids(asker, listing, whole))) < len(ids):
        yield Hit("pages-overlap", asker.shape(listing).place(), "no row comes twice", "a page has rows twice")
    else:
        yield from _misnumbered(asker, listing)


def _misnumbered(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The second page says that it is."""
    first, second = (numbered(asker, listing, number).number for number in (0, 1))
    if first == listing.first_page and second not in (None, first + 1):
        place, says = Place("body", steps=asker.shape(listing).number), "it is the number of the page"
        yield Hit("page-number-differs", place, says, f"the second says that it is {second}")


def _counted_from(asker: Asker, listing: Listing, first: int) -> list[Action]:
    """Return the actions that count pages from another number."""
    source = {"x-source": "page" if first else "page_index"}
    said = {**source, "schema": {"minimum": first, "default": first}}
    names = asker.shape(listing).number
    number = restated(asker.walk.contract, listing.operation, names, {**source, "minimum": first}) if names else []
    return [{"target": asker.place_of(listing, asker.parameter(listing, listing.page)), "update": said}, *number]


def _turned_otherwise(asker: Asker, listing: Listing, first: Sequence[str]) -> Hit:
    """Return what is told of a number of the page without effect, with the name that turns pages."""
    parameter = asker.parameter(listing, listing.page)
    query = {listing.limit: small_size(asker, listing)} if listing.limit else {}

    def works(answered: Answered) -> bool:
        return not {*first, ""} & {*(_ids(asker, listing, asker.read(listing, answered)) or [""])}

    number = str(listing.first_page + 1)
    name = other_name(asker, listing, page_names(), number, works, query)
    actions = renamed(asker, listing, parameter, name)
    if name == "":
        name = other_name(asker, listing, offset_names(), str(len(first)), works, query)
        actions = counting_rows(asker, listing, parameter, name) if name else actions
    seen = f"pages 1 and 2 are the same: {told(name)}"
    return Hit("page-param-ignored", Place("query", parameter.name), "it picks a page", seen, actions=actions)


def _refuse_moving(asker: Asker, listing: Listing, before: Page) -> None:
    """Raise NotObserved where a list does not begin any more as it did before."""
    pages = (before, asker.anew().known(listing)[0])
    one, other = (_ids(asker, listing, page)[: 2 * SMALL] for page in pages)
    if one != other:
        raise NotObserved("rows came or went meanwhile")


def _refused(asker: Asker, listing: Listing, place: Place) -> Iterator[Hit]:
    """Tell what it means where the first page is refused when it is asked for by its number."""
    size = small_size(asker, listing)
    if _is_refused(asker, listing, size, 0) and asker.page(listing, **{listing.limit: size}).rows:
        if _is_refused(asker, listing, size, 1):
            yield Hit("page-param-renamed-strict", place, "it picks a page", "it is refused, whatever its number")
        else:
            says, seen = f"pages are counted from {listing.first_page}", "there is no page of that number"
            kind = "one-based-pages" if listing.first_page == 0 else "first-page-refused"
            actions = _counted_from(asker, listing, 1) if listing.first_page == 0 else ()
            yield Hit(kind, place, says, seen, actions=actions)


def _is_refused(asker: Asker, listing: Listing, size: int, number: int) -> bool:
    asked = {listing.limit: size, listing.page: listing.first_page + number}
    return is_refused(asker.ask_list(listing, asked).answered)


def told_number(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The page that comes unasked says that it is the first one."""
    name = asker.parameter(listing, listing.page).name
    if not asker.shape(listing).number:
        raise NothingThere("the contract has no number of the page")
    page = asker.page(listing)
    if page.number is None:
        raise NotObserved("pages do not tell their number")
    kinds = {listing.first_page - 1: "zero-based-pages", listing.first_page + 1: "one-based-pages"}
    if page.number in kinds:
        says, seen = f"pages are counted from {listing.first_page}", f"the first says that it is {page.number}"
        actions = _counted_from(asker, listing, page.number)
        yield Hit(kinds[page.number], Place("query", name), says, seen, actions=actions)


def last(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The last page is there, however many there are."""
    name = asker.parameter(listing, listing.page).name
    total = _total(asker, listing)
    # A page that is full would hide rows behind it, which nobody counts.
    size = next(one for one in count(small_size(asker, listing)) if total % one)
    number = listing.first_page + (total - 1) // size
    query = {listing.limit: size, listing.page: number}
    answered = asker.ask_list(listing, query, _planned(listing, number)).answered
    if 400 <= answered.status < 500 and not _is_refused(asker, listing, size, 0):
        seen = f"page {number} of rows that it counts is {answered.status}"
        yield Hit("deep-page-refused", Place("query", name), "every page can be had", seen)
        return
    page, left = asker.read(listing, answered), total - (number - listing.first_page) * size
    if page.size not in (None, size):
        raise NotObserved("pages are of another size")
    if len(page.rows) != left and asker.totals(listing) == (total, total):
        says = "it counts the rows that there are"
        seen = f"the last page has {len(page.rows)} rows, and {left} are left"
        yield Hit("total-differs", Place("body", steps=asker.shape(listing).total), says, seen)
    elif page.count not in (None, len(page.rows)):
        place, says = Place("body", steps=asker.shape(listing).count), "it counts the rows of the page"
        yield Hit("item-count-differs", place, says, f"it is {page.count} beside {len(page.rows)} rows, the last ones")


def beyond(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Past the last page is what the description says: no rows, or a refusal."""
    name = asker.parameter(listing, listing.page).name
    size, total = small_size(asker, listing), _total(asker, listing)
    number = listing.first_page + total // size + BEYOND
    query = {listing.limit: size, listing.page: number}
    filters = wide(asker, listing)
    filtered = asked_wide(asker, listing, {**query, **filters}) if filters else None
    if filtered is not None and _is_end(asker, listing, filtered):
        return
    answered = asker.ask_list(listing, query, _planned(listing, number)).answered
    if filtered is not None and filtered.is_good and _is_end(asker, listing, answered):
        seen = "beside filters there are rows past the last page"
        yield Hit("page-param-ignored", Place("query", name), "it picks a page", seen)
        return
    if answered.status == listing.past_end or (answered.is_good and answered.body and listing.past_end == EMPTY):
        if answered.is_good and asker.read(listing, answered).rows and asker.totals(listing)[1] < number * size:
            yield Hit("beyond-end-rows", Place("query", name), "past the last page are no rows", "there are rows")
        return
    if not answered.body and answered.status == asker.walk.contract.operations[listing.operation].when_empty:
        return
    emptied = {204: "204-empty-list", 404: "404-empty-list"}
    if answered.status in emptied and not answered.body and listing.past_end == EMPTY:
        rows = asker.shape(listing).place()
        yield Hit(emptied[answered.status], rows, "an empty list is 200", f"it is {answered.status} without a body")
        return
    says, seen = f"past the last page is {listing.past_end}", f"it is {answered.status}"
    yield Hit(f"beyond-end-{answered.status}", Place("query", name), says, seen)


def _is_end(asker: Asker, listing: Listing, answered: Answered) -> bool:
    """Tell whether an answer is what comes past the last page."""
    if not answered.is_good or not answered.body or listing.past_end != EMPTY:
        return answered.status == listing.past_end != EMPTY
    return not asker.read(listing, answered).rows


def ordered(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Rows are in the order that is promised where nothing else is asked for."""
    if not listing.order:
        raise NothingThere("no order is promised")
    shape = asker.shape(listing)
    names = names_of(shape.row, listing.order)
    page, _ = asker.known(listing)
    values = [comparable(value_at(row, names)) for row in page.rows]
    if len({*values}) < 2:
        raise NotObserved("all rows are alike in what they are ordered by")
    descending = listing.descending != asker.walk.contract.operations[listing.operation].reversed
    if values == sorted(values, reverse=descending) and listing.page:
        # The first page may be the only one that is in order.
        values = [comparable(value_at(row, names)) for row in numbered(asker, listing, 1).rows]
    ascending = sorted(values)
    promised, other = (ascending[::-1], ascending) if descending else (ascending, ascending[::-1])
    if values == promised:
        return
    kind = "default-order-reversed" if values == other else "order-changed"
    way = "down" if descending else "up"
    seen = "they come the other way round" if values == other else "they come in another order"
    yield Hit(kind, shape.place(), f"rows come {way} by {listing.order}", seen)


def _total(asker: Asker, listing: Listing) -> int:
    page, _ = asker.known(listing)
    if page.total is None:
        raise NotObserved("it does not count its rows")
    return page.total


def _ids(asker: Asker, listing: Listing, page: Page) -> list[str]:
    """Return what tells rows apart: all that they have, where they have no id; some may be alike then."""
    if not listing.id:
        return [repr(row) for row in page.rows]
    names = names_of(asker.shape(listing).row, listing.id)
    ids = [value_at(row, names) for row in page.rows]
    if None in ids:
        raise NotObserved("rows have no id where the contract has it")
    return [str(one) for one in ids]
