"""Kinds of break of a document's members: names, presence, null, types, ids, nesting."""

from __future__ import annotations

from mock_server.breaks.rules import BREAKING, DANGEROUS, INFORMATIONAL, Rule, new_name, where
from mock_server.breaks.sites import Site

_MONEY = {"price", "amount", "fee", "cost", "balance", "money"}
_SCALARS = ("string", "integer", "number", "boolean")


def _renamed(site: Site, *, required: bool) -> str | None:
    if not site.is_member or site.required != required:
        return None
    return f"rename={new_name(site.name, site.neighbours)}"


def is_money(site: Site) -> bool:
    """Whether a number, or a text of one, is an amount of money."""
    return site.form in ("decimal", "minor-units") or (site.kind == "number" and bool(_MONEY & {*site.words}))


def _is_object_member(site: Site) -> bool:
    return site.is_member and site.kind == "object" and bool(site.schema.get("properties"))


def _is_id_of_member(site: Site) -> bool:
    """Whether it is the id of an object that is a member: the place where `{id, name}` can become the id."""
    return site.words == ["id"] and site.holder is not None and site.holder.is_member


def _is_list_of_scalars(site: Site) -> bool:
    return site.holder is not None and site.holder.kind == "array" and site.kind in _SCALARS


def _array_of_scalars(site: Site) -> bool:
    return site.kind == "array" and site.items.get("type") in _SCALARS


PRESENCE: tuple[Rule[Site], ...] = (
    Rule("field-required-removed", BREAKING, "{} is not sent any more",
         where(lambda site: site.is_member and site.required, "drop")),
    Rule("field-optional-removed", BREAKING, "{} is never sent any more",
         where(lambda site: site.is_member and not site.required, "drop")),
    Rule("field-renamed", BREAKING, "{} has another name", lambda site: _renamed(site, required=True)),
    Rule("field-optional-renamed", BREAKING, "{} has another name", lambda site: _renamed(site, required=False)),
    Rule("field-moved", BREAKING, "{} moves into an object beside it",
         where(lambda site: site.is_member, "nest=nested")),
    Rule("field-added", INFORMATIONAL, "the document has one member more",
         where(lambda site: not site.steps and site.kind == "object", "add=novelty")),
    Rule("field-added-nested", INFORMATIONAL, "{} has one member more",
         where(lambda site: bool(site.steps) and bool(site.schema.get("properties")), "add=novelty")),
    Rule("null-became-missing", DANGEROUS, "{} is left out where it was null",
         where(lambda site: site.is_member and site.nullable, "drop-null")),
    Rule("null-became-empty", DANGEROUS, "{} is empty where it was null",
         where(lambda site: bool(site.steps) and site.nullable, "fill-null")),
    Rule("became-nullable-all", BREAKING, "{} is null",
         where(lambda site: bool(site.steps) and not site.nullable, "null")),
    Rule("became-nullable-rare", BREAKING, "{} is null on a row of ten",
         where(lambda site: site.is_in_list and site.is_member and not site.nullable, "null@10")),
    Rule("object-flattened", BREAKING, "the members of {} come beside it", where(_is_object_member, "flatten=_")),
    Rule("object-to-id", BREAKING, "only {} comes of the object that it is in", where(_is_id_of_member, "unwrap")),
    Rule("object-to-string", BREAKING, "{} is a text instead of an object", where(_is_object_member, "retype=string")),
)  # fmt: skip

TYPES: tuple[Rule[Site], ...] = (
    Rule("int-to-string", BREAKING, "{} is a text of digits",
         where(lambda site: site.kind == "integer", "retype=string")),
    Rule("int-to-float", DANGEROUS, "{} has a decimal point",
         where(lambda site: site.kind == "integer", "retype=number")),
    Rule("int-beyond-double", DANGEROUS, "{} is beyond 2^53",
         where(lambda site: site.kind == "integer" and site.is_id, "number=big")),
    Rule("number-to-string", BREAKING, "{} is a text",
         where(lambda site: site.kind == "number" and not is_money(site), "retype=string")),
    Rule("number-precision", DANGEROUS, "{} has digits far behind the point",
         where(lambda site: site.kind == "number", "number=imprecise")),
    Rule("bool-to-int", BREAKING, "{} is 0 or 1", where(lambda site: site.kind == "boolean", "retype=integer")),
    Rule("bool-to-string", BREAKING, "{} is the text true or false",
         where(lambda site: site.kind == "boolean", "retype=string")),
    Rule("string-to-object", BREAKING, "{} is an object that holds the text",
         where(lambda site: site.is_text and site.is_member, "wrap=value")),
    Rule("id-int-to-uuid", BREAKING, "{} is a UUID",
         where(lambda site: site.is_id and site.kind == "integer", "id=uuid")),
    Rule("id-uuid-to-int", BREAKING, "{} is a number", where(lambda site: site.form == "uuid", "id=integer")),
    Rule("id-prefixed", DANGEROUS, "{} has a prefix", where(lambda site: site.is_id, "id=prefixed")),
    Rule("id-to-object", BREAKING, "{} is an object with an id",
         where(lambda site: site.is_id and site.words != ["id"], "wrap=id")),
    Rule("array-to-csv", BREAKING, "{} is one text with commas", where(_array_of_scalars, "retype=string")),
    Rule("array-items-to-objects", BREAKING, "the items are objects", where(_is_list_of_scalars, "wrap=name")),
    Rule("array-became-map", BREAKING, "{} is a map", where(lambda site: site.kind == "array", "retype=object")),
    Rule("array-single-unlisted", BREAKING, "{} of one item is that item",
         where(lambda site: site.kind == "array" and bool(site.steps), "unlist")),
)  # fmt: skip

RULES = (*PRESENCE, *TYPES)
