"""ON24's dialect of errors: one message, with the literal texts that its documentation or its replies show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mock_server.core.api_errors import (
    ApiError,
    Failure,
    InsufficientScope,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RateLimited,
)
from mock_server.core.call import Reply
from mock_server.vendor import Refusal

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_PERMISSION = "You do not have permission to perform the requested operation."
_TOO_MANY = "You have reached the maximum number of calls for this api."


@dataclass(frozen=True, slots=True)
class Problem:
    """What an operation of the API answers."""

    message: str


@dataclass(frozen=True, slots=True)
class PageProblem:
    """What a page for browsers answers; `code` is the word that programs look at."""

    code: str
    message: str


class PageError(ApiError):
    """Raised where a page for browsers refuses; `code` is the word that programs look at."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UnknownEvent(NotFound):
    """Raised for an event that is not there; `text` is what the path said."""

    def __init__(self, text: object) -> None:
        super().__init__(f"The event {text} doesn't exist.")


def render(error: ApiError, refusal: Refusal) -> Reply:
    """Return the reply to an error of an operation, or of no operation at all."""
    status, operation = refusal.status, refusal.operation
    if isinstance(error, RateLimited):
        status = refusal.settings.throttle_status
    headers = {"allow": ", ".join(error.allowed)} if isinstance(error, MethodNotAllowed) else {}
    if operation is not None and operation.scopes is None:
        code = error.code if isinstance(error, PageError) else _word(error)
        return Reply(status, PageProblem(code, _message(error)), headers)
    return Reply(status, Problem(_message(error)), headers)


def _word(error: ApiError) -> str:
    """Return the word for an error: `InvalidRequest` → `INVALID_REQUEST`."""
    return _HUMP.sub("_", type(error).__name__).upper()


def _message(error: ApiError) -> str:
    match error:
        case RateLimited():
            return _TOO_MANY
        case InsufficientScope():
            return _NO_PERMISSION
        case InvalidRequest():
            return error.errors[0].message
        case MethodNotAllowed():
            return f"This path takes {', '.join(error.allowed)}."
        case Failure():
            return "An internal error has occurred."
    return str(error)
