"""Run: every check of behaviour that a vendor's description has a place for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from mock_server.drift.behaviour import (
    access,
    bounds,
    days,
    defaults,
    filters,
    first_page,
    limits,
    paging,
    pairs,
    periods,
    records,
    refusals,
    rolling,
    same_rows,
    siblings,
    sizes,
    sorting,
    tokens,
    vocabulary,
)
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.outside import any_case, head, no_such_path
from mock_server.drift.behaviour.plain import Target, targets_of
from mock_server.drift.behaviour.probes import SINCE, UNTIL, WHOLE, Filter, Listing, Probes
from mock_server.drift.behaviour.watch import Hit, Watch
from mock_server.drift.exchange import NONE, WRONG
from mock_server.drift.finding import Finding
from mock_server.drift.report import Observation
from mock_server.drift.walk import Walk

_FIRST: Sequence[tuple[str, Callable[..., Iterator[Hit]]]] = (
    ("clients are let in", access.let_in),
    ("the announced limit", limits.announced),
)
_PAGES: Sequence[tuple[str, Callable[..., Iterator[Hit]]]] = (
    ("the usual size of a page", sizes.usual),
    ("the largest page", sizes.largest),
    ("a small page", sizes.small),
    ("a page is full", sizes.filled),
    ("the total counts all rows", sizes.counted),
    ("the count of a page", sizes.told_count),
    ("pages are counted as the contract says", paging.told_number),
    ("pages 1 and 2 share no row", paging.apart),
    ("a row on two pages", same_rows.alike),
    ("the last page", paging.last),
    ("past the last page", paging.beyond),
    ("the order of rows", paging.ordered),
    ("the order turned round", sorting.reversed_rows),
    ("defaults that are sent", defaults.said),
)
# What a page tells that was asked for anyway.
_FIRST_PAGE: Sequence[tuple[str, Callable[..., Iterator[Hit]]]] = (
    ("what the first page counts", first_page.agrees),
    ("the order of rows", paging.ordered),
)
_REFUSED = frozenset({"filter-removed-strict", "filter-value-removed"})
# Filters that do not pick alone do not pick together.
_EFFECTLESS = frozenset({"filter-ignored", "filter-status-ignored", "filter-date-ignored"})
_ALONE = _REFUSED | _EFFECTLESS | {"filter-differs"}
# Where a period is not what it was anyway, its end tells nothing.
_DATED = _ALONE | {"filter-bound-exclusive", "filter-date-differs", "datetime-local-as-z", "datetime-offset"}
# What can be told only of pages that are as they are asked for, and by counts that count.
_BUILT = (paging.last, paging.beyond)
_BUILT_ON = frozenset(
    {
        "max-page-size", "max-page-clamped", "page-param-ignored", "page-param-renamed-strict", "page-shortened",
        "per-page-param-ignored", "total-is-page-count", "total-zero", "zero-based-pages", "one-based-pages",
    }
)  # fmt: skip
# Where anything is found, so is what is elsewhere.
_ANYTHING_FOUND = frozenset({"404-to-200-null", "404-to-200-error", "404-to-410"})
# Whoever reads no form sees no wrong secret in it.
_UNREAD = frozenset({"token-json-body"})


def run_behaviour(walk: Walk, probes: Probes) -> tuple[list[Observation], list[Finding]]:
    """Ask on purpose, and return what was looked at and what is otherwise than the contract and the description say."""
    probes = probes.within(walk.contract.operations)
    watch = Watch(walk, probes)
    targets = targets_of(probes)
    for operation, path, query in targets:
        for name, look in _FIRST:
            watch.see(name, operation, partial(look, operation=operation, path=path, query=query))
    _see_access(watch, targets)
    for listing in probes.listings:
        _see_list(watch, listing)
    for listing in probes.lookups:
        _see_first_page(watch, listing)
    _see_records(watch, probes)
    for target in targets:
        if not probes.tried or target[0] in probes.tried:
            _see_operation(watch, target)
    for operation in walk.contract.token_operations:
        _see_tokens(watch, operation, targets[0])
    # What is left of the requests is for what costs the most, and tells the least.
    for listing in probes.listings:
        for one in listing.filters:
            name = f"a period that ends with {one.argument} at once"
            watch.see(name, listing.operation, partial(bounds.of_one_moment, listing=listing, one=one), _DATED)
    for listing in probes.listings:
        watch.see("each bad value", listing.operation, partial(_unsaid, watch=watch, listing=listing))
    return watch.observations, [*watch.findings.values()]


def _see_first_page(watch: Watch, listing: Listing) -> None:
    for name, look in _FIRST_PAGE:
        watch.see(name, listing.operation, partial(look, listing=listing))
    for one in listing.filters:
        name = f"nothing meets {one.argument}"
        watch.see(name, listing.operation, partial(filters.nothing, listing=listing, one=one))


def _see_list(watch: Watch, listing: Listing) -> None:
    for name, look in _PAGES:
        watch.see(name, listing.operation, partial(look, listing=listing), _BUILT_ON if look in _BUILT else ())
    watch.see("an interval of days", listing.operation, partial(rolling.adds_up, listing=listing), _BUILT_ON)
    for argument in listing.others:
        name = f"the order by {argument}"
        watch.see(name, listing.operation, partial(sorting.by_another, listing=listing, argument=argument))
    for one in listing.filters:
        _see_filter(watch, listing, one)
    watch.see("a list without rows", listing.operation, partial(filters.empty, listing=listing), _EFFECTLESS)
    watch.see("two filters at once", listing.operation, partial(pairs.both, listing=listing), _ALONE)
    watch.see("bad values", listing.operation, partial(refusals.refused, listing=listing))
    if listing.path:
        watch.see("the list of other records", listing.operation, partial(siblings.lists, listing=listing))
    if listing.unknown:
        watch.see("a list of what is not there", listing.operation, partial(records.unknown, detail=listing))
    if listing.extent == WHOLE:
        name = "a parameter that nobody knows"
        watch.see(name, listing.operation, partial(refusals.unknown_name, listing=listing))


def _see_filter(watch: Watch, listing: Listing, one: Filter) -> None:
    def see(name: str, look: Callable[..., Iterator[Hit]], unless: Collection[str] = ()) -> None:
        watch.see(name, listing.operation, partial(look, listing=listing, one=one), unless)

    if not one.attribute:
        see(f"nothing meets {one.argument}", filters.nothing)
    elif one.kind in (SINCE, UNTIL):
        see(f"the filter {one.argument} and its bound", periods.cuts)
        see(f"a day from {one.argument} on", days.one_day)
    else:
        name = f"the filter {one.argument}"
        # A filter that is told of needs no second value.
        is_second = one != next(each for each in listing.filters if each.argument == one.argument)
        see(name, filters.picks, _ALONE if is_second else ())
        see(f"{name} by other words", vocabulary.each, _ALONE)
        see(f"{name} whole", vocabulary.whole, _BUILT_ON)


def _see_records(watch: Watch, probes: Probes) -> None:
    for detail in probes.details:
        watch.see("a record is as its row", detail.operation, partial(records.agrees, detail=detail))
        watch.see("another record is as its row", detail.operation, partial(records.another_agrees, detail=detail))
        watch.see("a record that is not there", detail.operation, partial(records.unknown, detail=detail))
        is_elsewhere = partial(records.elsewhere, detail=detail)
        watch.see("a record that is elsewhere", detail.operation, is_elsewhere, _ANYTHING_FOUND)
    for detail in probes.absent:
        watch.see("a record is as its row", detail.operation, partial(records.agrees, detail=detail))
        watch.see("the first of its own rows", detail.operation, partial(records.is_first, detail=detail))
        watch.see("a record that is not there", detail.operation, partial(records.unknown, detail=detail))
    for detail in (*probes.details, *probes.absent):
        watch.see("a name in capitals", detail.operation, partial(records.in_any_case, detail=detail))


def _unsaid(asker: Asker, *, watch: Watch, listing: Listing) -> Iterator[Hit]:
    """Of a parameter without effect it is not said that its bad values have none."""
    said = {one.pointer for one in watch.findings.values() if one.operation == listing.operation}
    return (hit for hit in refusals.each_refused(asker, listing) if str(hit.place) not in said)


def _see_operation(watch: Watch, target: Target) -> None:
    operation, path, query = target
    minimal = partial(access.minimal, operation=operation, path=path, query=query)
    watch.see("minimal headers", operation, minimal)
    stranger = partial(access.stranger, operation=operation, path=path, query=query, who=NONE)
    watch.see("no credentials", operation, stranger)


def _see_access(watch: Watch, targets: Sequence[Target]) -> None:
    operation, path, query = targets[0]
    stranger = partial(access.stranger, operation=operation, path=path, query=query, who=WRONG)
    watch.see("wrong credentials", operation, stranger)
    scheme = partial(any_case, operation=operation, path=path, query=query)
    watch.see("the scheme of a token in small letters", operation, scheme)
    watch.see("what the client may do", operation, access.granted)
    watch.see("HEAD", operation, partial(head, operation=operation, path=path, query=query))
    watch.see("a path that is not there", "", no_such_path)


def _see_tokens(watch: Watch, operation: str, target: Target) -> None:
    looks = (
        ("the life of a token", tokens.lifetime),
        ("the scopes of a token", tokens.members),
        ("both ways to show a secret", tokens.ways),
        ("a form for a token", tokens.form),
        ("an older token", partial(tokens.older, target=target)),
        ("a wrong secret", tokens.wrong),
        ("the announced limit", tokens.limit),
    )
    for name, look in looks:
        watch.see(name, operation, partial(look, operation=operation), _UNREAD if look is tokens.wrong else ())
