"""Error replies that were ordered by their status, in the vendor's own shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mock_server.contract import Operation
from mock_server.core.api_errors import (
    ApiError,
    Failure,
    FieldError,
    Forbidden,
    Gone,
    InsufficientScope,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    PreconditionFailed,
    RateLimited,
    Unacceptable,
    Unauthenticated,
    UnsupportedMediaType,
)
from mock_server.exchange import Exchange
from mock_server.faults import Effect
from mock_server.oauth import InvalidClient, invalid_request

_ORDERED = "a fault was ordered"


class OrderedError(ApiError):
    """Raised for a status that was ordered: it is answered like `error`, as by `operation`, and with that status."""

    def __init__(self, error: ApiError, status: int, operation: Operation | None) -> None:
        super().__init__(_ordered(status))
        self.error, self.status, self.operation = error, status, operation


def ordered_error(exchange: Exchange, effect: Effect) -> OrderedError:
    """Return the error that a request is answered with where an effect orders a status: of the kind that the contract
    documents for it or, where it documents none, one that says no more than its status.
    """
    assert effect.status is not None
    operation, contract = exchange.operation, exchange.service.contract
    documented = operation.responses if operation is not None else contract.unmatched
    kinds = documented[effect.status].errors if effect.status in documented else ()
    make = next((_MAKERS[kind] for kind in kinds if kind in _MAKERS), None)
    error = make(exchange, effect) if make is not None else Unacceptable(effect.status, _ordered(effect.status))
    # In life no operation ever answers with another method's refusal.
    return OrderedError(error, effect.status, None if isinstance(error, MethodNotAllowed) else operation)


def _ordered(status: int) -> str:
    return f"{_ORDERED}, with status {status}"


def _of_kind(kind: Callable[[str], ApiError]) -> Callable[[Exchange, Effect], ApiError]:
    return lambda exchange, effect: kind(_ordered(effect.status or 0))


def _rate_limited(exchange: Exchange, effect: Effect) -> ApiError:
    budget = exchange.operation.rate_limit if exchange.operation is not None else None
    limit, window = (budget.limit, budget.window) if budget is not None else (1, 60)
    return RateLimited(limit, window, effect.retry_after or window)


def _invalid(exchange: Exchange, effect: Effect) -> ApiError:
    parameters = exchange.operation.parameters.all if exchange.operation is not None else ()
    names = [one.name for one in parameters if one.place == "query"]
    place, name = ("query", names[0]) if names else ("body", "body")
    return InvalidRequest([FieldError(_ORDERED, "", place, name)])


def _lacks_scope(exchange: Exchange, effect: Effect) -> ApiError:
    return InsufficientScope((exchange.operation.scopes if exchange.operation is not None else None) or ())


_MAKERS: Mapping[str, Callable[[Exchange, Effect], ApiError]] = {
    "Unauthenticated": lambda exchange, effect: Unauthenticated("the access token has expired", "invalid_token"),
    "InsufficientScope": _lacks_scope,
    "RateLimited": _rate_limited,
    "InvalidRequest": _invalid,
    "OAuthError": lambda exchange, effect: invalid_request(_ORDERED),
    "InvalidClient": lambda exchange, effect: InvalidClient(),
    "MethodNotAllowed": lambda exchange, effect: MethodNotAllowed([exchange.request.method]),
    "ApiError": lambda exchange, effect: Failure(_ORDERED),
    **{kind.__name__: _of_kind(kind) for kind in (Forbidden, NotFound, Gone, PreconditionFailed, UnsupportedMediaType)},
}
