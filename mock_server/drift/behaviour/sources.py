"""Sources: fills path arguments with what is given, and with what is met on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.breaks.declared import success_schema
from mock_server.contract.schemas import Schema
from mock_server.drift.behaviour.attributes import attribute_of, rows_of, total_of
from mock_server.drift.behaviour.probes import Given, Listing, Of, Probes, Value
from mock_server.drift.exchange import Exchange, NotObserved
from mock_server.drift.walk import Walk

# How many rows are enough to find something in.
FEW = 5
_LIMIT = "limit"


class Sources:
    """What a walk can name: by a vendor's probes, and by the rows of its lists."""

    def __init__(self, walk: Walk, probes: Probes) -> None:
        self._walk, self._probes = walk, probes
        self._listings = {one.operation: one for one in probes.listings}

    def path(self, values: Mapping[str, Value]) -> dict[str, str]:
        """Return path arguments; raise NotObserved where a list has no such row."""
        return {argument: self._text(value) for argument, value in values.items()}

    def path_of(self, operation: str) -> Mapping[str, Value]:
        """Return the path arguments of an operation as the probes have them."""
        known = self._listings.get(operation)
        details = {one.operation: one.path for one in self._probes.details}
        return known.path if known is not None else {**details, **self._probes.others}[operation]

    def few(self, operation: str, query: Mapping[str, object] | None = None, *, purpose: str = "") -> Exchange:
        """Ask for the first rows of an operation, or for its one document."""
        known = self._listings.get(operation)
        limit = {self._limit(operation, known): FEW} if self._limit(operation, known) else {}
        always = known.query if known is not None else {}
        missing = (404,) if operation in self._probes.may_lack else ()
        declared = self._walk.contract.operations[operation]
        asked = {**always, **limit, **(query or {})}
        path = self.path(self.path_of(operation))
        return self._walk.ask(operation, path, asked, purpose=purpose, expects=(declared.success, *missing))

    def total(self, listing: Listing) -> int | None:
        """Return how many rows a list has; None where it does not say."""
        schema, document = self._document(listing.operation, self.few(listing.operation))
        return total_of(schema, document, listing.total)

    def _limit(self, operation: str, known: Listing | None) -> str:
        if known is not None:
            return known.limit
        arguments = {one.argument for one in self._walk.contract.operations[operation].parameters.all}
        return _LIMIT if _LIMIT in arguments else ""

    def _text(self, value: Value) -> str:
        if isinstance(value, Given):
            return self._probes.given[value.name]
        return self._found(value) if isinstance(value, Of) else value

    def _found(self, wanted: Of) -> str:
        exchange = self.few(wanted.listing, wanted.query, purpose="finds a row to ask about")
        schema, rows = rows_of(*self._document(wanted.listing, exchange)) or ({}, [])
        if wanted.most:
            rows = sorted(rows, key=lambda row: _count(attribute_of(schema, row, wanted.most)), reverse=True)
        known = (attribute_of(schema, row, wanted.attribute) for row in rows)
        found = next((one for one in known if isinstance(one, str | int)), None)
        if found is None:
            raise NotObserved(f"{wanted.listing} has no row to ask about")
        return str(found)

    def _document(self, operation: str, exchange: Exchange) -> tuple[Schema, Any]:
        schema = success_schema(self._walk.contract, self._walk.contract.operations[operation])
        if not exchange.answered.is_good or schema is None:
            raise NotObserved(f"{operation} was answered with {exchange.answered.status}")
        try:
            return schema, exchange.answered.json()
        except ValueError:
            raise NotObserved(f"{operation} was not answered with JSON") from None


def _count(value: Any) -> float:
    return value if isinstance(value, int | float) else -1
