"""Members: those of an object on either side paired, and told where they have no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from mock_server.breaks.casing import words_of
from mock_server.drift.documents.model import Node
from mock_server.drift.documents.moves import flattened_objects, moved_members
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.shape import Shape, Shaper
from mock_server.drift.documents.specific import is_total
from mock_server.drift.documents.words import word, words
from mock_server.drift.finding import BREAKING, INFORMATIONAL

_Members = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which member of theirs each of ours is, by names, and what is told of those without one; `moved` are those that
    are deeper or less deep there, by the names that lead to them here.
    """

    pairs: Mapping[str, str]
    notes: tuple[Note, ...]
    moved: tuple[tuple[tuple[str, ...], Node, Node], ...] = ()


def pair_members(shaper: Shaper, spot: Spot, before: Shape, after: Shape) -> Pairing:
    """Pair the members of two objects."""
    here, there = (_sent(shaper, one, is_reply=spot.is_reply) for one in (before, after))
    went = [name for name in here if name not in there]
    came = [name for name in there if name not in here]
    pairs = {name: name for name in here if name in there}
    if not (went or came):
        return Pairing(pairs, ())
    around = frozenset(before.members)
    if spot.is_error and not spot.steps and went and came and not pairs:
        says, seen = f"members {words(went)}", f"members {words(came)}"
        return Pairing({}, (Note("error-shape", BREAKING, spot, says, seen, around),))
    cased = _cased(went, came)
    if len(cased) > 1 or (cased and not pairs):
        # Told of the whole document, so that all objects of all documents fold into one.
        whole, kind = replace(spot, steps=()), "error-casing" if spot.is_error else "casing-changed"
        note = Note(kind, BREAKING, whole, "names in one case", "the same names in another case")
        pairs, notes = {**pairs, **cased}, [note]
    elif len(went) == len(came) == 1 and _is_alike(shaper, before.members[went[0]], after.members[came[0]]):
        notes = [_renamed(shaper, spot, before.members[went[0]], went[0], came[0], around)]
        pairs = {**pairs, went[0]: came[0]}
    else:
        notes = []
    lost = [name for name in went if name not in pairs]
    new = [name for name in came if name not in pairs.values()]
    if spot.family != "body":
        return Pairing(pairs, (*notes, *_gone(shaper, spot, before, lost), *_new(spot, before, after, new)))
    moves = _moved(
        shaper, spot, before, {name: before.members[name] for name in lost}, {name: after.members[name] for name in new}
    )
    lost, new = ([name for name in names if name not in moves.done] for names in (lost, new))
    found = (*notes, *moves.notes, *_gone(shaper, spot, before, lost), *_new(spot, before, after, new))
    return Pairing(pairs, found, tuple(moves.pairs))


def _sent(shaper: Shaper, shape: Shape, *, is_reply: bool) -> _Members:
    """Return the members that go this way."""
    other = "writing" if is_reply else "reading"
    return {name: node for name, node in shape.members.items() if shaper.shape(node).only != other}


@dataclass(slots=True)
class _Moves:
    """What is told of members that moved, which names are done with, and what is which."""

    notes: list[Note] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    pairs: list[tuple[tuple[str, ...], Node, Node]] = field(default_factory=list)


def _moved(shaper: Shaper, spot: Spot, before: Shape, lost: _Members, new: _Members) -> _Moves:
    found, around = _Moves(), frozenset(before.members)
    for move in moved_members(shaper, lost, new):
        kind = "meta-moved" if is_total(shaper, spot, move.name, lost[move.name]) else "field-moved"
        below = spot.below(move.name, shaper.shape(lost[move.name]).mark)
        found.notes.append(Note(kind, BREAKING, below, f"a member {word(move.name)}", f"in {word(move.inner)}", around))
        found.done |= {move.name, *move.taken}
        found.pairs.append(((move.name,), lost[move.name], move.theirs))
    for name, beside in flattened_objects(
        shaper, {one: node for one, node in lost.items() if one not in found.done}, new
    ):
        below, inner = spot.below(name, shaper.shape(lost[name]).mark), shaper.shape(lost[name]).members
        found.notes.append(
            Note("object-flattened", BREAKING, below, "an object", f"{words(beside.values())} beside it", around)
        )
        found.done |= {name, *beside.values()}
        found.pairs += [((name, one), inner[one], new[other]) for one, other in beside.items()]
    return found


def _cased(went: list[str], came: list[str]) -> dict[str, str]:
    by_letters = {"".join(words_of(name)): name for name in came}
    return {name: by_letters[key] for name in went if (key := "".join(words_of(name))) in by_letters and key}


def _is_alike(shaper: Shaper, ours: Node, theirs: Node) -> bool:
    one, other = shaper.shape(ours), shaper.shape(theirs)
    return one.types == other.types


def _renamed(shaper: Shaper, spot: Spot, node: Node, name: str, other: str, around: frozenset[str]) -> Note:
    shape = shaper.shape(node)
    is_rows = shape.types == {"array"} and "object" in shaper.shape(shape.items).types
    kind = "error-field-renamed" if spot.is_error else "field-renamed" if spot.is_reply else "request-field-renamed"
    if is_rows and spot.family == "body" and not spot.steps:
        kind = "envelope-renamed"
    return Note(
        kind, BREAKING, spot.below(name, shape.mark), f"the name {word(name)}", f"the name {word(other)}", around
    )


def _gone(shaper: Shaper, spot: Spot, before: Shape, names: list[str]) -> Iterator[Note]:
    for name in names:
        how = "required" if name in before.required else "optional"
        kind = f"field-{how}-removed" if spot.is_reply else "request-field-removed"
        below = spot.below(name, shaper.shape(before.members[name]).mark)
        kind = "meta-total-removed" if is_total(shaper, spot, name, before.members[name]) else kind
        kind = "error-field-removed" if spot.is_error else kind
        yield Note(kind, BREAKING, below, f"{how} {word(name)}", "no such member", frozenset(before.members))


def _new(spot: Spot, before: Shape, after: Shape, names: list[str]) -> Iterator[Note]:
    around = frozenset(before.members)
    asked = [name for name in names if name in after.required and not spot.is_reply]
    for name in asked:
        yield Note(
            "request-field-required",
            BREAKING,
            spot.below(word(name)),
            "no such member",
            f"required {word(name)}",
            around,
        )
    others = [name for name in names if name not in asked]
    if others:
        kind = ("field-added-nested" if spot.steps else "field-added") if spot.is_reply else "request-field-added"
        kind = "error-field-added" if spot.is_error else kind
        yield Note(kind, INFORMATIONAL, spot, f"{len(before.members)} members", f"{words(others)} besides", around)
