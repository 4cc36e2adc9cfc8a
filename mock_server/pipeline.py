"""The life of a request: journal, faults, authenticate, limit, authorize, validate, handle, write, faults, journal.

Nothing here is a rule of a particular API: the steps take what is asked for from the contract and the vendor, and the
contract can put them into another order (`x-steps`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import flask
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import RoutingException

from mock_server import injection
from mock_server.contract import Operation, RateLimit, ResponseWriter
from mock_server.core.api_errors import (
    ApiError,
    Failure,
    FieldError,
    InsufficientScope,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RateLimited,
    Unacceptable,
    Unauthenticated,
)
from mock_server.core.call import Call, Reply
from mock_server.core.page import is_empty
from mock_server.core.world import World
from mock_server.exchange import WORLD, Exchange
from mock_server.hidden import hidden_texts, masked
from mock_server.injection import OrderedError, Severed
from mock_server.journal import MASK, Entry, shown_name
from mock_server.journaling import close_entry, open_entry, told, trace
from mock_server.vendor import Refusal

log = logging.getLogger("onmock")

_TOO_LARGE = (413, 414, 431)
_MOST_UNREAD = 8 * 1024 * 1024


class BrokenContract(AssertionError):
    """Raised with `Config.enforce` when a reply breaks the contract: our fault, to be seen in a test."""


Step = Callable[[Exchange, Operation], Reply | None]


def authenticate(exchange: Exchange, operation: Operation) -> None:
    """Find out who sends the request, and with that its world; an operation without security has nobody."""
    terms = injection.ask_otherwise(exchange, operation, "authenticate")
    if operation.scopes is None:
        return
    principal = exchange.service.authenticator.authenticate(exchange.request, exchange.path)
    live = exchange.live
    if live is None or principal.world != live.id:
        raise Unauthenticated("the credentials are not this world's", "invalid_token")
    injection.refuse_older(exchange, principal, terms.lifetime)
    exchange.principal = principal


def limit(exchange: Exchange, operation: Operation) -> None:
    """Count the request against the operation's budget."""
    budget = operation.rate_limit
    live = exchange.live
    if budget is None or live is None or not exchange.runtime.config.limits:
        return
    key = (budget.bucket, *_payer(exchange, budget))
    terms = injection.ask_otherwise(exchange, operation, "limit")
    most, window = terms.limit or budget.limit, terms.window or budget.window
    if injection.spent(exchange):
        live.limiter.exhaust(key, most, window, exchange.clock.seconds())
    decision = live.limiter.hit(key, most, window, exchange.clock.seconds())
    if exchange.runtime.config.limit_headers:
        exchange.headers.update(decision.told(exchange.clock.now()))
    if not decision.passed:
        raise RateLimited(decision.limit, decision.window, decision.reset)


def _payer(exchange: Exchange, budget: RateLimit) -> tuple[str, ...]:
    """Return whose budget it is: a client's or an account's of a world, or an address's."""
    principal = exchange.principal
    if principal is None or budget.per == "address":
        return ("address", exchange.request.address)
    return (principal.world, principal.account if budget.per == "account" else principal.id)


def authorize(exchange: Exchange, operation: Operation) -> None:
    """Ask for the operation's scopes, and whether the credential is for this operation at all."""
    principal, scopes = exchange.principal, injection.ask_otherwise(exchange, operation, "authorize").scopes or ()
    if principal is None:
        return
    if not principal.scopes.issuperset(scopes):
        raise InsufficientScope(scopes)
    if principal.operations is not None and operation.id not in principal.operations:
        raise InsufficientScope([operation.id])


def validate(exchange: Exchange, operation: Operation) -> None:
    """Refuse parameters and fields that break the contract; note those it does not know."""
    injection.ask_otherwise(exchange, operation, "validate")
    query, decoded = exchange.request.query, exchange.decoded
    if operation.body is not None:
        operation.body.decode(exchange.request, decoded)
    # A name of the query is told from one of the body by having a value there.
    exchange.notes += [
        f"unknown parameter {shown_name(name, query.get(name, ('a value',)))!r} was ignored" for name in decoded.unknown
    ]
    if decoded.errors:
        raise InvalidRequest(decoded.errors)


def handle(exchange: Exchange, operation: Operation) -> Reply:
    """Ask the vendor's handler."""
    arguments = exchange.decoded.arguments
    world = _world(exchange)
    state = world.state if world is not None else None
    call = Call(
        operation=operation.id,
        arguments=arguments,
        request=exchange.request,
        clock=exchange.clock,
        principal=exchange.principal,
        state=state,
        notes=exchange.notes,
        rows=partial(_rows, exchange, operation),
    )
    answer = exchange.service.handlers[operation.handler_name](call)
    if operation.when_empty is not None and is_empty(answer):
        return Reply(operation.when_empty)
    return answer if isinstance(answer, Reply) else Reply(operation.success, answer)


def _rows(exchange: Exchange, operation: Operation, rows: Sequence[Any]) -> Sequence[Any]:
    """Return the rows of a list in the contract's order, as faults have them."""
    return injection.rows(exchange, rows[::-1] if operation.reversed else rows)


def _world(exchange: Exchange) -> World | None:
    """Return the world a request is for: its address', its principal's, or the one it speaks of, whose clock counts
    from here on.
    """
    if exchange.live is None:
        return None
    if exchange.principal is None and exchange.environ.get(WORLD) is None:
        spoken_of = exchange.service.authenticator.locate(exchange.decoded.arguments)
        exchange.live = (
            exchange.service.worlds.get(spoken_of.id, exchange.live) if spoken_of is not None else exchange.live
        )
    return exchange.live.world


