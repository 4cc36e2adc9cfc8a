"""A server, worlds in it, and canaries to plant there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.app import App
from tests.conftest import EPOCH, NOON
from tests.secrets.canaries import Canaries
from tests.secrets.outputs import leaks


@dataclass
class Lair:
    """A server with the log that it writes, and a world of each vendor with what lets into it."""

    app: App
    log: pytest.LogCaptureFixture
    canaries: Canaries = field(default_factory=Canaries)
    worlds: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Client(self.app)
        for vendor in self.app.runtime.services:
            self.enter(vendor)

    def enter(self, vendor: str, **wish: Any) -> None:
        """Make a world, and come into it."""
        world = self.client.post("/__admin/worlds", json={"vendor": vendor, "freeze": True, **wish}).json
        self.worlds[vendor], self.headers[vendor] = world, dict(world["headers"])
        if world["token_url"]:
            form = {"grant_type": "client_credentials", **world["credentials"]}
            token = self.client.post(f"/worlds/{world['id']}/oauth/token", data=form).json["access_token"]
            self.headers[vendor] = {"Authorization": f"Bearer {token}"}

    def send(self, vendor: str, ask: dict[str, Any]) -> Any:
        """Send a request to the world of a vendor."""
        path = f"/worlds/{self.worlds[vendor]['id']}{ask['path']}"
        return self.client.open(**{**ask, "path": path}, buffered=True)

    @property
    def credentials(self) -> list[str]:
        """Every secret and token that is in force."""
        secrets = [
            text for one in self.worlds.values() for name, text in one["credentials"].items() if "id" not in name
        ]
        return secrets + [
            text.removeprefix("Bearer ") for headers in self.headers.values() for text in headers.values()
        ]

    def leaks(self) -> list[tuple[str, list[str]]]:
        """Return what got out since the last time, and forget the journal and the log."""
        found = leaks(self.client, self.canaries, self.log.text)
        self.client.delete("/__admin/requests")
        self.log.clear()
        return found


def new_lair(caplog: pytest.LogCaptureFixture, **config: Any) -> Lair:
    """Build a server of which every word is listened to."""
    caplog.set_level(logging.DEBUG)
    return Lair(create_app(Config(epoch=EPOCH, limits=False, **config), Clock(NOON, frozen=True)), caplog)


@pytest.fixture
def lair(caplog: pytest.LogCaptureFixture) -> Iterator[Lair]:
    """A server as it is when it serves: its own faults are answered with 500."""
    lair = new_lair(caplog)
    yield lair
    lair.app.close()


@pytest.fixture
def strict(caplog: pytest.LogCaptureFixture) -> Iterator[Lair]:
    """A server as it is in tests: its own faults are raised."""
    lair = new_lair(caplog, enforce=True)
    yield lair
    lair.app.close()
