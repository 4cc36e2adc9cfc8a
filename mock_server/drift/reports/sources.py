"""Sources: the file and line of a contract on which the place of a finding is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mock_server.breaks.place import EVERY, Place, Step
from mock_server.core.errors import ConfigError
from mock_server.drift.reports.nodes import Documents, Node

# What may be said of an object in several parts.
_PARTS = ("allOf", "oneOf", "anyOf")
# Where the places that have no name of their own are declared.
_KEYS = {"scope": "security", "limit": "x-rate-limit", "query": "parameters"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, from 1; the file is told from the folder that the contract's folder is in, with slashes."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"


class Sources:
    """The lines of a contract: `path` is its entry file, and files are told from the folder `base` on."""

    def __init__(self, path: Path, base: Path) -> None:
        self._base = base.resolve()
        self._documents = Documents()
        self._root = self._documents.root(path.resolve())
        self._operations = dict(self._each_operation())

    def line(self, operation: str, pointer: str) -> Line:
        """Return the line of a place, or of what is next around it; the first line for the API as a whole."""
        if operation not in self._operations:
            return self._told(self._root)
        item, declared = self._operations[operation]
        try:
            place = Place.parse(pointer)
        except ConfigError:
            return self._told(declared)
        return self._told(self._place(item, declared, place) or declared)

    def _told(self, node: Node) -> Line:
        file = node.file
        inside = file.relative_to(self._base) if file.is_relative_to(self._base) else Path(file.name)
        return Line(inside.as_posix(), node.line)

    def _each_operation(self) -> Iterator[tuple[str, tuple[Node, Node]]]:
        paths = self._documents.member(self._root, "paths")
        for _, item in self._documents.members(paths) if paths is not None else ():
            for _, declared in self._documents.members(item):
                name = self._documents.member(declared, "operationId")
                if name is not None and name.text:
                    yield name.text, (item, declared)

    def _place(self, item: Node, declared: Node, place: Place) -> Node | None:
        if place.family == "body":
            return self._in_schemas(self._replies(declared, "2"), place.steps)
        if place.family == "error":
            return self._in_schemas(self._replies(declared, "45"), place.steps)
        if place.family == "status":
            return self._documents.member(declared, "responses", place.name)
        if place.family == "header":
            return self._header(declared, place.name) or self._parameter(item, declared, place.name)
        if place.name:
            return self._parameter(item, declared, place.name)
        return self._documents.member(declared, _KEYS.get(place.family, ""))

    def _replies(self, declared: Node, first_digits: str) -> list[Node]:
        replies = self._documents.member(declared, "responses")
        members = self._documents.members(replies) if replies is not None else ()
        return [one for status, one in members if status[:1] in first_digits]

    def _in_schemas(self, replies: list[Node], steps: tuple[Step, ...]) -> Node | None:
        """Return the place in the first schema that has all of it, or else in the one that has most."""
        nearest, depth = None, -1
        for schema in self._schemas(replies):
            found, deep = self._below(schema, steps)
            if deep > depth:
                nearest, depth = found, deep
        return nearest

    def _schemas(self, replies: list[Node]) -> Iterator[Node]:
        for reply in replies:
            content = self._documents.member(reply, "content")
            for media, one in self._documents.members(content) if content is not None else ():
                schema = self._documents.member(one, "schema")
                if media.partition(";")[0].endswith("json") and schema is not None:
                    yield schema

    def _below(self, schema: Node, steps: tuple[Step, ...]) -> tuple[Node, int]:
        """Return the deepest place on a way into a schema, and how many steps that is."""
        best = (schema, 0)
        for part in self._parts(schema) if steps else ():
            following = self._step(part, steps[0])
            if following is not None:
                found, deep = self._below(following, steps[1:])
                best = max(best, (found, deep + 1), key=lambda one: one[1])
        return best

    def _parts(self, schema: Node, depth: int = 0) -> Iterator[Node]:
        yield schema
        for keyword in _PARTS if depth < 8 else ():  # a schema that is a part of itself ends there
            parts = self._documents.member(schema, keyword)
            for _, part in self._documents.members(parts) if parts is not None else ():
                yield from self._parts(part, depth + 1)

    def _step(self, schema: Node, step: Step) -> Node | None:
        if step is EVERY:
            return self._documents.member(schema, "items") or self._documents.member(schema, "additionalProperties")
        return self._documents.member(schema, "properties", step)

    def _header(self, declared: Node, name: str) -> Node | None:
        if name.lower() == "content-type":
            contents = (self._documents.member(reply, "content") for reply in self._replies(declared, "2"))
            return next(filter(None, contents), None)
        for reply in self._replies(declared, "12345"):
            headers = self._documents.member(reply, "headers")
            for own, header in self._documents.members(headers) if headers is not None else ():
                if own.lower() == name.lower():
                    return header
        return None

    def _parameter(self, item: Node, declared: Node, name: str) -> Node | None:
        for holder in (declared, item):
            parameters = self._documents.member(holder, "parameters")
            for _, one in self._documents.members(parameters) if parameters is not None else ():
                own = self._documents.member(one, "name")
                if own is not None and own.text.lower() == name.lower():
                    return self._documents.target(one)
        return None
