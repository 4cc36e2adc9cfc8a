"""Edits of a document at a place: `/items/*/contact/email` is in every row, `/items/0/currency` in the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.drift.audit.changing import GONE, Edit


def at(pointer: str, change: Callable[[Any], Any]) -> Edit:
    """Change what is at a place; `GONE` takes it away."""

    def edit(document: Any) -> None:
        for holder, name in _holders(document, pointer):
            other = change(holder[name])
            if other is not GONE:
                holder[name] = other
            elif isinstance(holder, list):
                holder.pop(name)
            else:
                del holder[name]

    return edit


def gone(pointer: str) -> Edit:
    """Leave it out."""
    return at(pointer, lambda _: GONE)


def put(pointer: str, value: Any) -> Edit:
    """Have a value there."""
    return at(pointer, lambda _: value)


def some(pointer: str, change: Callable[[Any], Any]) -> Edit:
    """Change it where it is not null."""
    return at(pointer, lambda one: None if one is None else change(one))


def nulls(pointer: str, value: Any) -> Edit:
    """Have a value where it is null."""
    return at(pointer, lambda one: value if one is None else one)


def texts(pointer: str, pattern: str, replacement: str) -> Edit:
    """Rewrite a text."""
    return some(pointer, lambda one: re.sub(pattern, replacement, one))


def add(pointer: str, name: str, value: Any) -> Edit:
    """Give an object one member more; `""` is the document."""

    def edit(document: Any) -> None:
        for holder in [document] if not pointer else [parent[key] for parent, key in _holders(document, pointer)]:
            if isinstance(holder, dict):
                holder[name] = value

    return edit


def rename(pointer: str, name: str) -> Edit:
    """Give a member another name, in its place."""

    def edit(document: Any) -> None:
        for holder, old in list(_holders(document, pointer)):
            renamed = {name if key == old else key: value for key, value in holder.items()}
            holder.clear()
            holder.update(renamed)

    return edit


def keys(change: Callable[[str], str], pointer: str = "") -> Edit:
    """Rename every member of a document, or of what is at a place."""

    def renamed(node: Any) -> Any:
        if isinstance(node, list):
            return [renamed(one) for one in node]
        return {change(name): renamed(one) for name, one in node.items()} if isinstance(node, dict) else node

    return at(pointer, renamed) if pointer else renamed


def snake(name: str) -> str:
    """`startDate` as `start_date`."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: "_" + found[1].lower(), name)


def all_of(*edits: Edit) -> Edit:
    """One edit after the other, of the same document."""

    def edit(document: Any) -> Any:
        for one in edits:
            other = one(document)
            document = document if other is None else other
        return document

    return edit


def _holders(node: Any, pointer: str) -> Iterator[tuple[Any, Any]]:
    """Yield what holds a place, with the name or number by which it does."""
    first, _, rest = pointer.lstrip("/").partition("/")
    if isinstance(node, list):
        numbers = range(len(node)) if first == "*" else [int(first)] if int(first) < len(node) else []
        names: list[Any] = [*reversed(numbers)]
    else:
        names = [first] if isinstance(node, dict) and first in node else []
    for name in names:
        if rest:
            yield from _holders(node[name], rest)
        else:
            yield node, name
