"""Edits of a value: another type, another text, more or less in it."""

from __future__ import annotations

import html
import re
import unicodedata
import uuid
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import orjson

from mock_server.breaks.walk import UNCHANGED, ValueEdit

_NAMESPACE = uuid.UUID(int=0)
_CUT = 10
# Whole numbers below are exact in any client.
_EXACT = 2**53
# What a binary fraction of a decimal one is wrong by, as clients see it.
_SLIGHT = 1e-9
# What a new member has: no word of it is its name.
_NEW = "a text that was not there"
_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?\Z", re.ASCII)


def _is_number(value: Any) -> bool:
    """Tell whether a value is a number that can be reckoned with."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _EXACT


def number_of(text: str) -> int:
    """Return a positive number for a text, the same each time."""
    return zlib.crc32(text.encode(errors="surrogatepass")) + 1


def text_of(value: Any) -> str:
    """Return a value as a text: scalars with commas between, anything else as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return ",".join(text_of(one) for one in value)
    return orjson.dumps(value).decode()


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else number_of(value)
    if isinstance(value, bool) or _is_number(value):
        return int(value)
    return UNCHANGED if isinstance(value, int | float) else len(value)


def _number(value: Any) -> Any:
    whole = _integer(value)
    return whole if whole is UNCHANGED else float(whole)


def _boolean(value: Any) -> Any:
    return bool(value)


def _map(value: Any) -> Any:
    return {str(at): one for at, one in enumerate(value)} if isinstance(value, list) else {"value": value}


# What a value of the type is, and how a value of another becomes one.
TYPES: Mapping[str, tuple[Callable[[Any], bool], ValueEdit]] = {
    "string": (lambda value: isinstance(value, str), text_of),
    "integer": (lambda value: isinstance(value, int) and not isinstance(value, bool), _integer),
    "number": (lambda value: isinstance(value, float), _number),
    "boolean": (lambda value: isinstance(value, bool), _boolean),
    "array": (lambda value: isinstance(value, list), lambda value: [value]),
    "object": (lambda value: isinstance(value, dict), _map),
}


def retype(kind: str) -> ValueEdit:
    """Turn every value but null into one of another type."""
    is_one, make = TYPES[kind]
    return lambda value: UNCHANGED if value is None or is_one(value) else make(value)


def put(new: Any) -> ValueEdit:
    """Put a value there, whatever was."""
    return lambda value: UNCHANGED if value == new and type(value) is type(new) else new


def put_text(new: str) -> ValueEdit:
    """Put a text in the place of another one."""
    return lambda value: new if isinstance(value, str) and value != new else UNCHANGED


def fill_null(empty: Any) -> ValueEdit:
    """Put an empty value in the place of null."""
    return lambda value: empty if value is None else UNCHANGED


def wrap(name: str) -> ValueEdit:
    """Put the value into an object, as its only member."""
    return lambda value: {name: value}


def add(name: str) -> ValueEdit:
    """Give an object one member more."""
    return lambda value: {**value, name: _NEW} if isinstance(value, dict) and name not in value else UNCHANGED


def keep(most: int) -> ValueEdit:
    """Leave an object its first members, an array its first items."""

    def edit(value: Any) -> Any:
        if not isinstance(value, dict | list) or len(value) <= most:
            return UNCHANGED
        return dict([*value.items()][:most]) if isinstance(value, dict) else value[:most]

    return edit


def reverse(value: Any) -> Any:
    """Turn an array round."""
    return value[::-1] if isinstance(value, list) and value[::-1] != value else UNCHANGED


def unlist(value: Any) -> Any:
    """Send the only item of an array instead of the array."""
    return value[0] if isinstance(value, list) and len(value) == 1 else UNCHANGED


def in_text(change: Callable[[str], str]) -> ValueEdit:
    """Change texts; one that stays the same is not counted."""
    return lambda value: changed if isinstance(value, str) and (changed := change(value)) != value else UNCHANGED


def _masked(text: str) -> str:
    name, at, host = text.partition("@")
    return f"{name[:1]}***{at}{host}"


def _on_host(text: str) -> str:
    scheme, _, rest = text.partition("://")
    return f"{scheme}://moved.example/{rest.partition('/')[2]}" if rest else text


def _relative(text: str) -> str:
    _, mark, rest = text.partition("://")
    return f"/{rest.partition('/')[2]}" if mark else text


TEXTS: Mapping[str, ValueEdit] = {
    "cut": in_text(lambda text: text[:_CUT]),
    "masked": in_text(_masked),
    "escaped": in_text(lambda text: html.escape(text) if html.escape(text) != text else f"<p>{text}</p>"),
    "decomposed": in_text(lambda text: unicodedata.normalize("NFD", text)),
}
LINKS: Mapping[str, ValueEdit] = {
    "relative": in_text(_relative),
    "other-host": in_text(_on_host),
    "plain-http": in_text(lambda text: text.replace("https://", "http://", 1)),
}
IDS: Mapping[str, ValueEdit] = {
    "uuid": lambda value: UNCHANGED if value is None else str(uuid.uuid5(_NAMESPACE, text_of(value))),
    "integer": lambda value: UNCHANGED if value is None or isinstance(value, int) else number_of(text_of(value)),
    "prefixed": lambda value: UNCHANGED if value is None else f"id_{text_of(value)}",
}
NUMBERS: Mapping[str, ValueEdit] = {
    "big": lambda value: value + _EXACT if _is_number(value) and isinstance(value, int) else UNCHANGED,
    "imprecise": lambda value: value + _SLIGHT if _is_number(value) and abs(value) < 1 / _SLIGHT / 1000 else UNCHANGED,
    "negative": lambda value: -value if _is_number(value) and value else UNCHANGED,
}


def _on_amounts(write: Callable[[Decimal], Any], *kinds: type) -> ValueEdit:
    def edit(value: Any) -> Any:
        amount = _amount(value) if isinstance(value, kinds) else None
        return UNCHANGED if amount is None else write(amount)

    return edit


def _amount(value: Any) -> Decimal | None:
    """Return the amount of money that a number, or a text of one, tells."""
    if isinstance(value, str) and _AMOUNT.match(value):
        return Decimal(value)
    return Decimal(str(value)) if _is_number(value) else None


MONEY: Mapping[str, ValueEdit] = {
    "string": _on_amounts(lambda amount: f"{amount:.2f}", int, float),
    "comma": _on_amounts(lambda amount: f"{amount:.2f}".replace(".", ","), int, float, str),
    "minor-units": _on_amounts(lambda amount: round(amount * 100), int, float, str),
    "float": _on_amounts(float, str),
}
