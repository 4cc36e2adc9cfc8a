"""Ten other vendors with a document of their own: our contract becomes theirs, and our server answers as they do."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import requests

from mock_server.drift.documents import compare_documents, parse_document
from mock_server.drift.overlay_file import overlay_document, overlay_text
from tests.drift.loop.looping import Json, differing, looped, ours, published, resolved, seen_at, without_extensions
from tests.drift.overlay.conftest import overlay, serving, written
from tests.drift.overlay.rewrites import REWRITES, Rewrite


@pytest.mark.parametrize("rewrite", [pytest.param(one, id=one.name) for one in REWRITES])
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
    document["components"]["securitySchemes"]["oauth2"].update(type="apiKey", name="key", **{"in": "query"})
    parameters = document["paths"]["/api/v1/events"]["get"]["parameters"]
    parameters[1] = {**parameters[1], "name": "size"}
    theirs = parse_document(orjson.dumps(document), "theirs")
    written = overlay_document(compare_documents(ours(), theirs), "oniva.yaml", "Oniva")
    assert [action["target"] for action in written["actions"]] == [
        "$.paths['/api/v1/events'].get.parameters[?@.name=='limit' && @.in=='query']",
        "$.paths['/api/v1/events'].get.parameters",
    ]
    assert "security-changed:getMe:scope" in written["info"]["description"]
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


def test_who_is_let_in_otherwise_is_written_and_served(tmp_path: Path) -> None:
    document = let_in_otherwise(orjson.loads(orjson.dumps(resolved(), option=orjson.OPT_NON_STR_KEYS)))
    theirs = parse_document(orjson.dumps(without_extensions(document)), "theirs")
    written = overlay_document(compare_documents(ours(), theirs), "oniva.yaml", "Oniva")
    assert "description" not in written["info"] or "Not in here" not in written["info"]["description"]
    path = tmp_path / "seen.yaml"
    path.write_text(overlay_text(written), encoding="utf-8")
    assert compare_documents(published(path), theirs) == []
    with serving(path) as server:
        seen = seen_at(server, [path])
        assert [one.id for one in seen.report.findings] == []
        assert {one.operation for one in seen.asked} >= {"listEvents", "listEventBookings"}
        asked = {"grantType": "client_credentials", "client_id": "onmock-crm", "client_secret": "onmock-crm-secret"}
        token = requests.post(f"{server.base_url('oniva')}/oauth/token", json=asked, timeout=5).json()
        assert token["scope"] == "events.read bookings:read bookings:list contacts:read"
        made_up = requests.get(
            f"{server.base_url('oniva')}/api/v1/novelty",
            headers={"Authorization": f"Bearer {token['access_token']}"},
            timeout=5,
        )
        assert made_up.json() == {"count": made_up.json()["count"], "tags": []}


def let_in_otherwise(document: Json) -> Json:
    """A document in which tokens are asked for in JSON, scopes have other names, and operations came and went."""
    paths = document["paths"]
    body = paths["/oauth/token"]["post"]["requestBody"]["content"]
    body["application/json"] = body.pop("application/x-www-form-urlencoded")
    fields = body["application/json"]["schema"]
    fields["properties"]["grantType"] = fields["properties"].pop("grant_type")
    fields["required"] = ["grantType"]
    flow = document["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    flow["scopes"] = {"events.read": "", "bookings:read": "", "bookings:list": "", "contacts:read": ""}
    for path, item in paths.items():
        scopes = item.get("get", {}).get("security", [{}])[0].get("oauth2", [])
        scopes[:] = ["events.read" if one == "events:read" else one for one in scopes]
        if path.endswith("/bookings"):
            scopes.append("bookings:list")
    del paths["/api/v1/bookings/{bookingId}"]
    paths["/api/v1/events/{eventId}"]["get"]["deprecated"] = True
    schema = {
        "type": "object",
        "required": ["count", "tags"],
        "properties": {"count": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}}},
    }
    paths["/api/v1/novelty"] = {
        "get": {
            "operationId": "getNovelty",
            "security": [{"oauth2": ["events.read"]}],
            "responses": {"200": {"description": "new", "content": {"application/json": {"schema": schema}}}},
        }
    }
    document["servers"] = [{"url": "https://api.oniva.example"}]
    return document
