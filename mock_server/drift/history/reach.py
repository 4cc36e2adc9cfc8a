"""Reach: reading documents by steps, many at once, without making them anew as an edit does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mock_server.breaks.place import EVERY, Step


def reach(nodes: Iterable[Any], steps: Sequence[Step]) -> list[Any]:
    """Return the values that steps lead to in all nodes."""
    found = [*nodes]
    for step in steps:
        found = [part for node in found for part in _parts(node, step)]
    return found


def _parts(node: Any, step: Step) -> Iterable[Any]:
    if step is EVERY:
        # Members of a map have no order, so none may tell one from the other.
        return (
            node if isinstance(node, list) else [node[name] for name in sorted(node)] if isinstance(node, dict) else ()
        )
    return (node[step],) if isinstance(node, dict) and step in node else ()
