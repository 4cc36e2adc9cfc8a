"""Other ways to write the same document: `SPELLINGS` by name, each makes another document of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Json = Any
Spelling = Callable[[Json], Json]
SPELLINGS: dict[str, Spelling] = {}
METHODS = ("get", "post", "put", "patch", "delete")


def spelling(make: Callable[[Json], object]) -> Spelling:
    """Enter what edits a document as a way to write it."""

    def rewrite(document: Json) -> Json:
        copied = deepcopy(document)
        make(copied)
        return copied

    SPELLINGS[make.__name__.replace("_", "-")] = rewrite
    return rewrite


def operations(document: Json) -> Iterator[Json]:
    """All operations."""
    for item in document["paths"].values():
        yield from (item[one] for one in METHODS if one in item)


def parameters(document: Json) -> Iterator[Json]:
    """All parameters."""
    for one in operations(document):
        yield from one.get("parameters", ())


def replies(document: Json) -> Iterator[Json]:
    """All replies."""
    for one in operations(document):
        yield from one["responses"].values()


def bodies(document: Json) -> Iterator[Json]:
    """All that has a schema: parameters, headers, media types."""
    yield from parameters(document)
    for one in operations(document):
        yield from one.get("requestBody", {}).get("content", {}).values()
    for said in replies(document):
        yield from said.get("content", {}).values()
        yield from said.get("headers", {}).values()


def schemas(document: Json) -> Iterator[Json]:
    """All schemas, the outer ones first."""
    for one in bodies(document):
        if "schema" in one:
            yield from below(one["schema"])


def below(schema: Json) -> Iterator[Json]:
    """A schema, and all that are below it."""
    if not isinstance(schema, dict):
        return
    yield schema
    inner = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
    for key in ("allOf", "oneOf", "anyOf"):
        inner += schema.get(key, [])
    for one in inner:
        yield from below(one)


@spelling
def bounds_without_their_ends(document: Json) -> None:
    """minimum 1 of whole numbers is more than 0."""
    for one in schemas(document):
        if one.get("type") == "integer" and "minimum" in one:
            one["exclusiveMinimum"] = one.pop("minimum") - 1
        if one.get("type") == "integer" and "maximum" in one:
            one["exclusiveMaximum"] = one.pop("maximum") + 1


@spelling
def bounds_of_nothing(document: Json) -> None:
    """Keywords that rule nothing out."""
    for one in [*schemas(document)]:
        if one.get("type") == "string" and "enum" not in one:
            one.setdefault("minLength", 0)
        if one.get("type") == "array":
            one.setdefault("minItems", 0)
            one.setdefault("uniqueItems", False)
        if one.get("type") == "object":
            one.setdefault("required", [])
            one.setdefault("minProperties", 0)
            one.setdefault("additionalProperties", True)
            one.setdefault("deprecated", False)


@spelling
def anything_else_by_an_empty_schema(document: Json) -> None:
    """Other members may be anything, in the form of a schema."""
    for one in [*schemas(document)]:
        if one.get("type") == "object":
            one.setdefault("additionalProperties", {})


@spelling
def styles_told(document: Json) -> None:
    """What is so where nothing is said."""
    for one in parameters(document):
        is_form = one["in"] in ("query", "cookie")
        one.setdefault("style", "form" if is_form else "simple")
        one.setdefault("explode", is_form)
        one.setdefault("required", False)
        one.setdefault("deprecated", False)
        if one["in"] == "query":
            one.setdefault("allowReserved", False)
            one.setdefault("allowEmptyValue", False)
    for said in replies(document):
        for header in said.get("headers", {}).values():
            header.setdefault("style", "simple")
            header.setdefault("required", False)


@spelling
def words_as_alternatives(document: Json) -> None:
    """Each word a const of its own, with a title."""
    for one in [*schemas(document)]:
        if "enum" in one and one.get("type") == "string":
            one["oneOf"] = [{"const": word, "title": f"The word {word}"} for word in one.pop("enum")]


@spelling
def words_in_two_lists(document: Json) -> None:
    """One of two lists."""
    for one in [*schemas(document)]:
        if len(one.get("enum", ())) > 2 and one.get("type") == "string":
            words = one.pop("enum")
            one["anyOf"] = [{"enum": words[:1]}, {"type": "string", "enum": words[1:]}]


@spelling
def constants_as_lists(document: Json) -> None:
    """A list of one word."""
    for one in schemas(document):
        if "const" in one:
            one["enum"] = [one.pop("const")]


@spelling
def types_as_lists(document: Json) -> None:
    """A list of one type."""
    for one in schemas(document):
        if isinstance(one.get("type"), str):
            one["type"] = [one["type"]]


@spelling
def null_first(document: Json) -> None:
    """Null before the type, and before what else there is."""
    for one in schemas(document):
        if isinstance(one.get("type"), list):
            one["type"] = one["type"][::-1]
        for key in ("oneOf", "anyOf"):
            if key in one:
                one[key] = one[key][::-1]


@spelling
def any_for_one_of(document: Json) -> None:
    """anyOf where one alone can hold."""
    for one in schemas(document):
        if "oneOf" in one and {"type": "null"} in one["oneOf"]:
            one["anyOf"] = one.pop("oneOf")


@spelling
def null_by_nullable_alternatives(document: Json) -> None:
    """Each type its own alternative."""
    for one in [*schemas(document)]:
        if isinstance(one.get("type"), list) and "null" in one["type"]:
            kept = {key: one.pop(key) for key in [*one] if not key.startswith("x-")}
            kinds = [kind for kind in kept.pop("type") if kind != "null"]
            if "enum" in kept:
                kept["enum"] = [word for word in kept["enum"] if word is not None]
            one["oneOf"] = [{"type": "null"}, {**kept, "type": kinds[0] if len(kinds) == 1 else kinds}]


@spelling
def object_type_left_out(document: Json) -> None:
    """Members alone, as many vendors write objects."""
    for one in schemas(document):
        if one.get("type") == "object" and one.get("properties"):
            del one["type"]


@spelling
def everything_in_all_of(document: Json) -> None:
    """Members in one part, what is required in another, and nothing in a third."""
    for one in [*schemas(document)]:
        if one.get("type") == "object" and one.get("required") and "properties" in one and "allOf" not in one:
            one["allOf"] = [{"required": one.pop("required")}, {"properties": one.pop("properties")}, {}]
