"""Breaks of the contract that were ordered as faults: how they change an exchange."""

from __future__ import annotations

from collections.abc import Iterator

import flask

from mock_server.breaks import Break, RequestView, ResponseView, parse_break
from mock_server.contract import Contract, Operation
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
    return change is None or change.meets(operation.id)


def ask_otherwise(exchange: Exchange, operation: Operation, step: str) -> RequestView:
    """Return the terms of a request at a step, and let it say what it says under the changed contract.

    Raises the ApiError with which it is refused there.
    """
    budget, query = operation.rate_limit, exchange.request.query
    asked = RequestView(
        operation.id,
        {name: tuple(texts) for name, texts in query.items()},
        dict(exchange.request.headers.items()),
        operation.scopes,
        budget.limit if budget is not None else None,
        budget.window if budget is not None else None,
        body=exchange.request.body,
    )
    terms = asked
    for change in _changes(exchange):
        if change.step == step:
            terms = change.before(terms)
    if terms.query != asked.query or terms.body is not asked.body:
        exchange.ask_otherwise(terms.query, terms.headers, terms.body)
    return terms


def tell_otherwise(exchange: Exchange, response: flask.Response) -> flask.Response:
    """Return a response as the changed contract has it."""
    changes = list(_changes(exchange))
    if not changes or exchange.operation is None:
        return response
    told = ResponseView(
        exchange.operation.id,
        response.status_code,
        tuple(pair for pair in response.headers.items() if pair[0] not in ("Content-Type", "Content-Length")),
        response.headers.get("Content-Type"),
        response.get_data(),
        exchange.clock.seconds(),
        flask.request.full_path.rstrip("?"),
    )
    for change in changes:
        told, _ = change.after(told)
    other = flask.Response(told.body, told.status, list(told.headers), content_type=told.content_type)
    if told.content_type is None:
        del other.headers["Content-Type"]
    return other


def refuse_older(exchange: Exchange, principal: Principal, lifetime: int | None) -> None:
    """Refuse a token that has lived for longer than the changed contract lets it."""
    if lifetime is None or principal.expires_at is None:
        return
    issued = principal.expires_at - exchange.service.contract.scheme.token_lifetime
    if exchange.clock.seconds() >= issued + lifetime:
        raise Unauthenticated("the access token has expired", "invalid_token")


def _changes(exchange: Exchange) -> Iterator[Break]:
    for met in exchange.faults:
        change = break_of(met.fault, exchange.service.contract)
        if change is not None:
            yield change
