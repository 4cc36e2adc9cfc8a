"""Envelopes: a whole document that is in an object of its own, or the rows of a page that come alone."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.breaks.declared import source_at
from mock_server.breaks.place import EVERY
from mock_server.drift.documents.model import Node
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.shape import Shape, Shaper
from mock_server.drift.documents.words import word
from mock_server.drift.finding import BREAKING

# Members of a page; what has more is a record with a list in it.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Enveloped:
    """What is told of an envelope, and which schema of theirs is which of ours, at which place."""

    note: Note
    spot: Spot
    ours: Node
    theirs: Node


def rows_of(shaper: Shaper, shape: Shape) -> str:
    """Return the member of a page that holds its rows, "" for what is no page."""
    rows = [name for name, one in shape.members.items() if _is_rows(shaper, one)]
    named = [name for name in rows if source_at(name, shape.members[name]) == "items"]
    is_small = len(shape.members) <= _FEW
    return named[0] if named else rows[0] if len(rows) == 1 and is_small else ""


def _is_rows(shaper: Shaper, node: Node) -> bool:
    shape = shaper.shape(node)
    return shape.types == {"array"} and bool(shaper.shape(shape.items).members)


def enveloped(shaper: Shaper, spot: Spot, ours: Node, theirs: Node) -> Enveloped | None:
    """Return how the whole document of a reply is in another envelope; None where it is not."""
    if spot.family not in ("body", "error") or spot.steps:
        return None
    before, after = shaper.shape(ours), shaper.shape(theirs)
    return _wrapped(shaper, spot, ours, before, after) or _bare(shaper, spot, before, after)


def _wrapped(shaper: Shaper, spot: Spot, ours: Node, before: Shape, after: Shape) -> Enveloped | None:
    wanted = before.required or frozenset(before.members)
    if not wanted or before.members.keys() & after.members.keys():
        return None
    for name, node in after.members.items():
        if len(wanted & shaper.shape(node).members.keys()) * 2 > len(wanted):
            kind = "envelope-wrapped" if rows_of(shaper, before) else "detail-wrapped"
            kind = "error-shape" if spot.is_error else kind
            note = Note(kind, BREAKING, spot, "the document itself", f"in a member {word(name)}", wanted)
            return Enveloped(note, spot, ours, node)
    return None


def _bare(shaper: Shaper, spot: Spot, before: Shape, after: Shape) -> Enveloped | None:
    name = rows_of(shaper, before)
    if not name or after.types != {"array"} or spot.is_error:
        return None
    rows = shaper.shape(before.members[name])
    below = spot.below(name, rows.mark)
    note = Note("envelope-flattened", BREAKING, below, "a page around its rows", "an array", frozenset(before.members))
    return Enveloped(note, below.below(EVERY), rows.items, after.items)
