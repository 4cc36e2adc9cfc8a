"""Access tokens: opaque, kept only as digests, dead when the clock says so."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass
from typing import Any

from mock_server.core.call import Principal
from mock_server.core.errors import StorageError
from mock_server.core.overlay import Overlay

_KIND = "token"
# An expired token is remembered for a while, so that its owner can be told so.
_REMEMBERED = 3600
# Tokens are looked through for such ones each time this many have been issued.
_SWEEP_EVERY = 256


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
        self._issued = 0
        self._principals = {key: _principal(value, world) for key, value in overlay.items(_KIND)}

    def issue(self, principal: Principal, now: float) -> str:
        """Return a new token for a principal; the ones issued before stay good."""
        token = secrets.token_urlsafe(32)
        key = digest(token)
        self._overlay.put(_KIND, key, _row(principal))
        with self._lock:
            self._principals[key] = principal
            self._issued += 1
            if self._issued % _SWEEP_EVERY == 0:
                self._forget(now)
        return token

    def find(self, key: str) -> Principal | None:
        """Return who holds the token with this digest, expired or not."""
        return self._principals.get(key)

    def _forget(self, now: float) -> None:
        long_ago = now - _REMEMBERED
        gone = [
            key for key, one in self._principals.items() if one.expires_at is not None and one.expires_at < long_ago
        ]
        for key in gone:
            del self._principals[key]
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


def _principal(row: Any, world: str) -> Principal:
    """Read back what `_row` wrote."""
    try:
        return Principal(
            str(row["client"]), str(row["name"]), frozenset(map(str, row["scopes"])), world, float(row["expires_at"])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StorageError("cannot use the database: a token in it is damaged") from error
