"""Sizes of pages: the usual one, the largest, small ones; and what a list counts."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.other_names import other_name, renamed, size_names, told
from mock_server.drift.behaviour.pages import Page
from mock_server.drift.behaviour.paging import numbered, small_size
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import Answered, NothingThere, NotObserved
from mock_server.drift.replies.telling import Action


def usual(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A page that nothing is asked of has the size that the contract tells."""
    parameter = asker.parameter(listing, listing.limit)
    size = parameter.schema.get("default")
    if size is None:
        raise NothingThere("the contract tells no usual size")
    page = asker.page(listing)
    if page.size is not None:
        seen: int | None = page.size
    elif (page.total is not None and len(page.rows) < min(size, page.total)) or len(page.rows) > size:
        if [*_too_few(asker, listing)]:
            raise NotObserved("pages are short of what they are asked for")
        seen = len(page.rows)
    elif len(page.rows) == size:
        seen = size
    else:
        raise NotObserved("the list is shorter than a page, and does not tell a size")
    if seen != size:
        declared = {"target": asker.target_of(listing, parameter), "update": {"default": seen}}
        place, says = Place("query", parameter.name), f"a page has {size} rows"
        yield Hit("default-page-size", place, says, f"it has {seen}", actions=[declared])


def largest(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The largest page of the contract can be had."""
    parameter = asker.parameter(listing, listing.limit)
    place, most = Place("query", parameter.name), asker.most(listing)
    asker.page(listing)
    answered = asker.ask_list(listing, {listing.limit: most}).answered
    if 400 <= answered.status < 500:
        found = _found_most(asker, listing)
        seen = f"that is {answered.status}" + (f", {found} is not" if found else "")
        actions = [{"target": asker.target_of(listing, parameter), "update": {"maximum": found}}] if found else []
        yield Hit("max-page-size", place, f"a page may have {most} rows", seen, actions=actions)
        return
    page = asker.read(listing, answered)
    if _is_clamped(page, small_size(asker, listing), most) and not _is_ignored(asker, listing):
        size = page.size if page.size is not None else len(page.rows)
        target = asker.target_of(listing, parameter)
        cut: list[Action] = [
            {"target": f"{target}.maximum", "remove": True},
            {"target": target, "update": {"x-cap": size}},
        ]
        yield Hit("max-page-clamped", place, f"a page may have {most} rows", f"it has {size}", actions=cut)


def _found_most(asker: Asker, listing: Listing) -> int | None:
    """Return the largest page that can be had, between the usual one and the contract's largest; None where that is
    not to be told. One that is fresh has looked before.
    """
    declared = asker.walk.contract.operations[listing.operation]
    good, bad = int(asker.parameter(listing, listing.limit).schema.get("default", 1)), asker.most(listing)
    try:
        while not asker.fresh and bad - good > 1:
            size = (good + bad) // 2
            answered = asker.ask_list(listing, {listing.limit: size}, (declared.success, 400, 422)).answered
            good, bad = (size, bad) if answered.is_good else (good, size)
    except NotObserved:
        return None
    return None if asker.fresh else good


def _is_clamped(page: Page, small: int, most: int) -> bool:
    if page.size is not None:
        return len(page.rows) <= page.size < most
    if page.total is None or page.total <= len(page.rows):
        raise NotObserved("the list is shorter than the largest page, and does not tell a size")
    return small < len(page.rows) < most


def small(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A small page can be had."""
    if _is_ignored(asker, listing):
        yield _sized_otherwise(asker, listing)
        return
    size, page, told_size = small_size(asker, listing), _small(asker, listing), asker.shape(listing).size
    if told_size and page.size not in (None, size):
        place, says = Place("body", steps=told_size), "it tells how many rows a page has"
        yield Hit("page-size-differs", place, says, f"it is {page.size} beside {len(page.rows)} rows")


def _small(asker: Asker, listing: Listing) -> Page:
    """Return a first page of a small size."""
    if listing.page:
        return numbered(asker, listing, 0)
    return asker.page(listing, **{listing.limit: small_size(asker, listing)})


def _sized_otherwise(asker: Asker, listing: Listing) -> Hit:
    """Return what is told of a size without effect, with the name that has it."""
    parameter, size = asker.parameter(listing, listing.limit), small_size(asker, listing)

    def works(answered: Answered) -> bool:
        return len(asker.read(listing, answered).rows) == size

    name = other_name(asker, listing, size_names(), str(size), works, {})
    place, actions = Place("query", parameter.name), renamed(asker, listing, parameter, name)
    if name == "":
        # Its default still tells how long a page is.
        actions = [{"target": asker.place_of(listing, parameter), "update": {"x-ignored": True}}]
    return Hit("per-page-param-ignored", place, "it tells the size of a page", told(name), actions=actions)


def _is_ignored(asker: Asker, listing: Listing) -> bool:
    size, page = small_size(asker, listing), _small(asker, listing)
    # One that has as many rows as were asked for only tells another size.
    return len(page.rows) != size != page.size if page.size is not None else len(page.rows) > size


def told_count(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A page has as many rows as it says."""
    shape = asker.shape(listing)
    if not shape.count:
        raise NothingThere("pages do not tell how many rows they have")
    pages = (asker.page(listing), asker.known(listing)[0])
    wrong = next((one for one in pages if one.count is not None and one.count != len(one.rows)), None)
    if wrong is not None:
        place, says = Place("body", steps=shape.count), "it counts the rows of the page"
        yield Hit("item-count-differs", place, says, f"it is {wrong.count} beside {len(wrong.rows)} rows")


def filled(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A page is as long as it says that it is, or ends the list; the usual one and the largest."""
    found = [*_filled(asker, listing, asker.known(listing)[0])]
    yield from found or (_filled(asker, listing, asker.page(listing)) if listing.limit else ())


def _filled(asker: Asker, listing: Listing, page: Page) -> Iterator[Hit]:
    if page.total is None:
        raise NotObserved("pages do not tell how many rows there are")
    if page.size is None:
        yield from _too_few(asker, listing)
        return
    least = asker.settled(listing).least or 0
    if len(page.rows) < min(page.size, least):
        says, seen = f"a page of {page.size} rows has as many", f"it has {len(page.rows)}"
        yield Hit("page-shortened", asker.shape(listing).place(), says, seen)


def _too_few(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A small page has as many rows as were asked for."""
    size, page = small_size(asker, listing), _small(asker, listing)
    if len(page.rows) < min(size, asker.settled(listing).least or 0):
        says, seen = f"a page of {size} rows has as many", f"it has {len(page.rows)}"
        yield Hit("page-shortened", asker.shape(listing).place(), says, seen)


def counted(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """The total counts all rows, whichever page tells it."""
    shape = asker.shape(listing)
    if not shape.total:
        raise NotObserved("it does not count its rows")
    place = Place("body", steps=shape.total)
    whole, _ = asker.known(listing)
    if whole.total == 0:
        yield Hit("total-zero", place, "it counts all rows", "it is 0 where there are rows")
        return
    page = numbered(asker, listing, 0)
    if page.total is None or whole.total is None:
        raise NotObserved("the total is not where the contract has it")
    if page.total == len(page.rows) < len(whole.rows):
        yield Hit("total-is-page-count", place, "it counts all rows", "it counts those of the page")
    elif whole.total < len(whole.rows):
        yield Hit("total-differs", place, "it counts all rows", f"it is {whole.total} beside {len(whole.rows)} rows")
    elif shape.pages and page.pages is not None and len(page.rows) == small_size(asker, listing):
        pages, size = page.pages, len(page.rows)
        if pages != -(-page.total // size):
            says, seen = "it counts the pages", f"it is {pages} of {size} rows each beside {page.total} rows"
            yield Hit("page-count-differs", Place("body", steps=shape.pages), says, seen)
