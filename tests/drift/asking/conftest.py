"""Services to ask: our own server's, in worlds of their own, and raw ones; time that passes only when it is slept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from mock_server import Clock, Config, MockServer
from mock_server.client import ControlClient
from mock_server.contract import Contract, load_contract
from mock_server.drift import Walk
from mock_server.drift.asking import Credentials, Limits, Rules, Service, Target, from_environment
from mock_server.resources import contract_path
from tests.conftest import EPOCH, NOON
from tests.drift.asking.raw import Answer, RawServer, passes_on

FILES = {"oniva": "oniva.yaml", "on24": "on24/openapi.yaml"}
# A world's first list, and what is known without asking.
SECRET = {"client_id": "canary-client", "client_secret": "zqx-canary/secret+1"}


@dataclass
class Time:
    """A clock that only sleeping moves; `naps` are how long each was."""

    now: float = 1000.0
    naps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.naps.append(seconds)
        self.now += seconds

    def rules(self, **more: Any) -> Rules:
        """Return rules that live in this time."""
        return Rules(sleep=self.sleep, monotonic=lambda: self.now, clock=Clock(NOON, frozen=True), **more)


@dataclass
class Real:
    """A service that is our own server, behind a proxy that hears what is sent."""

    service: Service
    proxy: RawServer
    control: ControlClient
    world: dict[str, Any]
    time: Time

    @property
    def walk(self) -> Walk:
        """A new walk."""
        return Walk(self.service.contract, self.service.send)

    @property
    def path(self) -> dict[str, str]:
        """The arguments that every path has."""
        names = {one.argument for one in self.service.contract.operations["listEvents"].parameters.all}
        return {name: self.service.credentials[name] for name in ("client_id",) if name in names}


@pytest.fixture(scope="session")
def contracts() -> dict[str, Contract]:
    """The contracts of both vendors."""
    return {vendor: load_contract(contract_path(name)) for vendor, name in FILES.items()}


@pytest.fixture(scope="session")
def own_server() -> Iterator[MockServer]:
    """A server with both vendors, whose clock stands."""
    with MockServer(Config(epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        yield server


@pytest.fixture
def time() -> Time:
    """A time of the test's own."""
    return Time()


@pytest.fixture
def real(own_server: MockServer, contracts: dict[str, Contract], time: Time) -> Iterator[Callable[..., Real]]:
    """Make a service of a vendor in a world of its own."""
    with ExitStack() as stack, ControlClient(own_server.url) as control:

        def make(vendor: str = "oniva", *, secrets: dict[str, str] | None = None, **rules: Any) -> Real:
            world = control.create_world(vendor, scopes=None)
            proxy = stack.enter_context(RawServer(passes_on(own_server.port)))
            target = Target.parse(proxy.url + world["base_url"].removeprefix(own_server.url))
            values = {**{name: str(one) for name, one in world["credentials"].items()}, **(secrets or {})}
            environment = {f"ONMOCK_{vendor.upper()}_{name.upper()}": one for name, one in values.items()}
            credentials = from_environment(vendor, environment)
            service = Service(contracts[vendor], target, credentials, time.rules(**rules))
            stack.callback(service.close)
            return Real(service, proxy, control, dict(world), time)

        yield make


@pytest.fixture
def bad(contracts: dict[str, Contract], time: Time) -> Iterator[Callable[..., tuple[Service, RawServer]]]:
    """Make a service that is a raw server; a token is at hand, unless `token` is False."""
    with ExitStack() as stack:

        def make(
            answer: Answer, *, token: bool = True, limits: Limits | None = None, rules: Rules | None = None, **raw: Any
        ) -> tuple[Service, RawServer]:
            server = stack.enter_context(RawServer(answer, **raw))
            credentials = Credentials("oniva", {"token": "zqx-canary-token"} if token else SECRET)
            limits = replace(limits or Limits(), connect=2.0)
            service = Service(contracts["oniva"], Target.parse(server.url), credentials, rules or time.rules(), limits)
            stack.callback(service.close)
            return service, server

        yield make
