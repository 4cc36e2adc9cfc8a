"""A drift of the audit: what is changed, and what has to be told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.drift.whole.proxy import Drift

B, D, I = "breaking", "dangerous", "informational"  # noqa: E741
# How a drift was told.
NAMED, OTHERWISE, ELSEWHERE, MISSED = "named", "by another kind", "elsewhere", "missed"


@dataclass(frozen=True)
class Case:
    """A drift. `told` are `kinds:operation:pointer`, where `kinds` are those that are right, between `|`, each with its
    severity; any place may be one of several, between ` or `. `also` are patterns of ids that honestly follow.

    `remembers` tells that only a baseline shows it; `unseen` is why it cannot be seen, "" where it can.
    """

    name: str
    drift: Drift
    told: Sequence[tuple[str, str]]
    also: Sequence[str] = field(default=())
    remembers: bool = False
    unseen: str = ""


def case(name: str, drift: Drift, told: str, severity: str, *also: str, remembers: bool = False) -> Case:
    """Return a drift of one thing."""
    return Case(name, drift, [(told, severity)], also, remembers)


def together(name: str, drift: Drift, *told: tuple[str, str], also: Sequence[str] = ()) -> Case:
    """Return a drift of several things at once."""
    return Case(name, drift, told, also)


def how(told: str, found: Sequence[str]) -> str:
    """Return how one thing was told, by the ids that were found."""
    places = [one.split(":", 2) for one in told.split(" or ")]
    seen = [one.split(":", 2) for one in found]
    for kinds, operation, pointer in places:
        if any(
            kind in kinds.split("|") and (at, where.lower()) == (operation, pointer.lower()) for kind, at, where in seen
        ):
            return NAMED
    if any((at, where) == (operation, pointer) for _, at, where in seen for _, operation, pointer in places):
        return OTHERWISE
    return ELSEWHERE if seen else MISSED


def beside(one: Case, found: Sequence[str]) -> list[str]:
    """Return what was found beside, and does not follow."""
    return [
        id
        for id in found
        if not any(how(told, [id]) in (NAMED, OTHERWISE) for told, _ in one.told)
        and not any(fnmatchcase(id, pattern) for pattern in one.also)
    ]
