"""Assertions that were used already."""

from __future__ import annotations

import threading
from datetime import datetime


class SeenAssertions:
    """The ids of assertions that were taken, each until nobody could use it any more anyway."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: dict[tuple[str, str], datetime] = {}

    def take(self, issuer: str, assertion_id: str, until: datetime, now: datetime) -> bool:
        """Remember an assertion until a moment; tell whether this is the first time it is seen."""
        with self._lock:
            self._until = {key: end for key, end in self._until.items() if end > now}
            if (issuer, assertion_id) in self._until:
                return False
            self._until[issuer, assertion_id] = until
            return True
