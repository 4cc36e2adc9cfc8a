"""Exchanges of a faithful server, in process, and what breaks make of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from werkzeug.test import TestResponse

from mock_server.breaks import ResponseView
from mock_server.breaks.breaks import Break
from mock_server.drift import Answered, Asked, Exchange
from tests.breaks.samples import view_of
from tests.conftest import NOON
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.production import ask_for, exhaust
from tests.contract.subjects import SUBJECTS, reads

VENDORS = ("oniva", "on24")
_REFUSALS = (400, 401, 403, 404, 405)


@cache
def lab_of(vendor: str) -> Lab:
    return Lab(SUBJECTS[vendor], limits=True)


@dataclass(frozen=True)
class Recorded:
    """A request and its reply, and what is expected of it."""

    asked: Asked
    view: ResponseView

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.asked, answer(self.view))

    def broken(self, change: Break) -> Exchange | None:
        """The exchange with a break in it; None where there is nothing to break."""
        after, count = change.after(self.view)
        return Exchange(self.asked, answer(after)) if count else None


def answer(view: ResponseView) -> Answered:
    media = [] if view.content_type is None else [("Content-Type", view.content_type)]
    return Answered(view.status, [*view.headers, *media], view.body)


def target_of(ask: Ask) -> str:
    return ask.path + (f"?{urlencode(ask.query)}" if ask.query else "")


def asked(operation: str, ask: Ask, status: int) -> Asked:
    return Asked(operation, ask.method, target_of(ask), expects=(status,))


def told(operation: str, ask: Ask, response: TestResponse, status: int) -> Exchange:
    return Exchange(
        asked(operation, ask, status),
        Answered(response.status_code, list(response.headers.items()), response.get_data()),
    )


@cache
def recorded(vendor: str, operation: str) -> list[Recorded]:
    """Replies of an operation that only reads: the success, rows of a list, every refusal that there is a way to."""
    lab = lab_of(vendor).renew()
    return [*_replies(lab, vendor, operation)]


def _replies(lab: Lab, vendor: str, name: str) -> Iterator[Recorded]:
    operation = lab.operation(name)
    if not reads(vendor, operation):
        return
    yield _record(lab, name, lab.success(name), operation.success)
    listing = lab.recipe.listings.get(name)
    if listing is not None:
        ask = lab.success(name).with_query((listing.limit, "50"))
        yield _record(lab, name, ask, operation.success)
    for status in _REFUSALS:
        if status in operation.responses:
            case = lab.recipe.case(name, status)
            if case is not None and not (case.config or case.writes):
                yield _record(lab, name, case.make(lab), status)
            elif case is None and (status == 405 or (status == 401 and operation.scopes is not None)):
                yield _record(lab, name, ask_for(lab, name, status), status)
    if 429 in operation.responses and vendor == "oniva":
        ask = lab.success(name)
        exhaust(lab, name, ask)
        yield _record(lab, name, ask, 429)
        lab.renew()


def _record(lab: Lab, name: str, ask: Ask, status: int) -> Recorded:
    response = lab.send(ask)
    assert response.status_code == status, (name, status, response.get_data())
    view = view_of(name, response, now=NOON.timestamp(), path=f"{lab.mount}{target_of(ask)}")
    return Recorded(asked(name, ask, status), view)
