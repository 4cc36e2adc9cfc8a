"""Shape: a schema in one form, whether it is written with allOf, oneOf, `nullable` or lists of types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.contract.schemas import types_of
from mock_server.core.errors import ConfigError
from mock_server.drift.documents.bounds import Bound, bounds_of
from mock_server.drift.documents.model import Node

NO_DEFAULT = object()
_PLAIN = frozenset(("type", "enum", "const", "nullable", "description", "title", "example", "examples", "deprecated"))
_STRUCTURE = frozenset(
    ("type", "properties", "enum", "const", "items", "format", "oneOf", "anyOf", "allOf", "pattern", "options")
)
_ROUNDS = 8
# What a schema says of a value that is told of apart from null.
_NOT_NULL = {"x-not-null": True}
_ONLY = {"readOnly": "reading", "writeOnly": "writing"}
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A schema. No `types` are any type; `words` None is any value; `options` are alternatives beside null, where
    there is more than one; `rest` are members without a name: a schema, or False where there are none; `only` is
    `reading` or `writing` where it is sent one way alone.
    """

    types: frozenset[str]
    nullable: bool
    form: str
    words: tuple[Any, ...] | None
    bounds: Mapping[str, Bound]
    pattern: str
    multiple: float | None
    default: Any
    required: frozenset[str]
    members: Mapping[str, Node]
    items: Node
    rest: Node | bool
    options: tuple[Node, ...]
    deprecated: bool
    mark: str
    only: str = ""

    @property
    def kind(self) -> str:
        """The type in words."""
        return " or ".join(sorted(self.types)) or "anything"


class Shaper:
    """Reads schemas, each once; equal nodes give the same shape, so that recursion can be noticed."""

    def __init__(self) -> None:
        self._shapes: dict[int, tuple[Node, Shape]] = {}
        self._both: dict[tuple[int, ...], Node] = {}

    def shape(self, node: Node) -> Shape:
        """Return the shape of a schema; raise ConfigError for what is none."""
        if id(node) not in self._shapes:
            # The node is kept, so that no other gets its id.
            try:
                self._shapes[id(node)] = (node, _shape(self._merged(node)))
            except (AttributeError, TypeError, ValueError) as error:
                raise ConfigError(f"a schema is no JSON Schema: {' '.join(str(error).split())[:80]}") from error
        return self._shapes[id(node)][1]

    def all_of(self, *nodes: Node) -> Node:
        """Return the schema of what is all of these."""
        key = tuple(map(id, nodes))
        return self._both.setdefault(key, {"allOf": list(nodes)})

    def value(self, node: Node) -> Node:
        """Return the schema of a value that is not null."""
        return self.all_of(node, _NOT_NULL)

    def _merged(self, node: Node, depth: int = 0) -> dict[str, Any]:
        merged = self._flat(node)
        options = [one for one in merged.pop("options", ()) if not _is_null(one)]
        flats = [self._flat(one) for one in options]
        # An alternative that is all of what it is an alternative of leads round in circles.
        if not options or depth > _ROUNDS or all(_STRUCTURE.isdisjoint(one) for one in flats):
            return merged
        if len(options) == 1:
            return self._merged({"allOf": [options[0], {**merged, "nullable": bool(merged["nullable"])}]}, depth + 1)
        return _simple(merged, flats) or {**merged, "options": options}

    def _flat(self, node: Node) -> dict[str, Any]:
        """Return what a schema says, with all that it is all of; alternatives are in `options`."""
        merged: dict[str, Any] = {"nullable": None}
        for part in _parts(node, set()):
            self._add(part, merged)
        return merged

    def _add(self, part: Node, merged: dict[str, Any]) -> None:
        for key, value in part.items():
            if key == "properties":
                known = merged.setdefault(key, {})
                for name, one in value.items():
                    known[name] = self.all_of(known[name], one) if name in known and known[name] is not one else one
            elif key == "required" and isinstance(value, list):
                merged[key] = [*merged.get(key, ()), *value]
            elif key == "type" and "type" in merged:
                merged[key] = [one for one in types_of(merged) if one in types_of(part)] or types_of(part)
            elif key == "nullable":
                merged[key] = bool(merged.get(key) or value)
            elif key in ("oneOf", "anyOf"):
                merged.setdefault("options", value)
                if any(map(_is_null, value)):
                    merged["nullable"] = True
            else:
                merged[key] = value


def _parts(node: Node, seen: set[int]) -> list[Node]:
    """Return what a schema is all of, itself at last."""
    if id(node) in seen or not isinstance(node, Mapping):
        return []
    seen.add(id(node))
    below = [part for one in node.get("allOf", ()) for part in _parts(one, seen)]
    return [*below, {key: value for key, value in node.items() if key != "allOf"}]


def _is_null(option: Node) -> bool:
    return any(
        types_of(part) == ["null"] or part.get("enum") == [None] or part.get("const", 0) is None
        for part in _parts(option, set())
    )


def _simple(merged: Mapping[str, Any], options: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the schema of alternatives that are no more than types, or words; None for others."""
    shapes = [_shape(one) for one in options]
    having = [one.words is not None for one in shapes]
    if not all(one.keys() <= _PLAIN for one in options) or any(having) != all(having):
        return None
    words = {"enum": [word for one in shapes for word in one.words or ()]} if any(having) else {}
    is_nullable = merged["nullable"] or any(one.nullable for one in shapes)
    return {"type": [kind for one in shapes for kind in one.types], **words, **merged, "nullable": is_nullable}


def _shape(merged: Mapping[str, Any]) -> Shape:
    listed = types_of(merged)
    enum = merged.get("enum", (merged["const"],) if "const" in merged else None)
    words = None if enum is None else tuple(one for one in enum if one is not None)
    types = {kind for kind in listed if kind != "null"} or set(_implied(merged, words))
    if "number" in types:
        types.discard("integer")
    evidence = merged.get("x-evidence")
    return Shape(
        types=frozenset(types),
        nullable=_NOT_NULL.keys().isdisjoint(merged)
        and (bool(merged.get("nullable")) or "null" in listed or (enum is not None and None in enum)),
        form=_form(merged),
        words=words,
        bounds=bounds_of(merged, types),
        pattern=str(merged.get("pattern", "")),
        multiple=merged.get("multipleOf"),
        default=merged.get("default", NO_DEFAULT),
        required=frozenset(merged.get("required", ())) if isinstance(merged.get("required"), list) else frozenset(),
        members=merged.get("properties", {}),
        items=merged.get("items", {}),
        rest=merged.get("additionalProperties", {}) if merged.get("additionalProperties") is not True else {},
        options=tuple(merged.get("options", ())),
        deprecated=bool(merged.get("deprecated")),
        mark=str(evidence.get("mark", "")) if isinstance(evidence, Mapping) else "",
        only=next((word for key, word in _ONLY.items() if merged.get(key) is True), ""),
    )


def _implied(merged: Mapping[str, Any], words: tuple[Any, ...] | None) -> list[str]:
    """Return the types that a schema does not name, but has."""
    if "properties" in merged:
        return ["object"]
    if "items" in merged:
        return ["array"]
    return [_KINDS[type(one)] for one in words or () if type(one) in _KINDS]


def _form(merged: Mapping[str, Any]) -> str:
    """Return the format; what 3.1 says by encodings is told in the words of 3.0."""
    if "contentEncoding" in merged:
        return "byte"
    return str(merged.get("format", "binary" if "contentMediaType" in merged else ""))
