"""Edits of what a query says, and their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson

from mock_server.breaks.declared import source_at, success_schema
from mock_server.breaks.edit import Edit, Target, Word, name_of, whole_number
from mock_server.breaks.shape import shortened
from mock_server.breaks.views import RequestView, ResponseView
from mock_server.contract.parameters import Parameter, key_of
from mock_server.contract.values import BadValue
from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.core.errors import ConfigError

Texts = tuple[str, ...]


class QueryEdit(Edit):
    """An edit of the texts of one parameter: `change` gets those that were sent, none where it was not sent."""

    step = "validate"

    def __init__(self, target: Target, change: Callable[[QueryEdit, Texts], Texts]) -> None:
        self.parameter = _parameter(target)
        self.key = _key(target)
        self._texts = target.contract.document.get("x-messages", {})
        self._change = change

    def before(self, request: RequestView) -> RequestView:
        """Change what was sent; raise InvalidRequest where it is not taken any more."""
        sent = self.sent(request, self.parameter.name)
        changed = self._change(self, sent)
        return request if changed == sent else self.put(request, changed)

    def sent(self, request: RequestView, name: str) -> Texts:
        """Return the texts that were sent under a name."""
        known = (texts for one, texts in request.query.items() if self.key(one) == self.key(name))
        return tuple(text for texts in known for text in texts)

    def put(self, request: RequestView, texts: Texts, *gone: str) -> RequestView:
        """Return the request with other texts under the parameter's name, and without those under others."""
        keys = {self.key(one) for one in (self.parameter.name, *gone)}
        rest = {name: one for name, one in request.query.items() if self.key(name) not in keys}
        return replace(request, query={**rest, self.parameter.name: texts} if texts else rest)

    def refusal(self, rule: str, reason: str) -> InvalidRequest:
        """Return the error about this parameter."""
        return InvalidRequest([self.parameter.fault(reason, rule, self._texts)])

    def value(self, texts: Texts) -> Any:
        """Return what texts mean; None where they mean nothing."""
        try:
            return self.parameter.decode(texts) if texts else None
        except BadValue:
            return None


class RenamedQuery(QueryEdit):
    """A parameter that is known by another name only."""

    def __init__(self, target: Target, new: str) -> None:
        super().__init__(target, lambda _, texts: texts)
        self.new = new

    def before(self, request: RequestView) -> RequestView:
        """Take the new name for the old one, and the old one for nothing."""
        changed = self.put(request, self.sent(request, self.new), self.new)
        return request if changed.query == request.query else changed


