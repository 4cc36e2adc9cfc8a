"""Rounds: breaks of many operations in one look each, so that all kinds of a large service are tried out in few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bench.drift_kinds import Choice, Verdict, is_past_limit, try_out, verdict
from bench.drifting import Sandbox
from mock_server.breaks import CatalogueEntry
from mock_server.drift.behaviour.plain import targets_of
from mock_server.drift.behaviour.probes import Of, Probes

# So many breaks of a kind are thought of before a round more is begun.
_THOUGHT_OF = 12
# What is told of a row or of its record, or of both.
_OF_ROWS = frozenset({"links-other-host", "string-truncated"})


class Rounds:
    """One break of each kind that can be seen; a round is looked at when its first verdict is wanted."""

    def __init__(self, sandbox: Sandbox, choice: Choice, kinds: Sequence[str]) -> None:
        self._sandbox = sandbox
        self._rounds = {one.kind: entries for entries in rounds_of(sandbox, choice, kinds) for one in entries}
        self._verdicts: dict[str, Verdict] = {}

    def verdict(self, kind: str) -> Verdict:
        """Return how looking at the break of a kind ended; raise KeyError where none can be seen."""
        if kind not in self._verdicts:
            found = try_round(self._sandbox, self._rounds[kind])
            self._verdicts |= {one.entry.kind: one for one in found}
        return self._verdicts[kind]


def rounds_of(sandbox: Sandbox, choice: Choice, kinds: Sequence[str]) -> list[list[CatalogueEntry]]:
    """Return one break of each kind that can be seen, in rounds.

    Those of a round are of operations apart, which nothing else is asked by; what is not apart has its own.
    """
    apart, alone = list[dict[str, CatalogueEntry]](), list[list[CatalogueEntry]]()
    needed = _needed(sandbox.probes)

    def is_free(one: CatalogueEntry) -> bool:
        is_of_limits = one.pointer == "limit" or is_past_limit(sandbox.contract, one)
        return one.operation not in needed and one.kind not in _OF_ROWS and not is_of_limits

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


def _place(
    rounds: Sequence[dict[str, CatalogueEntry]], entries: Sequence[CatalogueEntry]
) -> tuple[int, CatalogueEntry] | None:
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


def try_round(sandbox: Sandbox, entries: Sequence[CatalogueEntry]) -> Iterator[Verdict]:
    """Look once at a sandbox with all of these breaks in it, and yield how that ended for each: one that was not named,
    or beside which something was said, is looked at alone before that is held against it.
    """
    if len(entries) == 1:
        yield alone(sandbox, entries[0])
        return
    looked = sandbox.look(*(one.order for one in entries), remembers=False)
    verdicts = [verdict(one.id, one, looked) for one in entries]
    named = {one.told.id for one in verdicts if one.told is not None}
    for one in verdicts:
        beside = [found for found in one.beside if found.id not in named]
        mine = [found for found in beside if found.operation == one.entry.operation]
        strangers = [found for found in beside if found.operation not in {entry.operation for entry in entries}]
        is_good = one.is_named and not mine and not strangers
        yield Verdict(one.entry, one.told, (), one.requests) if is_good else alone(sandbox, one.entry)


def alone(sandbox: Sandbox, entry: CatalogueEntry) -> Verdict:
    """Look at a sandbox with one break in it. History is asked where the other eyes see nothing, as most looks have no
    past.
    """
    found = try_out(sandbox, entry, remembers=False)
    return found if found.is_named else try_out(sandbox, entry)
