"""Requests against the contract: raw text in; decoded arguments, or faults that are named, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.contract.naming import source_of
from mock_server.contract.schemas import new_validator, options_of, type_of
from mock_server.contract.values import BadValue, Value
from mock_server.core.api_errors import FieldError

_STYLES = ("form", "simple")
# Formats of texts that cannot be anybody's name, address or secret.
_TELLING = ("date", "date-time", "uuid")
# Of a name that nobody knows so much is repeated.
_LONGEST_NAME = 60


class Parameter:
    """One parameter of an operation, or one field of a form, compiled.

    `argument` is its Python name; `place` is "query", "path", "header" or "body". Values of one that `is_telling`
    cannot be a person or a secret. One whose check is the handler's (an id that is simply not found) is passed on as
    text. One that `is_ignored` may be sent, and has its default all the same; one that `is_lenient` has it for a value
    that is not valid. `messages` are literal texts for a broken rule.
    """

    def __init__(self, declared: Mapping[str, Any]) -> None:
        self.name: str = declared["name"]
        self.place: str = declared["in"]
        self.argument = source_of(self.name, declared)
        self.schema: Mapping[str, Any] = declared.get("schema", {})
        self.is_checked_here = declared.get("x-checked-by") != "handler"
        self.required = bool(declared.get("required"))
        self.is_ignored = bool(declared.get("x-ignored"))
        self.is_lenient = declared.get("x-invalid") == "ignored"
        self.is_list = self.schema.get("type") == "array"
        self.messages: Mapping[str, str] = declared.get("x-messages", {})
        # Lists in paths and headers always have commas between (style "simple").
        self._is_exploded = self.place in ("query", "body") and bool(declared.get("explode", True))
        scalar = self.schema.get("items", {}) if self.is_list else self.schema
        self._items = Value(scalar, declared.get("x-expects"))
        self._whole = new_validator(self.schema)
        # `x-sensitive: false` vouches for a text that only its pattern describes.
        self.is_telling = declared.get("x-sensitive") is False or not (
            declared.get("x-sensitive") or _is_free_text(scalar)
        )
        self.default = self._decoded_default(self.schema.get("default"))
        if declared.get("style", "form") not in _STYLES:
            raise ValueError(f"a style that is understood at the parameter {self.name} ({', '.join(_STYLES)})")

    def decode(self, values: Sequence[str]) -> Any:
        """Return the value of the texts that were sent under this name, or raise BadValue."""
        if self.is_checked_here:
            return self._checked(values)
        return tuple(values) if self.is_list else values[0]

    def fault(self, reason: str, rule: str, texts: Mapping[str, str]) -> FieldError:
        """Return a fault of this parameter, in the contract's literal words where it has some; `texts` are what is said
        of any parameter.
        """
        literal = self.messages.get(rule, texts.get(rule))
        message = reason if literal is None else literal.replace("{name}", self.name)
        return FieldError(message, self.argument, self.place, self.name, rule)

    def located(self, error: FieldError, texts: Mapping[str, str]) -> FieldError:
        """Give a fault that a handler found the name on the wire, and words where it has none."""
        if not error.message:
            return self.fault(f"is {error.rule}", error.rule, texts)
        return FieldError(error.message, self.argument, self.place, self.name, error.rule)

    def _checked(self, values: Sequence[str]) -> Any:
        if self.is_list:
            return self._decode_list(values)
        if len(values) > 1:
            raise BadValue(f"given {len(values)} times; once is allowed")
        return self._items.decode(values[0])

    def may_be_shown(self, values: Sequence[str]) -> bool:
        """Tell whether values can stand in the journal: they fit the schema, and that leaves no room for a name, an
        address or a token.
        """
        if not self.is_telling:
            return False
        try:
            self._checked(values)
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


def _is_free_text(schema: Mapping[str, Any]) -> bool:
    options = options_of(schema) or (schema,)
    return any(
        type_of(one) in ("string", "object", "") and "enum" not in one and one.get("format") not in _TELLING
        for one in options
    )


@dataclass(slots=True)
class Decoded:
    """What a request's parameters came to."""

    arguments: dict[str, Any]
    errors: list[FieldError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def take(self, one: Parameter, texts: Sequence[str], literals: Mapping[str, str]) -> None:
        """Decode the texts of one parameter, or note what is wrong with them."""
        try:
            self.arguments[one.argument] = one.decode(texts)
        except BadValue as reason:
            if not one.is_lenient:
                self.errors.append(one.fault(str(reason), reason.rule, literals))


def _as_it_is(name: str) -> str:
    return name


def key_of(*, any_case: bool) -> Callable[[str], str]:
    """Return what a name is known by: itself, or its small letters where the vendor takes any case."""
    return str.lower if any_case else _as_it_is


class Parameters:
    """All parameters of an operation. `messages` are literal texts by the rule that was broken; unknown ones are listed
    and ignored, or refused, as are those that are declared to be (`x-refused`), which are none of it.
    """

    def __init__(
        self,
        declared: Sequence[Mapping[str, Any]],
        messages: Mapping[str, str] | None = None,
        *,
        any_case: bool = False,
        refuses_unknown: bool = False,
    ) -> None:
        self._refuses_unknown = refuses_unknown
        self.all = tuple(Parameter(one) for one in declared if not one.get("x-refused"))
        self._messages, self._key = messages or {}, key_of(any_case=any_case)
        self._refused = {self._key(one["name"]) for one in declared if one.get("x-refused")}
        self._defaults = {one.argument: one.default for one in self.all}
        self._query = {self._key(one.name): one for one in self.all if one.place == "query" and not one.is_ignored}
        self._path = {one.argument: one for one in self.all if one.place == "path"}
        self._required = [one for one in self.all if one.required and one.place != "path"]
        self._headers = [one for one in self.all if one.place == "header"]
        self._by_argument = {one.argument: one for one in self.all}
        self.path_names: Mapping[str, str] = {one.argument: one.name for one in self._path.values()}

    def decode(
        self, path: Mapping[str, str], query: Mapping[str, Sequence[str]], headers: Mapping[str, str]
    ) -> Decoded:
        """Decode what was sent: path parameters by argument, the others by name.

        Every fault is named.
        """
        decoded = Decoded(dict(self._defaults))
        for argument, text in path.items():
            decoded.take(self._path[argument], (text,), self._messages)
        known: dict[str, list[str]] = {}
        for name, texts in query.items():
            if self._key(name) in self._query:
                known.setdefault(self._key(name), []).extend(texts)
            elif self._refuses_unknown or self._key(name) in self._refused:
                decoded.errors.append(self._unknown(name))
            else:
                decoded.unknown.append(name)
        for key, texts in known.items():
            decoded.take(self._query[key], texts, self._messages)
        for one in self._headers:
            if one.name in headers:
                decoded.take(one, (headers[one.name],), self._messages)
        for one in self._required:
            if (one.name not in headers) if one.place == "header" else (self._key(one.name) not in known):
                decoded.errors.append(one.fault("is required", "missing", self._messages))
        return decoded

    def _unknown(self, name: str) -> FieldError:
        known = ", ".join(one.name for one in self._query.values()) or "none"
        return FieldError(f"is not known; there are: {known}", place="query", name=name[:_LONGEST_NAME])

    def locate(self, error: FieldError) -> FieldError:
        """Give a fault that names only an argument its place and name on the wire."""
        one = self._by_argument.get(error.argument)
        if error.name or one is None:
            return error
        return one.located(error, self._messages)

    def may_be_shown(self, name: str, decoded: Decoded) -> bool:
        """Tell whether the values of a query parameter can stand in the journal, by what they were decoded to; those of
        an unknown one cannot.
        """
        one = self._query.get(self._key(name))
        if one is None or not one.is_telling:
            return False
        if not one.is_checked_here:
            said = decoded.arguments[one.argument]
            return one.may_be_shown((said,) if isinstance(said, str) else said)
        return all(fault.argument != one.argument for fault in decoded.errors)
