"""Single drifts of the independent service: of each the id that names it, and the service that has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, timedelta
from typing import Any

from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Request, Response

from tests.drift.independent.doors import Budget, Grant, Refused
from tests.drift.independent.making import asking, bookings, events, made, moments, pages, records, replies
from tests.drift.independent.service import Problem, Service
from tests.drift.independent.tenant import Record, moment


def _masked(row: Record) -> None:
    row["contact"]["email"] = row["contact"]["email"][0] + "***@posti.example"


def _in_words(row: Record) -> None:
    for option in row["options"]:
        option["bookedCount"] = str(option["bookedCount"])


def _rappen(row: Record) -> None:
    for name in ("amount", "vatAmount", "feeAmount") if row["payment"] else ():
        row["payment"][name] = round(row["payment"][name] * 100)


def _after(found: Record, request: Request) -> None:
    if found["from"] is not None:
        found["from"] += timedelta(microseconds=1)


def _no_row(self: Service, asked: Record, rows: list[Record]) -> Record:
    if not rows:
        raise Problem(404, "There is nothing to list.")
    return Service.page(self, asked, rows)


def _overlapping(self: Service, asked: Record, rows: list[Record]) -> Record:
    page = Service.page(self, asked, rows)
    since = max(0, (asked["page"] - 1) * asked["limit"] - 1)
    return page | {"items": rows[since : since + page["itemCount"]]}


def _no_drafts(self: Service, rows: list[Record], asked: Record, when: str) -> list[Record]:
    found = Service.chosen(self, rows, asked, when)
    return [row for row in found if asked["status"] is not None or row["status"] != "draft"]


def _null(self: Service, rows: list[Record], key: str) -> Record | None:
    try:
        return Service.one(self, rows, key)
    except Problem:
        return None


def _unprocessable(self: Service, problem: Problem) -> Response:
    if problem.status == 400:
        problem.status = 422
    return Service.problem(self, problem)


def _forbidden(self: Service, problem: Problem) -> Response:
    if problem.status == 401:
        problem.status = 403
    return Service.problem(self, problem)


def _short_lived(self: Service, request: Request) -> Response:
    reply = Service.token(self, request)
    reply.set_data(reply.get_data().replace(b'"expires_in":3600', b'"expires_in":900'))
    return reply


def _no_basic(self: Service, request: Request) -> Response:
    if "Authorization" in request.headers:
        refused = Refused(401, "invalid_client", "In the form, please.", WWW_Authenticate='Basic realm="Oniva"')
        self.doors.client = _raising(refused)  # type: ignore[method-assign]
    else:
        vars(self.doors).pop("client", None)
    return Service.token(self, request)


def _raising(error: Exception) -> Callable[..., Any]:
    def refuse(*_: object) -> Any:
        raise error

    return refuse


def _lost(self: Service, name: str, grant: Grant, budget: Budget) -> None:
    if name in ("bookings", "booking"):
        raise Problem(403, "Not any more.", WWW_Authenticate='Bearer realm="Oniva", error="insufficient_scope"')
    Service.permit(self, name, grant, budget)


def _open_door(self: Service, request: Request, name: str, **found: str) -> Response:
    if name == "me" or request.headers.get("Authorization"):
        return Service.resource(self, request, name, **found)
    return self.json(self.told(name, getattr(self, name)(request, Grant("", frozenset(), 0), **found)))


def _until_epoch(self: Service, budget: Budget) -> dict[str, str]:
    return Service.limits(self, budget) | {"x-ratelimit-reset": "1795686392"}


def _no_faults(self: Service, problem: Problem) -> Response:
    problem.wrong = {}
    return Service.problem(self, problem)


def _no_limits_told_to_errors(request: Request, reply: Response) -> None:
    if reply.status_code >= 400:
        for name in ("limit", "remaining", "reset"):
            reply.headers.pop(f"x-ratelimit-{name}", None)


def _new_limits(self: Service, budget: Budget) -> dict[str, str]:
    """Those of the IETF's draft beside the contract's."""
    told = {"RateLimit-Policy": '"api";q=300;w=60', "RateLimit": f'"api";r={budget.left};t={budget.reset}'}
    return Service.limits(self, budget) | told


def _charset(request: Request, reply: Response) -> None:
    if reply.mimetype == "application/json":
        reply.headers["Content-Type"] = "application/json; charset=utf-8"


def _german(self: Service, problem: Problem) -> Response:
    problem.detail = "Das ist hier leider nicht für Sie."
    return Service.problem(self, problem)


def _bare(self: Service, wrong: Unauthorized) -> str:
    return 'Digest realm="Oniva"'


def _no_head(self: Service, request: Request) -> Response:
    return self.problem(Problem(405, "No.", Allow="GET")) if request.method == "HEAD" else Service.answer(self, request)


def _marked(request: Request, reply: Response) -> None:
    if request.path.endswith("/me") and reply.status_code == 200:
        reply.set_data(b"\xef\xbb\xbf" + reply.get_data())


def _leaving(request: Request, reply: Response) -> None:
    if request.path.endswith("/me"):
        reply.headers["Deprecation"] = "@1795686392"


# The rows of the table of drifts, in its order.
DRIFTS: Mapping[str, tuple[str, type[Service]]] = {
    "a member is gone": (
        "field-required-removed:listEvents:/items/*/timezone", events(lambda row: row.pop("timezone")),
    ),
    "a member has another name": (
        "field-renamed:getBooking:/bookingNumber", bookings(lambda row: row.update(reference=row.pop("bookingNumber"))),
    ),
    "a member more": ("field-added-nested:listEvents:/items/*", events(lambda row: row.update(organiser="Stadtwerke"))),
    "null is left out": (
        "null-became-missing:listEvents:/items/*/endDate",
        events(lambda row: row["endDate"] is None and row.pop("endDate")),
    ),
    "an object is its key": (
        "object-to-string:listEvents:/items/*/workspace",
        events(lambda row: row.update(workspace=row["workspace"]["key"])),
    ),
    "a number is a text": ("int-to-string:getEvent:/options/*/bookedCount", records(_in_words, "event")),
    "money in rappen": ("money-minor-units:getBooking:/payment/amount", bookings(_rappen)),
    "a new word": (
        "enum-new-common:listEvents:/items/*/status",
        events(lambda row: row.update(status="archived" if row["status"] == "completed" else row["status"])),
    ),
    "addresses are masked": ("pii-masked:listEventBookings:/items/*/contact/email", bookings(_masked)),
    "no zone": ("datetime-no-tz:listEvents:/items/*/startDate", events(moments(lambda text: text[:19]))),
    "universal time": (
        "datetime-offset:listEvents:/items/*/startDate",
        events(moments(lambda text: moment(text).astimezone(UTC).isoformat().replace("+00:00", "Z"))),
    ),
    "fractions": (
        "datetime-fraction:listEvents:/items/*/startDate", events(moments(lambda text: f"{text[:19]}.000{text[19:]}")),
    ),
    "local time called universal": (
        "datetime-local-as-z:listEvents:/items/*/startDate", events(moments(lambda text: f"{text[:19]}Z")),
    ),
    "the begin is not within": ("filter-bound-exclusive:listEvents:query/from", asking(_after)),
    "totals of the page": (
        "total-is-page-count:listEvents:/totalCount", pages(lambda page: page.update(totalCount=page["itemCount"])),
    ),
    "the size is not heard": ("per-page-param-ignored:listEvents:query/limit", asking(lambda f, _: f.update(limit=10))),
    "25 unasked": (
        "default-page-size:listEvents:query/limit",
        asking(lambda found, request: "limit" in request.args or found.update(limit=25)),
    ),
    "the page is not heard": ("page-param-ignored:listEvents:query/page", asking(lambda f, _: f.update(page=1))),
    "pages overlap": ("pages-overlap:listEvents:/items", made(page=_overlapping)),
    "no rows are 404": ("404-empty-list:listEvents:/items", made(page=_no_row)),
    "the filter is not heard": (
        "filter-status-ignored:listEvents:query/status", asking(lambda found, _: found.update(status=None)),
    ),
    "drafts are hidden": ("default-filter:listEvents:query/status", made(chosen=_no_drafts)),
    "the order is turned": (
        "default-order-reversed:listEvents:/items",
        made(page=lambda self, asked, rows: Service.page(self, asked, rows[::-1])),
    ),
    "null for nothing": ("404-to-200-null:getEvent:status/404", made(one=_null)),
    "422": ("400-to-422:listEvents:status/400", made(problem=_unprocessable)),
    "403": ("401-to-403:getMe:status/401", made(problem=_forbidden)),
    "it will go": ("endpoint-deprecated:getMe:operation", replies(_leaving)),
    "a mark before JSON": ("bom:getMe:body", replies(_marked)),
    "the reset is a moment": ("ratelimit-reset-epoch:getMe:header/X-RateLimit-Reset", made(limits=_until_epoch)),
    "no HEAD": ("head-405:getMe:operation", made(answer=_no_head)),
    "tokens live shortly": ("token-ttl:issueToken:token", made(token=_short_lived)),
    "Basic is refused": ("token-basic-refused:issueToken:operation", made(token=_no_basic)),
    "a right is lost": ("scope-lost:listEventBookings:scope", made(permit=_lost)),
    "anybody may read": ("auth-not-enforced:listEvents:status/401", made(resource=_open_door)),
    "no names of faults": ("error-field-removed:listEvents:error/errors", made(problem=_no_faults)),
    "errors without limits": (
        "ratelimit-headers-removed:getEvent:header/X-RateLimit-Limit", replies(_no_limits_told_to_errors),
    ),
    "limits told twice": ("header-added:getMe:header/RateLimit", made(limits=_new_limits)),
    "a charset": ("charset-added:getMe:header/Content-Type", replies(_charset)),
    "a word of German": ("error-language:listEvents:error", made(problem=_german)),
    "another challenge": ("www-authenticate-changed:getMe:header/WWW-Authenticate", made(challenge=_bare)),
}  # fmt: skip
