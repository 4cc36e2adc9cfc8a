"""Reshaping: the schema that documents meet, with as much of the contract's as they leave standing.

What a member comes from stays: one with another name has the old one's source (`x-source`), one in an object that the
contract does not know is below an object that comes from the same record (`x-source: .`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mock_server.breaks.sites import Site
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, new_validator, options_of, types_of
from mock_server.drift.discretion import may_be_told
from mock_server.drift.replies.guessing import guessed
from mock_server.drift.replies.moment_forms import reprinted
from mock_server.drift.replies.naming import FLATTENED, MISSING, MOVED, Change, changes_of
from mock_server.drift.replies.respelling import respelled_words, retyped_schema
from mock_server.drift.replies.spots import Choice, Spot, fits, split
from mock_server.drift.replies.values import judge_of

Document = dict[str, Any]
# What is dropped of a schema where values do not keep to it.
_CHECKED = ("format", "pattern", "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "multipleOf")


def reshaped(choice: Choice, values: Sequence[Any]) -> Schema:
    """Return the schema of a place that all its values meet; the declared one where they meet that."""
    there = [one for one in values if one is not None]
    schemas = [_share(spot, share) for spot, share in split(choice.spots, there)]
    whole = _rejoined(choice.declared, schemas)
    return _with_null(whole) if len(there) < len(values) and not choice.nullable else whole


def _rejoined(declared: Schema, schemas: list[Schema]) -> Schema:
    """Put alternatives back between those that are null alone; what stands beside them stays there."""
    if not options_of(declared):
        return schemas[0]
    keyword = "oneOf" if "oneOf" in declared else "anyOf"
    beside = {key: value for key, value in declared.items() if key != keyword}
    rest = iter(schemas)
    options = []
    for old in declared[keyword]:
        new = old if types_of(old) == ["null"] else next(rest)
        options.append({key: one for key, one in new.items() if key in old or beside.get(key, MISSING) != one})
    return {**declared, keyword: options}


def _with_null(schema: Schema) -> Schema:
    if options_of(schema):
        keyword = "oneOf" if "oneOf" in schema else "anyOf"
        return {**schema, keyword: [*schema[keyword], {"type": "null"}]}
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [*types_of(schema), "null"], **words}


def _share(spot: Spot, values: list[Any]) -> Schema:
    """Return the schema of one alternative for its values, which are not null."""
    schema = spot.schema
    if not values:
        return schema
    if not all(fits(schema, one) for one in values):
        return retyped_schema(spot.site, values)
    lists = [one for one in values if isinstance(one, list)]
    if lists:
        return {**schema, "items": reshaped(spot.items, [item for one in lists for item in one])}
    objects = [one for one in values if isinstance(one, dict)]
    if objects:
        return _object(spot, objects)
    if spot.site.is_moment:
        return _moments(spot.site, values)
    if schema.get("format") == "uri" and all(isinstance(one, str) and one.startswith("/") for one in values):
        return {**schema, "format": "path"}
    return _loosened(respelled_words(schema, values), values)


def _moments(site: Site, values: list[Any]) -> Schema:
    """Return the schema that prints moments as they came; the declared one where nothing does."""
    judge = judge_of(site)
    if not any(judge(one) for one in values):
        return site.schema
    return reprinted(site.schema, values) or site.schema


def _loosened(schema: Schema, values: list[Any]) -> Schema:
    """Drop formats and bounds that values do not keep to."""
    broken = [key for key in _CHECKED if key in schema and not _keeps(schema, key, values)]
    return {key: one for key, one in schema.items() if key not in broken} if broken else schema


def _keeps(schema: Schema, key: str, values: list[Any]) -> bool:
    validator = new_validator({key: schema[key]})
    return all(validator.is_valid(one) for one in values)


def _object(spot: Spot, objects: list[Document]) -> Schema:
    if spot.others is not None:
        names = spot.schema.get("properties", {})
        inner = [one for each in objects for name, one in each.items() if name not in names]
        return {**spot.schema, "additionalProperties": reshaped(spot.others, inner)}
    if spot.takes_others:
        return spot.schema
    return _Members(spot, objects).schema()


class _Members:
    """The members of objects of one place, under the names that they have now."""

    def __init__(self, spot: Spot, objects: list[Document]) -> None:
        self._spot, self._objects = spot, objects
        self._properties: dict[str, Schema] = {}
        self._required: list[str] = []
        # Members that are in an object of their own now, by the name of that.
        self._inner: dict[str, dict[str, Schema]] = {}
        self._taken: set[str] = set()

    def schema(self) -> Schema:
        changes = {one.old: one for one in changes_of(self._spot, self._objects)}
        for name in self._spot.schema["properties"]:
            self._take(name, changes.get(name))
        for name in dict.fromkeys(name for one in self._objects for name in one):
            if name not in self._taken:
                self._add(name, [one[name] for one in self._objects if name in one])
        required = {"required": self._required} if self._required or "required" in self._spot.schema else {}
        return {**self._spot.schema, "properties": self._properties, **required}

    def _take(self, name: str, change: Change | None) -> None:
        choice = self._spot.member(name)
        get = (lambda one: one.get(name, MISSING)) if change is None else change.get
        found = [one[name] if name in one else get(one) for one in self._objects]
        values = [one for one in found if one is not MISSING]
        if not values and choice.required:
            return
        schema = reshaped(choice, values)
        if choice.nullable and 0 < len(values) < len(found) and None not in values:
            # What was null is not there any more.
            schema = {**schema, "x-absent": "left-out"}
        is_always = choice.required and len(values) == len(found)
        if change is None:
            self._put(name, schema, is_always=is_always)
            return
        source = source_of(name, schema)
        self._taken |= {*change.new}
        if change.how == MOVED:
            outer, inner = change.new[0], change.inner or name
            self._inner.setdefault(outer, {})[inner] = with_source(source, inner, schema)
            self._taken.discard(outer)
        elif change.how == FLATTENED:
            self._flatten(name, change, schema, source)
        else:
            self._put(change.new[0], with_source(source, change.new[0], schema), is_always=is_always)

    def _put(self, name: str, schema: Schema, *, is_always: bool) -> None:
        self._taken.add(name)
        if not may_be_told(name):
            return
        self._properties[name] = schema
        if is_always:
            self._required.append(name)

    def _flatten(self, name: str, change: Change, schema: Schema, source: str) -> None:
        (inner, *_) = [one["properties"] for one in (schema, *options_of(schema)) if "properties" in one]
        for old, declared in inner.items():
            new = change.names.get(old)
            if new is not None:
                self._put(new, {**declared, "x-source": f"{source}.{source_of(old, declared)}"}, is_always=False)

    def _add(self, name: str, values: list[Any]) -> None:
        if name not in self._inner:
            self._put(name, guessed(values), is_always=False)
            return
        known = self._inner[name]
        whole = guessed(values)
        properties = {**whole.get("properties", {}), **known}
        is_always = len(values) == len(self._objects)
        required = [one for one in properties if all(one in each for each in values)]
        inner = {"type": "object", "x-source": ".", "required": required, "properties": properties}
        self._put(name, inner, is_always=is_always)


def with_source(source: str, name: str, schema: Schema) -> Schema:
    """Return a schema that says what it comes from, where its name does not."""
    bare = {key: one for key, one in schema.items() if key != "x-source"}
    return bare if source_of(name, bare) == source else {**bare, "x-source": source}
