"""No secret, token or personal datum gets out: canaries are planted everywhere, and all outputs searched."""

from __future__ import annotations

import base64
import json
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from mock_server.core.call import Call, Reply
from mock_server.pipeline import BrokenContract
from tests.secrets.canaries import KINDS, Canaries
from tests.secrets.conftest import Lair
from tests.secrets.outputs import outputs
from tests.secrets.planting import lost, path_of, requests_of

VENDORS = ("oniva", "on24")


def known_of(lair: Lair, vendor: str) -> dict[str, str]:
    """Return what is right in the path of an operation."""
    credentials = lair.worlds[vendor]["credentials"]
    return {"clientId": credentials["client_id"], "eventId": credentials.get("event_id", "7")}


def test_search_finds_a_canary_in_any_spelling() -> None:
    canaries = Canaries()
    for number, text in enumerate(canaries.of_each_kind("here")):
        for spelt in (text, text.lower(), quote(text, safe=""), json.dumps(text), repr(text)):
            assert len(canaries.found_in(f"a{spelt}b")) == 1, (number, spelt)
    assert canaries.found_in(canaries.bare("there")[:12]) == ["a part of one"]
    for before in ("", "a", "ab", "abc"):
        coded = base64.b64encode(f"{before}{canaries.bare('there')}:x".encode()).decode()
        assert canaries.found_in(coded) == ["base64"]
    assert canaries.found_in("zebra 41798 quiz") == []


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_sent_to_an_operation_gets_out(lair: Lair, vendor: str, kind: str) -> None:
    known, headers = known_of(lair, vendor), lair.headers[vendor]
    found = {}
    for operation in lair.app.runtime.services[vendor].contract.operations.values():
        for ask in requests_of(operation, lair.canaries, kind, known, headers):
            assert lair.send(vendor, ask).status_code < 500
        found[operation.id] = lair.leaks()
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.parametrize("vendor", VENDORS)
def test_nothing_that_is_sent_to_no_operation_gets_out(lair: Lair, vendor: str) -> None:
    for ask in lost(vendor, lair.canaries):
        lair.send(vendor, ask)
        lair.client.open(**ask)
        lair.client.open(**{**ask, "path": f"/{vendor}{ask['path']}"})
        lair.client.open(**{**ask, "path": f"/worlds{ask['path']}"})
    assert lair.leaks() == []


EFFECTS: list[dict[str, Any]] = [
    {"status": 400},
    {"status": 401},
    {"status": 429, "retry_after": 5},
    {"status": 503},
    {"body": "truncated"},
    {"body": "malformed"},
    {"body": "content-type"},
    {"connection": "reset"},
    {"connection": "empty"},
    {"token": "revoked"},
    {"limit": "exhausted"},
    {"rows": "shuffled"},
]


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_nothing_gets_out_when_a_fault_is_met(lair: Lair, vendor: str, effect: dict[str, Any]) -> None:
    operation = lair.app.runtime.services[vendor].contract.operations["listEvents"]
    world = lair.worlds[vendor]["id"]
    order = {"world": world, "operation": operation.id, "effect": effect}
    assert lair.client.post("/__admin/faults", json=order).status_code == 201
    raised: list[str] = []
    known, headers = known_of(lair, vendor), lair.headers[vendor]
    for ask in (ask for kind in KINDS for ask in requests_of(operation, lair.canaries, kind, known, headers)):
        try:
            lair.send(vendor, ask)
        except ConnectionError as error:
            raised.append("".join(traceback.format_exception(error)))
    assert (lair.canaries.found_in("\n".join(raised)), lair.leaks()) == ([], [])


Broken = Callable[[Call], Any]


def raising(call: Call) -> Any:
    """A handler with a fault of its own, whose words hold what was sent."""
    try:
        return {}[f"{call.arguments}"]
    except KeyError as error:
        raise RuntimeError(f"cannot handle {dict(call.request.headers)} {call.request.body()!r}") from error


class Odd:
    """A record whose every attribute is the same text, whatever it should be."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> str:
        return self._text


def replying(call: Call) -> Any:
    """A handler whose reply breaks the contract, and is made of what was sent."""
    return Reply(200, Odd(f"{call.arguments}"))


def claiming(call: Call) -> Any:
    """A handler that answers with a status that nobody documents."""
    return Reply(299, Odd(f"{call.arguments}"), {"X-Odd": f"{call.arguments}"})


def broken(lair: Lair, vendor: str, handler: Broken) -> list[dict[str, Any]]:
    """Break every handler of a vendor; return requests that get as far as that."""
    service = lair.app.runtime.services[vendor]
    service.handlers = dict.fromkeys(service.handlers, handler)
    known = known_of(lair, vendor)
    asked = []
    for operation in service.contract.operations.values():
        if not (operation.responses[operation.success].content_type or "").endswith("json"):
            continue
        texts = {**{one.name: lair.canaries.email(operation.id) for one in operation.parameters.all}, **known}
        names = {one.argument: one for one in operation.parameters.all if one.place == "query"}
        query = {names[name].name: lair.canaries.email(name) for name in ("email", "q") if name in names}
        asked.append({"method": operation.method, "path": path_of(operation, texts), "query_string": query})
    return [{**ask, "headers": lair.headers[vendor]} for ask in asked]


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("handler", [raising, replying, claiming])
def test_nothing_gets_out_of_a_broken_handler(lair: Lair, vendor: str, handler: Broken) -> None:
    statuses = [lair.send(vendor, ask).status_code for ask in broken(lair, vendor, handler)]
    assert set(statuses) & {200, 299, 500}
    entries = lair.app.runtime.journal.entries()
    assert [one for one in entries if one.error or one.violations]
    assert lair.leaks() == []


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("handler", [replying, claiming])
def test_exception_about_a_broken_reply_tells_nothing(strict: Lair, vendor: str, handler: Broken) -> None:
    texts = []
    for ask in broken(strict, vendor, handler):
        try:
            strict.send(vendor, ask)
        except BrokenContract as error:
            texts.append(f"{error!r} {''.join(traceback.format_exception(error))}")
        except (AttributeError, TypeError, ValueError):
            pass  # a reply that cannot even be written is raised as it is
    assert texts
    assert strict.canaries.found_in("\n".join(texts)) == []
    assert strict.leaks() == []


def test_credentials_in_force_get_out_nowhere(lair: Lair) -> None:
    for vendor in VENDORS:
        for operation in lair.app.runtime.services[vendor].contract.operations.values():
            for text in lair.credentials:
                ask = {"method": operation.method, "headers": lair.headers[vendor], "data": {"token": text, text: "1"}}
                path = path_of(operation, {**known_of(lair, vendor), "email": text})
                lair.send(vendor, {**ask, "path": path, "query_string": {"email": text, text: "1", "key": text}})
    shown = "\n".join(text for _, text in [*outputs(lair.client), ("log", lair.log.text)])
    assert [text for text in lair.credentials if text.lower() in shown.lower()] == []
