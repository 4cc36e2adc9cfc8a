"""An overlay that ends with the process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


class MemoryOverlay:
    """Implements `core.overlay.Overlay` with dicts."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, Any]] = {}

    def put(self, kind: str, key: str, value: Any) -> None:
        """Write one document."""
        self._kinds.setdefault(kind, {})[key] = value

    def put_all(self, documents: Sequence[tuple[str, str, Any]]) -> None:
        """Write documents."""
        for kind, key, value in documents:
            self.put(kind, key, value)

    def delete(self, kind: str, keys: list[str]) -> None:
        """Forget documents."""
        for key in keys:
            self._kinds.get(kind, {}).pop(key, None)

    def items(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Walk the documents of a kind."""
        return iter(list(self._kinds.get(kind, {}).items()))