STEPS: Mapping[str, Step] = {step.__name__: step for step in (authenticate, limit, authorize, validate, handle)}


def run(exchange: Exchange, operation: Operation) -> flask.Response:
    """Take a request through the steps, and write what came of it."""

    def answer() -> Reply:
        try:
            if exchange.environ.get("CONTENT_LENGTH"):
                _refuse_large_body()
            injection.before(exchange, operation)
            replies = (STEPS[name](exchange, operation) for name in exchange.service.contract.steps)
            return next(reply for reply in replies if reply is not None)
        except HTTPException as error:
            return _render(exchange, api_error(error))
        except InvalidRequest as error:
            return _render(exchange, InvalidRequest([operation.locate(fault) for fault in error.errors]))
        except ApiError as error:
            return _render(exchange, error)

    return _respond(exchange, answer)


def _refuse_large_body() -> None:
    """Refuse a body that is too large even for an operation that does not look at it."""
    request = flask.request
    if (request.content_length or 0) > max(request.max_content_length or 0, _MOST_UNREAD):
        raise RequestEntityTooLarge


def refuse(exchange: Exchange, error: HTTPException) -> flask.Response:
    """Answer a request that the framework found no operation for."""

    def answer() -> Reply:
        try:
            injection.before(exchange, None)
        except ApiError as ordered:
            return _render(exchange, ordered)
        return _render(exchange, api_error(error))

    return _respond(exchange, answer)


def _respond(exchange: Exchange, answer: Callable[[], Reply]) -> flask.Response:
    """Write an answer, noting the exchange in the journal; a fault of ours is the vendor's 500, or raises in tests."""
    began = time.perf_counter()
    entry, response = open_entry(exchange), None
    try:
        response = injection.after(exchange, _write(exchange, answer(), entry))
        return response
    except Severed as cut:
        return cut.response()
    except Exception as error:
        entry.error = told(error)
        if exchange.runtime.config.enforce:
            raise
        log.error("%s %s failed: %s\n%s", entry.method, entry.operation, entry.error, trace(error))
        response = _write(exchange, _render(exchange, Failure("a fault of the server's")), entry)
        return response
    finally:
        close_entry(exchange, entry, response, (time.perf_counter() - began) * 1000)


def _render(exchange: Exchange, error: ApiError) -> Reply:
    service, contract, operation = exchange.service, exchange.service.contract, exchange.operation
    exchange.notes += _reasons(error, exchange)
    if isinstance(error, OrderedError):
        return replace(
            service.render(error.error, Refusal(error.status, error.operation, contract, service.settings)),
            status=error.status,
        )
    status = error.status if isinstance(error, Unacceptable) else contract.status_of(error, operation)
    return service.render(error, Refusal(status, operation, contract, service.settings))


def _reasons(error: ApiError, exchange: Exchange) -> list[str]:
    """Say for the journal why a request was refused, without what was sent."""
    hidden = hidden_texts(exchange)
    if not isinstance(error, InvalidRequest):
        return [masked(str(error), hidden) or type(error).__name__]
    return [
        f"the {fault.place} parameter {fault.name!r} was not valid{_because(fault, hidden)}" for fault in error.errors
    ]


def _because(fault: FieldError, hidden: Sequence[str]) -> str:
    reason = masked(fault.message, hidden)
    return f": {reason}" if reason not in ("", MASK) else ""


def api_error(error: HTTPException) -> ApiError:
    """Return the kind of an error that the framework found before any operation did."""
    if error.code == 404 or isinstance(error, RoutingException):
        return NotFound("there is nothing at this path")
    if error.code == 405:
        return MethodNotAllowed(sorted(getattr(error, "valid_methods", None) or ()))
    if error.code is not None and 400 <= error.code < 500:
        reason = "larger than this server takes" if error.code in _TOO_LARGE else "malformed"
        return Unacceptable(error.code, f"the request is {reason}")
    return Failure("a fault in the framework")


def _write(exchange: Exchange, reply: Reply, entry: Entry) -> flask.Response:
    writer = _writer(exchange, reply.status)
    body, violations = writer.write(reply.body)
    headers, missing = writer.headers({**exchange.headers, **reply.told(exchange.clock.now())})
    entry.violations = [*violations, *missing]
    is_ordered = any(met.effect.status == reply.status for met in exchange.faults)
    if writer.status != reply.status and not is_ordered:
        entry.violations.append(f"the status {reply.status} is not documented")
    if entry.violations and exchange.runtime.config.enforce:
        raise BrokenContract(f"{entry.method} {entry.path}: {'; '.join(entry.violations)}")
    response = flask.Response(body, reply.status, headers, content_type=_content_type(writer))
    if writer.content_type is None:
        del response.headers["Content-Type"]
    return response


def _content_type(writer: ResponseWriter) -> str | None:
    """Say that a text is UTF-8, which nobody guesses."""
    written = writer.content_type
    is_bare_text = written is not None and written.startswith("text/") and "charset" not in written
    return f"{written}; charset=utf-8" if is_bare_text and writer.is_text else written


def _writer(exchange: Exchange, status: int) -> ResponseWriter:
    """Return what writes a status: the operation's or the general response; for one that nobody documents, the
    operation's or the general failure.
    """
    contract, operation = exchange.service.contract, exchange.operation
    documented = operation.responses if operation is not None else {}
    failure = documented.get(operation.status_of.get("ApiError", 0)) if operation is not None else None
    return documented.get(status) or contract.unmatched.get(status) or failure or contract.failure
