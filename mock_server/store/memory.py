"""An overlay that ends with the process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any


class MemoryOverlay:
    """Implements `core.overlay.Overlay` with dicts."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, Any]] = {}

    def put(self, kind: str, key: str, value: Any) -> None:
        """Write one document."""
        self.put_all([(kind, key, value)])

    def put_all(self, documents: Sequence[tuple[str, str, Any]]) -> None:
        """Write documents; what a file could not hold is refused here as well, and nothing is written."""
        for _, _, value in documents:
            json.dumps(value)
        for kind, key, value in documents:
            self._kinds.setdefault(kind, {})[key] = value

    def delete(self, kind: str, keys: list[str]) -> None:
        """Forget documents."""
        for key in keys:
            self._kinds.get(kind, {}).pop(key, None)

    def items(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Walk the documents of a kind."""
        return iter(list(self._kinds.get(kind, {}).items()))
