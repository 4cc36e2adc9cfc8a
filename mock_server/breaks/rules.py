"""Rules of the catalogue: a kind of break, how bad it is, and where in a contract it makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mock_server.breaks.casing import in_case, words_of
from mock_server.breaks.place import Place

BREAKING, DANGEROUS, INFORMATIONAL = "breaking", "dangerous", "informational"

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Finding:
    """A break that makes sense somewhere: its kind, the place, the edit that orders it, words, severity, evidence."""

    kind: str
    place: Place
    edit: str
    tells: str
    severity: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """`edit` gives for a spot the edit that makes the break there, or None where it makes no sense.

    `tells` is a sentence about it; `{}` is the spot's name.
    """

    kind: str
    severity: str
    tells: str
    edit: Callable[[S], str | None]


def apply(
    rules: Iterable[Rule[S]], spots: Iterable[S], locate: Callable[[S], tuple[Place, str, str]]
) -> Iterator[Finding]:
    """Yield what rules find in spots; `locate` tells a spot's place, name and evidence."""
    for spot in spots:
        place, name, evidence = locate(spot)
        for rule in rules:
            edit = rule.edit(spot)
            if edit is not None:
                yield Finding(rule.kind, place, edit, rule.tells.format(name), rule.severity, evidence)


def always(edit: str) -> Callable[[Any], str | None]:
    """Return the same edit for every spot."""
    return lambda _: edit


def where(holds: Callable[[S], bool], edit: str) -> Callable[[S], str | None]:
    """Return an edit for the spots of which something holds."""
    return lambda spot: edit if holds(spot) else None


def new_name(name: str, neighbours: Mapping[str, Any]) -> str:
    """Return another name for one, written as its neighbours are."""
    words = ["new", *words_of(name)]
    if any("_" in one for one in neighbours):
        return in_case("_".join(words), "snake")
    if any(one != one.lower() for one in neighbours):
        return in_case("_".join(words), "camel")
    return f"new{name}"
