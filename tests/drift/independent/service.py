"""An independent service of the contract, on plain werkzeug: written from the document alone, by other habits."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, MethodNotAllowed, Unauthorized
from werkzeug.exceptions import NotFound as NoRoute
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from tests.drift.independent.doors import Budget, Doors, Grant, Refused
from tests.drift.independent.questions import address, first, last, one_of, short, whole
from tests.drift.independent.tenant import ZURICH, Record, Tenant, moment

EVENT_STATUSES = ("active", "cancelled", "completed", "draft")
BOOKING_STATUSES = (
    "canceled", "confirmed", "declined", "discarded", "expired", "pending", "requested", "reserved", "tentative",
)  # fmt: skip
NEEDS = {"events": "events:read", "event": "events:read", "bookings": "bookings:read", "booking": "bookings:read"}
TITLES = {400: "Not understood", 401: "Who are you?", 403: "Not for you", 404: "Nothing here", 429: "Slow down"}


class Problem(Exception):
    """A refusal of the resources: status, what is wrong, and with which parameters."""

    def __init__(self, status: int, detail: str, wrong: dict[str, str] | None = None, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.wrong = status, detail, wrong or {}
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Service:
    """The WSGI application. What one drift changes is one method."""

    routes = Map(
        [
            Rule("/oauth/token", endpoint="token", methods=["POST"]),
            Rule("/api/v1/me", endpoint="me", methods=["GET"]),
            Rule("/api/v1/events", endpoint="events", methods=["GET"]),
            Rule("/api/v1/events/<key>", endpoint="event", methods=["GET"]),
            Rule("/api/v1/events/<key>/bookings", endpoint="bookings", methods=["GET"]),
            Rule("/api/v1/bookings/<key>", endpoint="booking", methods=["GET"]),
        ],
        strict_slashes=False,
    )

    def __init__(self, tenant: Tenant, doors: Doors) -> None:
        self.tenant, self.doors = tenant, doors

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        return self.finished(request, self.answer(request))(environ, start)

    def answer(self, request: Request) -> Response:
        try:
            name, found = self.routes.bind_to_environ(request.environ).match()
            if name == "token":
                return self.token(request)
            return self.resource(request, name, **found)
        except MethodNotAllowed as wrong:
            allow = ", ".join(sorted(wrong.valid_methods or (), reverse=True))
            return self.problem(Problem(405, "This address cannot do that.", Allow=allow))
        except NoRoute as page:
            return page.get_response(request.environ)  # the page of the framework: no operation's business
        except HTTPException as wrong:
            return self.problem(Problem(wrong.code or 500, "The request cannot be read."))

    def resource(self, request: Request, name: str, **found: str) -> Response:
        headers: dict[str, str] = {}
        try:
            grant, budget = self.doors.admit(request.headers.get("Authorization"))
            headers = self.limits(budget)
            self.permit(name, grant, budget)
            reply = self.json(self.told(name, getattr(self, name)(request, grant, **found)))
        except Problem as problem:
            reply = self.problem(problem)
        except Unauthorized as problem:
            reply = self.problem(
                Problem(401, problem.description or "A token is needed.", WWW_Authenticate=self.challenge(problem))
            )
        reply.headers.update(headers)
        return reply

    def told(self, name: str, body: Any) -> Any:
        """What is sent of what was found."""
        return body

    def challenge(self, wrong: Unauthorized) -> str:
        told = f', error="invalid_token", error_description="{wrong.description}"' if wrong.description else ""
        return f'Bearer realm="Oniva"{told}'

    def permit(self, name: str, grant: Grant, budget: Budget) -> None:
        needed = NEEDS.get(name)
        if needed and needed not in grant.scopes:
            words = f'Bearer realm="Oniva", error="insufficient_scope", scope="{needed}"'
            raise Problem(403, f"This token lacks {needed}.", WWW_Authenticate=words)
        if budget.wait:
            raise Problem(429, f"Please wait for {budget.wait} seconds.", Retry_After=str(budget.wait))

    def me(self, request: Request, grant: Grant) -> Record:
        return {
            "tenant": {"name": self.tenant.name, "id": self.tenant.id}, "scopes": sorted(grant.scopes),
            "expiresAt": datetime.fromtimestamp(grant.until, ZURICH).isoformat(timespec="seconds"),
            "name": "Vierailija", "clientId": grant.client,
        }  # fmt: skip

    def events(self, request: Request, grant: Grant) -> Record:
        asked = self.asked(request, status=one_of(EVENT_STATUSES), workspace=short)
        space = asked["workspace"]
        rows = [
            {k: v for k, v in row.items() if k not in ("description", "options")}
            for row in self.chosen(self.tenant.events, asked, "startDate")
            if space is None or space in (row["workspace"]["id"], row["workspace"]["key"])
        ]
        return self.page(asked, rows)

    def event(self, request: Request, grant: Grant, key: str) -> Record:
        return self.one(self.tenant.events, key)

    def bookings(self, request: Request, grant: Grant, key: str) -> Record:
        event = self.one(self.tenant.events, key)
        asked = self.asked(request, status=one_of(BOOKING_STATUSES), email=address)
        mail = asked["email"]
        rows = [row for row in self.tenant.bookings if row["eventId"] == event["id"]]
        rows = [row for row in rows if mail is None or row["contact"]["email"].lower() == mail]
        return self.page(asked, self.chosen(rows, asked, "createdAt"))

    def booking(self, request: Request, grant: Grant, key: str) -> Record:
        return self.one(self.tenant.bookings, key)

    def one(self, rows: list[Record], key: str) -> Record:
        try:
            wanted = str(uuid.UUID(key))
        except ValueError:
            wanted = ""
        for row in rows:
            if row["id"] == wanted:
                return row
        raise Problem(404, "It is gone, or never was.")

    def asked(self, request: Request, **own: Callable[[str], Any]) -> Record:
        readers = {"page": whole(2**31 - 1), "limit": whole(100), "from": first, "to": last, **own}
        asked: Record = {name: None for name in readers} | {"page": 1, "limit": 10}
        wrong = {}
        for name in readers.keys() & request.args.keys():
            try:
                asked[name] = readers[name](request.args[name])
            except ValueError as why:
                wrong[name] = str(why)
        if wrong:
            raise Problem(400, "The request cannot be understood.", wrong)
        return asked

    def chosen(self, rows: list[Record], asked: Record, when: str) -> list[Record]:
        since, until, statuses = asked["from"], asked["to"], asked["status"]
        return [
            row
            for row in rows
            if (since is None or since <= moment(row[when]))
            and (until is None or moment(row[when]) <= until)
            and (statuses is None or row["status"] in statuses)
        ]

    def page(self, asked: Record, rows: list[Record]) -> Record:
        number, size = asked["page"], asked["limit"]
        shown = rows[(number - 1) * size : number * size]
        return {"limit": size, "page": number, "totalCount": len(rows), "itemCount": len(shown), "items": shown}

    def limits(self, budget: Budget) -> dict[str, str]:
        told = {"limit": budget.most, "remaining": budget.left, "reset": budget.reset}
        return {f"x-ratelimit-{name}": str(number) for name, number in told.items()}

    def token(self, request: Request) -> Response:
        budget = self.doors.logins.take(request.remote_addr or "")
        try:
            reply = self.json(self.doors.token(request, budget))
        except Refused as refused:
            reply = self.json(refused.body)
            reply.status_code = refused.status
            reply.headers.update(refused.headers)
        reply.headers.update(self.limits(budget))
        return reply

    def json(self, body: object, kind: str = "application/json") -> Response:
        # As PHP writes it: a stroke is escaped, nothing else of the letters is.
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
        return Response(text, content_type=kind)

    def problem(self, problem: Problem) -> Response:
        body: Record = {"status": problem.status, "detail": problem.detail, "type": "about:blank"}
        body["title"] = TITLES.get(problem.status, "Failure")
        if problem.wrong:
            body["errors"] = [{"message": m, "name": n, "in": "query"} for n, m in problem.wrong.items()]
        if "Retry-After" in problem.headers:
            body["retryAfter"] = int(problem.headers["Retry-After"])
        reply = self.json(body, "application/problem+json")
        reply.status_code = problem.status
        reply.headers.update(problem.headers)
        return reply

    def finished(self, request: Request, reply: Response) -> Response:
        """What goes around every reply: packed where that is asked, a weak tag on single records, no length else."""
        reply.headers["X-Flow-Powered"] = "Flow/8 Neos/8"
        reply.headers["Vary"] = "Accept-Encoding"
        if request.path == "/oauth/token":
            reply.headers.update({"Cache-Control": "no-store", "Pragma": "no-cache"})
            return reply
        reply.headers["Cache-Control"] = "private, no-cache"
        if reply.status_code == 200 and request.path.count("/") == 4:
            reply.add_etag(weak=True)
            reply.make_conditional(request)
            reply.headers.pop("Date", None)  # the server says it
        if request.accept_encodings["gzip"] and reply.status_code == 200 and len(reply.get_data()) > 1500:
            reply.set_data(gzip.compress(reply.get_data()))
            reply.headers["Content-Encoding"] = "gzip"
        if reply.status_code == 200 and request.path.endswith("s"):
            reply.response, reply.headers = iter([reply.get_data()]), Headers(reply.headers)
            reply.headers.pop("Content-Length", None)
        return reply
