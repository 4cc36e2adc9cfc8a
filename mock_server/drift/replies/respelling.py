"""Respelling: the schema of values that are the same in another type or in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mock_server.breaks.sites import Site
from mock_server.contract.schemas import Schema, types_of
from mock_server.drift.replies.moment_forms import counted_form
from mock_server.drift.replies.telling import word_like

_CENTS = re.compile(r"-?\d+\.\d\d\Z", re.ASCII)
# What says something of the form that is no longer there.
_OF_FORM = ("format", "pattern", "enum", "const", "minLength", "maxLength", "x-strftime", "x-timespec")


def retyped_schema(site: Site, values: Sequence[Any]) -> Schema:
    """Return the schema of values of another type; the declared one where there is no form of the same data for them.

    Moments become Unix seconds or milliseconds, amounts texts with two digits, whole numbers such with a point.
    """
    schema = site.schema
    form = _form(site, values)
    if form is None:
        return schema
    rest = {key: one for key, one in schema.items() if key not in _OF_FORM}
    kind, *null = form["type"], *(["null"] if "null" in types_of(schema) else [])
    return {**rest, **form, "type": [kind, *null] if null else kind}


def _form(site: Site, values: Sequence[Any]) -> dict[str, Any] | None:
    if site.is_moment and all(type(one) is int for one in values):
        return counted_form(values)
    if site.kind == "number" and all(isinstance(one, str) and _CENTS.match(one) for one in values):
        return {"type": "string", "format": "decimal"}
    is_number = all(type(one) in (int, float) for one in values)
    return {"type": "number"} if site.kind == "integer" and is_number else None


def respelled_words(schema: Schema, values: Sequence[Any]) -> Schema:
    """Return a schema whose words are those of values: in another case with the old meaning, and new ones besides."""
    known = schema.get("enum", [schema["const"]] if "const" in schema else [])
    new = [*dict.fromkeys(one for one in values if isinstance(one, str) and known and one not in known)]
    if not new:
        return schema
    if "const" in schema or not all(word_like(one, known) == one or _is_known(one, known) for one in new):
        # What may be a person's or a secret is no word of a contract.
        return {key: one for key, one in schema.items() if key not in ("const", "enum", "x-values")}
    meant = {one.casefold(): one for one in known if isinstance(one, str)}
    cased = {word: meant[word.casefold()] for word in new if word.casefold() in meant}
    style = _style(cased)
    cased |= {style(one): one for one in meant.values() if style is not None and one not in values}
    spelled = {old: word for word, old in cased.items()}
    words = [*(spelled.get(one, one) for one in known), *(one for one in new if one not in cased)]
    return {**schema, "enum": words, **({"x-values": {**schema.get("x-values", {}), **cased}} if cased else {})}


def _is_known(word: str, known: Sequence[Any]) -> bool:
    return word.casefold() in {one.casefold() for one in known if isinstance(one, str)}


def _style(cased: dict[str, str]) -> Any:
    """Return how all words that were seen are written, so that those that were not are written alike."""
    for style in (str.upper, str.capitalize, str.lower, str.title):
        if cased and all(style(old) == word for word, old in cased.items()):
            return style
    return None
