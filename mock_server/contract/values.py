"""Scalars of a request: raw text in, a Python value out.

Stricter than most frameworks on purpose: `1_0`, `+1`, ` 1` are no integers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mock_server.contract.json_text import BadJson, parse_json
from mock_server.contract.schemas import new_validator, options_of, reader, type_of

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z", re.ASCII)
_LONGEST_INTEGER = 18
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?\Z", re.ASCII)
_LEAP_SECOND = re.compile(r"(?<=:)60")


class BadValue(ValueError):
    """Raised by a decoder, with the words for the client, and which rule was broken: "blank" or "invalid"."""

    def __init__(self, reason: str, rule: str = "invalid") -> None:
        super().__init__(reason)
        self.rule = rule


Maker = Callable[[Any], Any]


class Value:
    """A scalar: its text becomes JSON, is held against the schema, and becomes a Python value."""

    def __init__(self, schema: Mapping[str, Any], expects: str | None) -> None:
        self._options = [
            (_reader(option), new_validator(option), _maker(option), option.get("enum", ()))
            for option in options_of(schema) or (schema,)
        ]
        self._expects = expects

    def decode(self, text: str) -> Any:
        """Return the Python value of a text."""
        value, make = self.read(text)
        return make(value)

    def read(self, text: str) -> tuple[Any, Maker]:
        """Return the JSON value of a text, and what makes a Python value of it; raise BadValue where it is neither."""
        reasons: list[str] = []
        for read, validator, make, words in self._options:
            try:
                value = read(text)
                if not validator.is_valid(value):
                    raise BadValue(_fault(value, validator, words))
                make(value)
                return value, make
            except BadValue as reason:
                reasons.append(str(reason))
        told = f"{quoted(text)} is not {self._expects}" if self._expects else "; or ".join(reasons)
        raise BadValue(told, "invalid" if text.strip() else "blank")


def maker_of(schema: Mapping[str, Any]) -> Maker:
    """Return what makes a Python value of a JSON value that a schema accepts: of a text with a format, say, a date. It
    raises BadValue for what is outside the calendar.
    """
    make = _maker(schema)
    return lambda value: make(value) if isinstance(value, str) else value


def _fault(value: Any, validator: Any, words: Sequence[Any]) -> str:
    if words:
        return f"{quoted(str(value))} is not one of {', '.join(str(word) for word in words if word is not None)}"
    return str(next(validator.iter_errors(value)).message)


def quoted(text: str) -> str:
    """Quote a client's text for a message, cut to a readable length."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _reader(schema: Mapping[str, Any]) -> Callable[[str], Any]:
    """Return what makes JSON of a text: by its type, cut to a cap, spelled as the contract spells it."""
    read = _READERS.get(type_of(schema), str)
    if "x-cap" in schema:
        cap = schema["x-cap"]
        return lambda text: cap if _is_huge(text) else min(read(text), cap)
    if schema.get("x-any-case"):
        known = {str(word).lower(): word for word in schema["enum"] if word is not None}
        return lambda text: known.get(text.lower(), text)
    return read


def _maker(schema: Mapping[str, Any]) -> Maker:
    return reader(schema) or _MAKERS.get(schema.get("format", ""), lambda value: value)


def _integer(text: str) -> int:
    if not _INTEGER.match(text):
        raise BadValue(f"{quoted(text)} is not an integer")
    if len(text) > _LONGEST_INTEGER:
        raise BadValue(f"{quoted(text)} is out of range")
    return int(text)


def _is_huge(text: str) -> bool:
    """Tell whether a text is an integer above all that are counted here."""
    return len(text) > _LONGEST_INTEGER and text[0] != "-" and _INTEGER.match(text) is not None


def _number(text: str) -> float:
    if not _NUMBER.match(text):
        raise BadValue(f"{quoted(text)} is not a number")
    return float(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue(f"{quoted(text)} is neither true nor false")
    return text == "true"


def _document(text: str) -> Any:
    try:
        return parse_json(text)
    except BadJson as reason:
        raise BadValue(str(reason)) from None


def _moment(text: str) -> datetime:
    # RFC 3339 section 5.6 allows lower-case t and z, and a leap second, which datetime does not know.
    plain, leaps = _LEAP_SECOND.subn("59", text.upper())
    try:
        moment = datetime.fromisoformat(plain)
        return moment + timedelta(seconds=1) if leaps else moment
    except (ValueError, OverflowError):
        raise BadValue(f"{quoted(text)} is outside the calendar") from None


def _second(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadValue(f"{seconds} is outside the calendar") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"{quoted(text)} is outside the calendar") from None


_READERS: Mapping[str, Callable[[str], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "object": _document,
}
_MAKERS: Mapping[str, Maker] = {
    "date": _day,
    "date-time": _moment,
    "unix-seconds": _second,
    "unix-milliseconds": lambda units: _second(units / 1000),
}
