"""Undo: what a value was, if a service changed how it is written; it tells a change of writing from one of people."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.breaks.member_rules import is_money
from mock_server.breaks.sites import Site
from mock_server.drift.history.shapes import is_empty, json_type

# Ways in which values are others that have no kind of their own: a text is in UTF-8 twice, moments are an hour off.
TWICE_ENCODED, LATER, EARLIER = "encoded twice", "an hour later", "an hour earlier"
# Stands for a member that is not there.
ABSENT = object()
_PARAGRAPH = re.compile(r"<(p|div|span)>(.*)</\1>", re.DOTALL)

Undo = Callable[[Any, Site], Any]


def is_followed(site: Site) -> bool:
    """Whether the value itself is followed over time: texts, moments and money, which change only if somebody changes
    them. Words of a list and counts change by themselves; of them only whether they are null.
    """
    return not {"enum", "const"} & site.schema.keys() and (site.kind == "string" or is_money(site))


def is_declared(value: Any, site: Site) -> bool:
    """Whether a value is written as the contract has it there; the others are told of elsewhere."""
    if value is ABSENT or value is None or (site.nullable and is_empty(value)):
        return True
    if site.form == "date-time":
        moment = _moment(value, site)
        return moment is not None and moment.tzinfo is not None
    kind = json_type(value)
    return kind == site.kind or (kind == "integer" and site.kind == "number")


def canonical(value: Any, site: Site) -> Any:
    """Return what stands for a value: moments in UTC, amounts as numbers."""
    if value is ABSENT or value is None:
        return value
    if not is_followed(site):
        return True
    moment = _moment(value, site)
    if moment is not None and moment.tzinfo is not None:
        return _in_utc(moment).isoformat()
    return Decimal(str(value)).normalize() if type(value) in (int, float) else value


def undone(value: Any, site: Site) -> Iterator[tuple[str, Any]]:
    """Yield what a value may have been before, with the kind of drift that it is then."""
    for kind, undo in UNDOS.items():
        before = undo(value, site)
        if before is not value:
            yield kind, before


def _text(change: Callable[[str], str]) -> Undo:
    def undo(value: Any, site: Site) -> Any:
        before = change(value) if isinstance(value, str) and site.kind == "string" else value
        return value if before == value else before

    return undo


def _unescaped(text: str) -> str:
    inner = _PARAGRAPH.fullmatch(text)
    return html.unescape(inner[2] if inner else text)


def _major(value: Any, site: Site) -> Any:
    is_amount = is_money(site) and isinstance(value, int | float) and value
    return float(Decimal(str(value)) / 100) if is_amount else value


def _in_zone(value: Any, site: Site) -> Any:
    """Return local time that says it is of UTC as the local time that it is."""
    moment, zone = _moment(value, site), site.schema.get("x-zone")
    if moment is None or zone is None or moment.utcoffset() != UTC.utcoffset(None):
        return value
    return moment.replace(tzinfo=ZoneInfo(zone)).isoformat()


def _moment(value: Any, site: Site) -> datetime | None:
    if not isinstance(value, str) or not site.is_moment:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC; as it is where that is beyond the ends of time."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment


def _moved(hours: int) -> Undo:
    """Return what undoes that moments were moved, all by the same."""

    def undo(value: Any, site: Site) -> Any:
        moment = _moment(value, site)
        if moment is None or moment.tzinfo is None:
            return value
        try:
            return (moment - timedelta(hours=hours)).isoformat()
        except OverflowError:
            return value

    return undo


def _decoded(text: str) -> str:
    """Return a text whose octets were taken for another character set's as what it was."""
    try:
        return text.encode("latin-1").decode() if not text.isascii() else text
    except UnicodeError:
        return text


UNDOS: Mapping[str, Undo] = {
    "null-became-missing": lambda value, site: None if value is ABSENT and site.nullable else value,
    "missing-became-null": lambda value, site: ABSENT if value is None and not site.required else value,
    "missing-became-empty": lambda value, site: ABSENT if value == "" and not site.required else value,
    "null-became-empty": lambda value, site: None if site.nullable and is_empty(value) else value,
    "string-escaped": _text(_unescaped),
    "string-decomposed": _text(lambda text: unicodedata.normalize("NFC", text)),
    "money-minor-units": _major,
    "datetime-local-as-z": _in_zone,
    TWICE_ENCODED: _text(_decoded),
    LATER: _moved(1),
    EARLIER: _moved(-1),
}
