"""A server behind a socket, and clients of worlds in it that faults can be ordered in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from mock_server import Clock, Config, MockServer
from mock_server.faults import Fault
from mock_server.worlds import LiveWorld, Wish
from tests.conftest import EPOCH, NOON


@dataclass
class Visitor:
    """A client of a world of its own, over a socket."""

    server: MockServer
    live: LiveWorld
    base_url: str
    headers: dict[str, str]

    def order(self, operation: str | None = None, *, effect: dict[str, Any], **rule: Any) -> Fault:
        """Order a fault in the world."""
        return self.live.faults.order(operation=operation, effect=effect, **rule)

    def get(self, path: str, **options: Any) -> requests.Response:
        """Ask on a connection of its own."""
        headers = {**self.headers, "Connection": "close", **options.pop("headers", {})}
        return requests.get(f"{self.base_url}{path}", headers=headers, timeout=options.pop("timeout", 10), **options)

    def token(self) -> requests.Response:
        """Ask for a token."""
        client = self.live.world.state.clients[0]
        form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
        return requests.post(f"{self.base_url}/oauth/token", data=form, timeout=10)


@pytest.fixture(scope="session")
def fault_server() -> Iterator[MockServer]:
    """A server of both vendors, whose faults would show."""
    with MockServer(Config(epoch=EPOCH, enforce=True), clock=Clock(NOON, frozen=True)) as server:
        yield server


@pytest.fixture
def new_visitor(fault_server: MockServer) -> Iterator[Callable[[str], Visitor]]:
    """Make a world of a vendor, and a client that is let in."""
    runtime = fault_server.app.runtime
    made: list[Visitor] = []

    def make(vendor: str) -> Visitor:
        service = runtime.services[vendor]
        live = runtime.worlds.new(service, Wish(epoch=EPOCH, is_frozen=True))
        url = f"{fault_server.url}/worlds/{live.id}"
        ready = service.vendor.ready(live.world, url, service.contract)
        visitor = Visitor(fault_server, live, url, dict(ready.headers))
        made.append(visitor)
        if ready.token_url is not None:
            visitor.headers["Authorization"] = f"Bearer {visitor.token().json()['access_token']}"
        return visitor

    yield make
    for one in made:
        runtime.worlds.drop(one.live.id)


@pytest.fixture
def oniva(new_visitor: Callable[[str], Visitor]) -> Visitor:
    """A client of an Oniva world."""
    return new_visitor("oniva")


@pytest.fixture
def on24(new_visitor: Callable[[str], Visitor]) -> Visitor:
    """A client of an ON24 world."""
    return new_visitor("on24")
