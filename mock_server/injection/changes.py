"""Breaks of the contract that were ordered as faults: how they change an exchange."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import flask

from mock_server.breaks import Asked, Break, Told, parse_break
from mock_server.contract import Contract, Operation, RateLimit
from mock_server.core.api_errors import Unauthenticated
from mock_server.core.call import Principal
from mock_server.exchange import Exchange
from mock_server.faults import Fault


def break_of(fault: Fault, contract: Contract) -> Break | None:
    """Return the break that a fault is, read once; None for another fault."""
    if fault.effect.breaks is None:
        return None
    if fault.change is None:
        fault.change = parse_break(fault.effect.breaks, contract)
    change: Break = fault.change
    return change


def can_break(exchange: Exchange, operation: Operation, fault: Fault) -> bool:
    """Tell whether a fault that is a break is one of an operation."""
    change = break_of(fault, exchange.service.contract)
    return change is None or change.operation in ("*", operation.id)


def ask_otherwise(exchange: Exchange) -> None:
    """Let a request say what it says under the changed contract, or raise the ApiError with which it is refused."""
    for change in _changes(exchange):
        asked = Asked(exchange.request.query, exchange.sent["headers"])
        other = change.before(asked)
        if other is not asked:
            exchange.ask_otherwise(other.query)


def tell_otherwise(exchange: Exchange, response: flask.Response) -> flask.Response:
    """Return a response as the changed contract has it."""
    changes = list(_changes(exchange))
    if not changes:
        return response
    content_type = response.headers.pop("Content-Type", "")
    headers = [(name, text) for name, text in response.headers.items() if name != "Content-Length"]
    told = Told(response.status_code, headers, content_type, response.get_data())
    for change in changes:
        told, _ = change.after(told)
    other = flask.Response(told.body, told.status, list(told.headers), content_type=told.content_type)
    if not told.content_type:
        del other.headers["Content-Type"]
    return other


def other_scopes(exchange: Exchange, scopes: Sequence[str]) -> Sequence[str]:
    """Return the scopes that are asked for under the changed contract."""
    wanted = [change.scope for change in _changes(exchange) if change.scope is not None]
    return wanted or scopes


def other_budget(exchange: Exchange, budget: RateLimit) -> int:
    """Return how many requests a window has under the changed contract."""
    return min([change.budget for change in _changes(exchange) if change.budget is not None], default=budget.limit)


def refuse_older(exchange: Exchange, principal: Principal) -> None:
    """Refuse a token that has lived for longer than the changed contract lets it."""
    lifetimes = [change.lifetime for change in _changes(exchange) if change.lifetime is not None]
    if not lifetimes or principal.expires_at is None:
        return
    issued = principal.expires_at - exchange.service.contract.scheme.token_lifetime
    if exchange.clock.seconds() >= issued + min(lifetimes):
        raise Unauthenticated("the access token has expired", "invalid_token")


def _changes(exchange: Exchange) -> Iterator[Break]:
    for fault in exchange.faults:
        change = break_of(fault, exchange.service.contract)
        if change is not None:
            yield change
