"""Value changes: how one schema, its members and items aside, is otherwise than another."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from mock_server.drift.documents.bounds import BOUNDS, HIGHEST
from mock_server.drift.documents.shape import NO_DEFAULT, Shape
from mock_server.drift.documents.words import word, words
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL

_MILLISECONDS = ("unix-milliseconds", "unix-time-millis", "epoch-ms")
# Kinds of the catalogue, by type and format before and after.
_RETYPED = {
    ("integer", "string"): "int-to-string",
    ("integer", "number"): "int-to-float",
    ("number", "string"): "number-to-string",
    ("boolean", "integer"): "bool-to-int",
    ("boolean", "string"): "bool-to-string",
    ("string", "object"): "string-to-object",
    ("object", "string"): "object-to-string",
    ("array", "string"): "array-to-csv",
    ("array", "object"): "array-became-map",
}
_REFORMED = {
    ("string date-time", "string date"): "datetime-date-only",
    ("string date-time", "integer"): "datetime-epoch",
    **{("string date-time", f"integer {form}"): "datetime-epoch-ms" for form in _MILLISECONDS},
    ("string uuid", "integer"): "id-uuid-to-int",
    ("integer", "string uuid"): "id-int-to-uuid",
    ("string decimal", "number"): "money-string-to-float",
}
# Formats that tell how large a number is, and not what it is for.
_SIZES = ("int32", "int64", "unix-seconds", "unix-time", "timestamp")
_COUNTED = "unix-seconds"
# An id that has something before it, in the words of a pattern.
_PREFIXED = re.compile(r"\^[A-Za-z]{1,12}[_:.-]")
_AGE = ("not deprecated", "deprecated")


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two schemas: its kind, how bad it is, and what either says."""

    kind: str
    severity: str
    says: str
    seen: str


def value_changes(ours: Shape, theirs: Shape, *, is_reply: bool) -> Iterator[Change]:
    """Yield the changes; of another type, only that, and null. Of alternatives on one side alone, null alone."""
    yield from _null(ours, theirs, is_reply)
    if bool(ours.options) != bool(theirs.options):
        return
    if ours.types != theirs.types:
        yield _type(ours, theirs, is_reply)
        return
    if _is_prefixed(ours, theirs):
        yield Change(
            "id-prefixed", DANGEROUS if is_reply else BREAKING, f"format {word(ours.form)}", "a word before it"
        )
    else:
        yield from _form(ours, theirs, is_reply)
        yield from _pattern(ours, theirs, is_reply)
    yield from _words(ours, theirs, is_reply)
    yield from _bounds(ours, theirs, is_reply)
    yield from _default(ours, theirs, is_reply)
    if ours.deprecated != theirs.deprecated:
        yield _one_way(theirs.deprecated, ("deprecated", DANGEROUS), ("undeprecated", INFORMATIONAL), _AGE)


def _one_way(forward: bool, there: tuple[str, str], back: tuple[str, str], told: tuple[str, str]) -> Change:
    """Return a change that is one kind forward and another back; `told` is what either state is called."""
    return Change(*there, *told) if forward else Change(*back, *reversed(told))


def _null(ours: Shape, theirs: Shape, is_reply: bool) -> Iterator[Change]:
    if ours.nullable != theirs.nullable:
        bad = BREAKING if theirs.nullable == is_reply else INFORMATIONAL
        told = ("null is not allowed", "null is allowed")
        yield _one_way(theirs.nullable, ("became-nullable-all", bad), ("became-not-null", bad), told)


def _type(ours: Shape, theirs: Shape, is_reply: bool) -> Change:
    before, after = (f"{one.kind} {one.form}".strip() for one in (ours, theirs))
    after = "integer" if theirs.kind == "integer" and theirs.form in _SIZES else after
    kind = _REFORMED.get((before, after)) or _RETYPED.get((ours.kind, theirs.kind), "type-changed")
    severity = BREAKING
    if (ours.kind, theirs.kind) == ("integer", "number"):
        severity = DANGEROUS if is_reply else INFORMATIONAL
    elif not is_reply and (not theirs.types or ours.types < theirs.types):
        severity = INFORMATIONAL
    return Change(kind, severity, f"type {ours.kind}", f"type {theirs.kind}")


def _is_prefixed(ours: Shape, theirs: Shape) -> bool:
    return ours.form == "uuid" and not theirs.form and not ours.pattern and bool(_PREFIXED.match(theirs.pattern))


