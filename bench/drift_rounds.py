"""Rounds: breaks of many operations in one look each, so that all kinds of a large service are tried out in few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bench.drift_kinds import Choice, Verdict, is_past_limit, try_out, verdict
from bench.drifting import Sandbox
from mock_server.breaks import CatalogueEntry
from mock_server.breaks.place import Place
from mock_server.drift.behaviour.plain import targets_of
from mock_server.drift.behaviour.probes import Listing, Of, Probes
from mock_server.drift.behaviour.shape import Shape

# So many breaks of a kind are thought of before a round more is begun.
_THOUGHT_OF = 12
# Kinds that are told of lists that are described, and of nothing else.
_OF_LISTS = frozenset({"default-order-reversed", "page-shortened", "total-is-page-count"})
# What is told of a row or of its record, or of both.
_OF_ROWS = frozenset({"links-other-host", "string-truncated"})


def rounds_of(sandbox: Sandbox, choice: Choice, kinds: Sequence[str]) -> list[list[CatalogueEntry]]:
    """Return one break of each kind that can be seen, in rounds.

    Those of a round are of operations apart, which nothing else is asked by; what is not apart has its own.
    """
    apart, alone = list[dict[str, CatalogueEntry]](), list[list[CatalogueEntry]]()
    probes = sandbox.probes
    needed, asked = _needed(probes), {one.operation: _asked(sandbox, one) for one in probes.listings}

    def is_free(one: CatalogueEntry) -> bool:
        if one.operation in needed or one.kind in _OF_ROWS:
            return False
        if one.pointer == "limit" or is_past_limit(sandbox.contract, one):
            return False
        is_of_a_list = one.pointer.startswith("query") or one.kind in _OF_LISTS
        return not is_of_a_list or one.pointer in asked.get(one.operation, ())

    for kind in kinds:
        entries = [*islice(choice.shown(kind), 1)]
        place = _place(apart, [*islice(filter(is_free, choice.shown(kind)), _THOUGHT_OF)])
        if place is None:
            alone += [[one] for one in entries]
        else:
            number, entry = place
            apart += [{}] * (number == len(apart))
            apart[number] = {**apart[number], entry.operation: entry}
    return [*([*one.values()] for one in apart), *alone]


def _place(rounds: Sequence[dict[str, CatalogueEntry]], entries: Sequence[CatalogueEntry]) -> tuple[int, CatalogueEntry] | None:
    """Return the first round that has not yet a break of the operation of one of these, and that one."""
    for number, known in enumerate([*rounds, {}]):
        for one in entries:
            if one.operation not in known:
                return number, one
    return None


def _needed(probes: Probes) -> set[str]:
    """Return the operations by which others are asked, or all of the service is told."""
    values = (value for _, path, _ in targets_of(probes) for value in path.values())
    return {value.listing for value in values if isinstance(value, Of)} | {*probes.tried}


def _asked(sandbox: Sandbox, listing: Listing) -> set[str]:
    """Return the places of a list that are asked on purpose: its parameters that are described, and its rows."""
    described = {listing.page, listing.limit, *listing.turned, *(one.argument for one in listing.filters)}
    parameters = sandbox.contract.operations[listing.operation].parameters.all
    shape = Shape(sandbox.contract, listing)
    places = [Place("query"), shape.place(), Place("body", steps=shape.total)]
    return {str(one) for one in places} | {
        str(Place("query", one.name)) for one in parameters if one.argument in described
    }


def try_round(sandbox: Sandbox, entries: Sequence[CatalogueEntry]) -> Iterator[Verdict]:
    """Look once at a sandbox with all of these breaks in it, and yield how that ended for each: one that was not named,
    or beside which something was said, is looked at alone before that is held against it. History is asked only where
    the other eyes see nothing, as most looks have no past.
    """
    if len(entries) == 1:
        yield _alone(sandbox, entries[0])
        return
    looked = sandbox.look(*(one.order for one in entries), remembers=False)
    verdicts = [verdict(one.id, one, looked) for one in entries]
    named = {one.told.id for one in verdicts if one.told is not None}
    for one in verdicts:
        beside = [found for found in one.beside if found.id not in named]
        mine = [found for found in beside if found.operation == one.entry.operation]
        strangers = [found for found in beside if found.operation not in {entry.operation for entry in entries}]
        is_good = one.is_named and not mine and not strangers
        yield Verdict(one.entry, one.told, (), one.requests) if is_good else _alone(sandbox, one.entry)


def _alone(sandbox: Sandbox, entry: CatalogueEntry) -> Verdict:
    found = try_out(sandbox, entry, remembers=False)
    return found if found.is_named else try_out(sandbox, entry)
