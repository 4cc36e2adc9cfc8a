"""Privacy: new members that should be in nobody's answer, or tell of people where none were told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mock_server.breaks.casing import words_of

_SECRET = {"secret", "password", "passwd", "token", "apikey", "credential", "credentials", "private"}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_TELEPHONE = re.compile(r"\+\d[\d ()/.-]{6,}\Z", re.ASCII)
_SHOWN = 50


def private(names: Sequence[str], objects: Sequence[dict[str, Any]]) -> str:
    """Return in what way new members of objects are private; "" where nothing says that they are."""
    if any(_SECRET & {*words_of(name)} or "api_key" in name.lower() for name in names):
        return "by its name a secret"
    values = [one[name] for name in names for one in objects[:_SHOWN] if name in one]
    return "of people, by their form" if any(_is_personal(value) for value in values) else ""


def _is_personal(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(map(_is_personal, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and bool(_ADDRESS.match(value) or _TELEPHONE.match(value))
