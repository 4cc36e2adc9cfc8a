"""Walks over our own server, in process: exchanges of a tenant on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mock_server.admin import ADMIN_PATH
from mock_server.contract import Contract
from mock_server.drift import Answered, Asked, Exchange, Walk
from mock_server.drift.history import Baseline, Profile, profile_of
from tests.conftest import EPOCH
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.subjects import SUBJECTS

SECRET = b"a secret of a client"
# So many events of a list are opened.
_EVENTS = 6


class Tenant:
    """One world on a server in process, with its clock and its control API."""

    def __init__(self, vendor: str, seed: int = 1, **config: Any) -> None:
        self.vendor = vendor
        self.lab = Lab(SUBJECTS[vendor], seed=seed, **{"enforce": False, "limits": True, **config})

    @property
    def contract(self) -> Contract:
        """Its contract."""
        return self.lab.contract

    @property
    def account(self) -> str:
        """What its paths call the tenant, where they do."""
        return self.lab.success("listEvents").path.split("/")[3]

    def world(self) -> str:
        """The id of its world."""
        return str(self.control("GET", "/worlds", {})["worlds"][0]["id"])

    def turn(self, days: int) -> None:
        """Turn its clock to noon of a day after the first."""
        moment = datetime.combine(EPOCH + timedelta(days=days), time(11), UTC)
        self.control("POST", "/clock", {"set": moment.isoformat()})
        self.lab.__dict__.pop("credentials", None)

    def control(self, method: str, path: str, document: dict[str, Any]) -> Any:
        """Ask the control API for something, and return what it answers."""
        reply = self.lab.client.open(f"{ADMIN_PATH}{path}", method=method, json=document or None)
        assert reply.status_code < 300, reply.text
        return reply.json

    def order(self, *breaks: str) -> None:
        """Let a break happen from now on; without any, none."""
        self.lab.client.delete(f"{ADMIN_PATH}/faults")
        for one in breaks:
            self.control("POST", "/faults", {"effect": {"break": one}})

    def send(self, asked: Asked) -> Answered:
        """Send a request of a walk."""
        path, _, query = asked.target.partition("?")
        ask = Ask(asked.method, path).with_headers(self.lab.credentials)
        builder = self.lab._builder(ask)
        builder.query_string = query
        reply = self.lab.client.open(builder, buffered=True)
        return Answered(reply.status_code, [*reply.headers.items()], reply.get_data())

    def exchanges(self) -> list[Exchange]:
        """Walk through the API as a client may, and return what was said."""
        self.lab.renew()
        walk = Walk(self.contract, self.send)
        if self.vendor == "oniva":
            _oniva(walk)
        else:
            _on24(walk, {"client_id": self.account})
        return walk.exchanges

    def rows(self, operation: str) -> list[dict[str, Any]]:
        """Return the rows of the first page of a list."""
        return [row for one in self.exchanges() if one.asked.operation == operation for row in _items(one)]

    def profile(self, **wish: Any) -> Profile:
        """Return the profile of a walk."""
        return profile_of(self.contract, self.exchanges(), **{"secret": SECRET, **wish})

    def baseline(self, runs: int = 1) -> Baseline:
        """Return the baseline after so many runs on the first days."""
        made = Baseline.begin(self.vendor, self.contract.version, self.profile())
        for day in range(runs):
            made = made.with_run(self.profile(), EPOCH + timedelta(days=day))
        return made


def _oniva(walk: Walk) -> None:
    walk.ask("getMe")
    events = [one for page in (1, 2) for one in _items(walk.ask("listEvents", query={"page": page, "limit": 50}))]
    for event in events[:_EVENTS]:
        walk.ask("getEvent", {"event_id": event["id"]})
        bookings = _items(walk.ask("listEventBookings", {"event_id": event["id"]}, {"limit": 100}))
        for booking in bookings[:1]:
            walk.ask("getBooking", {"booking_id": booking["id"]})


def _on24(walk: Walk, client: dict[str, object]) -> None:
    for name, operation in walk.contract.operations.items():
        arguments = {one.argument for one in operation.parameters.all if one.place == "path"}
        if (
            operation.method == "GET"
            and arguments == {"client_id"}
            and operation.path in walk.contract.document["paths"]
        ):
            walk.ask(name, client)
    events = _items(walk.ask("listEvents", client))
    for event in events[:_EVENTS]:
        for name in ("getEvent", "listEventRegistrants", "listEventAttendees", "listPolls", "getCalendarReminder"):
            walk.ask(name, {**client, "event_id": event["eventid"]})


def _items(exchange: Exchange) -> list[dict[str, Any]]:
    document = exchange.answered.json()
    return next((value for value in document.values() if isinstance(value, list)), [])


def days(first: int, last: int, step: int = 1) -> Iterator[tuple[int, date]]:
    """Yield days after the first one, with their dates."""
    for count in range(first, last, step):
        yield count, EPOCH + timedelta(days=count)
