"""A faithful service on a socket, in which one break at a time is ordered, and whole looks at it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from mock_server import Clock, Config, MockServer
from mock_server.contract import Contract
from mock_server.drift import Answered, Asked, Exchange
from mock_server.drift.asking import Rules, Service, Target, from_environment
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.history import Baseline
from mock_server.drift.look import Known, Looked, look
from mock_server.drift.more import More
from mock_server.ratelimit import RateLimiter
from mock_server.worlds import LiveWorld

EPOCH = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
_SECRET = b"a secret of a client"


@dataclass
class Time:
    """Time that passes where somebody waits, and only there; `passed` is called with the seconds then."""

    passed: Callable[[float], None]
    now: float = 0.0

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.now += seconds
        self.passed(seconds)

    def rules(self) -> Rules:
        """Return rules by which nobody waits in earnest."""
        clock = Clock(NOON, frozen=True)
        return Rules(sleep=self.sleep, monotonic=lambda: self.now, clock=clock)


@dataclass
class Sandbox:
    """A vendor's service: `server` serves it, and `front`, a base URL, stands before it where that is not "".

    `baseline` and `exchanges` are what a look at it as it is remembered, by `remember`.
    """

    vendor: str
    server: MockServer
    front: str = ""
    baseline: Baseline | None = field(default=None, repr=False)
    exchanges: Sequence[Exchange] = field(default=(), repr=False)

    @property
    def home(self) -> LiveWorld:
        """The world that is looked at."""
        return self.server.app.runtime.services[self.vendor].home

    @property
    def contract(self) -> Contract:
        """The contract that it serves."""
        return self.server.app.runtime.services[self.vendor].contract

    @property
    def spent(self) -> str:
        """The operation whose limit is passed where that is wanted."""
        return next(one.asked.operation for one in self.exchanges if one.asked.method == "GET" and one.answered.is_good)

    @contextmanager
    def broken(self, orders: Sequence[str]) -> Iterator[None]:
        """Order breaks, as long as this lasts."""
        ordered = [self.home.faults.order(effect={"break": one}) for one in orders]
        try:
            yield
        finally:
            for one in ordered:
                self.home.faults.remove(one.rule.id)

    def look(self, *orders: str, is_past_limit: bool = False, remembers: bool = True) -> Looked:
        """Look at it with every eye, while breaks are in force; history has nothing to say unless it `remembers`."""
        return self._look(orders, is_past_limit, [], remembers=remembers)

    def remember(self) -> Looked:
        """Look at it as it is, and take that for what was before."""
        exchanges: list[Exchange] = []
        looked = self._look((), True, exchanges)
        begun = Baseline.begin(self.vendor, self.contract.version, looked.profile)
        self.baseline, self.exchanges = begun.with_run(looked.profile, EPOCH), exchanges
        return looked

    def _look(
        self, orders: Sequence[str], is_past_limit: bool, heard: list[Exchange], *, remembers: bool = True
    ) -> Looked:
        self._renew()
        service = self._service()

        def send(asked: Asked) -> Answered:
            answered = service.send(asked)
            heard.append(Exchange(asked, answered))
            return answered

        known = Known(baseline=self.baseline if remembers else None, secret=_SECRET)
        more = More(is_past_limit=is_past_limit)
        with self.broken(orders):
            try:
                return look(self.vendor, self.contract, self.probes, service, send, NOON, known, more)
            finally:
                service.close()

    def _renew(self) -> None:
        """Let nothing count that was asked before."""
        self.home.limiter = RateLimiter()

    def _pass(self, seconds: float) -> None:
        """Let what was asked before be so much older for the service too, whose clock stands."""
        limiter = self.home.limiter
        saved = limiter.saved()
        limiter.restore([(key, window, [one - seconds for one in moments]) for key, window, moments in saved])

    def _service(self) -> Service:
        base = self.front or f"{self.server.url}/{self.vendor}"
        found = from_environment(self.vendor, self._environment())
        return Service(self.contract, Target.parse(base), found, Time(self._pass).rules())

    def _environment(self) -> dict[str, str]:
        running = self.server.app.runtime.services[self.vendor]
        ready = running.vendor.ready(self.home.world, "", self.contract)
        said = {**ready.credentials, **{name.replace("-", "_"): one for name, one in ready.headers.items()}}
        return {f"ONMOCK_{self.vendor.upper()}_{name.upper()}": str(one) for name, one in said.items()}

    @property
    def probes(self) -> Probes:
        """What is asked of it."""
        module = importlib.import_module(f"mock_server.vendors.{self.vendor}.probes")
        ready = self.server.app.runtime.services[self.vendor].vendor.ready(self.home.world, "", self.contract)
        given = {name: one for name, one in ready.credentials.items() if name == "client_id"}
        probes: Probes = module.PROBES
        return replace(probes, given={**given, **probes.given})


@contextmanager
def sandbox(vendor: str) -> Iterator[Sandbox]:
    """Start a service, and look at it once as it is."""
    with MockServer(Config(vendors=(vendor,), epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        made = Sandbox(vendor, server)
        made.remember()
        yield made
