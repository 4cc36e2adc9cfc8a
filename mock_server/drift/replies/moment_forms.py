"""Forms of moments: the schema that prints moments as a service does, by texts and numbers that it sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from mock_server.contract.moments import is_in, printed, read
from mock_server.contract.schemas import Schema
from mock_server.drift.replies import moments

Form = dict[str, Any]

# How clients of other languages print moments, with a zone that everybody knows; of several that fit, none is taken.
_PATTERNS = (
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S%:z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M",
    "%Y-%m-%d", "%Y%m%d", "%Y%m%dT%H%M%S",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%d/%m/%Y %I:%M %p", "%m/%d/%Y %I:%M %p",
)  # fmt: skip
# What looks like UTC, whether it is or not.
_UTC = "%Y-%m-%dT%H:%M:%SZ"
# Digits behind the point of a second, as `isoformat` has them.
_DIGITS = {3: "milliseconds", 6: "microseconds"}
LOCAL_AS_UTC = {"x-strftime": _UTC}
_COUNTED = {"datetime-epoch": "unix-seconds", "datetime-epoch-ms": "unix-milliseconds"}
_FORM = ("format", "x-strftime", "x-zone", "x-timespec")


def counted_form(values: Sequence[Any]) -> Form | None:
    """Return the form of moments that are numbers; None where they are not all of one unit."""
    kinds = {moments.counted(one)[0] for one in values}
    return {"type": "integer", "format": _COUNTED[kinds.pop()]} if len(kinds) == 1 else None


def reprinted(schema: Schema, texts: Sequence[str]) -> Schema | None:
    """Return the schema of moments as texts print them; None where nothing prints them all, or several forms do."""
    for form in (_zoned(schema, texts), _fractional(schema, texts), _local(schema, texts)):
        if form is not None:
            return {**{key: one for key, one in schema.items() if key not in _FORM}, **form}
    return None


def _zoned(schema: Schema, texts: Sequence[str]) -> Form | None:
    """Return the form of moments in UTC or in a zone of their own."""
    if _is_printed(_UTC, texts):
        return {"format": "date-time", "x-zone": "UTC", "x-strftime": _UTC}
    zone = _zone(schema, texts)
    return None if zone is None else {"format": "date-time", "x-zone": zone}


def _zone(schema: Schema, texts: Sequence[str]) -> str | None:
    """Return the contract's zone where texts are in it, or that of an offset which all share."""
    try:
        found = [datetime.fromisoformat(one) for one in texts]
    except ValueError:
        return None
    if any(
        one.tzinfo is None or one.isoformat(timespec="seconds") != text for one, text in zip(found, texts, strict=True)
    ):
        return None
    known = str(schema.get("x-zone", "UTC"))
    if known == "own" or all(is_in(one, known) for one in found):
        return known
    offsets = {one.utcoffset() or timedelta() for one in found}
    hours = offsets.pop() / timedelta(hours=1)
    # POSIX counts zones west of Greenwich.
    return f"Etc/GMT{-int(hours):+d}" if not offsets and hours.is_integer() and -13 < hours < 15 else None


def _fractional(schema: Schema, texts: Sequence[str]) -> Form | None:
    for spec in _DIGITS.values():
        if all(_is_with(spec, one) for one in texts):
            zone = _zone(schema, [datetime.fromisoformat(one).isoformat(timespec="seconds") for one in texts])
            return None if zone is None else {"format": "date-time", "x-zone": zone, "x-timespec": spec}
    return None


def _is_with(spec: str, text: str) -> bool:
    try:
        return datetime.fromisoformat(text).isoformat(timespec=spec) == text
    except ValueError:
        return False


def _local(schema: Schema, texts: Sequence[str]) -> Form | None:
    fitting = [one for one in _PATTERNS if _is_printed(one, texts)]
    zone = {"x-zone": schema["x-zone"]} if "x-zone" in schema else {}
    return {"format": "local-time", "x-strftime": fitting[0], **zone} if len(fitting) == 1 else None


def _is_printed(pattern: str, texts: Sequence[str]) -> bool:
    try:
        return all(printed(read(text, pattern), pattern) == text for text in texts)
    except ValueError:
        return False
