"""Moves: members that are in an object beside them, and objects whose members are beside where they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mock_server.breaks.casing import words_of
from mock_server.drift.documents.model import Node
from mock_server.drift.documents.shape import Shaper

_Members = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Move:
    """A member of ours by its name, and which schema of theirs each part of it is; `taken` are members of theirs that
    are there for that alone, `inner` is the name there.
    """

    name: str
    inner: str
    taken: frozenset[str]
    theirs: Node


def moved_members(shaper: Shaper, lost: _Members, new: _Members) -> Iterator[Move]:
    """Yield members that are lost and stand in a new object by their own name, or by its like."""
    for holder, node in new.items():
        inner = shaper.shape(node).members
        moves = [(name, other) for name in lost if (other := _found(name, inner))]
        is_made_of_them = len(moves) == len(inner)
        for name, other in moves:
            if shaper.shape(lost[name]).types == shaper.shape(inner[other]).types:
                yield Move(name, f"{holder}.{other}", frozenset({holder} if is_made_of_them else ()), inner[other])


def _found(name: str, inner: _Members) -> str:
    words = words_of(name)
    return next((one for one in inner if words_of(one) == words), "")


def flattened_objects(shaper: Shaper, lost: _Members, new: _Members) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield objects that are lost, with which new member each of theirs is: the most of them, by their own names or
    with the object's before it.
    """
    for name, node in lost.items():
        inner = shaper.shape(node).members
        beside = {one: other for one in inner if (other := _beside(name, one, new))}
        if inner and len(beside) * 2 > len(inner):
            yield name, beside


def _beside(holder: str, name: str, new: _Members) -> str:
    known = (words_of(name), [*words_of(holder), *words_of(name)])
    return next((one for one in new if words_of(one) in known), "")
