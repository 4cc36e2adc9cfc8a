"""The control API's dialect of errors: RFC 9457, with a list of what is wrong on 400."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http.client import responses

from mock_server.core.api_errors import ApiError, Failure, FieldError, InvalidRequest, MethodNotAllowed
from mock_server.core.call import Reply
from mock_server.vendor import Refusal


@dataclass(frozen=True, slots=True)
class Problem:
    """An error on the wire."""

    title: str
    status: int
    detail: str
    errors: Sequence[FieldError] | None = None
    type: str = "about:blank"


def render(error: ApiError, refusal: Refusal) -> Reply:
    """Return the problem that an error is."""
    detail = "something went wrong on the server" if isinstance(error, Failure) else str(error)
    errors, headers = None, {}
    if isinstance(error, InvalidRequest):
        errors = error.errors
        detail = f"the request is not valid: {'; '.join(f'{one.name} {one.message}' for one in errors)}"
    if isinstance(error, MethodNotAllowed):
        headers["allow"] = ", ".join(error.allowed)
        detail = f"this path takes {headers['allow']}"
    phrase = responses.get(refusal.status, "Error")
    sentence = f"{detail[:1].upper()}{detail[1:]}." if detail else f"{phrase}."
    return Reply(refusal.status, Problem(phrase, refusal.status, sentence, errors), headers)
