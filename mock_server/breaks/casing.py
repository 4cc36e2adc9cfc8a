"""Names in other cases: bookingNumber, booking_number, BookingNumber."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters: `bookingNumber` has two, `eventid` one."""
    return [word.lower() for word in _WORDS.findall(name)]


def _camel(words: list[str]) -> str:
    return words[0] + "".join(word.capitalize() for word in words[1:])


_JOINED: Mapping[str, Callable[[list[str]], str]] = {
    "snake": "_".join,
    "kebab": "-".join,
    "camel": _camel,
    "pascal": lambda words: "".join(word.capitalize() for word in words),
}
_WHOLE: Mapping[str, Callable[[str], str]] = {"upper": str.upper, "lower": str.lower}
STYLES = (*_JOINED, *_WHOLE)


def in_case(name: str, style: str) -> str:
    """Return a name in one of STYLES; one without letters stays."""
    if style in _WHOLE:
        return _WHOLE[style](name)
    words = words_of(name)
    return _JOINED[style](words) if words else name


def names_in_case(node: Any, style: str) -> Any:
    """Return a document with every name in another case; of two names that become one, the last has the value."""
    if isinstance(node, list):
        return [names_in_case(item, style) for item in node]
    if isinstance(node, dict):
        return {in_case(name, style): names_in_case(value, style) for name, value in node.items()}
    return node
