"""Tenants of our own server, looked at over its socket as a live service is, in the time of their worlds."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from mock_server import MockServer
from mock_server.client import ControlClient, World
from mock_server.contract import Contract
from mock_server.core.clock import Clock
from mock_server.drift import Answered, Asked
from mock_server.drift.asking import Rules, Service, Target, from_environment
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.history import Baseline
from mock_server.drift.look import NOTHING, Known, Looked, look
from mock_server.vendors.on24 import probes as on24
from mock_server.vendors.oniva import probes as oniva
from mock_server.worlds import LiveWorld

SECRET = b"a secret of a client"
# Rows of answers, by operation: where they are, what their id is called, and where the control API has such records.
_ROWS = {
    "oniva": {"listEvents": ("items", "id", "events"), "listEventBookings": ("items", "id", "bookings")},
    "on24": {
        "listEvents": ("events", "eventid", "events"),
        "listRegistrants": ("registrants", "eventuserid", "registrants"),
        "listEventRegistrants": ("registrants", "eventuserid", "registrants"),
    },
}
# What the command asks at most.
MOST = {"oniva": oniva.PROBES.requests, "on24": on24.PROBES.requests}


@dataclass
class Tenant:
    """A world of a server, which is asked as fast as the tool asks by itself; waiting turns the world's clock.

    `between` is done before each request, with what was answered to the one before.
    """

    world: World
    live: LiveWorld
    contract: Contract
    between: Callable[[Answered | None], None] = lambda answered: None
    answers: list[tuple[Asked, Answered]] = field(default_factory=list)

    @property
    def vendor(self) -> str:
        """Whose tenant it is."""
        return self.world.vendor

    @property
    def clock(self) -> Clock:
        """The world's clock, which stands until it is turned."""
        return self.live.world.clock

    def look(self, known: Known = NOTHING, most: int | None = 0) -> Looked:
        """Look with every eye, as the command does; `most` requests, 0 for as many as are usual for the vendor."""
        name, self.answers = self.vendor, []
        environment = {f"ONMOCK_{name}_{one}".upper(): text for one, text in self.world.credentials.items()}
        credentials = from_environment(name, environment)
        service = Service(self.contract, Target.parse(self.world.base_url), credentials, self._rules(most))
        try:
            return look(
                name, self.contract, self._probes, service, self._sending(service.send), self.clock.now(), known
            )
        finally:
            service.close()

    def baseline(self, looks: int = 1) -> Baseline:
        """Return the baseline of so many looks, a day apart."""
        known = Known(secret=SECRET)
        profile = self.look(known).profile
        made = Baseline.begin(self.vendor, self.contract.version, profile)
        for turn in range(looks):
            if turn:
                self.clock.advance(timedelta(days=1))
                profile = self.look(known).profile
            made = made.with_run(profile, self.clock.now().date(), [])
        return made

    def met(self, kind: str, latest: int = 0) -> Iterator[str]:
        """Yield the ids of records of a kind that answers had, or the latest answers, each once."""
        seen = dict[str, None]()
        for asked, answered in self.answers[-latest:]:
            rows, name, known = _ROWS[self.vendor].get(asked.operation, ("", "", ""))
            if known == kind and answered.is_good and answered.body:
                seen |= {str(row[name]): None for row in answered.json()[rows]}
        yield from seen

    def _rules(self, most: int | None) -> Rules:
        return Rules(
            max_requests=MOST[self.vendor] if most == 0 else most,
            sleep=self.clock.advance,
            monotonic=self.clock.seconds,
            clock=self.clock,
        )

    @property
    def _probes(self) -> Probes:
        probes: Probes = importlib.import_module(f"mock_server.vendors.{self.vendor}.probes").PROBES
        given = {name: text for name, text in self.world.credentials.items() if name == "client_id"}
        return replace(probes, given={**given, **probes.given})

    def _sending(self, send: Callable[[Asked], Answered]) -> Callable[[Asked], Answered]:
        def sending(asked: Asked) -> Answered:
            self.between(self.answers[-1][1] if self.answers else None)
            answered = send(asked)
            self.answers.append((asked, answered))
            return answered

        return sending


@contextmanager
def tenant(server: MockServer, vendor: str, *, at: datetime | None = None, **wish: Any) -> Iterator[Tenant]:
    """Make a world of a wish, whose clock stands at noon of its first day or `at` a moment, and drop it in the end."""
    with ControlClient(server.url) as control, control.world(vendor, freeze=True, **wish) as world:
        service, live = server.app.runtime.worlds.known(world.id)
        if at is not None:
            live.world.clock.set(at)
        yield Tenant(world, live, service.contract)
