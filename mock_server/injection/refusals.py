"""Error replies that were ordered by their status, in the vendor's own shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mock_server.contract import Operation
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
from mock_server.faults.effect import Effect
from mock_server.oauth import InvalidClient, invalid_request

_ORDERED = "a fault was ordered"


class OrderedError(ApiError):
    """Raised for a status that was ordered: it is answered like `error`, and with that status."""

    def __init__(self, error: ApiError, status: int) -> None:
        super().__init__(f"{_ordered(status)}")
        self.error, self.status = error, status


def ordered_error(operation: Operation, effect: Effect) -> OrderedError:
    """Return the error that an operation answers with the status of an effect: of the kind that the contract documents
    for it or, where it documents none, one that says no more than its status.
    """
    assert effect.status is not None
    documented = operation.responses.get(effect.status)
    kinds = documented.errors if documented is not None else ()
    make = next((_MAKERS[kind] for kind in kinds if kind in _MAKERS), None)
    error = make(operation, effect) if make is not None else Unacceptable(effect.status, _ordered(effect.status))
    return OrderedError(error, effect.status)


def _ordered(status: int) -> str:
    return f"{_ORDERED}, with status {status}"


def _rate_limited(operation: Operation, effect: Effect) -> ApiError:
    budget = operation.rate_limit
    limit, window = (budget.limit, budget.window) if budget is not None else (1, 60)
    return RateLimited(limit, window, effect.retry_after or window)


def _invalid(operation: Operation, effect: Effect) -> ApiError:
    names = [one.name for one in operation.parameters.all if one.place == "query"]
    place, name = ("query", names[0]) if names else ("body", "body")
    return InvalidRequest([FieldError(_ORDERED, "", place, name)])


_MAKERS: Mapping[str, Callable[[Operation, Effect], ApiError]] = {
    "Unauthenticated": lambda operation, effect: Unauthenticated("the access token has expired", "invalid_token"),
    "InsufficientScope": lambda operation, effect: InsufficientScope(operation.scopes or ()),
    "RateLimited": _rate_limited,
    "InvalidRequest": _invalid,
    "NotFound": lambda operation, effect: NotFound(_ordered(404)),
    "MethodNotAllowed": lambda operation, effect: MethodNotAllowed([operation.method]),
    "OAuthError": lambda operation, effect: invalid_request(_ORDERED),
    "InvalidClient": lambda operation, effect: InvalidClient(),
    "ApiError": lambda operation, effect: Failure(_ORDERED),
}
