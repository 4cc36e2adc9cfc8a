"""What the faults that meet a request do, in the order in which it is done.

A delay comes first, then the connection, the token, the budget and the status; the body, the headers and breaks of the
contract come when the reply is there. Faults meet operations only: a request that matches none is let alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import flask

from mock_server.contract import Operation
from mock_server.exchange import Exchange
from mock_server.faults import Fault
from mock_server.faults.effect import Effect
from mock_server.faults.rows import disturbed
from mock_server.injection.bodies import spoiled
from mock_server.injection.changes import can_break, tell_otherwise
from mock_server.injection.refusals import ordered_error
from mock_server.injection.severed import Severed

# Arguments by which a list is asked for a part of it.
_PAGING = frozenset({"limit", "page", "page_index", "offset"})


def before(exchange: Exchange, operation: Operation) -> None:
    """Find the faults that meet a request, and let them do what they do before anybody looks at it.

    Raises Severed, or the ApiError that was ordered.
    """
    live = exchange.live
    if live is None or not live.faults.are_any:
        return
    exchange.faults = live.faults.meet(operation.id, exchange.sent, partial(_can_meet, exchange, operation))
    for fault in exchange.faults:
        # The one place, beside slow bodies, where the product really sleeps: a client's time-out needs it.
        time.sleep(fault.effect.waiting(fault.rule.seed, fault.hits))
    effects = [fault.effect for fault in exchange.faults]
    for effect in effects:
        if effect.connection is not None:
            raise Severed(effect.connection)
    for effect in effects:
        if effect.token is not None:
            exchange.service.authenticator.withdraw(exchange.request, is_expired=effect.token == "expired")
    for effect in effects:
        if effect.status is not None:
            raise ordered_error(operation, effect)


def spent(exchange: Exchange) -> bool:
    """Tell whether a fault wants the budget of a request to be spent."""
    return any(fault.effect.limit is not None for fault in exchange.faults)


def rows(exchange: Exchange, rows: Sequence[Any]) -> Sequence[Any]:
    """Return what the faults that met a request make of the rows of its list."""
    for fault in exchange.faults:
        if fault.effect.rows is not None:
            rows = disturbed(rows, fault.effect.rows, _page(exchange), fault.hits, fault.rule.seed)
    return rows


def after(exchange: Exchange, response: flask.Response) -> flask.Response:
    """Return what the faults that met a request make of its response."""
    for fault in exchange.faults:
        effect = fault.effect
        if effect.retry_after is not None and response.status_code == effect.status:
            response.headers["Retry-After"] = str(effect.retry_after)
    response = tell_otherwise(exchange, response)
    for fault in exchange.faults:
        response = spoiled(response, fault.effect, flask.request.environ)
    return response


def _can_meet(exchange: Exchange, operation: Operation, fault: Fault) -> bool:
    """Tell whether the effect of a fault is one that this request can be met with."""
    effect: Effect = fault.effect
    if effect.token is not None and operation.scopes is None:
        return False
    if effect.limit is not None and operation.rate_limit is None:
        return False
    if effect.rows in ("duplicate", "missing"):
        return _page(exchange) > 0
    if not can_break(exchange, operation, fault):
        return False
    return effect.rows is None or _is_list(operation)


def _is_list(operation: Operation) -> bool:
    return any(one.argument in _PAGING for one in operation.parameters.all)


def _page(exchange: Exchange) -> int:
    """Return which page is asked for, from 0."""
    said = exchange.decoded.arguments
    if said.get("offset") and said.get("limit"):
        return int(said["offset"]) // int(said["limit"])
    return int(said.get("page_index") or (said.get("page") or 1) - 1)
