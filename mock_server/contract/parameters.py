"""Requests against the contract: raw text in, decoded arguments or named faults out.

Stricter than most frameworks on purpose: `1_0`, `+1`, ` 1` are no integers, and a scalar given twice is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mock_server.contract.naming import source_of
from mock_server.contract.schemas import new_validator, options_of, reader, type_of
from mock_server.core.api_errors import FieldError

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z", re.ASCII)
_LONGEST_INTEGER = 18
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?\Z", re.ASCII)
_STYLES = ("form", "simple")
# Formats of texts that cannot be anybody's name, address or secret.
_TELLING = ("date", "date-time", "uuid")
_LEAP_SECOND = re.compile(r"(?<=:)60")


class BadValue(ValueError):
    """Raised by a decoder, with the words for the client."""


class Parameter:
    """One parameter of an operation, compiled.

    `argument` is its Python name; `place` is "query", "path" or "header"; a parameter whose check is the handler's
    (an id that is simply not found) is passed on as text.
    """

    def __init__(self, declared: Mapping[str, Any]) -> None:
        self.name: str = declared["name"]
        self.place: str = declared["in"]
        self.argument = source_of(self.name, declared)
        self.required = bool(declared.get("required"))
        self.is_sensitive = bool(declared.get("x-sensitive"))
        self.evidence: Mapping[str, str] = declared.get("x-evidence", {})
        self.schema: Mapping[str, Any] = declared.get("schema", {})
        self._expects: str | None = declared.get("x-expects")
        self._is_checked_here = declared.get("x-checked-by") != "handler"
        self._is_list = self.schema.get("type") == "array"
        # Lists in paths and headers always have commas between (style "simple").
        self._is_exploded = self.place == "query" and bool(declared.get("explode", True))
        self._items = _Value(self.schema.get("items", {}) if self._is_list else self.schema, self._expects)
        self._whole = new_validator(self.schema)
        self._is_free_text = _is_free_text(self.schema.get("items", {}) if self._is_list else self.schema)
        self.default = self._decoded_default(self.schema.get("default"))
        if declared.get("style", "form") not in _STYLES:
            raise ValueError(f"a style that is understood at the parameter {self.name} ({', '.join(_STYLES)})")

    def decode(self, values: Sequence[str]) -> Any:
        """Return the value of the texts that were sent under this name, or raise BadValue."""
        if not self._is_checked_here:
            return values[0]
        if self._is_list:
            return self._decode_list(values)
        if len(values) > 1:
            raise BadValue(f"given {len(values)} times; once is allowed")
        return self._items.decode(values[0])

    def may_be_shown(self, values: Sequence[str]) -> bool:
        """Tell whether values can stand in the journal: they fit the schema, and that leaves no room for a name, an
        address or a token.
        """
        return not (self.is_sensitive or self._is_free_text) and self._are_valid(values)

    def _are_valid(self, values: Sequence[str]) -> bool:
        try:
            self._decode_list(values) if self._is_list else self._items.read(values[0])
        except BadValue:
            return False
        return True

    def _decoded_default(self, default: Any) -> Any:
        """A default is written as JSON; only texts still have to become dates and such."""
        if isinstance(default, list):
            return tuple(self._decoded_default(one) for one in default)
        return self._items.decode(default) if isinstance(default, str) else default

    def _decode_list(self, values: Sequence[str]) -> tuple[Any, ...]:
        if len(values) > 1 and not self._is_exploded:
            raise BadValue(f"given {len(values)} times; give it once, with commas between the values")
        texts = list(values) if self._is_exploded else values[0].split(",")
        items = [self._items.read(text) for text in texts]
        sent = [value for value, _ in items]
        if not self._whole.is_valid(sent):
            raise BadValue(next(self._whole.iter_errors(sent)).message)
        return tuple(make(value) for value, make in items)


_Maker = Callable[[Any], Any]


class _Value:
    """A scalar: its text becomes JSON, is held against the schema, and becomes a Python value."""

    def __init__(self, schema: Mapping[str, Any], expects: str | None) -> None:
        self._options = [
            (_READERS.get(type_of(option)), new_validator(option), _maker(option), option.get("enum", ()))
            for option in options_of(schema) or (schema,)
        ]
        self._expects = expects

    def decode(self, text: str) -> Any:
        """Return the Python value of a text."""
        value, make = self.read(text)
        return make(value)

    def read(self, text: str) -> tuple[Any, _Maker]:
        """Return the JSON value of a text, and what makes a Python value of it; raise BadValue where it is neither."""
        reasons: list[str] = []
        for read, validator, make, words in self._options:
            try:
                value = read(text) if read else text
                if not validator.is_valid(value):
                    raise BadValue(_fault(value, validator, words))
                make(value)
                return value, make
            except BadValue as reason:
                reasons.append(str(reason))
        raise BadValue(f"{quoted(text)} is not {self._expects}" if self._expects else "; or ".join(reasons))


def _fault(value: Any, validator: Any, words: Sequence[Any]) -> str:
    if words:
        return f"{quoted(str(value))} is not one of {', '.join(str(word) for word in words if word is not None)}"
    return str(next(validator.iter_errors(value)).message)


def quoted(text: str) -> str:
    """Quote a client's text for a message, cut to a readable length."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _is_free_text(schema: Mapping[str, Any]) -> bool:
    options = options_of(schema) or (schema,)
    return any(
        type_of(one) in ("string", "") and "enum" not in one and one.get("format") not in _TELLING for one in options
    )


