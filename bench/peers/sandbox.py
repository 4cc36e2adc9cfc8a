"""The sandbox that tools look at: one server, a world for each look, and a count of what was sent to it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from waitress.server import create_server

from bench.peers.ids import ids_of
from mock_server import Config
from mock_server.app import create_app
from mock_server.client import ControlClient, World
from mock_server.client.transport import InProcess
from mock_server.server import HTTP_OPTIONS

EPOCH = date(2026, 3, 2)
# Tools know nothing of a minute's budget. After so many requests their world's clock is a minute on, as if they had
# been that slow; a budget that was lowered is met all the same.
_PATIENCE, _MINUTE = 200, 61.0


@dataclass(frozen=True, slots=True)
class Target:
    """What a tool is told: where to look, who it is, a token that is good, and an id for each parameter of a path."""

    base_url: str
    client_id: str
    client_secret: str = field(repr=False)
    token: str = field(repr=False)
    ids: Mapping[str, str]


@dataclass(slots=True)
class Visit:
    """A world that is looked at; `methods` counts the requests since it was broken, or made."""

    world: World
    target: Target
    methods: Counter[str] = field(default_factory=Counter)

    def suffer(self, faults: Iterable[Mapping[str, Any]]) -> None:
        """Order faults, as `ControlClient.order_fault` takes them, and begin to count anew."""
        for fault in faults:
            self.world.control.order_fault(world=self.world.id, **fault)
        self.methods.clear()


class Sandbox:
    """A server with worlds of one vendor. Use it as a context manager."""

    def __init__(self, vendor: str) -> None:
        self.vendor = vendor
        self._app = create_app(Config(vendors=(vendor,), epoch=EPOCH))
        self.contract = self._app.runtime.services[vendor].contract
        self._server: Any = create_server(self._counting, host="127.0.0.1", port=0, **HTTP_OPTIONS)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        url = f"http://127.0.0.1:{self._server.effective_port}"
        self._control = ControlClient(url, transport=InProcess(self._app))
        self._visits: dict[str, Visit] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Sandbox:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.task_dispatcher.shutdown()
        self._server.close()
        self._app.close()

    @contextmanager
    def visit(self, **wish: Any) -> Iterator[Visit]:
        """Make a world, faithful so far; `wish` is what `ControlClient.create_world` takes."""
        with self._control.world(self.vendor, **{"seed": 1, "epoch": EPOCH, "freeze": True, **wish}) as world:
            token = world.token()
            ids = ids_of(self._control, world, token)
            visit = Visit(world, Target(world.base_url, world.client_id, world.client_secret, token, ids))
            path = urlsplit(world.base_url).path
            self._visits[path] = visit
            try:
                yield visit
            finally:
                del self._visits[path]

    def _counting(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        for path, visit in [*self._visits.items()]:
            if environ["PATH_INFO"].startswith(path):
                with self._lock:
                    visit.methods[environ["REQUEST_METHOD"]] += 1
                    is_due = visit.methods.total() % _PATIENCE == 0
                if is_due:
                    visit.world.advance(seconds=_MINUTE)
        return self._app(environ, start_response)
