"""Words: what of two documents may be told: they are strangers' texts, and terminals and browsers show reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

_SHORT = re.compile(r"[A-Za-z0-9_.-]{1,40}")
# What keys and tokens look like: longer than words are, with digits among the letters.
_SECRET = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_.-]{24,}")
_LINK = re.compile(r"[A-Za-z0-9_.~:/{}-]{1,120}")
_MEDIA = re.compile(r"[A-Za-z0-9_.+*/;=-]{1,80}")
_FEW = 6


def word(value: Any) -> str:
    """Return a name, a word of a list or a number as it is, anything else as its shape."""
    if isinstance(value, str):
        is_plain = _SHORT.fullmatch(value) and not _SECRET.fullmatch(value)
        return value if is_plain else f"a text of {len(value)} characters"
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "a value"


def shown(text: str) -> str:
    """Return a name of a place with nothing in it that a terminal would do something at."""
    return (
        text
        if text.isprintable()
        else "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
    )


def words(values: Iterable[Any]) -> str:
    """Return several, at most so many of them."""
    known = [word(value) for value in values]
    return ", ".join(known[:_FEW]) + (f" and {len(known) - _FEW} more" if len(known) > _FEW else "")


def link(text: str) -> str:
    """Return a path or URL as it is, where there is nothing in it but a host and a path."""
    return text if _LINK.fullmatch(text) else f"a text of {len(text)} characters"


def media(text: str) -> str:
    """Return a media type, with its parameters."""
    return text if _MEDIA.fullmatch(text) else f"a text of {len(text)} characters"
