"""Overlays over a contract of many files, over several vendors, and one over the other; on the command line."""

from __future__ import annotations

import json
import signal
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from mock_server import MockServer
from mock_server.client import ControlClient, World
from mock_server.contract.references import read_yaml
from mock_server.resources import contract_path
from tests.cli import conftest as command
from tests.conftest import Api
from tests.drift.overlay.conftest import overlay, serving, written

Json = Any
ON24 = "on24/openapi.yaml"
REGISTRANTS = "/v2/client/{clientId}/event/{eventId}/registrant"
LISTED = f"$.paths['{REGISTRANTS}'].get.responses['200'].content['application/json'].schema"

# Registrants in `data`, counted in `meta`, sizes by another name, moments as Unix seconds: of one operation.
ENVELOPE = [
    {"target": f"{LISTED}.properties.registrants.items.properties.createtimestamp.type", "remove": True},
    {
        "target": f"{LISTED}.properties.registrants.items.properties.createtimestamp",
        "update": {"type": "integer", "format": "unix-seconds"},
    },
    {
        "target": f"{LISTED}.properties",
        "update": {
            "meta": {
                "type": "object",
                "x-source": ".",
                "required": ["total"],
                "properties": {"total": {"type": "integer", "x-source": "page.total_count"}},
            }
        },
    },
    {"target": f"{LISTED}.properties.totalregistrants", "remove": True},
    {"target": f"{LISTED}.required[?@=='totalregistrants']", "remove": True},
    {
        "target": f"$.paths['{REGISTRANTS}'].get.parameters[?@.name=='itemsperpage']",
        "update": {"name": "size"},
    },
]


def elsewhere() -> list[dict[str, Json]]:
    """Every path of the API below another prefix, with a tenth of the budget for events."""
    actions: list[dict[str, Json]] = []
    for path, item in read_yaml(contract_path(ON24))["paths"].items():
        actions.append({"target": "$.paths", "update": {path.replace("/v2/client/", "/v3/accounts/"): item}})
        actions.append({"target": f"$.paths['{path}']", "remove": True})
    events = "$.paths['/v3/accounts/{clientId}/event'].get['x-rate-limit']"
    return [*actions, {"target": events, "update": {"limit": 3}}]


def ask(world: World, path: str, method: str = "GET", **said: Json) -> requests.Response:
    """Send a request below a world's account."""
    base = f"{world.base_url}{path.replace('~', world.client_id)}"
    return requests.request(method, base, headers=world.auth_headers(), timeout=10, **said)


def test_one_operation_of_many_files_is_reshaped(served: Callable[..., MockServer]) -> None:
    plain, other = (
        served([{"target": "$.info", "update": {"title": "x"}}], vendors=["on24"]),
        served(ENVELOPE, vendors=["on24"]),
    )
    with (
        ControlClient(plain.url) as there,
        ControlClient(other.url) as here,
        there.world("on24", seed=3) as before,
        here.world("on24", seed=3) as world,
    ):
        event = ask(before, "/v2/client/~/event").json()["events"][0]["eventid"]
        old = ask(before, f"/v2/client/~/event/{event}/registrant", params={"itemsperpage": 7}).json()
        new = ask(world, f"/v2/client/~/event/{event}/registrant", params={"size": 7}).json()
        assert new["meta"] == {"total": old["totalregistrants"]}
        assert len(new["registrants"]) == 7
        assert [row["createtimestamp"] for row in new["registrants"]] == [
            int(datetime.fromisoformat(row["createtimestamp"]).timestamp()) for row in old["registrants"]
        ]
        # The same rows elsewhere are as they were.
        email = old["registrants"][0]["email"]
        assert (
            ask(world, f"/v2/client/~/registrant/{email}").json()
            == ask(before, f"/v2/client/~/registrant/{email}").json()
        )
        assert here.violations(world.id) == []


def test_what_was_written_is_listed_in_the_other_words(served: Callable[..., MockServer]) -> None:
    server = served(ENVELOPE, vendors=["on24"])
    with ControlClient(server.url) as control, control.world("on24") as world:
        path = f"/v2/client/~/event/{world.event_id}/registrant"
        total = ask(world, path).json()["meta"]["total"]
        form = {"email": "kim@plants.example", "firstname": "Kim", "lastname": "Meadow", "company": "Plants"}
        assert ask(world, path, "POST", data=form).status_code == 200
        body = ask(world, path).json()
        assert body["meta"]["total"] == total + 1
        assert body["registrants"][-1]["email"] == "kim@plants.example"


