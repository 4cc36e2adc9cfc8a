"""Edits of the JSON of a reply, and their words: the same for `body` and for `error`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import orjson

from mock_server.breaks import members, values
from mock_server.breaks.casing import STYLES, in_case, names_in_case
from mock_server.breaks.declared import error_schemas, success_schema
from mock_server.breaks.edit import Edit, Target, Word, name_of, whole_number
from mock_server.breaks.moments import SPELLINGS, respell
from mock_server.breaks.place import EVERY, Place
from mock_server.breaks.shape import schemas_at
from mock_server.breaks.views import ResponseView
from mock_server.breaks.walk import UNCHANGED, MemberEdit, ValueEdit, Walk, values_at
from mock_server.contract.schemas import Schema, type_of
from mock_server.core.errors import ConfigError

_EMPTY: Mapping[str, Any] = {"string": "", "integer": 0, "number": 0.0, "boolean": False, "array": [], "object": {}}

Change = Callable[[Walk, Any], Any]


@dataclass(frozen=True)
class DocumentEdit(Edit):
    """An edit of the document of successful replies, or of those from 400 on."""

    place: Place
    every: int
    change: Change

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Edit the document; one that is no JSON has nothing to edit."""
        if not _is_of(self.place.family, response):
            return response, 0
        try:
            document = orjson.loads(response.body)
        except ValueError:
            return response, 0
        walk = Walk(self.every)
        changed = self.change(walk, document)
        return (replace(response, body=orjson.dumps(changed)), walk.count) if walk.count else (response, 0)


def _is_of(family: str, response: ResponseView) -> bool:
    if not (response.content_type or "").partition(";")[0].endswith("json"):
        return False
    return response.is_success if family == "body" else response.status >= 400


def schemas_of(target: Target) -> list[Schema]:
    """Return the schemas of a document's place; raise ConfigError where the contract has no such place."""
    contract, operation, place = target.contract, target.operation, target.place
    success = success_schema(contract, operation)
    known = ([success] if success is not None else []) if place.family == "body" else error_schemas(contract, operation)
    if not known:
        raise ConfigError(f"{operation.id} sends no JSON")
    return schemas_at(known, place.steps, operation.id if place.family == "body" else f"an error of {operation.id}")


def of_values(target: Target, edit: ValueEdit) -> Edit:
    """Make an edit of the values of a place."""
    schemas_of(target)
    steps = target.place.steps
    return DocumentEdit(target.place, target.every, lambda walk, document: walk.values(document, steps, edit))


def of_members(target: Target, edit: MemberEdit) -> Edit:
    """Make an edit of the objects that have the member which a place names."""
    schemas_of(target)
    steps = target.place.steps
    if not steps or _is_item(target):
        raise ConfigError(f"{target.place} is no member of an object, and only such can be edited so")
    return DocumentEdit(target.place, target.every, lambda walk, document: walk.members(document, steps, edit))


def _is_item(target: Target) -> bool:
    parent = replace(target, place=replace(target.place, steps=target.place.steps[:-1]))
    return all(type_of(schema) == "array" for schema in schemas_of(parent))


def _member(maker: Callable[[str], MemberEdit]) -> Callable[[Target, str], Edit]:
    return lambda target, value: of_members(target, maker(name_of(value)))


def _plain_member(edit: MemberEdit) -> Callable[[Target, str], Edit]:
    return lambda target, _: of_members(target, edit)


def _named(maker: Callable[[str], ValueEdit]) -> Callable[[Target, str], Edit]:
    return lambda target, value: of_values(target, maker(name_of(value)))


def _chosen(choices: Mapping[str, ValueEdit]) -> Callable[[Target, str], Edit]:
    return lambda target, value: of_values(target, choices[value])


def _plain(edit: ValueEdit) -> Callable[[Target, str], Edit]:
    return lambda target, _: of_values(target, edit)


def _fill(target: Target, _: str) -> Edit:
    return of_values(target, values.fill_null(_EMPTY.get(type_of(schemas_of(target)[0]), "")))


