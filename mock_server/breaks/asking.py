"""How a break changes what is asked, before anybody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.core.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: what its query and its headers say. Names of headers are in small letters."""

    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, Sequence[str]]


Ask = Callable[[Asked, str, str], Asked]


def changed_query(asked: Asked, name: str, edit: str, value: str) -> Asked:
    """Return a request whose query was edited, or raise InvalidRequest where it is refused now."""
    return _QUERY[edit](asked, name, value)


def required_header(asked: Asked, name: str) -> None:
    """Refuse a request without a header."""
    if name.lower() not in asked.headers:
        raise _refusal("is required", name, "missing", "header")


def check_query_edit(edit: str, value: str) -> None:
    """Raise ConfigError for an edit of a query that there is not, or whose value is not one of its."""
    if edit not in _QUERY:
        raise ConfigError(f"a parameter has no edit {edit!r}; there are: {', '.join(_QUERY)}")
    if edit in ("maximum", "clamp", "shift") and not _is_number(value):
        raise ConfigError(f"the edit {edit} takes a whole number, not {value!r}")
    if edit in ("rename", "default", "refuse") and not value:
        raise ConfigError(f"the edit {edit} needs a value: {edit}=...")


def _ignore(asked: Asked, name: str, value: str) -> Asked:
    return _with(asked, {one: texts for one, texts in asked.query.items() if one != name})


def _rename(asked: Asked, name: str, value: str) -> Asked:
    """The parameter is known by its new name alone."""
    others = {one: texts for one, texts in asked.query.items() if one not in (name, value)}
    return _with(asked, {**others, name: asked.query[value]} if value in asked.query else others)


def _default(asked: Asked, name: str, value: str) -> Asked:
    return asked if name in asked.query else _with(asked, {**asked.query, name: [value]})


def _maximum(asked: Asked, name: str, value: str) -> Asked:
    if any(_is_number(text) and int(text) > int(value) for text in asked.query.get(name, ())):
        raise _refusal(f"is greater than the maximum of {value}", name)
    return asked


def _clamp(asked: Asked, name: str, value: str) -> Asked:
    texts = asked.query.get(name, ())
    lower = [value if _is_number(text) and int(text) > int(value) else text for text in texts]
    return _with(asked, {**asked.query, name: lower}) if texts else asked


def _shift(asked: Asked, name: str, value: str) -> Asked:
    """Pages are counted from another number: what was 1 is `1 - value` now."""
    texts = [str(int(text) + int(value)) if _is_number(text) else text for text in asked.query.get(name, ())]
    return _with(asked, {**asked.query, name: texts}) if texts else asked


def _required(asked: Asked, name: str, value: str) -> Asked:
    if name not in asked.query:
        raise _refusal("is required", name, "missing")
    return asked


def _refuse(asked: Asked, name: str, value: str) -> Asked:
    if any(value in text.split(",") for text in asked.query.get(name, ())):
        raise _refusal(f"{value!r} is not known", name)
    return asked


def _with(asked: Asked, query: Mapping[str, Sequence[str]]) -> Asked:
    return replace(asked, query=query)


def _refusal(message: str, name: str, rule: str = "invalid", place: str = "query") -> InvalidRequest:
    return InvalidRequest([FieldError(message, "", place, name, rule)])


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < 19


_QUERY: Mapping[str, Ask] = {
    "ignore": _ignore,
    "rename": _rename,
    "default": _default,
    "maximum": _maximum,
    "clamp": _clamp,
    "shift": _shift,
    "required": _required,
    "refuse": _refuse,
}
