"""Filters by values: each picks the rows that meet it, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mock_server.breaks.place import Place
from mock_server.breaks.query_rules import Query
from mock_server.contract.parameters import Parameter
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.other_names import filter_names, other_name, renamed, told
from mock_server.drift.behaviour.pages import Page
from mock_server.drift.behaviour.probes import CONTAINS, SINCE, UNTIL, Filter, Listing
from mock_server.drift.behaviour.refused import REFUSED, is_refused
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.behaviour.widest import asked_wide, words_beside
from mock_server.drift.behaviour.words import Words
from mock_server.drift.exchange import Answered, NothingThere, NotObserved

_WITHOUT_EFFECT = ("filter-ignored", "filter-status-ignored")

Meets = Callable[[Mapping[str, Any]], bool]


def asked(asker: Asker, listing: Listing, one: Filter, value: object, **others: object) -> Answered:
    """Return the answer to a filtered request for the largest page."""
    return asker.ask_list(listing, {**asker.largest(listing), **one.beside, one.argument: value, **others}).answered


def taken(asker: Asker, listing: Listing, one: Filter, value: object) -> Iterator[Hit]:
    """The filter is not refused."""
    answered = asked(asker, listing, one, value)
    if is_refused(answered):
        # A large page could be what is refused.
        again = asker.ask_list(listing, {**one.beside, one.argument: value}).answered
        if is_refused(again):
            place = Place("query", asker.parameter(listing, one.argument).name)
            yield Hit("filter-removed-strict", place, "it picks rows", f"it is {again.status}")


def rows_of(asker: Asker, listing: Listing, one: Filter, value: object, **others: object) -> Any:
    """Return the page of a filtered request, a usual one where a large one is refused."""
    answered = asked(asker, listing, one, value, **others)
    if is_refused(answered):
        answered = asker.ask_list(listing, {**one.beside, one.argument: value, **others}).answered
    return asker.read(listing, answered)


def picks(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """Every row of a filtered list meets the filter, and no row that meets it is missing."""
    words = Words(asker, listing, one)
    value = splitting(asker, listing, one)
    sent = value.upper() if one.any_case and value.upper() != value else value
    if words.all and is_refused(asked(asker, listing, one, sent)):
        raise NotObserved("it is refused: who looks at all its words says more")
    beside = words_beside(asker, listing, one)
    if beside and is_refused(_asked_beside(asker, listing, one, sent, beside)):
        beside = {}
    refusals = [] if beside else [*taken(asker, listing, one, sent)]
    yield from refusals
    if refusals:
        return
    answered = _asked_beside(asker, listing, one, sent, beside) if beside else None
    hits = [*_judged(asker, listing, one, sent, value, None if answered is None else asker.read(listing, answered))]
    alone = [*_judged(asker, listing, one, sent, value, None)] if beside and hits else hits
    yield from alone
    if hits and not alone and hits[0].kind in _WITHOUT_EFFECT:
        names = [asker.parameter(listing, name).name for name in (*beside, one.argument)]
        says = f"{' and '.join(names)} all have to be met"
        yield Hit("filter-and-became-or", Place("query"), says, f"rows come that do not meet {names[-1]}")


def _asked_beside(asker: Asker, listing: Listing, one: Filter, value: str, beside: Mapping[str, object]) -> Answered:
    """Return the answer to a filter beside others that every row meets; that may be refused for them."""
    return asked_wide(asker, listing, {**asker.largest(listing), **beside, **one.beside, one.argument: value})


def _judged(asker: Asker, listing: Listing, one: Filter, sent: str, value: str, page: Page | None) -> Iterator[Hit]:
    """Yield what is otherwise on a filtered page: the one of the filter alone, where none is given."""
    words = Words(asker, listing, one)
    is_alone = page is None
    page = rows_of(asker, listing, one, sent) if page is None else page
    settled = asker.settled(listing)
    place = Place("query", asker.parameter(listing, one.argument).name)
    # What has no such member at all is told of by who reads replies.
    strangers = [row for row in page.rows if words.names[0] in row and not meets(one, words.of(row), value)]
    expected = [row for row in settled.rows if meets(one, words.of(row), value)]
    if strangers and words.all and not any(words.of(row) in words.all for row in strangers):
        raise NotObserved("rows have words that the contract has not")
    yield from _sized(asker, listing, page)
    if strangers and is_alone:
        yield _picked_otherwise(asker, listing, one, sent, lambda row: meets(one, words.of(row), value))
    elif strangers:
        yield Hit(_ignored(asker, listing, one), place, "it picks rows", "rows come that do not meet it")
    elif expected and not page.rows:
        kind = "filter-case" if sent != value and rows_of(asker, listing, one, value).rows else "filter-differs"
        yield Hit(kind, place, "it picks rows", "rows that meet it do not come")
    elif settled.is_whole and len(page.rows) < len(expected) and (page.total or 0) < len(expected):
        yield Hit("filter-differs", place, "it picks rows", "rows that meet it do not come")
    else:
        yield from _counted(asker, listing, page)


def _sized(asker: Asker, listing: Listing, page: Page) -> Iterator[Hit]:
    """A filtered page is as large as one without filters."""
    if not listing.limit or page.size is None:
        return
    most = asker.most(listing)
    if asker.shape(listing).size and len(page.rows) == page.size == page.total and asker.known(listing)[0].size == most:
        place, says = Place("body", steps=asker.shape(listing).size), "it tells how many rows a page may have"
        yield Hit("page-size-differs", place, says, f"it is {page.size}, as many as come")
    elif len(page.rows) <= page.size != most and asker.known(listing)[0].size == most:
        place = Place("query", asker.parameter(listing, listing.limit).name)
        yield Hit("per-page-param-ignored", place, "it tells the size of a page", "it has no effect beside a filter")


def _counted(asker: Asker, listing: Listing, page: Page) -> Iterator[Hit]:
    """A filtered page that ends the list has as many rows as it counts."""
    shape, rows = asker.shape(listing), len(page.rows)
    is_end = rows < (len(asker.known(listing)[0].rows) if page.size is None else page.size)
    # A total of nothing is told of all pages.
    if shape.total and is_end and page.total and page.total != rows:
        place, says = Place("body", steps=shape.total), "it counts the rows that meet a filter"
        yield Hit("total-differs", place, says, f"it is {page.total} beside {rows} rows, which are all")


def _picked_otherwise(asker: Asker, listing: Listing, one: Filter, sent: str, does_meet: Meets) -> Hit:
    """Return what is told of a filter without effect, with the name that has it."""
    parameter = asker.parameter(listing, one.argument)
    name = name_that_picks(asker, listing, one, sent, does_meet)
    seen, actions = f"rows come that do not meet it: {told(name)}", renamed(asker, listing, parameter, name)
    place = Place("query", parameter.name)
    return Hit(_ignored(asker, listing, one), place, "it picks rows", seen, actions=actions)


def name_that_picks(asker: Asker, listing: Listing, one: Filter, sent: str, does_meet: Meets) -> str | None:
    """Return the name under which rows are picked, as `other_name` does."""

    def works(answered: Answered) -> bool:
        rows = asker.read(listing, answered).rows
        return bool(rows) and all(map(does_meet, rows))

    beside = {**asker.largest(listing), **one.beside}
    return other_name(asker, listing, filter_names(asker, listing, one), sent, works, beside)


def splitting(asker: Asker, listing: Listing, one: Filter) -> str:
    """Return a value to ask for that some rows do not meet, and others do if there are such; raise NotObserved."""
    page, _ = asker.known(listing)
    words = Words(asker, listing, one)
    values = Counter(str(value) for row in page.rows if isinstance(value := words.of(row), str | int))
    allowed = words.all
    # Of a part of a text, and of a list of words, only what can be asked for counts.
    known = {value: count for value, count in values.items() if value and (not allowed or value in allowed)}
    if not known:
        raise NotObserved("no row has a value to ask for")
    if len(values) < 2 and sum(values.values()) == len(page.rows):
        # The first page of a long list is often of one kind: what another word picks is none of it.
        other = next((word for word in words.of_rows if word in allowed and word not in values), None)
        if other is None:
            raise NotObserved("all rows have the same value")
        return other
    # Of texts as rare as each other the first: in a recording, where they are masked, it is the same one.
    return min(known, key=lambda value: (known[value], value if allowed else ""))


def meets(one: Filter, found: object, value: str) -> bool:
    """Tell whether what a row has meets a filter by a value."""
    text = str(found)
    if one.any_case or one.kind == CONTAINS:
        text, value = text.lower(), value.lower()
    return value in text if one.kind == CONTAINS else text == value


def empty(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A list without rows is a list."""
    found = [one for one in listing.filters if one.nothing]
    if not found:
        raise NothingThere("no filter is known that nothing meets")
    # Whether a period picks rows is told of it anyway.
    one = next((one for one in found if not one.zone), found[0])
    answered = asker.ask_list(listing, {**one.beside, one.argument: one.nothing}).answered
    asker.page(listing)
    is_said = answered.status == asker.walk.contract.operations[listing.operation].when_empty
    if answered.status in (204, 404) and not is_said:
        says, seen = "an empty list is 200", f"it is {answered.status}"
        yield Hit(f"{answered.status}-empty-list", asker.shape(listing).place(), says, seen)
    elif answered.is_good and answered.body and asker.read(listing, answered).rows:
        place = Place("query", asker.parameter(listing, one.argument).name)
        yield Hit("filter-differs", place, "it picks rows", "rows come of a value that none has")


