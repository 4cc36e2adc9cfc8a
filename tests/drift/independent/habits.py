"""Habits that the contract leaves to a service: each is as right as what the independent one does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Request, Response

from tests.drift.independent.doors import Budget
from tests.drift.independent.making import made, replies
from tests.drift.independent.service import Problem, Service
from tests.drift.independent.tenant import Record


def _first_fault(self: Service, problem: Problem) -> Response:
    problem.wrong = dict([*problem.wrong.items()][:1])
    return Service.problem(self, problem)


def _indented(self: Service, body: object, kind: str = "application/json") -> Response:
    return Response(json.dumps(body, indent=4, sort_keys=True) + "\n", content_type=kind)


def _floats(self: Service, body: object, kind: str = "application/json") -> Response:
    def floated(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {n: floated(one, n) for n, one in value.items()}
        if isinstance(value, list):
            return [floated(one) for one in value]
        is_money = name in ("price", "amount", "vatAmount", "feeAmount", "vatRate")
        return float(value) if is_money and isinstance(value, int) else value

    return Service.json(self, floated(body), kind)


def _ties(self: Service, asked: Record, rows: list[Record]) -> Record:
    """Rows of one moment are in the order of their ids, turned round."""
    when = "startDate" if rows and "startDate" in rows[0] else "createdAt"
    rows = sorted(sorted(rows, key=lambda row: row["id"], reverse=True), key=lambda row: row[when][:19])
    return Service.page(self, asked, rows)


def _framework_errors(self: Service, request: Request) -> Response:
    if request.method in ("GET", "POST", "HEAD"):
        return Service.answer(self, request)
    return Response("<h1>405</h1>", 405, content_type="text/html")


def _around(request: Request, reply: Response) -> None:
    reply.headers.update({
        "Server": "Apache/2.4.62 (Debian)", "X-Powered-By": "PHP/8.3.1",
        "Strict-Transport-Security": "max-age=31536000",
        "Set-Cookie": "Neos_Session=abc; Path=/; HttpOnly; SameSite=lax", "X-Content-Type-Options": "nosniff",
        "Expires": "Thu, 19 Nov 1981 08:52:00 GMT", "Content-Language": "en", "X-Request-Id": "7f3a",
    })  # fmt: skip


def _window(self: Service, budget: Budget) -> dict[str, str]:
    return Service.limits(self, budget._replace(reset=60))


def _error_told(self: Service, wrong: Unauthorized) -> str:
    """As Authlib has it, and with what comes first in another order."""
    why = wrong.description or "missing_authorization"
    return f'Bearer error="invalid_token", error_description="{why}", realm="Oniva"'


def _terse(self: Service, wrong: Unauthorized) -> str:
    return 'Bearer error="invalid_token"' if wrong.description else "Bearer"


def _strong_tags(request: Request, reply: Response) -> None:
    reply.headers["ETag"] = f'"{hash(reply.get_data()) & 0xFFFFFFFF:x}"' if not reply.is_streamed else '"7"'


def _unaware_of_capitals(self: Service, rows: list[Record], key: str) -> Record:
    return Service.one(self, rows, key if key == key.lower() else "")


def _few_scopes(self: Service, request: Request) -> Response:
    """A client that was given two of the three, and no contacts."""
    given = self.doors.given
    self.doors.given = lambda client, scopes: given(client, [one for one in scopes if one != "contacts:read"])  # type: ignore[method-assign]
    try:
        return Service.token(self, request)
    finally:
        del self.doors.given


def _opaque(self: Service, request: Request) -> Response:
    reply = Service.token(self, request)
    if reply.status_code == 200:
        body = json.loads(reply.get_data())
        grant = self.doors.tokens.pop(body["access_token"])
        body["access_token"] = "4f" * 20 + str(len(self.doors.tokens))
        self.doors.tokens[body["access_token"]] = grant
        reply.set_data(json.dumps(body))
    return reply


def _nothing_stored(request: Request, reply: Response) -> None:
    reply.headers["Cache-Control"] = "no-store"


HABITS: Mapping[str, type[Service]] = {
    "one fault at a time": made(problem=_first_fault),
    "indented JSON in ASCII": made(json=_indented),
    "money with a point": made(json=_floats),
    "ties the other way": made(page=_ties),
    "pages of a framework": made(answer=_framework_errors),
    "headers of a framework": replies(_around),
    "a fixed window": made(limits=_window),
    "challenges with an error": made(challenge=_error_told),
    "challenges of one word": made(challenge=_terse),
    "strong tags": replies(_strong_tags),
    "ids in small letters only": made(one=_unaware_of_capitals),
    "two scopes": made(token=_few_scopes),
    "opaque tokens": made(token=_opaque),
    "nothing is stored": replies(_nothing_stored),
}
SIZES: Mapping[str, dict[str, int]] = {
    "one event": {"events": 1, "bookings": 5}, "no booking": {"events": 3, "bookings": 0},
    "nothing": {"events": 0, "bookings": 0}, "few": {"events": 6, "bookings": 12},
    "many": {"events": 240, "bookings": 1500},
}  # fmt: skip
