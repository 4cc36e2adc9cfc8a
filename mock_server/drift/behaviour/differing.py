"""Differing: in what way two values are not the same, and which of them is not as the contract has it."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import datetime
from typing import Any

from mock_server.contract.moments import is_in
from mock_server.contract.schemas import Schema
from mock_server.drift.behaviour.moments import moment
from mock_server.drift.exchange import NotObserved
from mock_server.drift.links import parts_of

_CENTS, _MASK = 100, "*"
# Where a link ends what is asked for begins: nothing is cut there.
_OF_LINKS = "?#"
_EMPTY: tuple[Any, ...] = (None, "", 0, [], {})
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")


def told_apart(row: Any, record: Any, schema: Schema) -> tuple[str, bool]:
    """Return the kind of a difference, and whether the row's value is the one that changed."""
    if (row is None) != (record is None) and (row or record) not in _EMPTY:
        # Where the one has a value, the other's null says that it has none. In a row a text may be made up for that.
        is_made_up = record is None and not isinstance(row, dict)
        return ("list-differs-from-detail", True) if is_made_up else ("became-nullable-all", row is None)
    for changed, kept, is_row in ((row, record, True), (record, row, False)):
        kind = _kind(changed, kept, schema)
        if kind:
            return kind, is_row
    return "list-differs-from-detail", True


def _kind(changed: Any, kept: Any, schema: Schema) -> str:
    """Return in what way one value came from another; "" where that is not seen."""
    if kept is None:
        return "null-became-empty"
    if isinstance(changed, str) and isinstance(kept, str):
        return (
            _of_moments(changed, kept, schema)
            if schema.get("format") == "date-time"
            else _of_texts(changed, kept, schema)
        )
    if isinstance(changed, int | float) and isinstance(kept, int | float):
        return _of_numbers(changed, kept)
    return ""


def _of_texts(changed: str, kept: str, schema: Schema) -> str:
    if kept in (html.unescape(changed), _MARKUP.sub("", changed)):
        return "string-escaped"
    if unicodedata.normalize("NFC", changed) == kept:
        return "string-decomposed"
    stem = changed.rstrip("…. ")
    if stem and kept.startswith(stem) and len(changed) < len(kept.strip()) and kept[len(stem)] not in _OF_LINKS:
        return "string-truncated"
    if _MASK in changed and _MASK not in kept:
        return "pii-masked"
    return "links-other-host" if _leads_elsewhere(changed, kept, str(schema.get("example", ""))) else ""


def _leads_elsewhere(changed: str, kept: str, example: str) -> bool:
    """Tell whether a link leads to another host than one that is kept; where the contract leads to is not elsewhere."""
    one, other = parts_of(changed), parts_of(kept)
    is_link = bool(one.scheme and one.netloc and other.netloc)
    return is_link and one[:2] != other[:2] and one.path == other.path and one[:2] != parts_of(example)[:2]


def _of_numbers(changed: float, kept: float) -> str:
    # Of the smaller unit there are no parts.
    if kept and changed == kept * _CENTS and float(changed).is_integer():
        return "money-minor-units"
    return "number-precision" if len(repr(changed)) > len(repr(kept)) and abs(changed - kept) < 1 else ""


def _of_moments(changed: str, kept: str, schema: Schema) -> str:
    try:
        one, other = moment(changed), moment(kept)
    except NotObserved:
        return ""
    if "." in changed and "." not in kept:
        return "datetime-fraction"
    if not _is_foreign(one, schema):
        return ""
    if one == other:
        return "datetime-offset"
    return "datetime-local-as-z" if one.replace(tzinfo=None) == other.replace(tzinfo=None) else ""


def _is_foreign(found: datetime, schema: Schema) -> bool:
    """Tell whether a moment is not in the zone that the contract prints; it prints none where each has its own."""
    zone = schema.get("x-zone", "own")
    return zone == "own" or not is_in(found, zone)
