"""Fixtures for all tests: a world on a fixed day, its clock standing still, and doors to it."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from werkzeug.test import Client, TestResponse

from mock_server import Clock, Config, MockServer, create_app, runtime
from mock_server.admin import control
from mock_server.app import App
from mock_server.contract import Contract, load_contract
from mock_server.contract.overlay import OverlayDocument

EPOCH = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # noon in Zurich


@dataclass
class Api:
    """A client of one vendor's API in process. `base` is the mount; tokens are kept by client id."""

    client: Client
    base: str = "/oniva"
    tokens: dict[str, str] = field(default_factory=dict)

    def issue(self, client_id: str = "onmock-crm", secret: str = "onmock-crm-secret", **form: str) -> TestResponse:
        """Ask for a token with credentials in the body."""
        data = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret, **form}
        return self.client.post(f"{self.base}/oauth/token", data=data)

    def token(self, client_id: str = "onmock-crm", secret: str = "onmock-crm-secret") -> str:
        """Return a token of a client, the same one each time."""
        if client_id not in self.tokens:
            self.tokens[client_id] = self.issue(client_id, secret).json["access_token"]
        return self.tokens[client_id]

    def get(self, path: str, *, token: str | None = None, **query: str) -> TestResponse:
        """GET a path below /api/v1 with a bearer token."""
        headers = {"Authorization": f"Bearer {token or self.token()}"}
        return self.client.get(f"{self.base}/api/v1{path}", query_string=query, headers=headers)

    def walk(self, path: str, **query: str) -> Iterator[dict]:
        """Yield every item of a list, page by page."""
        page, seen, total = 1, 0, 1
        while seen < total:
            body = self.get(path, page=str(page), limit="100", **query).json
            yield from body["items"]
            if not body["items"]:
                return
            page, seen, total = page + 1, seen + body["itemCount"], body["totalCount"]


def load_once(*paths: Path, overlays: Mapping[Path, Sequence[OverlayDocument]] | None = None) -> Contract:
    """Compile a contract once for all apps of a test process: a third of a second an app, and it never changes.

    Under overlays it is compiled each time: they are made by tests.
    """
    if overlays:
        return load_contract(*paths, overlays=overlays)
    return _compiled(*((path, path.stat().st_mtime_ns) for path in paths))


@cache
def _compiled(*files: tuple[Path, int]) -> Contract:
    return load_contract(*(path for path, _ in files))


# Between two looks for garbage; Python's own figure is 700.
_NEW_OBJECTS = 50_000
_ONCE = [patch.object(room, "load_contract", load_once) for room in (runtime, control)]


def pytest_configure() -> None:
    """Let every app have its contracts from there, also those that are made while tests are collected; and look for
    garbage less often: that took a fifth of the time, with all the accounts and contracts that stay.
    """
    gc.set_threshold(_NEW_OBJECTS)
    for one in _ONCE:
        one.start()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep groups of tests together."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from tests.scheduling import ByGroup

    return ByGroup(config, log)


def pytest_collection_finish() -> None:
    """Look for no garbage among the tests themselves, which stay to the end."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave everything as it was."""
    for one in _ONCE:
        one.stop()


@pytest.fixture
def clock() -> Clock:
    """Noon of the epoch, standing still."""
    return Clock(NOON, frozen=True)


@pytest.fixture
def app(clock: Clock) -> Iterator[App]:
    """The default world with everything on; a reply that breaks the contract raises."""
    app = create_app(Config(epoch=EPOCH, enforce=True), clock)
    yield app
    app.close()


@pytest.fixture
def client(app: App) -> Client:
    """A WSGI client of the app."""
    return Client(app)


@pytest.fixture
def api(client: Client) -> Api:
    """A client that knows how to log in."""
    return Api(client)


@pytest.fixture(scope="session")
def unlimited() -> Iterator[Api]:
    """The default world without rate limits, shared: for tests that only read."""
    app = create_app(Config(epoch=EPOCH, enforce=True, limits=False), Clock(NOON, frozen=True))
    yield Api(Client(app))
    app.close()


@pytest.fixture
def server(clock: Clock) -> Iterator[MockServer]:
    """The default world behind a socket on a free port, with limits and a standing clock."""
    with MockServer(Config(epoch=EPOCH, enforce=True), clock=clock) as server:
        yield server


@pytest.fixture(scope="session")
def unlimited_server() -> Iterator[MockServer]:
    """The default world behind a socket, without limits, shared: for tests that only read."""
    with MockServer(Config(epoch=EPOCH, limits=False), clock=Clock(NOON, frozen=True)) as server:
        yield server
