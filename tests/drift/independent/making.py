"""Makers of services that are not as they should be: each changes one thing that the independent one does."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.drift.independent.service import Service
from tests.drift.independent.tenant import Record

Change = Callable[[Record], object]


def made(**methods: Any) -> type[Service]:
    """A service with some methods of its own."""
    return type("Drifted", (Service,), methods)


def records(change: Change, *names: str) -> type[Service]:
    """One whose records are changed, in the lists and details of these names."""

    def told(self: Service, name: str, body: Any) -> Any:
        body = deepcopy(body)
        for row in body.get("items", [body]) if name in names else ():
            change(row)
        return body

    return made(told=told)


def events(change: Change) -> type[Service]:
    return records(change, "events", "event")


def bookings(change: Change) -> type[Service]:
    return records(change, "bookings", "booking")


def pages(change: Change) -> type[Service]:
    """One whose pages of events are changed around their rows."""

    def told(self: Service, name: str, body: Any) -> Any:
        if name != "events":
            return body
        body = dict(body)
        change(body)
        return body

    return made(told=told)


def asking(change: Callable[[Record, Request], object]) -> type[Service]:
    """One that takes what is asked of events for something else."""

    def asked(self: Service, request: Request, **own: Any) -> Record:
        found = Service.asked(self, request, **own)
        if "workspace" in own:
            change(found, request)
        return found

    return made(asked=asked)


def replies(change: Callable[[Request, Response], object]) -> type[Service]:
    """One whose replies are changed last."""

    def finished(self: Service, request: Request, reply: Response) -> Response:
        reply = Service.finished(self, request, reply)
        change(request, reply)
        return reply

    return made(finished=finished)


def moments(write: Callable[[str], str]) -> Change:
    return lambda row: row.update(startDate=write(row["startDate"]))
