"""A live service that is our own server, asked in process with the credentials of a world."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import Client, EnvironBuilder

from mock_server import MockServer
from mock_server.drift import Answered, Asked, Finding, Observation, Walk
from mock_server.drift.behaviour import run_behaviour
from mock_server.drift.exchange import NONE, OWN, SMALL_SCHEME, NotObserved
from mock_server.ratelimit import RateLimiter
from mock_server.vendors.oniva.probes import PROBES
from mock_server.worlds import LiveWorld, Wish
from tests.conftest import EPOCH

USUAL = {"User-Agent": "onmock-drift", "Accept": "*/*", "Accept-Encoding": "identity"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Bench:
    """A world, and how to ask it; `between` is done before each request."""

    server: MockServer
    live: LiveWorld
    between: Callable[[], None] = lambda: None
    sent: list[Asked] = field(default_factory=list)
    _token: str = ""

    @property
    def contract(self) -> Any:
        """Oniva's contract."""
        return self.server.app.runtime.services["oniva"].contract

    def run(self, *breaks: str) -> tuple[list[Observation], list[Finding]]:
        """Run all checks of behaviour while breaks are in force."""
        self.live.limiter, self._token, self.sent = RateLimiter(), "", []
        faults = [self.live.faults.order(effect={"break": one}) for one in breaks]
        try:
            return run_behaviour(Walk(self.contract, self.send), PROBES)
        finally:
            self.live.faults.remove(*(one.rule.id for one in faults))

    def rows(self, operation: str) -> list[dict[str, Any]]:
        """Return the first page of a list that hangs below nothing, as large as there is."""
        answered = Walk(self.contract, self.send).ask(operation, query={"limit": 100}).answered
        return list(answered.json()["items"])

    def send(self, asked: Asked) -> Answered:
        """Send a request as the service of drift does."""
        self.between()
        self.sent.append(asked)
        headers = {name: text for name, text in {**USUAL, **asked.headers, **self._shown(asked)}.items() if text}
        is_token = asked.method == "POST"
        body = self._grant(asked) if is_token else None
        answered = self._open(asked.method, asked.target, headers, body)
        if (answered.status == 429 or answered.status >= 500) and answered.status not in asked.expects:
            raise NotObserved(f"it answered {answered.status}")
        return answered

    def _shown(self, asked: Asked) -> Mapping[str, str]:
        if asked.credentials == NONE:
            return {}
        if asked.method == "POST":
            return {**FORM, **asked.headers, **self._basic(is_wrong=asked.credentials != OWN)}
        if asked.credentials not in (OWN, SMALL_SCHEME):
            return {"Authorization": "Bearer wrong"}
        if not self._token:
            headers = {**FORM, **self._basic(is_wrong=False)}
            answered = self._open("POST", "/oauth/token", headers, b"grant_type=client_credentials")
            if not answered.is_good:
                raise NotObserved("no token is given")
            self._token = str(answered.json()["access_token"])
        return {"Authorization": f"{'bearer' if asked.credentials == SMALL_SCHEME else 'Bearer'} {self._token}"}

    def _grant(self, asked: Asked) -> bytes:
        is_json = asked.headers.get("Content-Type", "").endswith("json")
        return b'{"grant_type":"client_credentials"}' if is_json else b"grant_type=client_credentials"

    def _basic(self, *, is_wrong: bool) -> Mapping[str, str]:
        client = self.live.world.state.clients[0]
        pair = f"{client.id}:{'wrong' if is_wrong else client.secret}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def _open(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> Answered:
        path, _, query = target.partition("?")
        builder = EnvironBuilder(
            path=f"/worlds/{self.live.id}{path}", query_string=query, method=method, headers=dict(headers), data=body
        )
        answer = Client(self.server.app).open(builder, buffered=True)
        return Answered(answer.status_code, [*answer.headers.items()], answer.data)


@contextmanager
def benched(server: MockServer, **wish: Any) -> Iterator[Bench]:
    """Make a world of a wish, and drop it in the end."""
    runtime = server.app.runtime
    settings = {"epoch": EPOCH, "is_frozen": True, **wish}
    live = runtime.worlds.new(runtime.services["oniva"], Wish(**settings))
    yield Bench(server, live)
    runtime.worlds.drop(live.id)


def ids(findings: Sequence[Finding]) -> set[str]:
    """Return the ids of findings."""
    return {one.id for one in findings}
