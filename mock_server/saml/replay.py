"""Assertions that were used already."""

from __future__ import annotations

import hashlib
import threading
from datetime import datetime, timedelta

from mock_server.core.overlay import Overlay

_KIND = "assertion"
# Kept for longer than anybody could use them, because a test may turn the clock back.
_KEPT = timedelta(days=7)


class SeenAssertions:
    """The assertions that were taken, by a digest of issuer and id, each until nobody could use it any more anyway.

    With an overlay they outlast the process.
    """

    def __init__(self, overlay: Overlay | None = None) -> None:
        self._lock, self._overlay = threading.Lock(), overlay
        kept = overlay.items(_KIND) if overlay is not None else ()
        self._until = {key: datetime.fromisoformat(until) for key, until in kept}

    def take(self, issuer: str, assertion_id: str, until: datetime, now: datetime) -> bool:
        """Remember an assertion until a moment; tell whether this is the first time it is seen."""
        key = hashlib.sha256(f"{issuer}\0{assertion_id}".encode()).hexdigest()
        with self._lock:
            self._forget_old(now)
            if key in self._until:
                return False
            if self._overlay is not None:
                self._overlay.put(_KIND, key, until.isoformat())
            self._until[key] = until
            return True

    def _forget_old(self, now: datetime) -> None:
        old = [key for key, until in self._until.items() if until <= now - _KEPT]
        for key in old:
            del self._until[key]
        if old and self._overlay is not None:
            self._overlay.delete(_KIND, old)
