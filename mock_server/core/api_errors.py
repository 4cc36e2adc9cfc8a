"""What a client did wrong, as kinds. Their look on the wire (status, body, headers) is the vendor's.

ApiError
├── Unauthenticated    no credential, or one that does not count
├── InsufficientScope  a good credential that may not do this
├── RateLimited        over a limit of the contract
├── Forbidden          a good credential, and still not allowed
├── InvalidRequest     parameters that break the contract
├── NotFound           no such path, or no such record
├── Gone               a record that was there
├── PreconditionFailed a record that is not in the state it would have to be in
├── MethodNotAllowed   a path of the contract with another method
├── UnsupportedMediaType  a body of a kind the operation does not take
├── Unacceptable       a request HTTP itself refuses (too large, malformed): carries the status
└── Failure            our own fault
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one parameter.

    `argument` is the handler's name for it; the pipeline replaces `place` ("query", "path", "header",
    "body") and `name` by what the contract calls it when a handler leaves them empty, and `message` where the
    contract has a literal text for the `rule` that was broken: "missing", "blank" or "invalid".
    """

    message: str
    argument: str = ""
    place: str = ""
    name: str = ""
    rule: str = "invalid"


class ApiError(Exception):
    """Base of all errors that a vendor answers in its own dialect."""


class Unauthenticated(ApiError):
    """Raised without a usable credential. `code` is RFC 6750 section 3.1's, or None when there was none."""

    def __init__(self, detail: str, code: str | None = None) -> None:
        super().__init__(detail)
        self.detail, self.code = detail, code


class InsufficientScope(ApiError):
    """Raised when the credential lacks one of the operation's scopes."""

    def __init__(self, required: Sequence[str]) -> None:
        super().__init__(f"lacks the scope {' '.join(required)}")
        self.required = tuple(required)


class Forbidden(ApiError):
    """Raised where a good credential may still not do this, or the record does not take it."""


class RateLimited(ApiError):
    """Raised over a limit. `retry_after`: whole seconds, at least 1, after which the request would pass."""

    def __init__(self, limit: int, window: int, retry_after: int) -> None:
        super().__init__(f"over {limit} requests in {window} seconds; retry after {retry_after} seconds")
        self.limit, self.window, self.retry_after = limit, window, retry_after


class InvalidRequest(ApiError):
    """Raised when parameters break the contract; names every one of them."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = tuple(errors)

    @classmethod
    def of(cls, argument: str, rule: str = "invalid", message: str = "") -> InvalidRequest:
        """Return the error about one argument, in literal words or, without them, in the contract's for the rule."""
        return cls([FieldError(message, argument, rule=rule)])


class NotFound(ApiError):
    """Raised for an unknown path or record."""


class Gone(ApiError):
    """Raised for a record that was deleted."""


class PreconditionFailed(ApiError):
    """Raised where a record is not in the state that the operation needs."""


class UnsupportedMediaType(ApiError):
    """Raised for a body of a media type that the operation does not take."""


class MethodNotAllowed(ApiError):
    """Raised for a known path with another method; `allowed` goes into the Allow header."""

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__("method not allowed")
        self.allowed = tuple(allowed)


class Unacceptable(ApiError):
    """Raised when HTTP itself refuses the request; `status` is the 4xx it says."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Failure(ApiError):
    """Raised for a fault of ours; the client learns nothing of the cause."""