def _maker(schema: Mapping[str, Any]) -> _Maker:
    return reader(schema) or _MAKERS.get(schema.get("format", ""), lambda value: value)


def _integer(text: str) -> int:
    if not _INTEGER.match(text):
        raise BadValue(f"{quoted(text)} is not an integer")
    if len(text) > _LONGEST_INTEGER:
        raise BadValue(f"{quoted(text)} is out of range")
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.match(text):
        raise BadValue(f"{quoted(text)} is not a number")
    return float(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue(f"{quoted(text)} is neither true nor false")
    return text == "true"


def _moment(text: str) -> datetime:
    # RFC 3339 section 5.6 allows lower-case t and z, and a leap second, which datetime does not know.
    plain, leaps = _LEAP_SECOND.subn("59", text.upper())
    try:
        moment = datetime.fromisoformat(plain)
        return moment + timedelta(seconds=1) if leaps else moment
    except (ValueError, OverflowError):
        raise BadValue(f"{quoted(text)} is outside the calendar") from None


def _second(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadValue(f"{seconds} is outside the calendar") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"{quoted(text)} is outside the calendar") from None


_READERS: Mapping[str, Callable[[str], Any]] = {"integer": _integer, "number": _number, "boolean": _boolean}
_MAKERS: Mapping[str, _Maker] = {"date": _day, "date-time": _moment, "unix-seconds": _second}


@dataclass(slots=True)
class Decoded:
    """What a request's parameters came to."""

    arguments: dict[str, Any]
    errors: list[FieldError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class Parameters:
    """All parameters of an operation."""

    def __init__(self, declared: Sequence[Mapping[str, Any]]) -> None:
        self.all = tuple(Parameter(one) for one in declared)
        self._defaults = {one.argument: one.default for one in self.all}
        self._query = {one.name: one for one in self.all if one.place == "query"}
        self._path = {one.argument: one for one in self.all if one.place == "path"}
        self._required = [one for one in self.all if one.required and one.place != "path"]
        self._headers = [one for one in self.all if one.place == "header"]
        self._by_argument = {one.argument: one for one in self.all}

    def decode(
        self, path: Mapping[str, str], query: Mapping[str, Sequence[str]], headers: Mapping[str, str]
    ) -> Decoded:
        """Decode what was sent: path parameters by argument, the others by name.

        Every fault is named; unknown query parameters are listed and ignored.
        """
        decoded = Decoded(dict(self._defaults))
        for argument, text in path.items():
            self._take(self._path[argument], (text,), decoded)
        for name, texts in query.items():
            if name in self._query:
                self._take(self._query[name], texts, decoded)
            else:
                decoded.unknown.append(name)
        for one in self._headers:
            if one.name in headers:
                self._take(one, (headers[one.name],), decoded)
        for one in self._required:
            if one.name not in (query if one.place == "query" else headers):
                decoded.errors.append(FieldError("is required", one.argument, one.place, one.name))
        return decoded

    def locate(self, error: FieldError) -> FieldError:
        """Give a fault that names only an argument its place and name on the wire."""
        one = self._by_argument.get(error.argument)
        if error.name or one is None:
            return error
        return FieldError(error.message, error.argument, one.place, one.name)

    def may_be_shown(self, name: str, values: Sequence[str]) -> bool:
        """Tell whether the values of a query parameter can stand in the journal; those of an unknown one cannot."""
        return name in self._query and self._query[name].may_be_shown(values)

    def path_may_be_shown(self, argument: str, text: str) -> bool:
        """Tell the same of a path parameter."""
        return self._path[argument].may_be_shown((text,))

    @staticmethod
    def _take(one: Parameter, texts: Sequence[str], decoded: Decoded) -> None:
        try:
            decoded.arguments[one.argument] = one.decode(texts)
        except BadValue as reason:
            decoded.errors.append(FieldError(str(reason), one.argument, one.place, one.name))
