"""Durations after ISO 8601: weeks, days, hours, minutes and seconds, which are of the same length everywhere."""

from __future__ import annotations

import re
from datetime import timedelta

_PARTS = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?\Z",
    re.ASCII,
)


def parse_duration(text: str) -> timedelta:
    """Return the duration that a text is; raise ValueError for another text, or one that is too long for any clock."""
    found = _PARTS.match(text)
    if found is None:
        raise ValueError(f"{text!r} is no duration")
    try:
        return timedelta(**{name: float(value) for name, value in found.groupdict().items() if value is not None})
    except OverflowError as error:
        raise ValueError("the duration is too long") from error
