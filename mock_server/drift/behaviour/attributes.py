"""Attributes: what a document has, by the contract's Python names."""

from __future__ import annotations

from typing import Any

from mock_server.breaks.declared import source_at
from mock_server.breaks.shape import alternatives
from mock_server.breaks.sites import list_of, sites_of
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema


def attribute_of(schema: Schema, document: Any, attribute: str) -> Any:
    """Return what a document has for an attribute, with dots into objects; None where it has nothing."""
    if not isinstance(document, dict):
        return None
    for name, declared in schema.get("properties", {}).items():
        source = source_of(name, declared)
        if source == attribute:
            return document.get(name)
        if attribute.startswith(f"{source}."):
            return attribute_of(alternatives(declared)[0], document.get(name), attribute.removeprefix(f"{source}."))
    return None


def rows_of(schema: Schema, document: Any) -> tuple[Schema, list[Any]] | None:
    """Return the schema of a row and the rows of a list; None where the document is none, or has none of that name."""
    site = list_of(sites_of(schema))
    rows = document.get(site.name) if site is not None and isinstance(document, dict) else None
    return (site.items, rows) if site is not None and isinstance(rows, list) else None


def total_of(schema: Schema, document: Any, total: str) -> int | None:
    """Return how many rows there are on all pages; None where the document does not say."""
    if not isinstance(document, dict):
        return None
    named = (name for name, declared in schema.get("properties", {}).items() if source_at(name, declared) == total)
    count = document.get(next(named, ""))
    return count if type(count) is int else None
