"""Shares: which actions of an overlay belong to which difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mock_server.breaks.place import EVERY
from mock_server.drift.documents.adoption import moved
from mock_server.drift.documents.matching import Matched, base_of
from mock_server.drift.documents.model import Document, Operation
from mock_server.drift.documents.notes import Note
from mock_server.drift.documents.wholes import url_path
from mock_server.drift.links import parts_of
from mock_server.drift.replies.actions import Step, shared
from mock_server.drift.replies.spots import step_of

_MOVES = ("prefix-changed", "path-changed", "trailing-slash", "method-changed", "token-url-changed")


def with_actions(notes: Sequence[Note], steps: Sequence[Step]) -> list[Note]:
    """Return notes of one operation, each with those steps that are at its place or nearest to it."""
    if not notes or not steps:
        return list(notes)
    shares = shared(steps, [_place(note, steps) for note in notes])
    return [replace(note, actions=actions) for note, actions in zip(notes, shares, strict=True)]


def _place(note: Note, steps: Sequence[Step]) -> str:
    """Return the longest place of a step that a note is about, by the names that lead there; "-" for none."""
    spot = note.spot
    if spot.family in ("query", "path", "header", "cookie") and not spot.is_reply:
        ends: tuple[str, ...] = (f".parameters{step_of(spot.name)}",)
    elif spot.family == "scope":
        ends = (".security",)
    elif spot.family == "header":
        ends = (f".headers{step_of(spot.name)}",)
    else:
        ends = (".schema" + "".join(_step(one) for one in spot.steps),)
        if spot.family == "request":
            # What is said of the body as a whole is where that is.
            ends = ends if spot.steps else (".requestBody", *ends)
    is_request = spot.family == "request"
    fitting = [one.place for one in steps if one.place.endswith(ends) and (".requestBody" in one.place) == is_request]
    return max(fitting, key=len, default="-")


def _step(step: str | None) -> str:
    return ".items" if step is EVERY else f".properties{step_of(str(step))}"


def with_moved(notes: Sequence[Note], steps: Sequence[Step]) -> list[Note]:
    """Return notes of an operation that is elsewhere: what it asks for comes with what puts it there."""
    actions = [action for step in steps for action in step.actions]
    return [replace(note, actions=actions) if note.spot.family in ("scope", "request") else note for note in notes]


def with_moves(notes: Sequence[Note], moves: Sequence[Step]) -> Iterator[Note]:
    """Yield notes of whole operations; the first of each kind that tells of a move has what moves them."""
    kinds = {note.kind: at for at, note in reversed([*enumerate(notes)])}
    firsts = [kinds[one] for one in _MOVES if one in kinds] or [kinds.get("server-changed", -1)]
    actions = [action for step in moves for action in step.actions]
    for at, note in enumerate(notes):
        yield replace(note, actions=actions) if at in firsts else note


def token_moves(ours: Document, theirs: Document, matched: Matched) -> Iterator[Step]:
    """Yield what puts the token operation where their document has tokens, if it does not list that itself."""
    for flow, url in ours.token_urls.items():
        other = theirs.token_urls.get(flow)
        if other is None:
            continue
        before, after = url_path(parts_of(url).path, base_of(ours)), parts_of(other).path
        if url != other:
            place = f"$.components.securitySchemes[*].flows{step_of(flow)}"
            yield Step(place, [{"target": place, "update": {"tokenUrl": other}}])
        for one in _alone(matched, before):
            if before != after:
                yield moved(one, after)


def _alone(matched: Matched, path: str) -> list[Operation]:
    return [one for one in matched.gone if one.path == path]
