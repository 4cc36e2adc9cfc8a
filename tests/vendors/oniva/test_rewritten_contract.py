"""The contract is the wire: another document re-shapes the server, and no Python changes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.contract.naming import snake_case
from mock_server.resources import contract_path
from mock_server.vendors.oniva import VENDOR
from tests.conftest import EPOCH, NOON, Api

PREFIX = "/rest/v2"


def rewritten() -> dict[str, Any]:
    """Another vendor's habits: prefix, snake_case, data and meta, unix seconds, cents, capitals, 422, five a minute."""
    document = deepcopy(yaml.safe_load(contract_path(VENDOR.contract).read_text(encoding="utf-8")))
    document["paths"] = {path.replace("/api/v1", PREFIX): item for path, item in document["paths"].items()}
    parts = document["components"]
    for schema in parts["schemas"].values():
        rename_properties(schema)
    for name in ("EventPage", "BookingPage"):
        parts["schemas"][name] = in_data_and_meta(parts["schemas"][name]["properties"]["items"]["items"])
    for name in ("EventStatus", "BookingStatus"):
        capitals(parts["schemas"][name])
    offset = {"name": "offset", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}}
    parts["parameters"]["page"] = offset
    parts["parameters"]["limit"].update(name="page_size", schema={"type": "integer", "maximum": 50, "default": 25})
    parts["parameters"]["limit"]["x-source"] = "limit"
    parts["parameters"]["from"].update({"name": "since", "x-source": "from"})
    parts["x-rate-limits"]["api"]["limit"] = 5
    parts["securitySchemes"] = {"tokens": parts["securitySchemes"].pop("oauth2")}
    for item in document["paths"].values():
        for operation in item.values():
            operation["security"] = [{"tokens": next(iter(one.values()))} for one in operation["security"]]
            if "400" in operation["responses"] and operation["operationId"] != "issueToken":
                operation["responses"]["422"] = operation["responses"].pop("400")
    return document


def rename_properties(schema: dict[str, Any]) -> None:
    """Spell properties in snake_case, moments as unix seconds, amounts in cents."""
    for part in schema.get("allOf", [schema]):
        properties = part.get("properties", {})
        for name, declared in list(properties.items()):
            if declared.get("format") == "date-time":
                kinds = declared["type"] if isinstance(declared["type"], list) else [declared["type"]]
                declared.update(type=["integer" if kind == "string" else kind for kind in kinds], format="unix-seconds")
            if name == "amount":
                declared.update(type="integer", format="minor-units")
            wire = snake_case(name)
            if wire != name:
                properties[wire] = {"x-source": wire, **properties.pop(name)}
        if "required" in part:
            part["required"] = [snake_case(name) for name in part["required"]]


def in_data_and_meta(item: dict[str, Any]) -> dict[str, Any]:
    """Wrap rows as `data`, with the counts in `meta`."""
    counts = {"total": {"type": "integer", "x-source": "total_count"}, "offset": {"type": "integer"}}
    meta = {"type": "object", "x-source": ".", "required": list(counts), "properties": counts}
    rows = {"type": "array", "x-source": "items", "maxItems": 50, "items": item}
    return {"type": "object", "required": ["data", "meta"], "properties": {"data": rows, "meta": meta}}


def capitals(schema: dict[str, Any]) -> None:
    """Spell an enumeration in capitals."""
    schema["x-values"] = {word.upper(): word for word in schema["enum"]}
    schema["enum"] = list(schema["x-values"])


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Api]:
    """The default tenant behind the rewritten contract."""
    path = tmp_path / "rewritten.yaml"
    path.write_text(yaml.safe_dump(rewritten(), sort_keys=False), encoding="utf-8")
    monkeypatch.setattr("mock_server.runtime.discover", lambda only: {"oniva": replace(VENDOR, contract=str(path))})
    has_limits = getattr(request, "param", False)
    app = create_app(Config(epoch=EPOCH, enforce=True, limits=has_limits), Clock(NOON, frozen=True))
    yield Api(Client(app))
    app.close()


def get(api: Api, path: str, **query: str):
    """GET below the new prefix."""
    headers = {"Authorization": f"Bearer {api.token()}"}
    return api.client.get(f"/oniva{PREFIX}{path}", query_string=query, headers=headers)


def test_names_formats_and_envelope_are_the_new_ones(api: Api, unlimited: Api) -> None:
    old = unlimited.get("/events").json
    new = get(api, "/events").json
    assert new["meta"] == {"total": old["totalCount"], "offset": 0}
    assert len(new["data"]) == 25
    before, after = old["items"][0], new["data"][0]
    assert after["start_date"] == int(datetime.fromisoformat(before["startDate"]).timestamp())
    assert (after["id"], after["status"]) == (before["id"], before["status"].upper())
    assert "startDate" not in after


def test_every_booking_is_written_and_found_by_the_new_words(api: Api, unlimited: Api) -> None:
    event = next(unlimited.walk("/events", status="completed"))["id"]
    old = list(unlimited.walk(f"/events/{event}/bookings", status="canceled"))
    new = get(api, f"/events/{event}/bookings", status="CANCELED", page_size="50").json
    assert [row["booking_number"] for row in new["data"]] == [row["bookingNumber"] for row in old]
    rest = get(api, f"/events/{event}/bookings", offset="7", page_size="5").json
    whole = list(unlimited.walk(f"/events/{event}/bookings"))
    assert [row["id"] for row in rest["data"]] == [row["id"] for row in whole[7:12]]


def test_errors_have_the_new_status_and_names(api: Api) -> None:
    answer = get(api, "/events", page_size="51", since="x", status="canceled")
    assert (answer.status_code, answer.json["status"]) == (422, 422)
    assert {fault["name"] for fault in answer.json["errors"]} == {"page_size", "since", "status"}


def test_old_paths_are_gone(api: Api) -> None:
    assert api.get("/events").status_code == 404


@pytest.mark.parametrize("api", [True], indirect=True)
def test_limits_are_the_new_ones(api: Api) -> None:
    assert [get(api, "/me").status_code for _ in range(6)] == [200] * 5 + [429]
