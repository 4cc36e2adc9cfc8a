"""A faithful service on a socket, in which one break at a time is ordered, and whole looks at it."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from mock_server import Clock, Config, MockServer
from mock_server.contract import Contract
from mock_server.drift.asking import Rules, Service, Target, from_environment
from mock_server.drift.history import Baseline
from mock_server.drift.look import Known, Looked, look
from mock_server.ratelimit import RateLimiter
from mock_server.worlds import LiveWorld

EPOCH = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
# A look is to be over sooner; nobody is held to it here.
_MANY = 100_000
_SECRET = b"a secret of a client"


@dataclass
class Time:
    """Time that passes where somebody waits, and only there. `slept` is how long that was, in seconds."""

    slept: float = 0.0

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.slept += seconds

    def rules(self) -> Rules:
        """Return rules by which nobody waits in earnest."""
        clock = Clock(NOON, frozen=True)
        return Rules(rate=_MANY, sleep=self.sleep, monotonic=lambda: self.slept, clock=clock)


@dataclass
class Sandbox:
    """A vendor's service: `server` serves it, and `front`, a base URL, stands before it where that is not "".

    `baseline` is what a look remembered, by `remember`.
    """

    vendor: str
    server: MockServer
    front: str = ""
    baseline: Baseline | None = field(default=None, repr=False)

    @property
    def home(self) -> LiveWorld:
        """The world that is looked at."""
        return self.server.app.runtime.services[self.vendor].home

    @property
    def contract(self) -> Contract:
        """The contract that it serves."""
        return self.server.app.runtime.services[self.vendor].contract

    @contextmanager
    def broken(self, orders: Sequence[str]) -> Iterator[None]:
        """Order breaks, as long as this lasts."""
        ordered = [self.home.faults.order(effect={"break": one}) for one in orders]
        try:
            yield
        finally:
            for one in ordered:
                self.home.faults.remove(one.rule.id)

    def look(self, *orders: str) -> Looked:
        """Look at it with every eye, while breaks are in force; nothing of earlier looks counts against its limits."""
        self.home.limiter = RateLimiter()
        service = self._service()
        known = Known(baseline=self.baseline, secret=_SECRET)
        with self.broken(orders):
            try:
                return look(self.vendor, self.contract, self._probes(), service, service.send, NOON, known)
            finally:
                service.close()

    def remember(self) -> Looked:
        """Look at it as it is, and take that for what was before."""
        looked = self.look()
        begun = Baseline.begin(self.vendor, self.contract.version, looked.profile)
        self.baseline = begun.with_run(looked.profile, EPOCH)
        return looked

    def _service(self) -> Service:
        base = self.front or f"{self.server.url}/{self.vendor}"
        found = from_environment(self.vendor, self._environment())
        return Service(self.contract, Target.parse(base), found, Time().rules())

    def _environment(self) -> dict[str, str]:
        running = self.server.app.runtime.services[self.vendor]
        ready = running.vendor.ready(self.home.world, "", self.contract)
        said = {**ready.credentials, **{name.replace("-", "_"): one for name, one in ready.headers.items()}}
        return {f"ONMOCK_{self.vendor.upper()}_{name.upper()}": str(one) for name, one in said.items()}

    def _probes(self):
        module = importlib.import_module(f"mock_server.vendors.{self.vendor}.probes")
        ready = self.server.app.runtime.services[self.vendor].vendor.ready(self.home.world, "", self.contract)
        given = {name: one for name, one in ready.credentials.items() if name == "client_id"}
        return replace(module.PROBES, given={**given, **module.PROBES.given})


@contextmanager
def sandbox(vendor: str) -> Iterator[Sandbox]:
    """Start a service, and look at it once as it is."""
    with MockServer(Config(vendors=(vendor,), epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        yield Sandbox(vendor, server)