def test_every_path_of_many_files_can_move(served: Callable[..., MockServer]) -> None:
    server = served(elsewhere(), vendors=["on24"], extends="https://vendor.example/on24/openapi.yaml")
    with ControlClient(server.url) as control, control.world("on24") as world:
        path = f"/v3/accounts/~/event/{world.event_id}/registrant"
        form = {"email": "kim@plants.example", "firstname": "Kim", "lastname": "Meadow", "company": "Plants"}
        assert ask(world, path, "POST", data=form).status_code == 200
        assert ask(world, path).json()["registrants"][-1]["firstname"] == "Kim"
        assert ask(world, f"/v2/client/~/event/{world.event_id}").status_code == 404
        assert [ask(world, "/v3/accounts/~/event").status_code for _ in range(4)] == [200] * 3 + [403]


def test_overlays_find_their_vendor_by_extends(tmp_path: Path) -> None:
    budget = {"target": "$.components['x-rate-limits'].api", "update": {"limit": 7}}
    one = written(tmp_path / "one.yaml", overlay([budget], extends="oniva.yaml"))
    two = written(tmp_path / "two.json", overlay(ENVELOPE, extends="openapi.yaml"))
    with serving(one, two, vendors=()) as server, ControlClient(server.url) as control:
        with control.world("on24") as world:
            body = ask(world, f"/v2/client/~/event/{world.event_id}/registrant").json()
            assert body["meta"]["total"] == len(body["registrants"])
        with control.world("oniva") as world:
            me = requests.get(f"{world.base_url}/api/v1/me", headers=world.auth_headers(), timeout=10)
            assert me.headers["X-RateLimit-Limit"] == "7"


def test_overlays_are_applied_one_after_the_other(tmp_path: Path, unlimited: Api) -> None:
    row = "$.components.schemas.EventSummary"
    first = overlay([{"target": f"{row}.properties", "update": {"naam": {"type": "string", "x-source": "title"}}}])
    second = overlay(
        [
            {"target": f"{row}.properties.naam", "update": {"maxLength": 200}},
            {"target": f"{row}.properties.title", "remove": True},
            {"target": f"{row}.required[?@=='title']", "remove": True},
            {"target": f"{row}.required", "update": "naam"},
        ]
    )
    files = [written(tmp_path / f"{number}.yaml", one) for number, one in enumerate((first, second))]
    with serving(*files) as server, ControlClient(server.url) as control, control.world("oniva") as world:
        found = requests.get(f"{world.base_url}/api/v1/events", headers=world.auth_headers(), timeout=10).json()[
            "items"
        ]
    assert [row["naam"] for row in found] == [row["title"] for row in unlimited.get("/events").json["items"]]
    assert not any("title" in row for row in found)


@pytest.mark.parametrize("is_told_by", ["option", "variable"])
def test_the_command_serves_under_overlays(tmp_path: Path, is_told_by: str) -> None:
    paths = [
        written(tmp_path / f"{name}.yaml", overlay([{"target": target, "update": update}]))
        for name, target, update in (
            ("limit", "$.components['x-rate-limits'].api", {"limit": 9}),
            ("none", "$.paths['/nothing']", {"get": {}}),
        )
    ]
    options = [one for path in paths for one in ("--overlay", str(path))]
    environment = {"ONMOCK_OVERLAYS": ":".join(map(str, paths))}
    is_option = is_told_by == "option"
    with command.serving("oniva", *(options if is_option else ()), **({} if is_option else environment)) as server:
        oniva = server.ready["vendors"]["oniva"]
        form = f"grant_type=client_credentials&client_id={oniva['client_id']}&client_secret={oniva['client_secret']}"
        with urllib.request.urlopen(f"{oniva['base_url']}/oauth/token", form.encode(), timeout=10) as answer:
            token = json.load(answer)["access_token"]
        asked = urllib.request.Request(f"{oniva['base_url']}/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.headers["X-RateLimit-Limit"] == "9"
        note = f"onmock: the overlay {paths[1]}: action 1 selects nothing: $.paths['/nothing']\n"
        assert server.end(signal.SIGTERM) == (0, "", note)
