"""Moments by a pattern of strftime (`x-strftime`), in which `%:z` is an offset with a colon, as Python 3.12 has it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def printed(moment: datetime, pattern: str) -> str:
    """Return a moment as a pattern writes it."""
    offset = moment.strftime("%z")
    return moment.strftime(pattern.replace("%:z", f"{offset[:3]}:{offset[3:5]}" if offset else ""))


def read(text: str, pattern: str) -> datetime:
    """Return the moment that a text tells, with a zone where the pattern has an offset; raise ValueError for none."""
    return datetime.strptime(text, pattern.replace("%:z", "%z"))


def is_in(moment: datetime, zone: str) -> bool:
    """Tell whether a moment is written with the offset that a zone (IANA) has at that time; one at the ends of time,
    where it has no other offset, is not.
    """
    try:
        return moment.utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()
    except OverflowError:
        return False
