"""Places of a document as it is written, found by what they are, so that changes name no vendor's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from mock_server.breaks.place import EVERY, Place, Step, pointer_of
from mock_server.contract.document import METHODS
from mock_server.contract.schemas import type_of, without_null
from tests.contract.subjects import DOCUMENTS, SUBJECTS

Json = Any
_MANY = 8


@cache
def text_of(vendor: str) -> bytes:
    """Return a vendor's own document as JSON, references inlined."""
    entry = next(iter(SUBJECTS[vendor].documents))
    return orjson.dumps(DOCUMENTS[vendor, entry], option=orjson.OPT_NON_STR_KEYS)


def document_of(vendor: str) -> Json:
    """Return a copy in which nothing is shared: a change of it is a change of one place."""
    return orjson.loads(text_of(vendor))


def sample_of(vendor: str) -> Json:
    """Return such a copy with eight paths or so, which is soon compared."""
    return orjson.loads(_sample_text(vendor))


@cache
def _sample_text(vendor: str) -> bytes:
    document = document_of(vendor)
    paths = document["paths"]
    document["paths"] = {path: paths[path] for path in list(paths)[:: max(1, len(paths) // _MANY)]}
    return orjson.dumps(document)


@dataclass(frozen=True)
class Asked:
    """An operation as it is declared."""

    path: str
    method: str
    declared: Json
    item: Json

    @property
    def id(self) -> str:
        """Its operationId."""
        return str(self.declared["operationId"])

    @property
    def success(self) -> str:
        """The status of its success."""
        return next(one for one in self.declared["responses"] if one.startswith("2"))

    def parameters(self, place: str = "query") -> list[Json]:
        """Its parameters of a place."""
        return [one for one in self.declared.get("parameters", []) if one["in"] == place]


@dataclass(frozen=True)
class Member:
    """A member of a document, as it is declared."""

    operation: Asked
    family: str
    steps: tuple[Step, ...]
    holder: Json
    name: str

    @property
    def schema(self) -> Json:
        """Its schema."""
        return self.holder["properties"][self.name]

    @property
    def required(self) -> bool:
        """Whether it has to be there."""
        return self.name in self.holder.get("required", ())

    @property
    def pointer(self) -> str:
        """Its place."""
        if self.family == "request":
            return f"request{pointer_of(self.steps)}"
        return str(Place(self.family, steps=self.steps))

    @property
    def outer(self) -> str:
        """The place of what it is in."""
        return str(Place(self.family, steps=self.steps[:-1]))


def operations(document: Json) -> Iterator[Asked]:
    """Yield the operations."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield Asked(path, method, item[method], item)


def members(document: Json, family: str = "body") -> Iterator[Member]:
    """Yield the members of all documents of a family: of successes, of errors (the first of each operation), of
    requests.
    """
    for one in operations(document):
        for schema in _roots(one, family):
            yield from _below(one, family, (), schema)


def _roots(one: Asked, family: str) -> list[Json]:
    if family == "request":
        contents = [one.declared.get("requestBody", {}).get("content", {})]
    elif family == "body":
        contents = [one.declared["responses"][one.success].get("content", {})]
    else:
        contents = [reply.get("content", {}) for status, reply in one.declared["responses"].items() if status >= "4"]
    return [content["schema"] for by_media in contents for content in by_media.values() if "schema" in content][:1]


def _below(one: Asked, family: str, steps: tuple[Step, ...], schema: Json) -> Iterator[Member]:
    options = [option for option in schema.get("oneOf", schema.get("anyOf", ())) if option.get("type") != "null"]
    schema = options[0] if len(options) == 1 and "properties" in options[0] else schema
    for name, inner in schema.get("properties", {}).items():
        yield Member(one, family, (*steps, name), schema, name)
        yield from _below(one, family, (*steps, name), inner)
    if isinstance(schema.get("items"), dict):
        yield from _below(one, family, (*steps, EVERY), schema["items"])


def member(document: Json, holds: Callable[[Member], Any], family: str = "body") -> Member | None:
    """Return the first member of which something holds."""
    return next((one for one in members(document, family) if holds(one)), None)


def parameter(
    document: Json, holds: Callable[[Json], Any] = lambda _: True, place: str = "query"
) -> tuple[Asked, Json] | None:
    """Return the first parameter of which something holds, and its operation."""
    found = ((one, each) for one in operations(document) for each in one.parameters(place) if holds(each))
    return next(found, None)


def is_plain(kind: str) -> Callable[[Member], bool]:
    """Return whether a member is of a type, alone."""
    return lambda one: one.schema.get("type") == kind and "enum" not in one.schema and "const" not in one.schema


def kind_of(schema: Json) -> str:
    """Return the type beside null."""
    return type_of(without_null(schema))
