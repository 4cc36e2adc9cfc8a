"""Whole steps: what makes our contract name the servers, the version and the operations that another document has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mock_server.drift.documents.access_steps import AccessSteps
from mock_server.drift.documents.adopting import Unwritable, plain
from mock_server.drift.documents.adoption import target_of
from mock_server.drift.documents.hosts import origin_of
from mock_server.drift.documents.matching import Matched, base_of, live_servers, path_of
from mock_server.drift.documents.model import Document, Operation
from mock_server.drift.documents.notes import Note
from mock_server.drift.documents.wholes import url_path
from mock_server.drift.links import parts_of
from mock_server.drift.replies.spots import step_of

Action = Mapping[str, Any]


def with_whole_actions(
    notes: Sequence[Note], ours: Document, theirs: Document, matched: Matched, access: AccessSteps
) -> Iterator[Note]:
    """Yield notes of whole documents and operations, each with what makes ours say the same, where there is that."""
    gone, new = ({one.id: one for one in side} for side in (matched.gone, matched.new))
    pairs = {one.id: other for one, other in matched.pairs}
    for note in notes:
        name, actions = note.spot.operation, list[Action]()
        if note.kind in ("server-changed", "server-added"):
            actions = [*_servers(ours, theirs)]
        elif note.kind == "version-changed":
            actions = [{"target": "$.info", "update": {"version": theirs.version}}]
        elif note.kind == "endpoint-removed" and name in gone and not _gives_tokens(ours, gone[name]):
            actions = [{"target": target_of(gone[name]), "remove": True}]
        elif note.kind == "endpoint-added" and name in new:
            actions = [*_added(ours, theirs, new[name], access)]
        elif note.kind in ("endpoint-deprecated", "endpoint-undeprecated"):
            actions = [*_deprecated(ours, name, is_it=pairs[name].deprecated)]
        yield replace(note, actions=[*note.actions, *actions])


def _gives_tokens(ours: Document, one: Operation) -> bool:
    """Tell whether an operation gives tokens, without which nobody could be let in."""
    return one.path in {url_path(parts_of(url).path, base_of(ours)) for url in ours.token_urls.values()}


def _servers(ours: Document, theirs: Document) -> Iterator[Action]:
    """Yield what names their hosts; what is below them stands in the paths."""
    there = [*dict.fromkeys(map(origin_of, live_servers(theirs)))]
    for one in live_servers(ours):
        if origin_of(one) not in there:
            yield {"target": f"$.servers[?@.url=={step_of(one)[1:-1]}]", "remove": True}
    known = {*map(origin_of, live_servers(ours))}
    came = [{"url": one} for one in there if one not in known]
    if came:
        yield {"target": "$.servers", "update": came}


def _deprecated(ours: Document, name: str, *, is_it: bool) -> Iterator[Action]:
    (one,) = [each for each in ours.operations if each.id == name]
    yield {"target": target_of(one), "update": {"deprecated": is_it}}


def _added(ours: Document, theirs: Document, one: Operation, access: AccessSteps) -> Iterator[Action]:
    """Yield what adds an operation, which is answered with what its schema makes up."""
    try:
        declared = plain(one.declared)
    except Unwritable:
        return
    named = {"operationId": one.id, "x-made-up": True, "security": access.renamed(one)}
    there = {path_of(ours, theirs, one): {one.method.lower(): {**declared, **named}}}
    yield {"target": "$.paths", "update": there}
