"""Guests: each owns a world on a server of many, uses it, and knows exactly what has to be in it."""

from __future__ import annotations

import http.client
import json
import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from mock_server.client import ControlClient, World

FIRST_NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
EPOCH = "2026-03-02"
SEEDS = 4
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STATUSES = [503, 503, 200, 200]


class Lines:
    """A connection for each thread, closed in the end; nothing is ever sent twice."""

    def __init__(self, port: int) -> None:
        self._port, self._own, self._all = port, threading.local(), list[http.client.HTTPConnection]()

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
            self._all.append(self._own.line)
        _, _, path, query, _ = urlsplit(url)
        self._own.line.request(method, f"{path}?{query}", body, dict(headers))
        answer = self._own.line.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        """Hang up everywhere."""
        for line in self._all:
            line.close()


class Guest(ABC):
    """A world of its own. `sent` counts requests by operation and status; `texts` is what only this guest sends."""

    vendor: str

    def __init__(self, control: ControlClient, number: int) -> None:
        self.number, self.text = number, f"guest-{number}@example.com"
        self.now = FIRST_NOON + timedelta(minutes=number)
        self.sent: Counter[tuple[str, int]] = Counter()
        self.world: World = control.world(self.vendor, seed=number % SEEDS, epoch=EPOCH, freeze=True)
        self.world.freeze(self.now)
        self.headers: dict[str, str] = {}

    @abstractmethod
    def enter(self) -> None:
        """Get what lets in."""

    @abstractmethod
    def visit(self) -> None:
        """Do what an integration does."""

    @abstractmethod
    def list_events(self, headers: dict[str, str]) -> int:
        """List events with somebody's credentials; return the status."""

    @abstractmethod
    def leave(self) -> None:
        """Turn the clock, and see what it did."""

    @abstractmethod
    def matcher(self, text: str) -> dict[str, Any]:
        """Return what matches requests that say a guest's text."""

    def use(self, other: Guest) -> None:
        """Use the world while another guest uses another, and look whether anything of the other is in it."""
        self.visit()
        fault = self.world.fault("listEvents", status=503, times=2)
        assert [self.list_events(self.headers) for _ in STATUSES] == STATUSES
        assert self.list_events(other.headers) == 401
        self.leave()
        (met,) = self.world.faults()
        # Refused requests count as well: a fault meets a request before anybody looks at it.
        assert (met["id"], met["seen"], met["hits"]) == (fault["id"], len(STATUSES) + 1, 2)
        assert self.world.now == self.now
        self.compare(other)

    def compare(self, other: Guest) -> None:
        """Hold the journal against what was sent."""
        entries = self.world.requests
        assert Counter((one["operation"], one["status"]) for one in entries) == self.sent
        assert {one["world"] for one in entries} == {self.world.id}
        assert self.world.count() == self.sent.total()
        assert self.world.count(**self.matcher(self.text)) == 1
        assert self.world.count(**self.matcher(other.text)) == 0
        assert self.world.control.violations(self.world.id, side="reply") == []

    def drop(self) -> None:
        """Drop the world; there is nothing to be said of it."""
        report = self.world.drop()
        assert report["requests"] == self.sent.total()
        assert (report["violations"], report["errors"], report["unmet_faults"]) == ([], [], [])

    def ask(
        self, operation: str, path: str, headers: dict[str, str], form: dict[str, str] | None = None, **query: str
    ) -> tuple[int, Any]:
        """Send a request and count it; return status and document."""
        url = f"{self.world.base_url}{path}{'?' if query else ''}{urlencode(query)}"
        body = None if form is None else urlencode(form).encode()
        sent = headers if form is None else {**headers, **FORM}
        status, content = self.world.control.send("GET" if form is None else "POST", url, sent, body)
        self.sent[operation, status] += 1
        return status, json.loads(content)


class OnivaGuest(Guest):
    """A guest with a tenant."""

    vendor = "oniva"

    def enter(self) -> None:
        form = {"grant_type": "client_credentials", **self.world.credentials}
        status, token = self.ask("issueToken", "/oauth/token", {}, form)
        assert status == 200
        self.headers = {"Authorization": f"Bearer {token['access_token']}"}

    def visit(self) -> None:
        status, me = self.ask("getMe", "/api/v1/me", self.headers)
        assert (status, me["clientId"]) == (200, self.world.credentials["client_id"])
        status, events = self.ask("listEvents", "/api/v1/events", self.headers, limit="1")
        assert (status, events["itemCount"]) == (200, 1)
        path = f"/api/v1/events/{events['items'][0]['id']}/bookings"
        status, bookings = self.ask("listEventBookings", path, self.headers, email=self.text)
        assert (status, bookings["items"]) == (200, [])

    def list_events(self, headers: dict[str, str]) -> int:
        return self.ask("listEvents", "/api/v1/events", headers, limit="2")[0]

    def leave(self) -> None:
        """Let the token expire, here alone."""
        self.now = self.world.advance(hours=1)
        assert self.ask("getMe", "/api/v1/me", self.headers)[0] == 401

    def matcher(self, text: str) -> dict[str, Any]:
        return {"operation": "listEventBookings", "query": {"email": text}}


class On24Guest(Guest):
    """A guest with an account."""

    vendor = "on24"

    def enter(self) -> None:
        self.headers = self.world.auth_headers()

    @property
    def account(self) -> str:
        """The path of the account."""
        return f"/v2/client/{self.world.credentials['client_id']}"

    @property
    def event(self) -> str:
        """The path of an event's registrants."""
        return f"{self.account}/event/{self.world.credentials['event_id']}/registrant"

    def registrants(self, email: str) -> list[dict[str, Any]]:
        """Look for a person among an event's registrants."""
        status, page = self.ask("listEventRegistrants", self.event, self.headers, email=email)
        assert status == 200
        return list(page["registrants"])

    def visit(self) -> None:
        person = {"email": self.text, "firstname": "Guest", "lastname": str(self.number)}
        assert self.ask("registerForEvent", self.event, self.headers, person)[0] == 200
        found = self.registrants(self.text)
        assert [one["lastname"] for one in found] == [str(self.number)]
        assert self.registrants(f"guest-{self.number + 4}@example.com") == []

    def list_events(self, headers: dict[str, str]) -> int:
        return self.ask("listEvents", f"{self.account}/event", headers)[0]

    def leave(self) -> None:
        """Find the registrant on the next day as well."""
        self.now = self.world.advance(days=1)
        assert len(self.registrants(self.text)) == 1

    def matcher(self, text: str) -> dict[str, Any]:
        return {"operation": "registerForEvent", "body": {"email": text}}
