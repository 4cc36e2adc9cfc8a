"""Shapes: what a value is like, in words that are the same for many people."""

from __future__ import annotations

import re
from typing import Any

# In their order: the first that a whole text matches.
_SHAPES = tuple(
    (name, re.compile(pattern, re.ASCII))
    for name, pattern in (
        ("digits", r"[0-9]+"),
        ("uuid", r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        ("hex", r"[0-9a-fA-F]{16,}"),
        ("moment", r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"),
        ("date", r"\d{4}-\d\d-\d\d"),
        ("decimal", r"-?\d+[.,]\d+"),
        ("link", r"[a-z]+://\S+"),
        ("masked", r"\S*(\*\*|••|xxxx)\S*"),
        ("mail", r"[^@\s]+@[^@\s]+"),
        ("prefixed digits", r"[A-Za-z]+[_:-][0-9]+"),
        ("prefixed uuid", r"[A-Za-z]+[_:-][0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        ("prefixed hex", r"[A-Za-z]+[_:-][0-9a-fA-F]{16,}"),
        ("letters", r"[A-Za-z]+"),
        ("word", r"[\w.-]+"),
    )
)
PREFIXED = "prefixed "
# A word of a list that can be shown.
SHORT_WORD = re.compile(r"[A-Za-z0-9_-]{1,30}\Z", re.ASCII)


def shape_of(text: str) -> str:
    """Return the name of a text's shape; "text" for one of no other."""
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(text)), "text" if text else "empty")


def json_type(value: Any) -> str:
    """Return the JSON type of a value; whole numbers are integers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return {float: "number", str: "string", list: "array"}.get(type(value), "object")


def is_empty(value: Any) -> bool:
    """Whether a value is what stands for nothing beside null: an empty text, list or object, zero."""
    return value in ("", [], {}) or (value == 0 and not isinstance(value, bool))