def _put(target: Target, text: str) -> Edit:
    try:
        return of_values(target, values.put(orjson.loads(text)))
    except ValueError:
        raise ConfigError('what a value is to be is written as JSON: 5, null, "text"') from None


def _keep(target: Target, text: str) -> Edit:
    return of_values(target, values.keep(whole_number(text, "how many are kept", least=0)))


def _format(target: Target, spelling: str) -> Edit:
    return of_values(target, respell(spelling, schemas_of(target)[0]))


def _case(target: Target, style: str) -> Edit:
    if style not in STYLES:
        raise ConfigError(f"case is one of {', '.join(STYLES)}")
    if any(type_of(schema) in ("object", "array") for schema in schemas_of(target)):
        return of_values(target, partial(_names, style))
    return of_values(target, values.in_text(lambda text: in_case(text, style)))


def _names(style: str, value: Any) -> Any:
    changed = names_in_case(value, style)
    return UNCHANGED if changed == value else changed


def _count(target: Target, text: str) -> Edit:
    """Count the rows of a list of the same document."""
    listed = Place.parse(text)
    if listed.family != "body" or EVERY in listed.steps:
        raise ConfigError("what is counted is one list of the document, such as /items")
    schemas_of(replace(target, place=replace(listed, family=target.place.family)))
    schemas_of(target)

    def change(walk: Walk, document: Any) -> Any:
        counts = [len(one) for one in values_at(document, listed.steps) if isinstance(one, list)]
        return walk.values(document, target.place.steps, values.put(counts[0])) if counts else document

    return DocumentEdit(target.place, target.every, change)


def _choices(known: Mapping[str, Any]) -> str:
    return "|".join(known)


WORDS = (
    Word("rename", "NAME", "the member has another name", _member(members.rename)),
    Word("drop", "", "the member is not sent", _plain_member(members.drop)),
    Word("drop-null", "", "the member is left out where it was null", _plain_member(members.drop_null)),
    Word("nest", "NAME", "the member moves into a new object NAME beside it", _member(members.nest)),
    Word("flatten", "JOINT", "the object's members come beside it, as object JOINT member", _member(members.flatten)),
    Word("unwrap", "", "the value takes the place of the object that it is in", _plain_member(members.unwrap)),
    Word("wrap", "NAME", "the value comes inside an object, as its member NAME", _named(values.wrap)),
    Word("add", "NAME", "the object has one member more", _named(values.add)),
    Word("null", "", "the value is null", _plain(values.put(None))),
    Word("fill-null", "", 'an empty value ("", 0, [] ...) comes instead of null', _fill),
    Word("value", "JSON", "the value is this one", _put),
    Word("enum", "WORD", "the text is a word that nobody knows yet", _named(values.put_text)),
    Word(
        "retype",
        _choices(values.TYPES),
        "the value has another type",
        _named(values.retype),
    ),
    Word("case", "|".join(STYLES), "a text is in another case; so are all names in an object or array", _case),
    Word("text", _choices(values.TEXTS), "the text is cut, masked, HTML, or decomposed", _chosen(values.TEXTS)),
    Word("link", _choices(values.LINKS), "the link leads elsewhere", _chosen(values.LINKS)),
    Word("id", _choices(values.IDS), "the id is of another kind", _chosen(values.IDS)),
    Word(
        "number",
        _choices(values.NUMBERS),
        "the number is too big, not quite right, or negative",
        _chosen(values.NUMBERS),
    ),
    Word("money", _choices(values.MONEY), "the amount is written otherwise", _chosen(values.MONEY)),
    Word("format", _choices(SPELLINGS), "the moment is written otherwise", _format),
    Word("count", "POINTER", "the number is how many rows that list has on this page", _count),
    Word("reverse", "", "the array comes the other way round", _plain(values.reverse)),
    Word("unlist", "", "an array of one item is that item", _plain(values.unlist)),
    Word("keep", "N", "only the first N members or items come", _keep),
)
