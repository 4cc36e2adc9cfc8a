"""Plain: texts of strangers, made harmless for wherever lines are shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

# GitHub's runner takes commands of its old form anywhere in a line; the new form only counts where a line begins.
_OLD_COMMAND = "##["
_HARMLESS = r"#\x23["


def shown(text: str) -> str:
    """Return a text on one line, with what cannot be printed as Python writes it: `\\n`, `\\x1b`, `\\ud800`, `\\u202e`.

    What is left is a good text of XML 1.0, too.
    """
    if text.isprintable():
        return text.replace(_OLD_COMMAND, _HARMLESS)
    escaped = "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
    return escaped.replace(_OLD_COMMAND, _HARMLESS)


def storable_tree(node: Any) -> Any:
    """Return a JSON document that UTF-8 can hold: half of a surrogate pair is written `\\ud800`; all else is kept."""
    if isinstance(node, str):
        return node.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(node, Mapping):
        return {storable_tree(name): storable_tree(value) for name, value in node.items()}
    return [storable_tree(one) for one in node] if isinstance(node, list | tuple) else node


def day(at: datetime) -> str:
    """Return the day of a moment in UTC, as RFC 3339 writes it."""
    return moment(at)[: len("2026-01-01")]


def moment(at: datetime) -> str:
    """Return a moment in UTC to the second, as RFC 3339 writes it; one without a zone is taken for UTC."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
