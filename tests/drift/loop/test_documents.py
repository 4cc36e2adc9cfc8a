"""Ten other vendors with a document of their own: our contract becomes theirs, and our server answers as they do."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from mock_server.drift.documents import compare_documents, parse_document
from mock_server.drift.overlay_file import overlay_document
from tests.drift.loop.looping import differing, looped, ours, published, resolved
from tests.drift.overlay.conftest import overlay, serving, written
from tests.drift.overlay.rewrites import REWRITES, Rewrite

# The others are in one of these by the larger part.
QUICK = ("everything", "hal")
CASES = [
    pytest.param(one, id=one.name, marks=() if one.name in QUICK else pytest.mark.fuzz)
    for one in REWRITES
]  # fmt: skip


@pytest.mark.parametrize("rewrite", CASES)
def test_a_server_under_the_written_overlays_is_the_other_vendor(rewrite: Rewrite, tmp_path: Path) -> None:
    reshaped = written(tmp_path / "reshaped.yaml", overlay(rewrite.actions))
    theirs = published(reshaped)
    with serving(reshaped) as target:
        overlays, seen = looped(target, tmp_path, theirs)
        assert overlays
        assert [one.id for one in seen.report.findings] == []
        assert seen.report.trouble == ""
        assert {one.operation for one in seen.asked} >= {"getEvent", "getBooking", "listEventBookings"}
        assert compare_documents(published(*overlays), theirs) == []
        with serving(*overlays) as server:
            assert differing(seen.asked, (target, server), overlays) == []


def test_what_no_overlay_can_say_is_named_in_it() -> None:
    document = resolved()
    document["paths"]["/api/v1/me"]["get"]["security"] = [{"oauth2": ["me:read"]}]
    parameters = document["paths"]["/api/v1/events"]["get"]["parameters"]
    parameters[1] = {**parameters[1], "name": "size"}
    theirs = parse_document(orjson.dumps(document), "theirs")
    written = overlay_document(compare_documents(ours(), theirs), "oniva.yaml", "Oniva")
    assert [action["target"] for action in written["actions"]] == [
        "$.paths['/api/v1/events'].get.parameters[?@.name=='limit' && @.in=='query']",
        "$.paths['/api/v1/events'].get.parameters",
    ]
    assert "scope-required:getMe:scope" in written["info"]["description"]
    assert "listEvents" not in written["info"]["description"]


def test_a_document_that_never_ends_has_findings_and_no_overlay() -> None:
    document = resolved()
    responses = document["paths"]["/api/v1/me"]["get"]["responses"]
    responses["200"]["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Endless"}
    endless = {"type": "object", "properties": {"more": {"$ref": "#/components/schemas/Endless"}}}
    document["components"]["schemas"]["Endless"] = endless
    findings = compare_documents(ours(), parse_document(orjson.dumps(document), "theirs"))
    assert {one.operation for one in findings} == {"getMe"}
    assert [action for one in findings for action in one.actions] == []
