"""Moments: dates and times in rows, for comparing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from mock_server.contract.decoders import decoder_of
from mock_server.contract.schemas import Schema, type_of
from mock_server.drift.exchange import NotObserved

_DIRECTIVE = re.compile("%.")


def reader_of(schema: Schema) -> Callable[[Any], datetime]:
    """Return what reads the moments of a place as the contract prints them there; it raises NotObserved for others, and
    where they have no zone.
    """
    has_hours = bool({"%H", "%I"} & {*_DIRECTIVE.findall(str(schema.get("x-strftime", "")))})
    is_told = has_hours and schema.get("x-zone", "own") != "own"
    if not is_told and type_of(schema) != "integer":
        return moment
    decode = decoder_of(schema)

    def read(value: Any) -> datetime:
        try:
            found = decode(value)
        except (TypeError, ValueError, OverflowError, OSError):
            found = None
        if not isinstance(found, datetime):
            raise NotObserved("values are not the dates of the contract")
        return _within_time(found)

    return read


def comparable(value: Any) -> float:
    """Return a number that is in the order of a value, a date-time with its zone or a number; raise NotObserved."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return moment(value).timestamp()


def moment(value: Any) -> datetime:
    """Return the moment of a text; raise NotObserved where it is none, or has no zone."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise NotObserved("values are not the dates of the contract") from None
    if found.tzinfo is None:
        raise NotObserved("dates have no zone")
    return _within_time(found)


def _within_time(found: datetime) -> datetime:
    """Return a moment that has a place in every zone; raise NotObserved for one that has not."""
    if not datetime.min.year < found.year < datetime.max.year:
        raise NotObserved("dates are at the ends of time")
    return found
