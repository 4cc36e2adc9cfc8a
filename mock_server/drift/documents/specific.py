"""Specific: the same change has another name by what is there: a page's size, a total, an id, money, a header."""

from __future__ import annotations

from mock_server.breaks.casing import words_of
from mock_server.breaks.declared import source_at
from mock_server.breaks.member_rules import is_money
from mock_server.breaks.place import EVERY
from mock_server.breaks.sites import Site
from mock_server.drift.documents.model import Node
from mock_server.drift.documents.notes import Spot
from mock_server.drift.documents.shape import Shape, Shaper
from mock_server.drift.documents.value_changes import Change

_RETYPED = ("type-changed", "int-to-string", "number-to-string", "string-to-object", "object-to-string", "array-to-csv")
_OF_VALUES = (*_RETYPED, "int-to-float", "format-changed", "pattern-changed", "enum-case", "datetime-epoch")
_OF_WORDS = ("enum-new-common", "enum-value-gone", "enum-added", "enum-removed")
_ERROR = {"int-to-string": "error-code-to-string", "enum-new-common": "error-code-renamed"}


def kind_of(shaper: Shaper, change: Change, spot: Spot, before: Shape, after: Shape) -> str:
    """Return the catalogue's word for a change of a value at a place."""
    if spot.family == "header" and spot.is_reply:
        return _of_header(change, spot, after)
    if change.kind in _RETYPED:
        kind = retyped(shaper, spot, before, after) or change.kind
        return _ERROR.get(kind, kind) if spot.is_error else kind
    if spot.is_error:
        return _ERROR.get(change.kind, change.kind)
    return _of_size(change) if spot.source == "limit" else change.kind


def _of_size(change: Change) -> str:
    if change.kind == "default-changed":
        return "default-page-size"
    return "max-page-size" if change.kind == "bound-narrowed" and "maximum" in change.says else change.kind


def _of_header(change: Change, spot: Spot, after: Shape) -> str:
    name = spot.name.lower()
    if change.kind in _OF_VALUES and name == "retry-after" and "string" in after.types:
        return "retry-after-date"
    if change.kind not in (*_OF_VALUES, *_OF_WORDS):
        return change.kind
    if name == "cache-control" and any("public" in str(one) or "max-age" in str(one) for one in after.words or ()):
        return "cache-control-public"
    return "www-authenticate-changed" if name == "www-authenticate" else "header-changed"


def retyped(shaper: Shaper, spot: Spot, before: Shape, after: Shape) -> str:
    """Return what became of a value of another type, "" where nothing is to be said but that."""
    if not spot.is_reply:
        is_one = "array" in before.types and shaper.shape(before.items).types == after.types
        return "filter-list-refused" if is_one and spot.family == "query" else ""
    if "object" in before.types and _is_like(_id_of(shaper, before), after):
        return "object-to-id"
    if "object" in after.types and before.types.isdisjoint({"object", "array"}):
        is_id = before.form == "uuid" or words_of(str(spot.steps[-1] if spot.steps else ""))[-1:] == ["id"]
        return _boxed(spot, is_id=is_id and _is_like(_id_of(shaper, after), before))
    if "array" in before.types and after.types != {"string"} and shaper.shape(before.items).types == after.types:
        return "array-single-unlisted"
    if before.words and after.words and after.types == {"integer"}:
        return "enum-to-int"
    return "money-number-to-string" if after.types == {"string"} and _is_money(spot, before) else ""


def _boxed(spot: Spot, *, is_id: bool) -> str:
    if spot.steps and spot.steps[-1] is EVERY:
        return "array-items-to-objects"
    return "id-to-object" if is_id else ""


def _id_of(shaper: Shaper, shape: Shape) -> Shape | None:
    return next((shaper.shape(one) for name, one in shape.members.items() if words_of(name) == ["id"]), None)


def _is_like(one: Shape | None, other: Shape) -> bool:
    is_plain = other.types == {"string"} and not other.form
    return one is not None and one.types == other.types and one.form == other.form and not is_plain


def _is_money(spot: Spot, shape: Shape) -> bool:
    schema = {"type": shape.kind, "format": shape.form}
    return bool(spot.steps) and is_money(Site(spot.steps, schema, str(spot.steps[-1] or "")))


def is_total(shaper: Shaper, spot: Spot, name: str, node: Node) -> bool:
    """Whether a member of a whole document tells how many rows there are over all pages."""
    is_whole = spot.family == "body" and not spot.steps
    return is_whole and shaper.shape(node).types == {"integer"} and source_at(name, node) == "total_count"
