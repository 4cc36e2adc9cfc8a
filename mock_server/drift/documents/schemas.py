"""Schemas: two of them compared, with all that is below them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import reduce

from mock_server.breaks.place import EVERY
from mock_server.drift.documents.alternatives import pair_alternatives
from mock_server.drift.documents.envelopes import enveloped
from mock_server.drift.documents.members import pair_members
from mock_server.drift.documents.model import Node
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.shape import Shape, Shaper
from mock_server.drift.documents.specific import kind_of
from mock_server.drift.documents.value_changes import value_changes
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL

_Around = frozenset[str]


class Schemas:
    """Compares schemas of two documents."""

    def __init__(self) -> None:
        self.shaper = Shaper()

    def compare(self, spot: Spot, ours: Node, theirs: Node) -> Iterator[Note]:
        """Yield what is otherwise in a whole document, a parameter or a header."""
        return _Comparison(self.shaper).compare(spot, ours, theirs)

    def is_same(self, ours: Node, theirs: Node, *, is_reply: bool) -> bool:
        """Tell whether two schemas mean the same."""
        return not any(self.compare(Spot("", "body", is_reply=is_reply), ours, theirs))


class _Comparison:
    """Of one document with another: each pair of schemas once, so that recursive ones end, and the nearest place first,
    so that what is in many places is told of the shortest.
    """

    def __init__(self, shaper: Shaper) -> None:
        self._shaper = shaper
        self._seen: set[tuple[int, int]] = set()
        self._ahead: deque[tuple[Spot, Node, Node, _Around]] = deque()

    def compare(self, spot: Spot, ours: Node, theirs: Node) -> Iterator[Note]:
        """Yield the differences of two schemas."""
        other = enveloped(self._shaper, spot, ours, theirs)
        if other is not None:
            yield other.note
            spot, ours, theirs = other.spot, other.ours, other.theirs
        self._ahead.append((spot, ours, theirs, frozenset()))
        while self._ahead:
            yield from self._pair(*self._ahead.popleft())

    def _pair(self, spot: Spot, ours: Node, theirs: Node, around: _Around) -> Iterator[Note]:
        """Yield the differences of one pair; `around` are the members of the object that it is in."""
        pair = (id(ours), id(theirs))
        if ours is theirs or pair in self._seen:
            return
        self._seen.add(pair)
        before, after = self._shaper.shape(ours), self._shaper.shape(theirs)
        around = around or frozenset(before.members)
        for change in value_changes(before, after, is_reply=spot.is_reply):
            kind = kind_of(self._shaper, change, spot, before, after)
            yield Note(kind, change.severity, spot, change.says, change.seen, around)
        if before.options or after.options:
            one, other = (
                shape.options or (self._shaper.value(node),) for shape, node in ((before, ours), (after, theirs))
            )
            yield from self._options(spot, one, other, around)
        if before.types == after.types and bool(before.options) == bool(after.options):
            yield from self._members(spot, before, after)
            yield from self._inner(spot, before, after, around)

    def _members(self, spot: Spot, before: Shape, after: Shape) -> Iterator[Note]:
        pairing = pair_members(self._shaper, spot, before, after)
        yield from pairing.notes
        around = frozenset(before.members)
        for name, other in pairing.pairs.items():
            below = spot.below(name, self._shaper.shape(before.members[name]).mark)
            yield from _requiredness(below, name in before.required, other in after.required, around)
            self._ahead.append((below, before.members[name], after.members[other], around))
        for steps, one, node in pairing.moved:
            self._ahead.append((reduce(Spot.below, steps, spot), one, node, around))

    def _inner(self, spot: Spot, before: Shape, after: Shape, around: _Around) -> Iterator[Note]:
        if "array" in before.types:
            self._ahead.append((spot.below(EVERY), before.items, after.items, around))
        elif isinstance(before.rest, bool) != isinstance(after.rest, bool):
            if not spot.is_reply:
                says, seen = ("none", "any") if isinstance(before.rest, bool) else ("any", "none")
                severity = INFORMATIONAL if isinstance(before.rest, bool) else DANGEROUS
                yield Note("other-members", severity, spot, f"{says} beside the members", f"{seen} of them", around)
        elif not isinstance(before.rest, bool) and not isinstance(after.rest, bool) and (before.rest or after.rest):
            self._ahead.append((spot.below(EVERY), before.rest, after.rest, around))

    def _options(
        self, spot: Spot, before: tuple[Node, ...], after: tuple[Node, ...], around: _Around
    ) -> Iterator[Note]:
        paired = pair_alternatives(self._shaper, before, after)
        for one, other in paired.pairs:
            self._ahead.append((spot, one, other, around))
        if paired.gone or paired.new:
            is_wider = bool(paired.new)
            kind, bad = ("alternative-added", DANGEROUS) if is_wider else ("alternative-removed", BREAKING)
            # A client copes with fewer in a reply, and with more in a request.
            severity = bad if is_wider == spot.is_reply else INFORMATIONAL
            yield Note(kind, severity, spot, f"{len(before)} alternatives", f"{len(after)} of them", around)


def _requiredness(spot: Spot, before: bool, after: bool, around: _Around) -> Iterator[Note]:
    if before != after:
        # In a reply less is promised, in a request more is asked for.
        severity = BREAKING if before == spot.is_reply else INFORMATIONAL
        kind = "field-became-required" if after else "field-became-optional"
        says, seen = ("required" if one else "optional" for one in (before, after))
        yield Note(kind, severity, spot, says, seen, around)
