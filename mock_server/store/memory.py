"""An overlay that ends with the process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any


class MemoryOverlay:
    """Implements `core.overlay.Overlay` with dicts."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, str], Any] = {}

    def put(self, kind: str, key: str, value: Any) -> None:
        """Write one document."""
        self.put_all([(kind, key, value)])

    def put_all(self, documents: Sequence[tuple[str, str, Any]]) -> None:
        """Write documents; what a file could not hold is refused here as well, and nothing is written."""
        for _, _, value in documents:
            json.dumps(value)
        self._documents.update({(kind, key): value for kind, key, value in documents})

    def delete(self, kind: str, keys: list[str]) -> None:
        """Forget documents."""
        for key in keys:
            self._documents.pop((kind, key), None)

    def all_items(self) -> list[tuple[str, str, Any]]:
        """Return every document."""
        return [(kind, key, value) for (kind, key), value in list(self._documents.items())]

    def items(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Walk the documents of a kind."""
        return iter([(key, value) for one, key, value in self.all_items() if one == kind])
