"""Oniva's dialect of errors: problem+json for resources, OAuth's error object for the token operation.

Which fields these have on the wire, and which headers go with a status, is the contract's business.
"""

from __future__ import annotations

from http import HTTPStatus

from mock_server.contract import Contract
from mock_server.core.api_errors import (
    ApiError,
    InsufficientScope,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RateLimited,
    Unacceptable,
    Unauthenticated,
)
from mock_server.core.exchange import Reply
from mock_server.oauth import OAuthError, bearer_challenge
from mock_server.vendors.oniva.models import Problem, TokenProblem

_SCHEME = "oauth2"


def render(error: ApiError, operation: str | None, contract: Contract) -> Reply:
    """Return the reply to an error of an operation, or of no operation at all."""
    realm = contract.security[_SCHEME].realm
    if operation == contract.document["components"]["securitySchemes"][_SCHEME]["x-token-operation"]:
        return _token_reply(error, realm)
    return _resource_reply(error, realm)


def _resource_reply(error: ApiError, realm: str) -> Reply:
    match error:
        case Unauthenticated():
            return _problem(401, f"{error.detail}.", challenge=bearer_challenge(error, realm))
        case InsufficientScope():
            detail = f"The access token lacks the scope {' '.join(error.required)}."
            return _problem(403, detail, challenge=bearer_challenge(error, realm))
        case InvalidRequest():
            names = ", ".join(fault.name for fault in error.errors)
            return _problem(400, f"The request is not valid: {names}.", errors=error.errors)
        case NotFound():
            return _problem(404, f"{error}.")
        case MethodNotAllowed():
            return _problem(405, f"This path takes {', '.join(error.allowed)}.", allow=", ".join(error.allowed))
        case RateLimited():
            return _problem(429, _wait(error), retry_after=error.retry_after)
        case Unacceptable():
            return _problem(error.status, f"{error}.")
    return _problem(500, "Something went wrong on the server.")


def _problem(
    status: int, detail: str, *, errors: object = None, retry_after: int | None = None, **headers: object
) -> Reply:
    detail = detail[0].upper() + detail[1:]
    faults = list(errors) if isinstance(errors, tuple) else None
    body = Problem("about:blank", HTTPStatus(status).phrase, status, detail, faults, retry_after)
    return Reply(status, body, {"retry_after": retry_after, **headers})


def _token_reply(error: ApiError, realm: str) -> Reply:
    match error:
        case OAuthError():
            # RFC 9110 section 15.5.2: a 401 always carries a challenge.
            challenge = f'Basic realm="{realm}", charset="UTF-8"' if error.status == 401 else None
            return _token_problem(error.status, error.code, error.description, challenge=challenge)
        case RateLimited():
            return _token_problem(429, "temporarily_unavailable", _wait(error), retry_after=error.retry_after)
        case InvalidRequest():
            return _token_problem(400, "invalid_request", "a parameter is not valid")
        case Unacceptable():
            return _token_problem(error.status, "invalid_request", str(error))
        case MethodNotAllowed():
            return _resource_reply(error, realm)
    return _token_problem(500, "server_error", "something went wrong on the server")


def _token_problem(
    status: int, code: str, description: str, *, retry_after: int | None = None, challenge: str | None = None
) -> Reply:
    body = TokenProblem(code, description, retry_after)
    return Reply(status, body, {"retry_after": retry_after, "challenge": challenge})


def _wait(error: RateLimited) -> str:
    allowed = f"the limit is {error.limit} in {error.window} seconds"
    return f"Too many requests: {allowed}. Retry in {error.retry_after} seconds."
