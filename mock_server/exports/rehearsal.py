"""Rehearsal: a server in process on which requests are tried, each on a world as it is at its start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.test import Client, TestResponse

from mock_server.app import create_app
from mock_server.config import Config
from mock_server.contract import Operation
from mock_server.core.clock import Clock
from mock_server.core.errors import ScenarioError
from mock_server.exports.exchange import Answered, Asked, Exchange
from mock_server.exports.sample import LESSER, NONE, OWN, Sample
from mock_server.exports.samples import Samples
from mock_server.vendors import discover

# What stands in exchanges for a token that lets in, and for one that may do less.
PLACEHOLDERS = {OWN: "onmock-token-1", LESSER: "onmock-token-2"}
# What a server sends that depends on when and where it runs, or that every client works out by itself.
_DROPPED = ("date", "server", "content-length")


class Rehearsal:
    """A vendor's server in process, with its clock standing at noon of the epoch."""

    def __init__(self, vendor: str, seed: int, epoch: date, scenario: str | None) -> None:
        zone = ZoneInfo(discover((vendor,))[vendor].zone)
        self.noon = datetime.combine(epoch, time(12), zone).astimezone(UTC)
        config = Config(vendors=(vendor,), seed=seed, epoch=epoch, scenario=scenario, enforce=True)
        self._app = create_app(config, Clock(self.noon, frozen=True))
        self._client, self._vendor = Client(self._app), vendor
        self._service = self._app.runtime.services[vendor]
        self.contract = self._service.contract
        self._ready = self._service.vendor.ready(self._service.home.world, "", self.contract)
        self.samples = Samples(self.contract, self._ready.credentials, self.noon.astimezone(zone), self._read)
        self._replies: dict[tuple[str, str], Any] = {}
        self._tokens: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the server."""
        self._app.close()

    def tried(self, operation: Operation, sample: Sample) -> Exchange:
        """Send a request, and return the exchange."""
        self._begin_anew()
        return self._exchange(operation, self._asked(operation, sample, {}), "request")

    def ordered(self, operation: Operation, sample: Sample, status: int, effect: Mapping[str, Any]) -> Exchange:
        """Send a request that prefers a status (RFC 7240's header), with a fault ordered for whoever does."""
        self._begin_anew()
        preference = f"code={status}"
        match = {"headers": {"prefer": preference}}
        self._service.home.faults.order(operation=operation.id, match=match, effect=effect)
        return self._exchange(operation, self._asked(operation, sample, {"Prefer": preference}), "fault")

    def _asked(self, operation: Operation, sample: Sample, more: Mapping[str, str]) -> Asked:
        headers = {"Content-Type": sample.content_type()} if sample.media else {}
        if operation.scopes is not None and sample.credentials != NONE:
            token = PLACEHOLDERS[sample.credentials]
            headers |= self._ready.headers or {"Authorization": f"Bearer {token}"}
        return Asked(sample.method, sample.target(operation.path), {**headers, **more}, sample.body())

    def _begin_anew(self) -> None:
        """Put the world back to its start, so that no exchange depends on another."""
        self._app.runtime.worlds.reset(self._service.home_id)
        self._tokens.clear()

    def _exchange(self, operation: Operation, asked: Asked, by: str) -> Exchange:
        response = self._send(operation, asked)
        headers = {name: text for name, text in response.headers.items() if name.lower() not in _DROPPED}
        answered = Answered(response.status_code, headers, _without_token(response))
        return Exchange(self._vendor, operation.id, by, asked, answered, self.noon)

    def _send(self, operation: Operation, asked: Asked) -> TestResponse:
        headers = dict(asked.headers)
        for whose, placeholder in PLACEHOLDERS.items():
            if headers.get("Authorization") == f"Bearer {placeholder}":
                headers["Authorization"] = f"Bearer {self._token(operation, whose)}"
        return self._client.open(
            f"/{self._vendor}{asked.path}", method=asked.method, headers=headers, data=asked.body.encode() or None
        )

    def _token(self, operation: Operation, whose: str) -> str:
        """Return a token that is good now: for everything, or for what the operation does not ask for."""
        if whose not in self._tokens:
            scheme = self.contract.scheme
            issuing = self.contract.operations[scheme.token_operation or ""]
            others = [scope for scope in scheme.scopes if scope not in (operation.scopes or ())]
            sample = next(self.samples.of(issuing)).saying(scope=others[0] if whose == LESSER else None)
            self._tokens[whose] = _token_in(self._send(issuing, self._asked(issuing, sample, {})))
        return self._tokens[whose]

    def _read(self, operation: Operation, sample: Sample) -> Any:
        """Return the JSON that an operation replies in a world at its start; None where it is refused."""
        asked = self._asked(operation, sample, {})
        key = (asked.path, asked.method)
        if key not in self._replies:
            self._begin_anew()
            response = self._send(operation, asked)
            self._replies[key] = response.json if response.status_code == operation.success else None
        return self._replies[key]


def nothing_succeeds(operation: Operation, last: Exchange | None) -> ScenarioError:
    """Return the error for an operation that no sample of its contract lets succeed in a world."""
    told = "there is nothing to ask for" if last is None else f"the last answer was {last.response.status}"
    return ScenarioError(f"no request of {operation.id} succeeds in this scenario: {told}")


def _without_token(response: TestResponse) -> str:
    token = _token_in(response)
    return response.text.replace(token, PLACEHOLDERS[OWN]) if token else response.text


def _token_in(response: TestResponse) -> str:
    """Return the bearer token that a reply holds, "" where it holds none (RFC 6749 section 5.1)."""
    document = response.json if (response.mimetype or "").endswith("json") else None
    return str(document.get("access_token", "")) if isinstance(document, dict) else ""
