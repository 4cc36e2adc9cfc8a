"""Comparing: two documents, operation by operation."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.core.errors import ConfigError
from mock_server.drift.documents.access import access_notes
from mock_server.drift.documents.matching import match_operations
from mock_server.drift.documents.model import Document
from mock_server.drift.documents.notes import Note, folded
from mock_server.drift.documents.replies import reply_notes
from mock_server.drift.documents.requests import request_notes
from mock_server.drift.documents.schemas import Schemas
from mock_server.drift.documents.wholes import operation_notes, whole_notes
from mock_server.drift.finding import SEVERITIES, Finding


def compare_documents(ours: Document, theirs: Document) -> list[Finding]:
    """Return what a client written to `ours` meets otherwise in `theirs`, the worst first.

    One change of a schema that many operations have is one finding, with a count. Raises ConfigError for documents
    that are nested too deeply.
    """
    try:
        findings = folded(_notes(ours, theirs))
    except RecursionError:
        raise ConfigError(f"{theirs.name} is nested too deeply") from None
    return sorted(findings, key=lambda one: SEVERITIES.index(one.severity))


def _notes(ours: Document, theirs: Document) -> Iterator[Note]:
    schemas = Schemas()
    matched = match_operations(ours, theirs)
    yield from whole_notes(ours, theirs)
    yield from operation_notes(matched)
    for one, other in matched.pairs:
        yield from access_notes(one, other)
        yield from request_notes(schemas, one, other)
        yield from reply_notes(schemas, one, other)
