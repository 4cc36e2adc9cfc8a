"""Dates with times in another spelling than the contract's."""

from __future__ import annotations

import re
from datetime import datetime

from mock_server.contract.moments import is_in, printed, read
from mock_server.contract.schemas import Schema

_DAY = r"\d{4}-\d\d-\d\d"
_TIME = r"\d\d:\d\d(:\d\d)?"
_ZONE = r"([Zz]|[+-]\d\d:?\d\d)"
_GOOD = re.compile(rf"{_DAY}T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
# The first that matches tells.
_SPELLINGS = (
    (re.compile(rf"{_DAY}\Z", re.ASCII), "datetime-date-only", "a date without time"),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}", re.ASCII), "datetime-day-first", "a date that begins with the day"),
    (re.compile(rf"{_DAY} {_TIME}", re.ASCII), "datetime-space", "a space for the T"),
    (re.compile(rf"{_DAY}T{_TIME}[.,]\d+", re.ASCII), "datetime-fraction", "fractions of seconds"),
    (re.compile(rf"{_DAY}T{_TIME}\Z", re.ASCII), "datetime-no-tz", "no zone"),
    (re.compile(rf"{_DAY}T\d\d:\d\d{_ZONE}\Z", re.ASCII), "format-changed", "no seconds"),
    (re.compile(rf"{_DAY}T{_TIME}Z\Z", re.ASCII), "datetime-local-as-z", "Z for a zone"),
    (re.compile(rf"{_DAY}T{_TIME}{_ZONE}\Z", re.ASCII), "datetime-offset", "another offset than the zone's"),
    (re.compile(r"\d{9,10}\Z", re.ASCII), "datetime-epoch", "a text of Unix seconds"),
    (re.compile(r"\d{12,13}\Z", re.ASCII), "datetime-epoch-ms", "a text of Unix milliseconds"),
)
# Unix milliseconds of 1973 are Unix seconds of the year 5138.
_MILLISECONDS = 10**11


def respelled(schema: Schema, text: str) -> tuple[str, str] | None:
    """Return how a text of a moment is written otherwise, kind and words; None where it is written as it should."""
    if _is_as_declared(schema, text):
        return None
    for pattern, kind, seen in _SPELLINGS:
        if pattern.match(text):
            return kind, seen
    return "format-changed", "a text that is no such moment"


def counted(number: float) -> tuple[str, str]:
    """Return which count of seconds a number in the place of a moment is."""
    if abs(number) >= _MILLISECONDS:
        return "datetime-epoch-ms", "Unix milliseconds"
    return "datetime-epoch", "Unix seconds"


def _is_as_declared(schema: Schema, text: str) -> bool:
    pattern = schema.get("x-strftime")
    try:
        if pattern is not None:
            return printed(read(text, pattern), pattern) == text
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    if "x-timespec" in schema:
        return moment.isoformat(timespec=schema["x-timespec"]) == text and moment.tzinfo is not None
    return _GOOD.match(text) is not None and _is_in_zone(moment, str(schema.get("x-zone", "own")))


def _is_in_zone(moment: datetime, zone: str) -> bool:
    """Whether a moment has the offset that its zone had then; `own` is any zone."""
    return zone == "own" or is_in(moment, zone)
