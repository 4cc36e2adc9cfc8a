"""Oniva's dialect of errors: problem+json for resources, OAuth's error object for the token operation.

Which fields these have on the wire, and which headers go with a status, is the contract's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from http.client import responses

from mock_server.core.api_errors import (
    ApiError,
    FieldError,
    InsufficientScope,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RateLimited,
    Unacceptable,
    Unauthenticated,
)
from mock_server.core.call import Reply
from mock_server.oauth import InvalidClient, OAuthError, bearer_challenge
from mock_server.vendor import Refusal
from mock_server.vendors.oniva.models import Problem, TokenProblem


def render(error: ApiError, refusal: Refusal) -> Reply:
    """Return the reply to an error of an operation, or of no operation at all."""
    scheme, operation = refusal.contract.scheme, refusal.operation
    if operation is not None and operation.id == scheme.token_operation:
        return _token_reply(error, refusal.status, scheme.realm)
    return _resource_reply(error, refusal.status, scheme.realm)


def _resource_reply(error: ApiError, status: int, realm: str) -> Reply:
    match error:
        case Unauthenticated():
            return _problem(status, error.detail, challenge=bearer_challenge(error, realm))
        case InsufficientScope():
            return _problem(status, f"the access token {error}", challenge=bearer_challenge(error, realm))
        case InvalidRequest():
            names = ", ".join(fault.name for fault in error.errors)
            return _problem(status, f"the request is not valid: {names}", errors=error.errors)
        case MethodNotAllowed():
            allowed = ", ".join(error.allowed)
            return _problem(status, f"this path takes {allowed}", allow=allowed)
        case RateLimited():
            return _problem(status, _wait(error), retry_after=error.retry_after)
        case NotFound() | Unacceptable():
            return _problem(status, str(error))
    return _problem(status, "something went wrong on the server")


def _problem(
    status: int,
    detail: str,
    *,
    errors: Sequence[FieldError] | None = None,
    retry_after: int | None = None,
    **headers: object,
) -> Reply:
    sentence = f"{detail[0].upper()}{detail[1:]}."
    body = Problem("about:blank", responses.get(status, "Error"), status, sentence, errors, retry_after)
    return Reply(status, body, {"retry_after": retry_after, **headers})


def _token_reply(error: ApiError, status: int, realm: str) -> Reply:
    match error:
        case InvalidClient():
            # RFC 9110 section 15.5.2: a 401 always carries a challenge.
            challenge = f'Basic realm="{realm}", charset="UTF-8"'
            return _token_problem(status, error.code, error.description, challenge=challenge)
        case OAuthError():
            return _token_problem(status, error.code, error.description)
        case RateLimited():
            return _token_problem(status, "temporarily_unavailable", _wait(error), retry_after=error.retry_after)
        case InvalidRequest():
            return _token_problem(status, "invalid_request", "a parameter is not valid")
        case Unacceptable():
            return _token_problem(status, "invalid_request", str(error))
    return _token_problem(status, "server_error", "something went wrong on the server")


def _token_problem(
    status: int, code: str, description: str, *, retry_after: int | None = None, **headers: object
) -> Reply:
    return Reply(status, TokenProblem(code, description, retry_after), {"retry_after": retry_after, **headers})


def _wait(error: RateLimited) -> str:
    allowed = f"the limit is {error.limit} in {error.window} seconds"
    return f"Too many requests: {allowed}. Retry in {error.retry_after} seconds"
