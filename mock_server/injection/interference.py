"""What the faults that meet a request do, in the order in which it is done.

A delay comes first, then the connection, the token, the budget and the status; the rows when a list reads them; the
body, the headers and breaks of the contract when the reply is there. A request that matches no operation is met by
faults that are for every operation, as far as there is anything in it that they could spoil.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import flask

from mock_server.contract import Operation
from mock_server.exchange import Exchange
from mock_server.faults import Fault, Met
from mock_server.faults.rows import can_disturb, disturbed
from mock_server.injection.bodies import spoiled
from mock_server.injection.changes import can_break, tell_otherwise
from mock_server.injection.refusals import ordered_error
from mock_server.injection.severed import Severed, wait


def before(exchange: Exchange, operation: Operation | None) -> None:
    """Find the faults that meet a request, and let them do what they do before anybody looks at it.

    Raises Severed, or the ApiError that was ordered.
    """
    live = exchange.live
    if live is None or not live.faults.are_any:
        return
    can_meet = partial(_can_meet, exchange, operation)
    exchange.faults = live.faults.meet(operation.id if operation else None, exchange.sent, can_meet)
    _wait(exchange, exchange.faults)
    effects = [met.effect for met in exchange.faults]
    for effect in effects:
        if effect.connection is not None:
            raise Severed(effect.connection)
    for effect in effects:
        if effect.token is not None:
            exchange.service.authenticator.withdraw(exchange.request, is_expired=effect.token == "expired")
    for effect in effects:
        if effect.status is not None:
            raise ordered_error(exchange, effect)


def spent(exchange: Exchange) -> bool:
    """Tell whether a fault wants the budget of a request to be spent."""
    return any(met.effect.limit is not None for met in exchange.faults)


def rows(exchange: Exchange, rows: Sequence[Any]) -> Sequence[Any]:
    """Return what faults make of the rows of a list. They meet a request here, where it shows whether they change it;
    somebody may hold a lock, so what they have to wait for comes later.
    """
    live, operation = exchange.live, exchange.operation
    if live is None or operation is None or not live.faults.are_any:
        return rows
    page = _page(exchange)

    def can_meet(fault: Fault) -> bool:
        how = fault.effect.rows
        return how is not None and can_disturb(rows, how, page)

    for met in live.faults.meet(operation.id, exchange.sent, can_meet, exchange.faults):
        rows = disturbed(rows, str(met.effect.rows), page, met.turn, met.fault.rule.seed)
        exchange.faults.append(met)
    return rows


def after(exchange: Exchange, response: flask.Response) -> flask.Response:
    """Return what the faults that met a request make of its response."""
    _wait(exchange, [met for met in exchange.faults if met.effect.rows is not None])
    for met in exchange.faults:
        effect = met.effect
        if effect.retry_after is not None and response.status_code == effect.status:
            response.headers["Retry-After"] = str(effect.retry_after)
    response = tell_otherwise(exchange, response)
    for met in exchange.faults:
        response = spoiled(response, met.effect, exchange.environ)
    return response


def _can_meet(exchange: Exchange, operation: Operation | None, fault: Fault) -> bool:
    """Tell whether the effect of a fault is one that this request can be met with before anybody looks at it."""
    effect = fault.effect
    if effect.rows is not None:
        return False
    if operation is None:
        return effect.token is None and effect.limit is None and effect.breaks is None
    if effect.token is not None and (operation.scopes is None or not exchange.shows_credential):
        return False
    if effect.limit is not None and (operation.rate_limit is None or not exchange.runtime.config.limits):
        return False
    return can_break(exchange, operation, fault)


def _wait(exchange: Exchange, meetings: Iterable[Met]) -> None:
    wait(exchange.environ, sum(met.waiting for met in meetings))


def _page(exchange: Exchange) -> int:
    """Return which page is asked for, from 0."""
    said = exchange.decoded.arguments
    if said.get("offset") and said.get("limit"):
        return int(said["offset"]) // int(said["limit"])
    return int(said.get("page_index") or (said.get("page") or 1) - 1)
