"""Bearer tokens on the wire: RFC 6750 sections 2.1 and 3."""

from __future__ import annotations

import re

from mock_server.core.api_errors import InsufficientScope, Unauthenticated
from mock_server.core.call import Request

_B64TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*\Z", re.ASCII)


def bearer_token(request: Request) -> str:
    """Return the token of the Authorization header; one in the query string is not looked at.

    Raises Unauthenticated: without a code where there was no bearer credential at all (section 3.1), with
    `invalid_token` where there was a malformed one.
    """
    header = request.headers.get("Authorization")
    if header is None:
        raise Unauthenticated("a bearer token is required")
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated("a bearer token is required")
    token = rest.strip(" ")
    if not _B64TOKEN.match(token):
        raise Unauthenticated("the bearer token is malformed", "invalid_token")
    return token


def bearer_challenge(error: Unauthenticated | InsufficientScope, realm: str) -> str:
    """Return the WWW-Authenticate value for an error."""
    if isinstance(error, InsufficientScope):
        return f'Bearer realm="{realm}", error="insufficient_scope", scope="{" ".join(error.required)}"'
    if error.code is None:
        return f'Bearer realm="{realm}"'
    return f'Bearer realm="{realm}", error="{error.code}", error_description="{error.detail}"'
