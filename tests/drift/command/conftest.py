"""`onmock drift` as a whole, in this process, against sockets of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mock_server import Clock, Config, MockServer
from mock_server.cli import drift_bench, main
from mock_server.client import ControlClient
from mock_server.drift.asking import Limits, Rules, Service
from tests.conftest import EPOCH, NOON, load_once
from tests.drift.asking.conftest import Time

TOKEN = {"ONMOCK_ONIVA_TOKEN": "zqx-canary-token"}
LOGIN = {"ONMOCK_ONIVA_CLIENT_ID": "canary-client", "ONMOCK_ONIVA_CLIENT_SECRET": "zqx-canary/secret+1"}
# As many requests as anybody needs, as fast as they come.
FAST = ("--rate", "100000", "--max-requests", "300")
# For what never ends its answer, and for what ends too large a one.
HASTY = Limits(connect=1.0, answer=0.1)
FRUGAL = Limits(octets=100_000)


def drift(*options: str, vendor: str = "oniva", **environment: str) -> Result:
    """Run the command to its end; what it raises is raised here."""
    run = ["drift", "--vendor", vendor, *options]
    # Whoever runs the tests may have variables of his own.
    unset: dict[str, str | None] = dict.fromkeys(name for name in os.environ if name.startswith("ONMOCK_"))
    return CliRunner().invoke(main, run, env={**unset, **environment}, catch_exceptions=False)


def is_refused(done: Result) -> bool:
    """Tell whether it was wrong usage, in one line."""
    lines = done.stderr.splitlines()
    return done.exit_code == 2 and len(lines) == 1 and lines[0].startswith("onmock: ") and done.stdout == ""


@dataclass
class Tenant:
    """A world of a server, and the variables with its credentials."""

    vendor: str
    world: Mapping[str, Any]
    control: ControlClient
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        prefix = f"ONMOCK_{self.vendor.upper()}_"
        self.environment |= {prefix + name.upper(): str(one) for name, one in self.world["credentials"].items()}

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self.world["base_url"])

    def drift(self, *options: str, target: str = "") -> Result:
        """Look at it, directly or by way of somebody between."""
        return drift("--target", target or self.url, *FAST, *options, vendor=self.vendor, **self.environment)


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Let contracts be compiled once, time pass where it is slept only, and nothing be found where the test runs."""
    time = Time()
    monkeypatch.setattr(drift_bench, "load_contract", load_once)
    own = {"sleep": time.sleep, "monotonic": lambda: time.now}
    monkeypatch.setattr(drift_bench, "Rules", lambda **wish: Rules(**{**wish, **own}))
    monkeypatch.chdir(tmp_path)
    for name in (*TOKEN, *LOGIN, "ONMOCK_TARGET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no answer longer than a moment."""
    monkeypatch.setattr(drift_bench, "Service", partial(Service, limits=HASTY))


@pytest.fixture
def frugal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no more than a little of an answer."""
    monkeypatch.setattr(drift_bench, "Service", partial(Service, limits=FRUGAL))


@pytest.fixture(scope="session")
def command_server() -> Iterator[MockServer]:
    """A server with both vendors, whose clock stands."""
    with MockServer(Config(epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        yield server


@pytest.fixture
def tenant(command_server: MockServer) -> Iterator[Callable[..., Tenant]]:
    """Make a world of a vendor."""
    with ControlClient(command_server.url) as control:
        made: list[str] = []

        def make(vendor: str = "oniva", **wish: Any) -> Tenant:
            world = control.create_world(vendor, **{"scopes": None, **wish})
            made.append(world["id"])
            return Tenant(vendor, world, control)

        yield make
        for one in made:
            control.drop_world(one)
