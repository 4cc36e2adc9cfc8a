"""One look of the real command at a drifted service, over a proxy, with and without a baseline of a faithful look."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from click.testing import CliRunner

from mock_server import MockServer
from mock_server.cli import drift_bench, main
from mock_server.client import ControlClient
from mock_server.drift.asking import Rules
from mock_server.ratelimit import RateLimiter
from mock_server.worlds import LiveWorld
from tests.conftest import load_once
from tests.drift.asking.conftest import Time
from tests.drift.whole.proxy import Drift, Proxy, as_it_is, proxy

# As fast as they come; how many are asked is left to the command.
FAST = ("--rate", "100000", "--format", "json", "--fail-on", "informational")


@dataclass
class Audited:
    """A world of a server behind a proxy, and the baseline of one look at it as it was."""

    vendor: str
    world: Mapping[str, Any]
    live: LiveWorld
    control: ControlClient
    proxy: Proxy
    folder: Path

    def look(self, drift: Drift, *options: str, remembers: bool = False) -> dict[str, Any]:
        """Return the report of a look at it with a drift before it."""
        if remembers:
            options = (*options, "--baseline", str(shutil.copy(self._remembered(), self.folder / "now.json")))
        self.proxy.drift = drift
        # Nothing counts that was asked before.
        self.live.limiter = RateLimiter()
        target = self.proxy.url + urlsplit(self.world["base_url"]).path
        prefix = f"ONMOCK_{self.vendor.upper()}_"
        environment = {prefix + name.upper(): str(one) for name, one in self.world["credentials"].items()}
        run = ["drift", "--vendor", self.vendor, "--target", target, *FAST, *options]
        done = CliRunner().invoke(main, run, env=environment, catch_exceptions=False)
        assert done.exit_code in (0, 1, 3), done.stderr
        assert "itself has failed" not in done.stderr, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    def _remembered(self) -> Path:
        """Return the baseline, made when it is first wanted."""
        path = self.folder / "before.json"
        if not path.exists():
            assert self.look(as_it_is, "--baseline", str(path))["findings"] == []
        return path


@contextmanager
def in_no_time() -> Iterator[None]:
    """Let contracts be compiled once, and time pass where it is slept only."""
    time = Time()
    own = {"sleep": time.sleep, "monotonic": lambda: time.now}
    with (
        patch.object(drift_bench, "load_contract", load_once),
        patch.object(drift_bench, "Rules", lambda **wish: Rules(**{**wish, **own})),
    ):
        yield


@contextmanager
def audited(server: MockServer, vendor: str, folder: Path, **wish: Any) -> Iterator[Audited]:
    """Make a world behind a proxy, whose clock stands."""
    with ControlClient(server.url) as control, proxy(urlsplit(server.url).port or 0) as between:
        world = control.create_world(vendor, freeze=True, scopes=None, **wish)
        try:
            live = server.app.runtime.worlds.known(world["id"])[1]
            yield Audited(vendor, world, live, control, between, folder)
        finally:
            control.drop_world(world["id"])
