"""@badgateway/oauth2-client from npm, unmodified: its fetch renews tokens by itself, here on the clock of a world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mock_server import MockServer
from mock_server.client import ControlClient, World
from mock_server.client.transport import InProcess

METHODS = ("client_secret_basic", "client_secret_post")
Visit = Callable[..., Any]


@pytest.fixture
def world(server: MockServer) -> Iterator[World]:
    """A world whose clock stands still until it is turned."""
    with ControlClient(server.url, transport=InProcess(server.app)).world("oniva", freeze=True) as world:
        yield world


@pytest.fixture
def visit(run_node: Callable[..., Any], server: MockServer, world: World) -> Visit:
    """Let the client ask who it is, turning the clock to the second before a token expires, to that, and further."""

    def run(method: str, **other: str) -> Any:
        known = {"id": world.credentials["client_id"], "secret": world.credentials["client_secret"], **other}
        place = {"base": world.base_url, "clock": f"{server.url}/__admin/clock", "world": world.id}
        return run_node("badgateway.mjs", server, **place, **known, method=method)

    return run


@pytest.mark.parametrize("method", METHODS)
def test_client_renews_its_token_when_the_clock_of_its_world_was_turned(
    visit: Visit, world: World, method: str
) -> None:
    assert visit(method) == {"statuses": [200] * 4}
    came = Counter((one["operation"], one["status"]) for one in world.requests)
    assert came == {("issueToken", 200): 3, ("getMe", 200): 4, ("getMe", 401): 2}


@pytest.mark.parametrize("method", METHODS)
def test_client_reports_a_wrong_secret(visit: Visit, method: str) -> None:
    assert visit(method, secret="wrong")["error"] == {"kind": "invalid_client", "status": 401}


def test_client_renews_a_token_that_was_revoked(visit: Visit, world: World) -> None:
    fault = world.fault("getMe", token="revoked", times=1)
    assert visit(METHODS[0]) == {"statuses": [200] * 4}
    assert [one["hits"] for one in world.faults() if one["id"] == fault["id"]] == [1]
