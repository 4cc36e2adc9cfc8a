"""A server behind a socket, and clients of worlds in it that faults can be ordered in."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from mock_server import Clock, Config, MockServer
from mock_server.faults import Fault
from mock_server.journal import Entry
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

    def entries(self) -> list[Entry]:
        """Return what the journal has of the world."""
        return self.server.app.runtime.journal.entries(self.live.id)

    def said(self, path: str, method: str = "GET", *lines: str) -> bytes:
        """Return the bytes of a request to a path."""
        place = self.base_url.removeprefix(self.server.url) + path
        headers = [f"{name}: {text}" for name, text in self.headers.items()]
        return "\r\n".join([f"{method} {place} HTTP/1.1", "Host: x", *headers, *lines, "", ""]).encode()

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection((self.server.host, self.server.port), timeout=10)

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


@contextmanager
def visiting(server: MockServer, vendor: str) -> Iterator[Visitor]:
    """Make a world of a vendor, and a client that is let in; the world is dropped in the end."""
    runtime = server.app.runtime
    service = runtime.services[vendor]
    live = runtime.worlds.new(service, Wish(epoch=EPOCH, is_frozen=True))
    url = f"{server.url}/worlds/{live.id}"
    ready = service.vendor.ready(live.world, url, service.contract)
    visitor = Visitor(server, live, url, dict(ready.headers))
    if ready.token_url is not None:
        visitor.headers["Authorization"] = f"Bearer {visitor.token().json()['access_token']}"
    yield visitor
    runtime.worlds.drop(live.id)


@pytest.fixture
def new_visitor(fault_server: MockServer) -> Iterator[Callable[[str], Visitor]]:
    """Make worlds and clients of them."""
    with ExitStack() as stack:
        yield lambda vendor: stack.enter_context(visiting(fault_server, vendor))


@pytest.fixture
def oniva(new_visitor: Callable[[str], Visitor]) -> Visitor:
    """A client of an Oniva world."""
    return new_visitor("oniva")


@pytest.fixture
def on24(new_visitor: Callable[[str], Visitor]) -> Visitor:
    """A client of an ON24 world."""
    return new_visitor("on24")
