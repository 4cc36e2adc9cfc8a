"""Values of another type than the contract's: which change that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mock_server.breaks.member_rules import is_money
from mock_server.breaks.place import Step
from mock_server.breaks.sites import Site
from mock_server.contract.schemas import type_of
from mock_server.drift.replies import moments
from mock_server.drift.replies.spots import fits

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?\Z", re.ASCII)
_COMMA = re.compile(r"-?\d+,\d{1,2}\Z", re.ASCII)
# Texts that are joined have no space behind the comma, those of people do; in words with a sign inside, blanks part.
_JOINED = re.compile(r",(?! )|[;|]|\w[:.]\w+ \w+[:.]\w")
# So many texts with a comma and a blank, and most of them, are no items that happen to have one.
_SEVERAL = 3
_PREFIXED = re.compile(r"[A-Za-z]+[_:-]\d+\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is wrong with a value: a kind and a half sentence; `below` leads from its place to that of the finding."""

    kind: str
    seen: str
    below: tuple[Step, ...] = ()


def retyped(site: Site, value: Any) -> Oddity:
    """Return what became of a value whose type is not the contract's."""
    if isinstance(value, dict):
        return _object(site, value)
    if isinstance(value, list):
        return Oddity("type-changed", "an array")
    if isinstance(value, str):
        return _text(site, value)
    return _boolean(site) if isinstance(value, bool) else _number(site, value)


def _object(site: Site, value: dict[str, Any]) -> Oddity:
    if site.kind == "array":
        named = {*site.items.get("properties", {})} & value.keys()
        return Oddity("array-single-unlisted", "an item that is not in an array") if named else _map(site)
    if site.holder is not None and site.holder.kind == "array":
        return Oddity("array-items-to-objects", "an object")
    if site.is_id and site.words != ["id"] and (not site.is_text or "id" in value):
        return Oddity("id-to-object", "an object")
    return Oddity("string-to-object" if site.kind == "string" else "type-changed", "an object")


def _map(site: Site) -> Oddity:
    return Oddity("array-became-map", "an object")


def _text(site: Site, text: str) -> Oddity:
    if site.kind == "integer":
        return _whole(site, text)
    if site.kind == "number":
        if is_money(site):
            return Oddity("money-comma", "a text with a comma") if _COMMA.match(text) else _amount(text)
        return Oddity("number-to-string", "a text of a number") if _NUMBER.match(text) else _changed("a text")
    if site.kind == "boolean":
        return Oddity("bool-to-string", "a text")
    if site.kind == "array":
        return _listed(site, text)
    return _scalar_for_object(site, text) or Oddity("object-to-string", "a text")


def _whole(site: Site, text: str) -> Oddity:
    if UUID.match(text):
        return Oddity("id-int-to-uuid", "a text like a UUID") if site.is_id else _changed("a text like a UUID")
    if site.is_id and _PREFIXED.match(text):
        return Oddity("id-prefixed", "a text with a prefix before digits")
    if is_money(site) and _COMMA.match(text):
        return Oddity("money-comma", "a text with a comma")
    if is_money(site) and _NUMBER.match(text):
        return _amount(text)
    return Oddity("int-to-string", "a text of digits") if _NUMBER.match(text) else _changed("a text")


def _amount(text: str) -> Oddity:
    return Oddity("money-number-to-string", "a text of a number") if _NUMBER.match(text) else _changed("a text")


def _listed(site: Site, text: str) -> Oddity:
    """One text for an array: its only item, or all of them in one."""
    is_one = not _JOINED.search(text) and text != "" and not text.startswith("[")
    if is_one and fits(site.items, text):
        return Oddity("array-single-unlisted", "an item that is not in an array")
    return Oddity("array-to-csv", "one text")


def _boolean(site: Site) -> Oddity:
    return Oddity("type-changed", "true or false")


def _number(site: Site, number: float) -> Oddity:
    if site.kind == "integer":
        return Oddity("int-to-float", "a number with a decimal point")
    if site.kind == "boolean":
        return Oddity("bool-to-int", "a number")
    if site.kind == "string":
        return _number_for_text(site, number)
    if site.kind == "array" and type_of(site.items) and fits(site.items, number):
        return Oddity("array-single-unlisted", "an item that is not in an array")
    return _scalar_for_object(site, number) or _changed("a number")


def _number_for_text(site: Site, number: float) -> Oddity:
    if "enum" in site.schema:
        return Oddity("enum-to-int", "a number")
    if site.is_moment:
        return Oddity(*moments.counted(number))
    if site.form == "uuid":
        return Oddity("id-uuid-to-int", "a number")
    return Oddity("money-string-to-float", "a number") if is_money(site) else _changed("a number")


def _scalar_for_object(site: Site, value: Any) -> Oddity | None:
    """The id of an object in the place of the object."""
    declared = site.schema.get("properties", {}).get("id")
    if site.kind != "object" or declared is None or not fits(declared, value):
        return None
    if declared.get("format") == "uuid" and not UUID.match(str(value)):
        return None
    return None if str(value).startswith("{") else Oddity("object-to-id", "its id alone", ("id",))


def _changed(seen: str) -> Oddity:
    return Oddity("type-changed", seen)


def in_one_text(odd: list[tuple[Any, Oddity]]) -> list[tuple[Any, Oddity]]:
    """Where no array is left and one text has several items, all are such texts, also those of one item."""
    csv = next((one for _, one in odd if one.kind == "array-to-csv"), None)
    several = sum(isinstance(value, str) and ", " in value for value, _ in odd)
    if csv is None and several >= _SEVERAL and several * 2 > len(odd):
        csv = Oddity("array-to-csv", "one text")
    if csv is None:
        return odd
    return [(value, csv if one.kind == "array-single-unlisted" else one) for value, one in odd]
