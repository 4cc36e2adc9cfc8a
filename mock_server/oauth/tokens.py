"""Access tokens: opaque, kept only as digests, dead when the clock says so."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass

from mock_server.core.exchange import Principal
from mock_server.core.overlay import Overlay

_KIND = "token"
# An expired token is remembered for a while, so that its owner can be told so.
_REMEMBERED = 3600


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A successful answer: RFC 6749 section 5.1. `expires_in` in seconds."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


class Tokens:
    """All live tokens of one world, written through to its overlay."""

    def __init__(self, overlay: Overlay, world: str) -> None:
        self._overlay = overlay
        self._lock = threading.Lock()
        self._principals = {key: _principal(value, world) for key, value in overlay.items(_KIND)}

    def issue(self, principal: Principal, now: float) -> str:
        """Return a new token for a principal; the ones issued before stay good."""
        token = secrets.token_urlsafe(32)
        key = digest(token)
        self._overlay.put(_KIND, key, _row(principal))
        with self._lock:
            self._principals[key] = principal
            self._forget(now)
        return token

    def find(self, key: str) -> Principal | None:
        """Return who holds the token with this digest, expired or not."""
        return self._principals.get(key)

    def _forget(self, now: float) -> None:
        # Lifetimes are equal, so the first in are the first to go.
        gone = []
        for key, principal in self._principals.items():
            if principal.expires_at is None or principal.expires_at + _REMEMBERED > now:
                break
            gone.append(key)
        for key in gone:
            del self._principals[key]
        if gone:
            self._overlay.delete(_KIND, gone)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _row(principal: Principal) -> dict[str, object]:
    return {
        "client": principal.id,
        "name": principal.name,
        "scopes": sorted(principal.scopes),
        "expires_at": principal.expires_at,
    }


def _principal(row: dict[str, object], world: str) -> Principal:
    scopes = row["scopes"]
    expires_at = row["expires_at"]
    assert isinstance(scopes, list)
    assert isinstance(expires_at, float)
    return Principal(str(row["client"]), str(row["name"]), frozenset(scopes), world, expires_at)
