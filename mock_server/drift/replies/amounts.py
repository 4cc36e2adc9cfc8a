"""Amounts: whether money is counted in its smallest unit, and whether taxes are right, by what they are a part of.

A whole number alone does not tell francs from rappen. A tax that the contract says to be inside of an amount
(`x-included`: of which member, at which percentage) does: it is rounded to the unit that is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.member_rules import is_money
from mock_server.breaks.place import EVERY, Place, Step
from mock_server.breaks.sites import Site, sites_of
from mock_server.drift.finding import Finding
from mock_server.drift.replies.piles import Pile
from mock_server.drift.replies.restating import MINOR_UNITS, restated

# Rounded to hundredths, and rounded to whole numbers; so many rows have to be the latter and not the former.
_HUNDREDTH, _WHOLE, _ENOUGH = 0.0051, 0.51, 5
# So much of all rows is not by chance.
_MUCH = 0.1


def minor_units(piles: Sequence[Pile]) -> Iterator[Finding]:
    """Yield the places of money that count its smallest unit, if a tax tells that they do."""
    bodies = [one for one in piles if one.family == "body" and one.status == one.teller.operation.success]
    if not any(_is_told(one) for one in bodies):
        return
    for pile in bodies:
        for site in sites_of(pile.schema):
            values = [one for one in _values(pile, site) if one is not None]
            if is_money(site) and site.form != "minor-units" and values and all(type(one) is int for one in values):
                contract, operation = pile.teller.contract, pile.teller.operation.id
                actions = restated(contract, operation, site.steps, MINOR_UNITS)
                says, seen = "an amount of money", "whole numbers, to which taxes are rounded as well"
                place = Place("body", steps=site.steps)
                yield pile.teller.tell("money-minor-units", place, says, seen, site.schema, len(values), actions)


def taxes(piles: Sequence[Pile]) -> Iterator[Finding]:
    """Yield the places of taxes that are not what the contract says they are of what they are in."""
    for pile in piles:
        if pile.family != "body" or pile.status != pile.teller.operation.success or _is_told(pile):
            continue
        for site in sites_of(pile.schema):
            far = [_distance(*one) for one in _triples(pile, site)]
            wrong = sum(one > _HUNDREDTH for one in far)
            if wrong >= _ENOUGH and wrong > len(far) * _MUCH:
                said = site.schema["x-included"]
                says = f"what is in {said['of']} at {said['percent']} percent"
                place, seen = Place("body", steps=site.steps), f"another amount in {wrong} of {len(far)}"
                yield pile.teller.tell("tax-differs", place, says, seen, site.schema, wrong)


def _distance(part: float, whole: float, percent: float) -> float:
    """Return how far a tax is from the one that is inside of an amount."""
    return abs(part - whole * percent / (100 + percent))


def _is_told(pile: Pile) -> bool:
    """Tell whether taxes in documents are rounded to whole numbers."""
    triples = [one for site in sites_of(pile.schema) for one in _triples(pile, site)]
    far = [_distance(*one) for one in triples]
    are_whole = all(type(part) is int and type(whole) is int for part, whole, _ in triples)
    return are_whole and max(far, default=_WHOLE) < _WHOLE and sum(one > _HUNDREDTH for one in far) >= _ENOUGH


def _triples(pile: Pile, site: Site) -> Iterator[tuple[float, float, float]]:
    """Yield each part with what it is in, and at which percentage."""
    said = site.schema.get("x-included")
    if said is None or site.holder is None or site.form == "minor-units":
        return
    for one in _values(pile, site.holder):
        part, whole, percent = (_number(one, name) for name in (site.name, said["of"], said["percent"]))
        if part and whole and percent:
            yield part, whole, percent


def _number(value: Any, name: str) -> float:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, int | float) else 0


def _values(pile: Pile, site: Site) -> list[Any]:
    values = [*pile.documents]
    for step in site.steps:
        values = [below for one in values for below in _below(one, step)]
    return values


def _below(value: Any, step: Step) -> Iterator[Any]:
    if step is EVERY:
        yield from value if isinstance(value, list) else value.values() if isinstance(value, Mapping) else ()
    elif isinstance(value, Mapping) and step in value:
        yield value[step]
