"""What the token operation says no with: RFC 6749 section 5.2."""

from __future__ import annotations

from mock_server.core.api_errors import ApiError


class OAuthError(ApiError):
    """Raised by the token operation.

    `code` is one of section 5.2's; `description` keeps to its characters (no quotes, no backslash, ASCII).
    """

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code, self.description = code, description


class InvalidClient(OAuthError):
    """Raised for a client that did not prove itself: one answer for an unknown client and for a wrong secret, so that
    neither can be told (RFC 6819 section 5.1.4).
    """

    def __init__(self) -> None:
        super().__init__("invalid_client", "client authentication failed")


def invalid_request(description: str) -> OAuthError:
    """The request is malformed: a parameter is missing, repeated, or in the wrong place."""
    return OAuthError("invalid_request", description)


def unsupported_grant_type() -> OAuthError:
    """Another grant than client_credentials; the name is case-sensitive."""
    return OAuthError("unsupported_grant_type", "only client_credentials is supported")


def invalid_scope() -> OAuthError:
    """A scope that is malformed, unknown, or not granted to the client."""
    return OAuthError("invalid_scope", "a requested scope is malformed, unknown or not granted to this client")
