"""Overlay: what was written over a computed world, by kind and key. The adapters are in `mock_server.store`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol


class Overlay(Protocol):
    """A small store of JSON documents. What `put` has returned from survives a kill where the adapter is a file.

    The kinds "world" and "token" are the product's own; the others are the vendor's.
    """

    def put(self, kind: str, key: str, value: Any) -> None:
        """Write one document, replacing what was there."""

    def put_all(self, documents: Sequence[tuple[str, str, Any]]) -> None:
        """Write documents, as (kind, key, value): all of them or, after a kill, none."""

    def delete(self, kind: str, keys: list[str]) -> None:
        """Forget documents; unknown keys are no error."""

    def all_items(self) -> list[tuple[str, str, Any]]:
        """Return every document, as (kind, key, value), in the order they were first written."""

    def items(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Walk the documents of a kind in the order they were first written."""