def _is_size(form: str) -> bool:
    """Whether a format of whole numbers leaves open what they count."""
    return form in ("", *_SIZES)


def _form(ours: Shape, theirs: Shape, is_reply: bool) -> Iterator[Change]:
    if ours.form == theirs.form or (
        _is_size(ours.form) and _is_size(theirs.form) and _COUNTED in (ours.form, theirs.form)
    ):
        return
    kind = _REFORMED.get((f"{ours.kind} {ours.form}", f"{theirs.kind} {theirs.form}"), "format-changed")
    says, seen = (f"format {word(one.form)}" if one.form else "no format" for one in (ours, theirs))
    if ours.form and theirs.form:
        yield Change(kind, BREAKING, says, seen)
    else:
        # In a reply a format that is gone promises less, in a request one that came asks for more.
        is_wider = not theirs.form
        yield Change(kind, DANGEROUS if is_wider == is_reply else INFORMATIONAL, says, seen)


def _words(ours: Shape, theirs: Shape, is_reply: bool) -> Iterator[Change]:
    if ours.words is None and theirs.words is None:
        return
    if ours.words is None or theirs.words is None:
        is_wider = theirs.words is None
        bad = (DANGEROUS if is_wider else INFORMATIONAL) if is_reply else (INFORMATIONAL if is_wider else BREAKING)
        yield _one_way(not is_wider, ("enum-added", bad), ("enum-removed", bad), ("any words", "a list of words"))
        return
    before, after = ({_key(one): one for one in listed} for listed in (ours.words, theirs.words))
    went = [one for key, one in before.items() if key not in after]
    came = [one for key, one in after.items() if key not in before]
    folded = {str(one).casefold() for one in came}
    if went and {str(one).casefold() for one in went} == folded:
        yield Change("enum-case", BREAKING, f"{len(went)} words in one case", "the same in another")
        return
    if came:
        kind, severity = ("enum-new-common", DANGEROUS) if is_reply else ("enum-value-added", INFORMATIONAL)
        yield Change(kind, severity, f"{len(ours.words)} words", f"one of the words is {words(came)}")
    if went:
        kind, severity = ("enum-value-gone", INFORMATIONAL) if is_reply else ("filter-value-removed", BREAKING)
        yield Change(kind, severity, f"one of the words is {words(went)}", f"{len(theirs.words)} words, not this")


def _key(value: Any) -> Hashable:
    """Return what a value is known by: 1 and true are two, 1 and 1.0 are one."""
    is_plain = isinstance(value, str | int | float)
    return isinstance(value, bool), value if is_plain else json.dumps(value, sort_keys=True, default=str)


def _bounds(ours: Shape, theirs: Shape, is_reply: bool) -> Iterator[Change]:
    for key in BOUNDS:
        before, after = ours.bounds.get(key), theirs.bounds.get(key)
        if before == after:
            continue
        is_wider = after is None or (before is not None and after.is_wider(before, is_highest=key in HIGHEST))
        bad = (DANGEROUS if is_wider else INFORMATIONAL) if is_reply else (INFORMATIONAL if is_wider else BREAKING)
        says, seen = (f"no {key}" if one is None else f"{key} {one}" for one in (before, after))
        yield Change("bound-widened" if is_wider else "bound-narrowed", bad, says, seen)


def _pattern(ours: Shape, theirs: Shape, is_reply: bool) -> Iterator[Change]:
    if ours.pattern != theirs.pattern:
        says = "a pattern" if ours.pattern else "no pattern"
        seen = ("another" if ours.pattern else "a pattern") if theirs.pattern else "none"
        is_less = bool(ours.pattern) if is_reply else bool(theirs.pattern)
        yield Change("pattern-changed", DANGEROUS if is_less else INFORMATIONAL, says, seen)
    if ours.multiple != theirs.multiple:
        says, seen = (f"multiples of {one or 'nothing'}" for one in (ours.multiple, theirs.multiple))
        is_wider = theirs.multiple is None
        yield Change("multiple-changed", INFORMATIONAL if is_wider != is_reply else DANGEROUS, says, seen)


def _default(ours: Shape, theirs: Shape, is_reply: bool) -> Iterator[Change]:
    before, after = ours.default, theirs.default
    if before is not after and (before != after or isinstance(before, bool) != isinstance(after, bool)):
        says, seen = ("no default" if one is NO_DEFAULT else f"default {word(one)}" for one in (before, after))
        # Nobody fills in what a reply leaves out.
        yield Change("default-changed", INFORMATIONAL if is_reply else DANGEROUS, says, seen)
