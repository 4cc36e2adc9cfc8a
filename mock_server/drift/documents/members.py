"""Members: those of an object on either side paired, and told where they have no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mock_server.breaks.casing import words_of
from mock_server.drift.documents.model import Node
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.shape import Shape, Shaper
from mock_server.drift.documents.words import word, words
from mock_server.drift.finding import BREAKING, INFORMATIONAL


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which member of theirs each of ours is, by names, and what is told of those without one."""

    pairs: Mapping[str, str]
    notes: tuple[Note, ...]


def pair_members(shaper: Shaper, spot: Spot, before: Shape, after: Shape) -> Pairing:
    """Pair the members of two objects."""
    went = [name for name in before.members if name not in after.members]
    came = [name for name in after.members if name not in before.members]
    pairs = {name: name for name in before.members if name in after.members}
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
    return Pairing(pairs, (*notes, *_gone(shaper, spot, before, lost), *_new(spot, before, after, new)))


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
        yield Note(kind, INFORMATIONAL, spot, f"{len(before.members)} members", f"{words(others)} besides", around)
