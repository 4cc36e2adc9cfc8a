"""Recorder: drives a server in process through every operation and documented status of a vendor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
from mock_server.exports.samples import Sample, Samples
from mock_server.resources import read_fixture
from mock_server.vendors import discover

PLACEHOLDER = "onmock-token-1"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_NOBODY = ("00000000-0000-4000-8000-000000000000", "999999999", "nobody.at.all@example.com")
# What a server sends that depends on when and where it runs, or that every client works out by itself.
_DROPPED = ("date", "server", "content-length")


class Recorder:
    """Records the exchanges of one vendor: the same ones for the same seed, epoch and scenario."""

    def __init__(self, vendor: str, seed: int, epoch: date, scenario: str | None) -> None:
        zone = ZoneInfo(discover((vendor,))[vendor].zone)
        noon = datetime.combine(epoch, time(12), zone).astimezone(UTC)
        config = Config(vendors=(vendor,), seed=seed, epoch=epoch, scenario=scenario, enforce=True)
        self._app = create_app(config, Clock(noon, frozen=True))
        self._client, self._vendor = Client(self._app), vendor
        self.service = self._app.runtime.services[vendor]
        self._token: str | None = None
        ready = self.service.vendor.ready(self.service.home.world, "", self.service.contract)
        self._ready = ready
        self._samples = Samples(read_fixture(f"{vendor}/samples.json"), ready.credentials, self._read)

    def close(self) -> None:
        """Let go of the server."""
        self._app.close()

    def exchanges(self) -> Iterator[Exchange]:
        """Yield an exchange for every operation and documented status; pages beside the API are left out."""
        for operation in self.service.contract.operations.values():
            if operation.path not in self.service.contract.document["paths"]:
                continue
            sample, success = self._success(operation)
            for status in sorted(operation.responses):
                yield success if status == success.response.status else self._refusal(operation, sample, status)

    # Requests

    def _success(self, operation: Operation) -> tuple[Sample, Exchange]:
        last: Exchange | None = None
        for sample in self._samples.of(operation.id):
            self._begin_anew()
            last = self._exchange(operation, self._asked(operation, sample), "request")
            if last.response.status == operation.success:
                return sample, last
        told = "there is nothing to ask for" if last is None else f"the last answer was {last.response.status}"
        raise ScenarioError(f"no request of {operation.id} succeeds in this scenario: {told}")

    def _refusal(self, operation: Operation, sample: Sample, status: int) -> Exchange:
        """Return an exchange with a status: by a request that earns it, if there is one, else by a fault."""
        for asked in self._attempts(operation, sample, status):
            self._begin_anew()
            exchange = self._exchange(operation, asked, "request")
            if exchange.response.status == status:
                return exchange
        self._begin_anew()
        asked = self._asked(operation, sample)
        preference = f"code={status}"
        self.service.home.faults.order(
            operation=operation.id, match={"headers": {"prefer": preference}}, effect={"status": status}
        )
        return self._exchange(operation, replace(asked, headers={**asked.headers, "Prefer": preference}), "fault")

    def _attempts(self, operation: Operation, sample: Sample, status: int) -> Iterator[Asked]:
        asked = self._asked(operation, sample)
        if status == 401 and operation.scopes is not None:
            known = {name.lower() for name in self._credentials()}
            yield replace(asked, headers={one: text for one, text in asked.headers.items() if one.lower() not in known})
        elif status == 404:
            for name in reversed(list(sample.path)):
                for nobody in _NOBODY:
                    yield self._asked(operation, replace(sample, path={**sample.path, name: nobody}))
        elif status == 400:
            for one in operation.parameters.all:
                if one.place == "query" and one.is_checked_here:
                    yield self._asked(operation, replace(sample, query={**sample.query, one.name: "nonsense!"}))
        elif status == 405:
            taken = {one.method for one in self.service.contract.operations.values() if one.path == operation.path}
            yield replace(asked, method=next(one for one in _METHODS if one not in taken))
        elif status == 415 and asked.body:
            yield replace(asked, headers={**asked.headers, "Content-Type": "text/x-odd"})

    def _asked(self, operation: Operation, sample: Sample) -> Asked:
        headers = {"Content-Type": sample.content_type} if sample.content_type else {}
        if operation.scopes is not None:
            headers |= self._credentials()
        return Asked(operation.method, sample.target(operation), headers, sample.body.decode())

    # The server

    def _begin_anew(self) -> None:
        """Put the world back to its start, so that no exchange depends on another."""
        self._app.runtime.worlds.reset(self.service.home_id)
        self._token = None

    def _credentials(self) -> Mapping[str, str]:
        return self._ready.headers or {"Authorization": f"Bearer {PLACEHOLDER}"}

    def _exchange(self, operation: Operation, asked: Asked, by: str) -> Exchange:
        response = self._send(asked)
        headers = {name: text for name, text in response.headers.items() if name.lower() not in _DROPPED}
        answered = Answered(response.status_code, headers, self._without_token(response.text))
        return Exchange(self._vendor, operation.id, by, asked, answered)

    def _send(self, asked: Asked) -> TestResponse:
        headers = dict(asked.headers)
        if PLACEHOLDER in headers.get("Authorization", ""):
            headers["Authorization"] = f"Bearer {self._live_token()}"
        return self._client.open(
            f"/{self._vendor}{asked.path}", method=asked.method, headers=headers, data=asked.body.encode() or None
        )

    def _live_token(self) -> str:
        """Return a token that is good now; exchanges show a placeholder in its place."""
        if self._token is None:
            credentials = {"grant_type": "client_credentials", **self._ready.credentials}
            answer = self._client.post(f"/{self._vendor}{self._ready.token_url}", data=credentials)
            self._token = str(_texts_of_token(answer.json))
        return self._token

    def _without_token(self, text: str) -> str:
        try:
            token = _texts_of_token(json.loads(text))
        except ValueError:
            return text
        return text.replace(token, PLACEHOLDER) if token else text

    def _read(self, operation_id: str, known: Mapping[str, str], query: Mapping[str, str]) -> Any:
        """Ask another operation about the same path, as far as that is known; return what it replies."""
        operation = self.service.contract.operations[operation_id]
        names = [one.name for one in operation.parameters.all if one.place == "path"]
        missing = [name for name in names if name not in known]
        path = {**(self._samples.first_path(operation_id) if missing else {}), **known}
        return self._send(self._asked(operation, Sample({name: path[name] for name in names}, query))).json


def _texts_of_token(document: Any) -> str:
    """Return the bearer token that a reply holds, "" where it holds none (RFC 6749 section 5.1)."""
    return str(document.get("access_token", "")) if isinstance(document, dict) else ""
