"""Values of the right type that are not what the contract says: words, formats, bounds, digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from mock_server.breaks.member_rules import is_money
from mock_server.breaks.sites import Site
from mock_server.contract.schemas import new_validator
from mock_server.drift.replies import moments
from mock_server.drift.replies.retyped import UUID, Oddity, retyped
from mock_server.drift.replies.spots import fitting

NEW_WORD = "enum-new"

_EXACT = 2**53
# What a binary fraction leaves behind a decimal one: a run of zeros or nines, and digits after it.
_NOISE = re.compile(r"\.\d*(0{4,}|9{4,})\d+\Z")
_CENTS = 4
_MASK = re.compile(r"\*{2,}|•{2,}|[xX]{3,}@")
_CHECKED = {"format", "pattern", "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "multipleOf"}
_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "multipleOf"}

Judge = Callable[[Any], Oddity | None]


def judge_of(site: Site) -> Judge:
    """Return what judges the values of a place that are not null; what is in objects and arrays is left alone."""
    is_checked = bool(_CHECKED & site.schema.keys()) and not site.is_moment
    validator = new_validator({key: site.schema[key] for key in _CHECKED & site.schema.keys()}) if is_checked else None
    checks = [check for applies, check in _CHECKS.get(site.kind, ()) if applies(site)]
    does_fit, has_words = fitting(site.schema), bool({"enum", "const"} & site.schema.keys())

    def judge(value: Any) -> Oddity | None:
        if not does_fit(value):
            return retyped(site, value)
        if has_words:
            return _word(site, value)
        found = None
        for check in checks:
            found = found or check(site, value)
        if found is None and validator is not None and not validator.is_valid(value):
            found = _broken(site, value)
        return _emptied(site, found) if found is not None and value in ("", 0) and site.nullable else found

    return judge


def _word(site: Site, value: Any) -> Oddity | None:
    known = site.schema.get("enum", [site.schema.get("const")])
    if value in known:
        return None
    if isinstance(value, str):
        if value == "" and site.nullable:
            return Oddity("null-became-empty", "an empty text")
        if value.casefold() in {one.casefold() for one in known if isinstance(one, str)}:
            return Oddity("enum-case", "a word in another case")
        return Oddity(NEW_WORD, value)
    return Oddity("enum-to-int", "a number") if not isinstance(value, dict | list) else retyped(site, value)


def _emptied(site: Site, found: Oddity) -> Oddity:
    return Oddity("null-became-empty", "an empty value where null was allowed")


def _moment(site: Site, text: str) -> Oddity | None:
    found = moments.respelled(site.schema, text)
    return None if found is None else Oddity(*found)


def _is_address(site: Site) -> bool:
    return site.form == "email" or (site.is_text and bool({"mail", "email"} & {*site.words}))


def _masked(site: Site, text: str) -> Oddity | None:
    return Oddity("pii-masked", "an address that is masked") if _MASK.search(text) else None


def _relative(site: Site, text: str) -> Oddity | None:
    is_relative = "://" not in text and text != ""
    return Oddity("links-relative", "a link without scheme and host") if is_relative else None


def _prefixed(site: Site, text: str) -> Oddity | None:
    if UUID.match(text):
        return None
    if UUID.search(text):
        return Oddity("id-prefixed", "a UUID with a prefix")
    return Oddity("format-changed", "a text that is no UUID") if text or not site.nullable else _emptied(site, _GAP)


_GAP = Oddity("format-changed", "an empty text")


def _beyond(site: Site, number: int) -> Oddity | None:
    return Oddity("int-beyond-double", "a number from 2^53 on") if abs(number) >= _EXACT else None


def _noisy(site: Site, number: float) -> Oddity | None:
    if not isinstance(number, float):
        return None
    written = f"{Decimal(repr(number)):f}"
    digits = len(written.partition(".")[2])
    if (digits > 6 and _NOISE.search(written)) or (is_money(site) and digits > _CENTS):
        return Oddity("number-precision", "digits far behind the point")
    return None


def _broken(site: Site, value: Any) -> Oddity:
    bounds = {key: one for key, one in site.schema.items() if key in _BOUNDS}
    if bounds and not new_validator(bounds).is_valid(value):
        return Oddity("bound-exceeded", "a value outside of its bounds")
    if site.is_id and "_" in str(value):
        return Oddity("id-prefixed", "an id with a prefix")
    return Oddity("format-changed", "a text of another form")


Check = Callable[[Site, Any], Oddity | None]
_CHECKS: dict[str, tuple[tuple[Callable[[Site], bool], Check], ...]] = {
    "string": (
        (lambda site: site.is_moment, _moment),
        (_is_address, _masked),
        (lambda site: site.form == "uri", _relative),
        (lambda site: site.form == "uuid", _prefixed),
    ),
    "integer": ((lambda site: True, _beyond),),
    "number": ((lambda site: True, _noisy),),
}
