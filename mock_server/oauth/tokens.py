"""Access tokens: opaque, kept only as digests, dead when the clock says so."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, replace
from typing import Any

from mock_server.core.call import Principal
from mock_server.core.errors import StorageError
from mock_server.core.overlay import Overlay
from mock_server.core.world import World

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


@dataclass(slots=True)
class _Kept:
    """The tokens of one world: where they are kept, their digests, and how many there have been."""

    overlay: Overlay
    keys: set[str]
    issued: int = 0


class Tokens:
    """All live tokens of all worlds, each written through to its world's overlay."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._principals: dict[str, Principal] = {}
        self._kept: dict[str, _Kept] = {}

    def admit(self, world: World) -> None:
        """Take the tokens that a world's overlay remembers."""
        known = {key: _principal(value, world.id) for key, value in world.overlay.items(_KIND)}
        with self._lock:
            self._principals |= known
            self._kept[world.id] = _Kept(world.overlay, set(known))

    def dismiss(self, world: World) -> None:
        """Forget the tokens of a world."""
        with self._lock:
            kept = self._kept.pop(world.id, None)
            for key in kept.keys if kept is not None else ():
                del self._principals[key]

    def issue(self, principal: Principal, now: float) -> str:
        """Return a new token for a principal; the ones issued before stay good."""
        token = secrets.token_urlsafe(32)
        self._put(digest(token), principal, now)
        return token

    def find(self, key: str) -> Principal | None:
        """Return who holds the token with this digest, expired or not."""
        return self._principals.get(key)

    def withdraw(self, key: str, *, is_expired: bool) -> None:
        """Let the token with this digest be expired since ever, or unknown."""
        principal = self.find(key)
        kept = self._kept.get(principal.world) if principal is not None else None
        if principal is None or kept is None:
            return
        if is_expired:
            self._put(key, replace(principal, expires_at=0.0), 0.0)
        else:
            with self._lock:
                self._forget(kept, [key])

    def _put(self, key: str, principal: Principal, now: float) -> None:
        kept = self._kept.get(principal.world)
        if kept is None:
            return  # the world was dropped a moment ago, and what it issues now opens nothing
        kept.overlay.put(_KIND, key, _row(principal))
        with self._lock:
            if self._kept.get(principal.world) is not kept:
                return
            self._principals[key] = principal
            kept.keys.add(key)
            kept.issued += 1
            if kept.issued % _SWEEP_EVERY == 0:
                self._forget(kept, self._long_dead(kept, now))

    def _long_dead(self, kept: _Kept, now: float) -> list[str]:
        ends = ((key, self._principals[key].expires_at) for key in kept.keys)
        return [key for key, end in ends if end is not None and end < now - _REMEMBERED]

    def _forget(self, kept: _Kept, keys: list[str]) -> None:
        for key in keys:
            self._principals.pop(key, None)
            kept.keys.discard(key)
        kept.overlay.delete(_KIND, keys)


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
