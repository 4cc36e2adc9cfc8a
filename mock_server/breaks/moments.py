"""Dates and times in other spellings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

from mock_server.breaks.walk import UNCHANGED, ValueEdit
from mock_server.contract.moments import read
from mock_server.contract.schemas import Schema

_FAR_EAST = timezone(timedelta(hours=9))

Spelling = Callable[[datetime], Any]


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


SPELLINGS: Mapping[str, Spelling] = {
    "no-zone": lambda moment: _iso(moment.replace(tzinfo=None)),
    "epoch": lambda moment: int(moment.timestamp()),
    "epoch-ms": lambda moment: int(moment.timestamp() * 1000),
    "space": lambda moment: _iso(moment).replace("T", " "),
    "date": lambda moment: moment.date().isoformat(),
    "utc": lambda moment: f"{_iso(moment.astimezone(UTC).replace(tzinfo=None))}Z",
    "offset": lambda moment: _iso(moment.astimezone(_FAR_EAST)),
    "local-as-utc": lambda moment: f"{_iso(moment.replace(tzinfo=None))}Z",
    "fraction": lambda moment: moment.isoformat(timespec="milliseconds"),
    "day-first": lambda moment: moment.strftime("%d.%m.%Y %H:%M:%S"),
}


def respell(spelling: str, schema: Schema) -> ValueEdit:
    """Spell the moments of a schema otherwise; a text that is none is not counted."""
    write, pattern = SPELLINGS[spelling], schema.get("x-strftime")

    def edit(value: Any) -> Any:
        moment = _read(value, pattern)
        try:
            written = value if moment is None else write(moment)
        except OverflowError:
            # At the end of the calendar, another zone is outside of it.
            return UNCHANGED
        return UNCHANGED if written == value else written

    return edit


def _read(value: Any, pattern: str | None) -> datetime | None:
    """Return the moment that is written, of no zone as of UTC; None where none is."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if not isinstance(value, str):
            return None
        moment = read(value, pattern) if pattern else datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def http_date(seconds: float) -> str:
    """Return a time as HTTP headers have it (RFC 9110 section 5.6.7)."""
    return format_datetime(datetime.fromtimestamp(int(seconds), UTC), usegmt=True)
