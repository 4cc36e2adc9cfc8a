"""A faithful ON24 account in process, in which breaks can be ordered, and which counts what it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cached_property

from werkzeug.datastructures import Headers
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.app import App
from mock_server.contract import Contract
from mock_server.drift import Answered, Asked, Walk
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.exchange import NONE, WRONG
from mock_server.ratelimit import RateLimiter
from mock_server.vendor import Ready
from mock_server.vendors.on24.probes import PROBES
from mock_server.worlds import LiveWorld, Service
from tests.conftest import EPOCH

_WRONG = "0" * 32
_USUAL = {"User-Agent": "onmock-drift", "Accept": "*/*", "Accept-Encoding": "identity"}


@dataclass
class Target:
    """An account, asked as a live one is. `asked` are the requests of the last walk; where somebody `writes`, one
    registers before each of them, and `written` counts those.
    """

    app: App
    asked: list[Asked] = field(default_factory=list)
    writes: bool = False
    written: int = 0

    @classmethod
    def new(cls, *, seed: int = 1, epoch: date = EPOCH, scenario: str | None = None) -> Target:
        """Make an account whose clock stands at noon."""
        clock = Clock(datetime.combine(epoch, time(12), UTC), frozen=True)
        return cls(
            create_app(Config(vendors=("on24",), seed=seed, epoch=epoch, scenario=scenario, enforce=True), clock)
        )

    @property
    def service(self) -> Service:
        """The vendor at work."""
        return self.app.runtime.services["on24"]

    @property
    def home(self) -> LiveWorld:
        """The account's world."""
        return self.service.home

    @property
    def contract(self) -> Contract:
        """The contract that it serves."""
        return self.service.contract

    @cached_property
    def _ready(self) -> Ready:
        return self.service.vendor.ready(self.home.world, "", self.contract)

    def send(self, asked: Asked) -> Answered:
        """Answer a request, in a minute of its own, as a paced one is."""
        self.home.limiter = RateLimiter()
        self.asked.append(asked)
        if self.writes:
            self._register()
        said = {**_USUAL, **asked.headers, **self._credentials(asked.credentials)}
        headers = Headers([(name, text) for name, text in said.items() if text])
        answer = Client(self.app).open(f"/on24{asked.target}", method=asked.method, headers=headers, buffered=True)
        return Answered(answer.status_code, [*answer.headers.items()], answer.get_data())

    def walk(self) -> Walk:
        """Begin a walk."""
        self.asked.clear()
        return Walk(self.contract, self.send)

    @property
    def probes(self) -> Probes:
        """The vendor's probes, of this account."""
        return replace(PROBES, given={"client_id": self._ready.credentials["client_id"]})

    @contextmanager
    def broken(self, *breaks: str) -> Iterator[None]:
        """Change the contract, as long as this lasts."""
        ordered = [self.home.faults.order(effect={"break": one}) for one in breaks]
        try:
            yield
        finally:
            for one in ordered:
                self.home.faults.remove(one.rule.id)

    def _register(self) -> None:
        self.written += 1
        said = self._ready.credentials
        path = self.contract.path_of("registerForEvent").format(clientId=said["client_id"], eventId=said["event_id"])
        form = {"email": f"writer{self.written}@example.com", "firstname": "W", "lastname": "R", "company": "Acme"}
        answer = Client(self.app).post(f"/on24{path}?honorrequired=N", data=form, headers=dict(self._ready.headers))
        assert answer.status_code == 200, answer.text

    def _credentials(self, whose: str) -> dict[str, str]:
        if whose == NONE:
            return {}
        own = self._ready.headers
        return dict.fromkeys(own, _WRONG) if whose == WRONG else dict(own)
