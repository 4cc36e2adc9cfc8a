"""Statuses: an answer that the contract documents, and that is another one than the plan expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from mock_server.breaks.declared import responses, success_schema
from mock_server.breaks.place import Place
from mock_server.breaks.sites import Site, list_of, sites_of
from mock_server.contract import Operation
from mock_server.drift.exchange import OWN, Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.kinds import KINDS
from mock_server.drift.limited import is_limited
from mock_server.drift.links import parts_of
from mock_server.drift.replies.refusals import judge_refusal
from mock_server.drift.replies.telling import Teller

_WHOLE = Place("operation")
_SCOPE = re.compile(r'scope="([^"]*)"')
# What says that an operation is not there, or not so.
_GONE = {
    404: ("endpoint-removed", "not found"),
    405: ("method-refused", "its method refused"),
    410: ("endpoint-gone", "gone"),
    501: ("endpoint-501", "not implemented"),
}


def is_weather(exchange: Exchange, operation: Operation) -> bool:
    """Whether an answer says that now is no good time: nothing of the contract has changed for that."""
    status, expects = exchange.answered.status, exchange.asked.expects
    is_bad_time = status in (408, 425) or (status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != 501)
    is_bad_time = is_bad_time or is_limited(operation, exchange.answered)
    return is_bad_time and status not in expects and HTTPStatus.TOO_MANY_REQUESTS not in expects


def is_of_its_record(operation: Operation, exchange: Exchange) -> bool:
    """Whether a refusal may be about the record that was asked for, which somebody took away or shut meanwhile."""
    asked, answered = exchange.asked, exchange.answered
    is_refused = answered.status in (403, 404, 410) and bool(answered.body)
    has_record = any(one.place == "path" for one in operation.parameters.all)
    return is_refused and has_record and bool(asked.expects) and min(asked.expects) < HTTPStatus.BAD_REQUEST


def judge_status(teller: Teller, exchange: Exchange) -> Iterator[Finding]:
    """Yield what an answer's status is otherwise than planned."""
    asked, answered = exchange.asked, exchange.answered
    if answered.status in asked.expects or not asked.expects or is_weather(exchange, teller.operation):
        return
    if HTTPStatus.MULTIPLE_CHOICES <= answered.status < HTTPStatus.BAD_REQUEST:
        yield _redirected(teller, exchange)
    elif min(asked.expects) >= HTTPStatus.BAD_REQUEST:
        yield from _instead_of_refusal(teller, exchange)
    else:
        yield from _instead_of_success(teller, exchange)


def _redirected(teller: Teller, exchange: Exchange) -> Finding:
    here = parts_of(exchange.asked.target).path
    there = parts_of(exchange.answered.header("Location") or "").path
    is_slash = there.endswith((here, f"{here}/", here.rstrip("/"))) and there.rstrip("/").endswith(here.rstrip("/"))
    kind = "trailing-slash" if is_slash and there.endswith("/") != here.endswith("/") else "endpoint-redirect"
    return teller.tell(kind, _WHOLE, "an answer", f"{exchange.answered.status} to another path")


def _instead_of_success(teller: Teller, exchange: Exchange) -> Iterator[Finding]:
    asked, answered = exchange.asked, exchange.answered
    refused = next((f"{one}-to-{answered.status}" for one in asked.expects if one >= HTTPStatus.BAD_REQUEST), "")
    if refused in KINDS and answered.status != HTTPStatus.GONE:
        # Refused as it may be, with another status.
        yield teller.tell(refused, Place("status", refused[:3]), refused[:3], str(answered.status))
        return
    rows = _rows(teller)
    is_bare = not answered.body and answered.status in (204, 404)
    if is_bare and answered.status == teller.operation.when_empty:
        return
    if rows is not None and is_bare:
        place = Place("body", steps=rows.steps)
        kind, seen = f"{answered.status}-empty-list", f"{answered.status} without a body"
        yield teller.tell(kind, place, "an empty list", seen, rows.schema)
    elif answered.status in _GONE:
        kind, seen = _GONE[answered.status]
        yield teller.tell(kind, _WHOLE, "an answer", seen)
    elif answered.status == 401 and asked.credentials == OWN:
        # Who asks for a token shows credentials in the header, unless that is left out on purpose.
        is_basic = asked.method == "POST" and asked.headers.get("Authorization") != ""
        kind = "token-basic-refused" if is_basic else "credentials-refused"
        yield teller.tell(kind, _WHOLE, "an answer", "401 to the credentials given")
    elif answered.status == 403 and asked.credentials == OWN:
        yield _scope(teller, exchange)
    elif answered.status in (400, 406, 415, 422):
        yield from judge_refusal(teller, exchange)
    else:
        yield _other(teller, exchange)


def _rows(teller: Teller) -> Site | None:
    schema = success_schema(teller.contract, teller.operation)
    return None if schema is None else list_of(sites_of(schema))


def _scope(teller: Teller, exchange: Exchange) -> Finding:
    """What a refusal says that it needs (RFC 6750 section 3), beside what the contract asks for."""
    known = {*(teller.operation.scopes or ())}
    found = _SCOPE.search(exchange.answered.header("WWW-Authenticate") or "")
    needed = {*found[1].split()} if found else set()
    kind = "scope-lost"
    if known < needed:
        kind = "scope-required"
    elif needed and not known & needed:
        kind = "scope-renamed"
    says = f"good with {' '.join(sorted(known)) or 'any credentials'}"
    return teller.tell(kind, Place("scope"), says, "403 to the credentials given")


def _instead_of_refusal(teller: Teller, exchange: Exchange) -> Iterator[Finding]:
    expected, answered = min(exchange.asked.expects), exchange.answered
    place = Place("status", str(expected))
    mark = responses(teller.contract, teller.operation).get(expected)
    if not answered.is_good:
        yield _other(teller, exchange)
    elif expected == 401:
        yield teller.tell("auth-not-enforced", place, "401", f"{answered.status}, for anybody", mark)
    elif answered.body.strip() == b"null":
        yield teller.tell("404-to-200-null", place, str(expected), f"{answered.status} with null", mark)
    elif _is_error(teller, exchange):
        kind = f"{expected}-to-{answered.status}" if expected == 400 else f"{expected}-to-{answered.status}-error"
        known = kind if kind in KINDS else "status-changed"
        yield teller.tell(known, place, str(expected), f"{answered.status} with an error", mark)
    elif expected == 400:
        yield from judge_refusal(teller, exchange)
    else:
        yield _other(teller, exchange)


def _is_error(teller: Teller, exchange: Exchange) -> bool:
    """Whether a success is what an error looks like, and not what a success does."""
    try:
        document = exchange.answered.json()
    except ValueError:
        return False
    known = success_schema(teller.contract, teller.operation) or {}
    return isinstance(document, dict) and not {*known.get("required", known.get("properties", {}))} <= document.keys()


def _other(teller: Teller, exchange: Exchange) -> Finding:
    expected, status = exchange.asked.expects[0], exchange.answered.status
    kind = f"{expected}-to-{status}"
    if kind not in KINDS and status in (410, 501):
        kind, seen = _GONE[status]
        return teller.tell(kind, _WHOLE, "an answer", seen)
    declared = responses(teller.contract, teller.operation).get(expected)
    place = Place("status", str(expected))
    return teller.tell(kind if kind in KINDS else "status-changed", place, str(expected), str(status), declared)
