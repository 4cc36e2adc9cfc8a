"""Adopting: a schema of another document, with what ours knows of where the data come from.

A member keeps its source (`x-source`), a moment that became a number counts Unix seconds, an amount that became a whole
number minor units, words in another case their meaning (`x-values`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.breaks.casing import words_of
from mock_server.contract.naming import source_of
from mock_server.contract.references import merge_all_of
from mock_server.contract.schemas import Schema, options_of, type_of, types_of
from mock_server.drift.replies.naming import similarity
from mock_server.drift.replies.reshaping import with_source

_SIMILAR = 0.6
_PRINTED, _COUNTED = ("date-time", "local-time"), ("unix-seconds", "unix-milliseconds")
# Seconds of a moment in the year 5138; what is more counts smaller parts.
_LATEST = 1e11
_RELEVANT = ("description", "example", "examples", "title")


# A schema with references followed may be much larger than its document; nobody's honest one has so many parts.
_MOST_PARTS = 100_000


class Unwritable(ValueError):
    """Raised for a schema that no overlay can hold: one that is inside itself, or has too many parts."""


def plain(schema: Any) -> Any:
    """Return a copy of what is joined without `allOf`; raise Unwritable for what never ends, or nearly so."""
    return _copied(schema, (), iter(range(_MOST_PARTS)))


def _copied(node: Any, around: tuple[int, ...], parts: Iterator[int]) -> Any:
    if id(node) in around or next(parts, None) is None:
        raise Unwritable("a schema is inside itself, or has too many parts")
    around = (*around, id(node))
    if isinstance(node, list):
        return [_copied(one, around, parts) for one in node]
    if not isinstance(node, Mapping):
        return node
    copy = {key: _copied(value, around, parts) for key, value in node.items()}
    return merge_all_of(copy) if isinstance(copy.get("allOf"), list) else copy


def adopted(ours: Schema, theirs: Schema) -> Schema:
    """Return what makes a schema of ours say what theirs does; both are plain. Ours itself where they mean the same."""
    if bare(ours) == bare(theirs):
        return ours
    own, other = _value_of(ours), _value_of(theirs)
    of_words = ("x-values",) if "enum" in theirs else ("x-values", "x-any-case")
    kept = {key: one for key, one in ours.items() if key.startswith("x-") and key not in of_words}
    if own is None or other is None or type_of(own) != type_of(other):
        return {**kept, **_retyped(own or ours, theirs)}
    if own is not ours or other is not theirs:
        return {**kept, **_alternatives(theirs, other, adopted(own, other))}
    if type_of(ours) == "object" and "properties" in theirs and "properties" in ours:
        return {**kept, **theirs, **_members(ours, theirs)}
    if type_of(ours) == "array" and "items" in theirs:
        return {**kept, **theirs, "items": adopted(ours.get("items", {}), theirs["items"])}
    return {**kept, **theirs, **_words(ours, theirs), **_unit(ours, theirs)}


def bare(schema: Any) -> Any:
    """Return a schema without what only people or this server read."""
    if isinstance(schema, list):
        return [bare(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: {name: bare(one) for name, one in value.items()} if key == "properties" else bare(value)
        for key, value in schema.items()
        if not key.startswith("x-") and key not in _RELEVANT
    }


def _value_of(schema: Schema) -> Schema | None:
    """Return the schema of a value that is not null; None where there are several."""
    options = [one for one in options_of(schema) if types_of(one) != ["null"]]
    if not options_of(schema):
        return schema
    return options[0] if len(options) == 1 else None


def _alternatives(theirs: Schema, value: Schema, new: Schema) -> Schema:
    """Return their schema with another one in the place of its value."""
    if value is theirs:
        return new
    keyword = "oneOf" if "oneOf" in theirs else "anyOf"
    return {**theirs, keyword: [new if one is value else one for one in theirs[keyword]]}


def _retyped(ours: Schema, theirs: Schema) -> Schema:
    if ours.get("format") == "date-time" and type_of(theirs) == "integer":
        return {**theirs, "format": "unix-milliseconds" if _is_fine(theirs) else "unix-seconds"}
    return {**theirs, **_unit(ours, theirs)}


def _is_fine(theirs: Schema) -> bool:
    """Whether a moment counts milliseconds: by the words of whoever wrote it, or by a number that is long after us."""
    told = " ".join(str(theirs.get(key, "")) for key in ("format", "description", "title")).lower()
    shown = [theirs.get("example"), theirs.get("minimum"), *(theirs.get("examples") or ())]
    return "milli" in told or any(type(one) in (int, float) and one > _LATEST for one in shown)


def _unit(ours: Schema, theirs: Schema) -> dict[str, Any]:
    return {"format": "minor-units"} if (type_of(ours), type_of(theirs)) == ("number", "integer") else {}


def _words(ours: Schema, theirs: Schema) -> dict[str, Any]:
    """Return what the words mean that are ours in another case."""
    before = {one.casefold(): one for one in ours.get("enum", ()) if isinstance(one, str)}
    after = [one for one in theirs.get("enum", ()) if isinstance(one, str)]
    known: Mapping[str, Any] = ours.get("x-values", {})
    meant = {one: before[one.casefold()] for one in after if one.casefold() in before}
    values = {one: known.get(word, word) for one, word in meant.items() if known.get(word, word) != one}
    return {"x-values": values} if values else {}


def _members(ours: Schema, theirs: Schema) -> dict[str, Any]:
    """Return their members, each with the source of that of ours which it is."""
    before, after = ours["properties"], theirs["properties"]
    left = {name: one for name, one in before.items() if name not in after}
    properties = {name: adopted(before[name], one) for name, one in after.items() if name in before}
    new = [name for name in after if name not in before]
    for name, old in paired(left, {name: after[name] for name in new}).items():
        properties[name] = with_source(source_of(old, left[old]), name, adopted(left.pop(old), after[name]))
    for name in new:
        if name not in properties:
            properties[name] = _gathered(left, after[name])
    return {"properties": {name: properties[name] for name in after}}


def _gathered(left: dict[str, Schema], theirs: Schema) -> Schema:
    """Return an object that has members in it which were beside it, from the same record; others as they are."""
    inner = theirs.get("properties", {})
    pairs = {**{name: name for name in inner if name in left}}
    pairs |= paired({name: one for name, one in left.items() if name not in pairs}, inner)
    if not pairs:
        return theirs
    found = {
        name: with_source(source_of(old, left[old]), name, adopted(left.pop(old), inner[name]))
        for name, old in pairs.items()
    }
    return {**theirs, "x-source": ".", "properties": {**inner, **found}}


def paired(ours: Mapping[str, Schema], theirs: Mapping[str, Schema]) -> dict[str, str]:
    """Return which of ours each of theirs is that has another name: the same words, or like them, of one kind."""
    scores = [(_score(old, ours[old], name, theirs[name]), old, name) for old in ours for name in theirs]
    pairs: dict[str, str] = {}
    for score, old, name in sorted(scores, key=lambda one: -one[0]):
        if score >= _SIMILAR and name not in pairs and old not in pairs.values():
            pairs[name] = old
    for look in (_alone, _left):
        left = {old: one for old, one in ours.items() if old not in pairs.values()}
        pairs |= look(left, {name: one for name, one in theirs.items() if name not in pairs})
    return pairs


def _alone(ours: Mapping[str, Schema], theirs: Mapping[str, Schema]) -> dict[str, str]:
    """Return pairs of those that are the only ones of a form, such as a moment or a UUID; a plain text is no form."""
    forms = [{name: one.get("format") for name, one in side.items() if one.get("format")} for side in (ours, theirs)]
    before, after = (Counter(side.values()) for side in forms)
    return {
        name: old
        for name, form in forms[1].items()
        for old, other in forms[0].items()
        if form == other and before[form] == after[form] == 1
    }


def _left(ours: Mapping[str, Schema], theirs: Mapping[str, Schema]) -> dict[str, str]:
    """Return the only two that are left, where they are of one kind."""
    if not len(ours) == len(theirs) == 1:
        return {}
    (old, one), (name, other) = *ours.items(), *theirs.items()
    before, after = _value_of(one) or {}, _value_of(other) or {}
    return {name: old} if _are_alike(before, after) else {}


def _score(old: str, ours: Schema, name: str, theirs: Schema) -> float:
    if words_of(old) == words_of(name):
        return 3.0
    if _letters(old) == _letters(name):
        # Where names have no words to tell by, a vendor that is rewritten gives them some.
        return 2.5
    similar = similarity(old, name)
    if _is_rows(ours) and _is_rows(theirs):
        return 1 + similar
    one, other = _value_of(ours) or {}, _value_of(theirs) or {}
    return max(similar, _common(one, other)) if _are_alike(one, other) else 0.0


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _are_alike(ours: Schema, theirs: Schema) -> bool:
    """Tell whether two schemas of members with other names are of one kind; moments are that in any form."""
    if _is_moment(ours) or theirs.get("format") in _COUNTED:
        return _is_moment(ours) and (_is_moment(theirs) or type_of(theirs) == "integer")
    return type_of(ours) == type_of(theirs)


def _is_moment(schema: Schema) -> bool:
    return schema.get("format") in (*_PRINTED, *_COUNTED)


def _common(ours: Schema, theirs: Schema) -> float:
    """Return how many of the members of two objects are the same, from 0 to 1."""
    before, after = ({*one.get("properties", {})} for one in (ours, theirs))
    return len(before & after) / max(len(before | after), 1)


def _is_rows(schema: Schema) -> bool:
    return type_of(schema) == "array" and "properties" in schema.get("items", {})
