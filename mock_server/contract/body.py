"""Request bodies against the contract: the fields of a form or of a JSON object become arguments like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.contract.json_faults import json_faults
from mock_server.contract.json_text import BadJson, parse_json, with_integers
from mock_server.contract.parameters import Decoded, Parameter, key_of
from mock_server.contract.schemas import Schema, new_validator
from mock_server.contract.values import BadValue, maker_of
from mock_server.core.api_errors import FieldError, UnsupportedMediaType
from mock_server.core.call import Request, Upload

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Body:
    """What an operation takes as its body: a reader for each media type."""

    def __init__(self, declared: Mapping[str, Any], messages: Mapping[str, str], *, any_case: bool) -> None:
        self.forms = {
            media: FormFields(one.get("schema", {}), messages, any_case=any_case)
            for media, one in declared["content"].items()
            if media in _FORMS
        }
        self._documents = {
            media: JsonFields(one.get("schema", {}), messages)
            for media, one in declared["content"].items()
            if media.endswith("json")
        }
        if not self.forms and not self._documents:
            raise ValueError(f"the requestBody: {', '.join(declared['content'])} is no form and no JSON")

    @property
    def arguments(self) -> set[str]:
        """The arguments that its fields fill."""
        return {argument for one in self._readers() for argument in one.arguments}

    def decode(self, request: Request, decoded: Decoded) -> None:
        """Add what the body says to what the parameters said; raise UnsupportedMediaType for another kind of body."""
        media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media in self.forms:
            self.forms[media].decode(request, decoded)
        elif media in self._documents:
            self._documents[media].decode(request, decoded)
        elif request.body():
            raise UnsupportedMediaType(
                f"the content type {media} is not supported" if media else "there is no content type"
            )
        elif self.forms:
            # Nothing at all is an empty form.
            next(iter(self.forms.values())).decode_nothing(decoded)
        else:
            next(iter(self._documents.values())).decode_nothing(decoded)

    def locate(self, error: FieldError) -> FieldError:
        """Give a fault that names only an argument its name and the contract's words."""
        for one in self._readers():
            error = one.locate(error)
        return error

    def _readers(self) -> list[FormFields | JsonFields]:
        return [*self.forms.values(), *self._documents.values()]


