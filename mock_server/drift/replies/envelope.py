"""Envelopes: a whole document in an object of its own, or a list without the page around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.breaks.place import Place
from mock_server.breaks.sites import Site
from mock_server.contract.schemas import Schema, type_of
from mock_server.drift.finding import Finding
from mock_server.drift.replies.specific import is_total
from mock_server.drift.replies.spots import Spot, fits
from mock_server.drift.replies.telling import Teller, word

# So many other members may be beside what a document is wrapped in.
_BESIDE = 2


def unwrapped(teller: Teller, family: str, spot: Spot, document: Any, rows: Site | None) -> tuple[Any, Finding | None]:
    """Return a document without a wrapper that the contract does not know, and what there is to tell of that."""
    name = wrapper_of(spot, document)
    if family == "error" and name is None and (name := _listed_in(spot, document)) is not None:
        seen = f"a list in a member {word(name)}"
        return document[name][0], teller.tell("error-shape", Place(family), "the document itself", seen)
    if name is None:
        return document, None
    kind = "error-shape" if family == "error" else "detail-wrapped" if rows is None else "envelope-wrapped"
    return document[name], teller.tell(kind, Place(family), "the document itself", f"in a member {word(name)}")


def wrapper_of(spot: Spot, document: Any) -> str | None:
    """Return the only object in a document that has none of the contract's members, if it holds what the contract
    wants; beside it may be a word or two of how it went.
    """
    known: Mapping[str, Any] = spot.schema.get("properties", {})
    if not isinstance(document, dict) or spot.takes_others or (len(document) > 1 and known.keys() & document.keys()):
        return None
    holders = [one for one in document.items() if isinstance(one[1], dict)]
    beside = [one for one in document.values() if isinstance(one, str | int | float | None)]
    if len(holders) != 1 or len(beside) > _BESIDE or len(beside) + 1 != len(document):
        return None
    ((name, inner),) = holders
    if name in known and fits(known[name], inner):
        return None
    wanted = {*spot.schema.get("required", known)}
    return name if isinstance(inner, dict) and len(wanted & inner.keys()) * 2 > len(wanted) else None


def _listed_in(spot: Spot, document: Any) -> str | None:
    """Return the only member of an error, if it is a list of what an error is."""
    if not isinstance(document, dict) or len(document) != 1:
        return None
    ((name, inner),) = document.items()
    wanted = {*spot.schema.get("required", ())}
    is_list = isinstance(inner, list) and bool(inner) and isinstance(inner[0], dict)
    return name if is_list and name not in spot.schema.get("properties", {}) and wanted <= inner[0].keys() else None


def wrapped(name: str, schema: Schema) -> Schema:
    """Return the schema of what is in a member of an object of its own."""
    return {"type": "object", "required": [name], "properties": {name: {**schema, "x-source": "."}}}


def is_bare(spot: Spot, document: Any) -> bool:
    """Whether a document is an array where the contract has rows in an object."""
    return type_of(spot.schema) == "object" and isinstance(document, list)


def is_foreign(spot: Spot, document: Any) -> bool:
    """Whether a document has nothing of what the contract has there: of several members none, in no case."""
    wanted = {name.lower() for name in spot.schema.get("required", ())}
    if not isinstance(document, dict):
        return type_of(spot.schema) == "object"
    there = {name.lower().replace("_", "") for name in document}
    if len(wanted) == 1:
        # One that has another name is no other shape; where nothing is known of what came, it is.
        wanted = {name.lower().replace("_", "") for name in spot.schema.get("properties", ())}
    return bool(document) and len(wanted) > 1 and len(there) > 1 and not wanted & there


def bare(teller: Teller, rows: Site) -> Finding:
    """Tell that the rows of a list come alone."""
    return teller.tell(
        "envelope-flattened", Place("body", steps=rows.steps), "a page around its rows", "an array", rows.schema
    )


def zero_total(teller: Teller, spot: Spot, document: Any, rows: Site | None) -> Finding | None:
    """Tell of a total of nothing over rows that are there."""
    if rows is None or not isinstance(document, dict) or not isinstance(document.get(rows.name), list):
        return None
    if not document[rows.name]:
        return None
    totals = [one.site for name in spot.schema.get("properties", {}) for one in spot.member(name).spots]
    for site in totals:
        if is_total(site) and document.get(site.name) == 0:
            place = Place("body", steps=site.steps)
            return teller.tell("total-zero", place, "how many rows there are", "0 beside rows", site.schema)
    return None
