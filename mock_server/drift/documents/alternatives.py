"""Alternatives: which of theirs each of ours is. Their order means nothing, and looking into each would never end."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from mock_server.drift.documents.model import Node
from mock_server.drift.documents.shape import NO_DEFAULT, Shape, Shaper


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Pairs, and those of either side without another."""

    pairs: list[tuple[Node, Node]]
    gone: list[Node]
    new: list[Node]


def pair_alternatives(shaper: Shaper, ours: tuple[Node, ...], theirs: tuple[Node, ...]) -> Alternatives:
    """Pair those that say the same of themselves, then those with the same members, of one type, in their order."""
    left, right = list(ours), list(theirs)
    pairs: list[tuple[Node, Node]] = []
    looks: tuple[Callable[[Shape], Hashable], ...] = (lambda one: _whole(shaper, one), _members, _types, lambda _: None)
    for look in looks:
        for one in [*left]:
            seen = look(shaper.shape(one))
            same = next((at for at, other in enumerate(right) if look(shaper.shape(other)) == seen), None)
            if same is not None:
                pairs.append((one, right.pop(same)))
                del left[next(at for at, each in enumerate(left) if each is one)]
    return Alternatives(pairs, left, right)


def _types(shape: Shape) -> Hashable:
    return shape.types


def _members(shape: Shape) -> Hashable:
    return shape.types, frozenset(shape.members)


def _whole(shaper: Shaper, shape: Shape) -> Hashable:
    words = None if shape.words is None else frozenset(map(repr, shape.words))
    inner = tuple((name, shaper.shape(node).types) for name, node in sorted(shape.members.items()))
    items = shaper.shape(shape.items).types if "array" in shape.types else None
    default = "" if shape.default is NO_DEFAULT else repr(shape.default)
    texts = (shape.form, shape.pattern, shape.multiple, default)
    return shape.types, words, inner, items, texts, frozenset(shape.bounds.items()), shape.required