def nothing(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """Of what nothing meets, nothing comes."""
    asker.page(listing)
    place = Place("query", asker.parameter(listing, one.argument).name)
    operation = asker.walk.contract.operations[listing.operation]
    query = {**one.beside, one.argument: one.nothing}
    answered = asker.ask_list(listing, query, (operation.success, *REFUSED, 204, 404)).answered
    if is_refused(answered):
        yield Hit("filter-removed-strict", place, "it picks rows", f"it is {answered.status}")
    elif answered.status in (204, 404) and answered.status != operation.when_empty:
        says, seen = "an empty list is 200", f"it is {answered.status}"
        yield Hit(f"{answered.status}-empty-list", asker.shape(listing).place(), says, seen)
    elif answered.is_good and asker.read(listing, answered).rows:
        kind = "filter-date-ignored" if one.kind in (SINCE, UNTIL) else _ignored(asker, listing, one)
        yield Hit(kind, place, "it picks rows", "rows come that nobody asked for")


def is_moment(parameter: Parameter) -> bool:
    """Tell whether the contract knows that a parameter is a date."""
    return Query(parameter).is_moment


def _ignored(asker: Asker, listing: Listing, one: Filter) -> str:
    return "filter-status-ignored" if Words(asker, listing, one).all else "filter-ignored"
