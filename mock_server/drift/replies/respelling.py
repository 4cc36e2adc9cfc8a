"""Respelling: the schema of values that are the same in another type or in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.breaks.sites import Site
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, type_of, types_of
from mock_server.drift.discretion import may_be_told
from mock_server.drift.replies.moment_forms import counted_form
from mock_server.drift.replies.naming import similarity
from mock_server.drift.replies.spots import fits
from mock_server.drift.replies.telling import word_like

# From which similarity on a word is another one's other spelling.
_LIKE = 0.75

_CENTS, _COMMA = re.compile(r"-?\d+\.\d\d", re.ASCII), re.compile(r"-?\d+,\d\d", re.ASCII)
_DIGITS, _NUMBER = re.compile(r"-?\d+", re.ASCII), re.compile(r"-?\d+\.\d+", re.ASCII)
_TRUTH, _BIT = re.compile("true|false"), re.compile("[01]")
# By what was declared and what came: the first that all values match.
_FORMS: Sequence[tuple[str, type, re.Pattern[str], Mapping[str, Any]]] = (
    ("number", str, _CENTS, {"type": "string", "format": "decimal"}),
    ("number", str, _COMMA, {"type": "string", "format": "decimal-comma"}),
    ("number", str, _NUMBER, {"type": "string", "format": "double"}),
    ("integer", str, _DIGITS, {"type": "string", "format": "int64"}),
    (
        "boolean",
        str,
        _TRUTH,
        {"type": "string", "enum": ["true", "false"], "x-values": {"true": True, "false": False}},
    ),
    ("boolean", int, _BIT, {"type": "integer", "enum": [0, 1], "x-values": {"0": False, "1": True}}),
    ("array", str, re.compile("[^,]*(,[^, ][^,]*)*"), {"type": "string", "x-separator": ","}),
)
# What says something of the form that is no longer there.
_OF_FORM = (
    "format", "pattern", "enum", "const", "minLength", "maxLength", "x-strftime", "x-timespec", "x-values",
    "minimum", "maximum", "exclusiveMinimum", "multipleOf", "items", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip


def retyped_schema(site: Site, values: Sequence[Any]) -> Schema:
    """Return the schema of values of another type; the declared one where there is no form of the same data for them.

    Moments become numbers, numbers and booleans texts or other numbers, lists one text, and what is in an object of its
    own, or is the id of one, keeps what it comes from.
    """
    schema, form = site.schema, _form(site, values)
    if form is not None:
        return _formed(schema, form)
    items = schema.get("items", {})
    if site.kind == "array" and all(isinstance(one, list) or fits(items, one) for one in values):
        whole = {key: one for key, one in schema.items() if key not in ("x-source", "description")}
        source = {"x-source": schema["x-source"]} if "x-source" in schema else {}
        return {**source, "anyOf": [{**whole, "x-single": "alone"}, items]}
    return _in_object(site, values) or _id_of_object(site, values) or schema


def _formed(schema: Schema, form: Mapping[str, Any]) -> Schema:
    rest = {key: one for key, one in schema.items() if key not in _OF_FORM}
    return {**rest, **form, "type": [form["type"], "null"] if "null" in types_of(schema) else form["type"]}


def _form(site: Site, values: Sequence[Any]) -> Mapping[str, Any] | None:
    if site.is_moment and all(type(one) is int for one in values):
        return counted_form(values)
    for kind, of_type, pattern, form in _FORMS:
        if site.kind == kind and all(isinstance(one, of_type) and pattern.fullmatch(str(one)) for one in values):
            return form
    is_number = all(type(one) in (int, float) for one in values)
    return {"type": "number"} if site.kind == "integer" and is_number else None


def _in_object(site: Site, values: Sequence[Any]) -> Schema | None:
    """Return the schema of objects that have what was declared in the only member that each has."""
    names = {name for one in values if isinstance(one, dict) for name in one}
    if len(names) != 1 or site.kind in ("object", "array", ""):
        return None
    (name,) = names
    if not may_be_told(name) or not all(
        isinstance(one, dict) and fits(site.schema, one[name]) for one in values if one
    ):
        return None
    inner = {key: one for key, one in site.schema.items() if key != "x-source"}
    source = {"x-source": site.schema["x-source"]} if "x-source" in site.schema else {}
    kind = ["object", "null"] if "null" in types_of(inner) else "object"
    return {**source, "type": kind, "required": [name], "properties": {name: {**inner, "x-source": "."}}}


def _id_of_object(site: Site, values: Sequence[Any]) -> Schema | None:
    """Return the schema of ids that stand for objects."""
    declared = site.schema.get("properties", {}).get("id")
    if declared is None or not site.name or not all(fits(declared, one) for one in values):
        return None
    source = f"{source_of(site.name, site.schema)}.{source_of('id', declared)}"
    kind = type_of(declared)
    return {**declared, "type": [kind, "null"] if "null" in types_of(site.schema) else kind, "x-source": source}


def respelled_words(schema: Schema, values: Sequence[Any]) -> Schema:
    """Return a schema whose words are those of values: in another case with the old meaning, and new ones besides."""
    known = schema.get("enum", [schema["const"]] if "const" in schema else [])
    new = [*dict.fromkeys(one for one in values if isinstance(one, str) and known and one not in known)]
    if not new:
        return schema
    if "const" in schema and len(new) == 1 and _is_known(new[0], known) and schema["const"] not in values:
        return {**schema, "const": new[0], "x-values": {new[0]: schema["const"]}}
    if "const" in schema or not all(word_like(one, known) == one or _is_known(one, known) for one in new):
        # What may be a person's or a secret is no word of a contract.
        return {key: one for key, one in schema.items() if key not in ("const", "enum", "x-values")}
    meant = {one.casefold(): one for one in known if isinstance(one, str)}
    cased = {word: meant[word.casefold()] for word in new if word.casefold() in meant}
    cased |= _called_otherwise(meant, [one for one in new if one not in cased], values)
    style = _style(cased)
    cased |= {style(one): one for one in meant.values() if style is not None and one not in values}
    spelled = {old: word for word, old in cased.items()}
    words = [*(spelled.get(one, one) for one in known), *(one for one in new if one not in cased)]
    return {**schema, "enum": words, **({"x-values": {**schema.get("x-values", {}), **cased}} if cased else {})}


def _called_otherwise(meant: Mapping[str, str], new: Sequence[str], values: Sequence[Any]) -> dict[str, str]:
    """Return which new words are old ones that nobody sends any more: of the same letters, or like one only."""
    gone = [old for folded, old in meant.items() if folded not in {str(one).casefold() for one in values}]
    likely = {word: [old for old in gone if similarity(old, word) >= _LIKE] for word in new}
    same = {word: [old for old in gone if _letters(old) == _letters(word)] for word in new}
    found = {word: (same[word] or likely[word])[0] for word in new if len(same[word] or likely[word]) == 1}
    taken = Counter(found.values())
    return {word: old for word, old in found.items() if taken[old] == 1}


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()


def _is_known(word: str, known: Sequence[Any]) -> bool:
    return word.casefold() in {one.casefold() for one in known if isinstance(one, str)}


def _style(cased: dict[str, str]) -> Any:
    """Return how all words that were seen are written, so that those that were not are written alike."""
    for style in (str.upper, str.capitalize, str.lower, str.title):
        if cased and all(style(old) == word for word, old in cased.items()):
            return style
    return None
