"""Model: what a document says, in one form, whichever version and style it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A schema as it is written, references joined; `shape.Shaper` reads it.
Node = Mapping[str, Any]
# What one way in asks for: schemes, each by what it is (not by its name) and with scopes.
Way = frozenset[tuple[tuple[str, ...], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. `source` is what it is for, as contracts of ours say: `limit`, `page`; `declared` as written."""

    place: str
    name: str
    required: bool
    deprecated: bool
    style: str
    schema: Node
    source: str
    mark: str
    declared: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """What a request has in it, by media type."""

    required: bool
    contents: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a reply."""

    name: str
    required: bool
    schema: Node
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply: headers by their names in small letters, contents by media type with its parameters."""

    headers: Mapping[str, Header]
    contents: Mapping[str, Node]
    mark: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. Parameters are by place and what identifies them there: position in a path, a header's name in
    small letters. `access` are the ways in, of which one is enough; `servers` are its own, where it is not at the
    document's; `declared` is the operation as it is written, references joined.
    """

    id: str
    method: str
    path: str
    deprecated: bool
    parameters: Mapping[tuple[str, str], Parameter]
    body: Body | None
    replies: Mapping[str, Reply]
    access: frozenset[Way]
    mark: str
    servers: tuple[str, ...] = ()
    declared: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `servers` are URLs; `token_urls` by the kind of flow; `schemes` are those of security, as they
    are written, by name.
    """

    name: str
    version: str
    servers: tuple[str, ...]
    token_urls: Mapping[str, str]
    operations: tuple[Operation, ...]
    schemes: Mapping[str, Node] = field(default_factory=dict)