class FormFields:
    """The fields of a form."""

    def __init__(self, schema: Schema, messages: Mapping[str, str], *, any_case: bool) -> None:
        self._messages, self._key = messages, key_of(any_case=any_case)
        required = schema.get("required", ())
        self.all = tuple(
            _parameter(name, one, required=name in required, schema=one)
            for name, one in schema.get("properties", {}).items()
        )
        self._by_key = {self._key(one.name): one for one in self.all}
        self._by_argument = {one.argument: one for one in self.all}
        self.arguments = set(self._by_argument)

    def decode(self, request: Request, decoded: Decoded) -> None:
        """Decode texts and files; unknown fields are ignored."""
        form = request.form()
        texts, files = self._known(form.texts), self._known(form.files)
        sent: dict[str, Sequence[Any]] = {**form.texts, **form.files}
        # A name without a value may be a value without a name (a token sent as the whole body): it is nobody's to see.
        decoded.unknown += [name if any(sent[name]) else "" for name in sent if self._key(name) not in self._by_key]
        for key, one in self._by_key.items():
            if _is_file(one.schema):
                self._take_file(one, files.get(key, ()), decoded)
            elif key in texts:
                decoded.take(one, texts[key], self._messages)
            else:
                self._miss(one, decoded)

    def decode_nothing(self, decoded: Decoded) -> None:
        """Take no body for a form without fields."""
        for one in self.all:
            self._miss(one, decoded)

    def locate(self, error: FieldError) -> FieldError:
        """Say a fault in the words of the contract."""
        return _located(error, self._by_argument, self._messages)

    def _known(self, sent: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        known: dict[str, list[Any]] = {}
        for name, values in sent.items():
            known.setdefault(self._key(name), []).extend(values)
        return known

    def _take_file(self, one: Parameter, files: Sequence[Upload], decoded: Decoded) -> None:
        if not files:
            self._miss(one, decoded)
        elif len(files) > 1:
            decoded.errors.append(one.fault("given more than once", "invalid", self._messages))
        else:
            decoded.arguments[one.argument] = files[0]

    def _miss(self, one: Parameter, decoded: Decoded) -> None:
        decoded.arguments.setdefault(one.argument, one.default)
        if one.required and one.is_checked_here:
            decoded.errors.append(one.fault("is required", "missing", self._messages))


class JsonFields:
    """The members of a JSON object."""

    def __init__(self, schema: Schema, messages: Mapping[str, str]) -> None:
        self._messages, self._schema, self._validator = messages, schema, new_validator(schema)
        self._whole: str | None = schema.get("x-whole")
        # The schema of the whole body checks the values.
        members = {name: _parameter(name, one) for name, one in schema.get("properties", {}).items()}
        self._defaults = {one.argument: schema["properties"][name].get("default") for name, one in members.items()}
        self._members = {name: (one.argument, maker_of(schema["properties"][name])) for name, one in members.items()}
        self._by_argument = {one.argument: one for one in members.values()}
        self.arguments = {self._whole} if self._whole is not None else set(self._by_argument)

    def decode(self, request: Request, decoded: Decoded) -> None:
        """Take the members, dates and moments as such, and what is nested as JSON has it; with `x-whole` the document
        is one argument of that name.
        """
        try:
            document = with_integers(parse_json(request.body()))
        except BadJson as reason:
            return self._refuse("", str(reason), "invalid", decoded)
        faults = list(json_faults(self._validator, self._schema, document))
        for fault in faults:
            self._refuse(*fault, decoded)
        if faults:
            return None
        if not isinstance(document, dict):
            return self._refuse("", "is not an object", "invalid", decoded)
        if self._whole is not None:
            decoded.arguments[self._whole] = document
            return None
        decoded.arguments |= self._defaults
        for name, value in document.items():
            self._take(name, value, decoded)
        return None

    def _take(self, name: str, value: Any, decoded: Decoded) -> None:
        if name not in self._members:
            decoded.unknown.append(name)
            return
        argument, make = self._members[name]
        try:
            decoded.arguments[argument] = make(value)
        except BadValue:
            self._refuse(name, "is outside the calendar", "invalid", decoded)

    def decode_nothing(self, decoded: Decoded) -> None:
        """Refuse no body at all."""
        self._refuse("", "is required", "missing", decoded)

    def locate(self, error: FieldError) -> FieldError:
        """Say a fault in the words of the contract."""
        return _located(error, self._by_argument, self._messages)

    def _refuse(self, place: str, reason: str, rule: str, decoded: Decoded) -> None:
        name = place or "body"
        message = self._messages[rule].replace("{name}", name) if rule in self._messages else reason
        decoded.errors.append(FieldError(message, "", "body", name, rule))


def _located(error: FieldError, by_argument: Mapping[str, Parameter], messages: Mapping[str, str]) -> FieldError:
    one = by_argument.get(error.argument)
    return error if error.name or one is None else one.located(error, messages)


def _is_file(schema: Schema) -> bool:
    return schema.get("format") == "binary"


def _parameter(name: str, declared: Schema, **checked: Any) -> Parameter:
    """Return a part of a body as a parameter: its extension keys stand in its schema, which they do not in a
    parameter's; `checked` is what it is held against by itself.
    """
    own = {key: value for key, value in declared.items() if key.startswith("x-")}
    return Parameter({**own, "name": name, "in": "body", **checked})


def compile_body(declared: Mapping[str, Any] | None, messages: Mapping[str, str], *, any_case: bool) -> Body | None:
    """Return what reads the body, or None where there is none or the handler reads it (`x-checked-by`)."""
    if declared is None or declared.get("x-checked-by") == "handler":
        return None
    return Body(declared, messages, any_case=any_case)
