"""The server that the worlds of a test run are on: started in this process, or one that runs elsewhere."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mock_server.client import ControlClient
from mock_server.client.transport import InProcess, WsgiApp
from mock_server.harness.harness import Harness


class TestServer:
    """A server, and how to make worlds on it. `wsgi_app` is None where it runs elsewhere."""

    # Not a class of tests, whatever its name begins with.
    __test__ = False

    def __init__(self, url: str, wsgi_app: WsgiApp | None = None) -> None:
        self.url, self.wsgi_app = url.rstrip("/"), wsgi_app
        # In the same process a socket would only cost time.
        transport = InProcess(wsgi_app) if wsgi_app is not None else None
        self.control = ControlClient(self.url, transport=transport)

    def base_url(self, vendor: str) -> str:
        """Return the address of the server's own world of a vendor."""
        return f"{self.url}/{vendor}"

    def world(self, vendor: str, **wish: Any) -> Harness:
        """Make a world; a scenario that is a path is read here, for the server may be on another machine."""
        scenario = wish.get("scenario")
        if isinstance(scenario, Path) or (isinstance(scenario, str) and scenario.endswith(".json")):
            wish = {**wish, "scenario": json.loads(Path(scenario).read_text(encoding="utf-8"))}
        kind: type[Harness] = importlib.import_module(f"mock_server.vendors.{vendor}.harness").HARNESS
        made = self.control.world(vendor, kind=kind, **wish)
        made.wsgi_app = self.wsgi_app
        return made


@contextmanager
def started(url: str | None, vendors: Sequence[str]) -> Iterator[TestServer]:
    """Give the server at a URL or, without one, start one of some vendors (none named: all)."""
    if url is not None:
        yield TestServer(url)
        return
    server = importlib.import_module("mock_server.server")
    config = importlib.import_module("mock_server.config")
    with server.MockServer(config.Config(vendors=tuple(vendors))) as running:
        yield TestServer(running.url, running.app)
