"""Shape: where in a list's document the rows, the totals and the attributes of a row are, by the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.breaks.declared import source_at, success_schema
from mock_server.breaks.place import EVERY, Place, Step
from mock_server.breaks.shape import alternatives
from mock_server.contract import Contract
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.exchange import NotObserved

Names = tuple[str, ...]

# What tells how many pages there are.
_PAGES = "page_count"


class Shape:
    """`rows`, `total`, `size`, `number`, `count` and `pages` are the names that lead there in the list's document; ()
    for what it has not.
    """

    def __init__(self, contract: Contract, listing: Listing) -> None:
        document = document_schema(contract, listing.operation)
        sources = (listing.rows, listing.total, listing.limit, listing.page, listing.count)
        self.rows, self.total, self.size, self.number, self.count = (_way(document, source) for source in sources)
        rows = _at(document, self.rows) if self.rows else {}
        self.pages = _way(document, _PAGES)
        self.row: Schema = alternatives(rows.get("items", {}))[0]

    def place(self, *names: str) -> Place:
        """Return the place of the rows, or of a member of each."""
        return Place("body", steps=(*self.rows, EVERY, *names) if names else self.rows)

    @property
    def place_of_row(self) -> Place:
        """The place of each row."""
        return Place("body", steps=(*self.rows, EVERY))


def _way(schema: Schema, source: str) -> Names:
    """Return the names that lead to what comes from a source: of the document, or of an object in it that is the same
    record under a name.
    """
    properties: Mapping[str, Schema] = schema.get("properties", {})
    by_source = {source_at(name, one): name for name, one in properties.items()}
    if source in by_source:
        return (by_source[source],)
    inner = ((name, _way(one, source)) for name, one in properties.items() if one.get("x-source") == ".")
    return next(((name, *way) for name, way in inner if way), ())


def _at(schema: Schema, names: Names) -> Schema:
    for name in names:
        schema = schema["properties"][name]
    return schema


def document_schema(contract: Contract, operation: str) -> Schema:
    """Return the schema of what an operation answers; an empty one where that is no JSON."""
    return alternatives(success_schema(contract, contract.operations[operation]) or {})[0]


def names_of(schema: Schema, attribute: str) -> Names:
    """Return the names on the wire that lead to an attribute, such as `contact.email`; raise NotObserved."""
    names: list[str] = []
    for step in attribute.split("."):
        properties: Mapping[str, Schema] = schema.get("properties", {})
        name = next((name for name, one in properties.items() if step in (source_of(name, one), name)), None)
        if name is None:
            raise NotObserved(f"the contract has no {attribute} there")
        schema = alternatives(properties[name])[0]
        names.append(name)
    return tuple(names)


def schema_at(schema: Schema, steps: Sequence[Step]) -> Schema:
    """Return the schema of a place below a schema."""
    schema = alternatives(schema)[0]
    for step in steps:
        free = schema.get("additionalProperties")
        other = free if isinstance(free, dict) else {}
        below = schema.get("items", {}) if step is EVERY else schema.get("properties", {}).get(step, other)
        schema = alternatives(below)[0]
    return schema


def value_at(document: Any, names: Sequence[str]) -> Any:
    """Return what is at names in a document; None where there is nothing."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document
