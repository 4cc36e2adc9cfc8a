"""Walking a document by pointer. Nothing that is walked changes: what comes back is new from the root to the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from mock_server.breaks.place import EVERY, Step

# Says that an edit found nothing to edit.
UNCHANGED = object()

# A value to what it becomes; an object and the name of one of its members to what the object becomes.
ValueEdit = Callable[[Any], Any]
MemberEdit = Callable[[dict[str, Any], str], Any]


def values_at(node: Any, steps: Sequence[Step]) -> list[Any]:
    """Return the values that steps lead to."""
    found = [node]
    for step in steps:
        found = [part for one in found for part in _parts(one, step)]
    return found


def _parts(node: Any, step: Step) -> Sequence[Any]:
    """Return the parts of a container that a step leads to."""
    if isinstance(node, list):
        return node if step is EVERY else [node[at] for at in _index(step, len(node))]
    if isinstance(node, dict):
        return [*node.values()] if step is EVERY else [node[step]] if step in node else []
    return []


class Walk:
    """One way through one document: it edits every `every`-th place, the first among them, and counts those."""

    def __init__(self, every: int = 1) -> None:
        self._every, self._seen, self.count = every, 0, 0

    def values(self, node: Any, steps: Sequence[Step], edit: ValueEdit) -> Any:
        """Return the document with the values edited that the steps lead to."""
        if not steps:
            return self._done(node, partial(edit, node))
        return _rebuilt(node, steps[0], lambda part: self.values(part, steps[1:], edit))

    def members(self, node: Any, steps: Sequence[Step], edit: MemberEdit) -> Any:
        """Return the document with the objects edited whose member the last step names."""
        if len(steps) > 1:
            return _rebuilt(node, steps[0], lambda part: self.members(part, steps[1:], edit))
        name = steps[0]
        if not isinstance(node, dict):
            return node
        for one in [*node] if name is EVERY else [name]:
            if isinstance(node, dict) and one in node:
                node = self._done(node, partial(edit, node, one))
        return node

    def _done(self, node: Any, make: Callable[[], Any]) -> Any:
        """Edit a place if it is its turn; one where there is nothing to edit does not count."""
        made = make()
        if made is UNCHANGED:
            return node
        self._seen += 1
        if (self._seen - 1) % self._every:
            return node
        self.count += 1
        return made


def _rebuilt(node: Any, step: Step, change: Callable[[Any], Any]) -> Any:
    """Return a container with the parts changed that a step leads to."""
    if isinstance(node, list):
        wanted = range(len(node)) if step is EVERY else _index(step, len(node))
        return [change(part) if at in wanted else part for at, part in enumerate(node)]
    if isinstance(node, dict):
        return {name: change(part) if step in (EVERY, name) else part for name, part in node.items()}
    return node


def _index(step: str, length: int) -> Sequence[int]:
    is_index = step.isascii() and step.isdigit() and len(step) < 7 and int(step) < length
    return (int(step),) if is_index else ()
