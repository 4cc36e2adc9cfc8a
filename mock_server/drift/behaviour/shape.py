"""Shape: where in a list's document the rows, the totals and the attributes of a row are, by the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.breaks.declared import source_at, success_schema
from mock_server.breaks.place import EVERY, Place
from mock_server.breaks.shape import alternatives
from mock_server.contract import Contract
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.exchange import NotObserved

Names = tuple[str, ...]


class Shape:
    """`rows`, `total`, `size` and `number` are names of the list's document; "" for what it has not."""

    def __init__(self, contract: Contract, listing: Listing) -> None:
        properties: Mapping[str, Schema] = document_schema(contract, listing.operation).get("properties", {})
        by_source = {source_at(name, one): name for name, one in properties.items()}
        self.rows = by_source.get(listing.rows, "")
        self.total = by_source.get(listing.total, "")
        self.size, self.number = by_source.get(listing.limit, ""), by_source.get(listing.page, "")
        self.row: Schema = alternatives(properties.get(self.rows, {}).get("items", {}))[0]

    def place(self, *names: str) -> Place:
        """Return the place of the rows, or of a member of each."""
        return Place("body", steps=(self.rows, EVERY, *names) if names else (self.rows,))

    @property
    def place_of_row(self) -> Place:
        """The place of each row."""
        return Place("body", steps=(self.rows, EVERY))


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


def value_at(document: Any, names: Sequence[str]) -> Any:
    """Return what is at names in a document; None where there is nothing."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document