class ShiftedPages(QueryEdit):
    """Pages that are counted from another number, in what is asked and in what is answered."""

    def __init__(self, target: Target, by: int) -> None:
        super().__init__(target, self._shifted)
        self.by = by
        schema = success_schema(target.contract, target.operation) or {}
        properties = schema.get("properties", {}).items()
        self._told = [name for name, one in properties if source_at(name, one) == self.parameter.argument]

    def _shifted(self, _: QueryEdit, texts: Texts) -> Texts:
        is_number = len(texts) == 1 and texts[0].removeprefix("-").isascii() and texts[0].removeprefix("-").isdigit()
        return (str(int(texts[0][:20]) + self.by),) if is_number else texts

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Shift back the number that the page tells of itself."""
        if not response.is_success:
            return response, 0
        try:
            document = orjson.loads(response.body)
        except ValueError:
            return response, 0
        told = [name for name in self._told if isinstance(document, dict) and type(document.get(name)) is int]
        if not told:
            return response, 0
        shifted = {**document, **{name: document[name] - self.by for name in told}}
        return replace(response, body=orjson.dumps(shifted)), len(told)


class StrictQuery(Edit):
    """A query that takes no names it does not know."""

    step = "validate"

    def __init__(self, target: Target) -> None:
        self._key = _key(target)
        self._known = {self._key(one.name) for one in target.operation.parameters.all if one.place == "query"}

    def before(self, request: RequestView) -> RequestView:
        """Raise InvalidRequest for unknown names."""
        unknown = [name for name in request.query if self._key(name) not in self._known]
        if unknown:
            raise InvalidRequest([FieldError("is not known", "", "query", name) for name in unknown])
        return request


def _key(target: Target) -> Callable[[str], str]:
    return key_of(any_case=bool(target.contract.document.get("x-case-insensitive-names")))


def _parameter(target: Target) -> Parameter:
    known = [one for one in target.operation.parameters.all if one.place == "query"]
    key = _key(target)
    for one in known:
        if key(one.name) == key(target.place.name):
            return one
    if not target.place.name:
        raise ConfigError("a parameter is named: query/NAME")
    names = shortened([one.name for one in known]) or "none"
    raise ConfigError(f"{target.operation.id} has no query parameter {target.place.name!r}; there are {names}")


def _valid(edit: QueryEdit, text: str) -> str:
    """Refuse a value that the parameter does not take."""
    if edit.value((text,)) is None:
        raise ConfigError(f"{edit.parameter.name} takes no such value")
    return text


def _default(target: Target, text: str) -> Edit:
    edit = QueryEdit(target, lambda _, texts: texts or (text,))
    _valid(edit, text)
    return edit


def _maximum(target: Target, text: str) -> Edit:
    most = whole_number(text, "a maximum")

    def change(edit: QueryEdit, texts: Texts) -> Texts:
        if _exceeds(edit.value(texts), most):
            raise edit.refusal("invalid", f"is more than {most}")
        return texts or _lower_default(edit, most)

    return _numeric(QueryEdit(target, change))


def _clamp(target: Target, text: str) -> Edit:
    most = whole_number(text, "a maximum")

    def change(edit: QueryEdit, texts: Texts) -> Texts:
        return (str(most),) if _exceeds(edit.value(texts), most) else texts or _lower_default(edit, most)

    return _numeric(QueryEdit(target, change))


def _numeric(edit: QueryEdit) -> QueryEdit:
    if edit.parameter.schema.get("type") not in ("integer", "number"):
        raise ConfigError(f"{edit.parameter.name} is no number")
    return edit


def _exceeds(value: Any, most: int) -> bool:
    return isinstance(value, int | float) and value > most


def _lower_default(edit: QueryEdit, most: int) -> Texts:
    """Return what is sent for a client that sends nothing: the maximum, where the default is above it."""
    return (str(most),) if _exceeds(edit.parameter.default, most) else ()


def _ignore(target: Target, _: str) -> Edit:
    return QueryEdit(target, lambda edit, texts: ())


def _lenient(target: Target, _: str) -> Edit:
    return QueryEdit(target, lambda edit, texts: texts if edit.value(texts) is not None else ())


def _require(target: Target, _: str) -> Edit:
    def change(edit: QueryEdit, texts: Texts) -> Texts:
        if not texts:
            raise edit.refusal("missing", "is required")
        return texts

    return QueryEdit(target, change)


def _refuse(target: Target, text: str) -> Edit:
    def change(edit: QueryEdit, texts: Texts) -> Texts:
        said = [part for one in texts for part in (one.split(",") if edit.parameter.is_list else [one])]
        if (text in said) if text else texts:
            raise edit.refusal("invalid", "is not known any more")
        return texts

    return QueryEdit(target, change)


def _shift(target: Target, text: str) -> Edit:
    edit = ShiftedPages(target, whole_number(text, "how far pages are shifted", least=-100, most=100))
    _numeric(edit)
    return edit


def _strict(target: Target, _: str) -> Edit:
    if target.place.name:
        raise ConfigError("strict is of the whole query: write query instead of query/NAME")
    return StrictQuery(target)


WORDS = (
    Word("default", "VALUE", "what counts where nothing is sent", _default),
    Word("maximum", "N", "more is refused", _maximum),
    Word("clamp", "N", "more counts as N", _clamp),
    Word("ignore", "", "what is sent has no effect", _ignore),
    Word("lenient", "", "a bad value has no effect, where it was refused", _lenient),
    Word("rename", "NAME", "known by another name only", lambda target, new: RenamedQuery(target, name_of(new))),
    Word("require", "", "refused where it is not sent", _require),
    Word("refuse", "[VALUE]", "the parameter is refused, or one of its values", _refuse),
    Word("shift", "N", "pages are counted from another number: 1 from one less, -1 from one more", _shift),
    Word("strict", "", "parameters that are not known are refused (place: query)", _strict),
)
