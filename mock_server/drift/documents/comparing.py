"""Comparing: two documents, operation by operation."""

from __future__ import annotations

from collections.abc import Container, Iterator

from mock_server.core.errors import ConfigError
from mock_server.drift.documents.access import access_notes
from mock_server.drift.documents.access_steps import AccessSteps
from mock_server.drift.documents.adoption import adoption, target_at
from mock_server.drift.documents.matching import match_operations, path_of, shape_of
from mock_server.drift.documents.model import Document
from mock_server.drift.documents.notes import Note, folded
from mock_server.drift.documents.replies import reply_notes
from mock_server.drift.documents.requests import request_notes
from mock_server.drift.documents.schemas import Schemas
from mock_server.drift.documents.shares import token_moves, with_actions, with_moved, with_moves
from mock_server.drift.documents.whole_steps import with_whole_actions
from mock_server.drift.documents.wholes import base_notes, operation_notes, whole_notes
from mock_server.drift.finding import SEVERITIES, Finding
from mock_server.drift.replies.actions import Step


def compare_documents(ours: Document, theirs: Document, only: Container[str] | None = None) -> list[Finding]:
    """Return what a client written to `ours` meets otherwise in `theirs`, the worst first.

    One change of a schema that many operations have is one finding, with a count. `only` are the operations that it is
    about, all of them where it is None. Raises ConfigError for documents that are nested too deeply, or of two APIs
    that have nothing to do with each other.
    """
    try:
        notes = _notes(ours, theirs)
        findings = folded(one for one in notes if only is None or one.spot.operation in only)
    except RecursionError:
        raise ConfigError(f"{theirs.name} is nested too deeply") from None
    return sorted(findings, key=lambda one: SEVERITIES.index(one.severity))


def _notes(ours: Document, theirs: Document) -> Iterator[Note]:
    schemas, access = Schemas(), AccessSteps(ours, theirs)
    matched = match_operations(ours, theirs)
    if matched.is_of_another_api:
        raise ConfigError(f"{theirs.name} is of another API: {ours.name} has next to no operation in common with it")
    moves: list[Step] = [*token_moves(ours, theirs, matched)]
    bases = base_notes(ours, theirs, matched)
    whole: list[Note] = [*whole_notes(ours, theirs), *bases, *operation_notes(ours, theirs, matched)]
    for one, other in matched.pairs:
        notes = [*access_notes(one, other), *request_notes(schemas, one, other), *reply_notes(schemas, one, other)]
        path = path_of(ours, theirs, other)
        is_moved = shape_of(path) != shape_of(one.path) or other.method != one.method
        if notes or is_moved:
            path = path if is_moved else one.path
            steps = [*adoption(one, other, path), *access.of(one, other, target_at(path, other.method))]
            moves += steps if is_moved else []
            yield from with_moved(notes, steps) if is_moved else with_actions(notes, steps)
    yield from with_whole_actions([*with_moves(whole, moves)], ours, theirs, matched, access)
