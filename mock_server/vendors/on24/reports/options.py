"""The values of the contract's enumerations, with the words that people see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.vendors.on24.records.account import Option

Schema = Mapping[str, Any]


def labelled(schema: Schema) -> Sequence[Option]:
    """Return the values of an enumeration, each with its label."""
    return [Option(schema["x-labels"][value], value) for value in schema["enum"]]


def languages(schema: Schema) -> Sequence[Option]:
    """Return the languages; one that goes with some countries stands there with each of them as well."""
    return list(_languages(schema))


def time_zones(schema: Schema, day: date) -> Sequence[Option]:
    """Return the time zones, labelled with what their clocks show in winter of the day's year."""
    return [Option(f"({_zone_offset(name, day.year)}) {name}", name) for name in schema["enum"]]


def _languages(schema: Schema) -> Iterator[Option]:
    for plain in labelled(schema):
        yield plain
        countries: Mapping[str, str] = schema["x-countries"].get(plain.value, {})
        yield from (Option(label, plain.value, country) for country, label in countries.items())


@lru_cache(2048)
def _zone_offset(name: str, year: int) -> str:
    """Return the offset from Greenwich in standard time: the lesser of those in January and in July."""
    zone = ZoneInfo(name)
    offsets = [datetime(year, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]
    hours, rest = divmod(abs(offset := min(one for one in offsets if one is not None)), timedelta(hours=1))
    return f"GMT {'-' if offset < timedelta() else '+'}{hours}:{rest // timedelta(minutes=1):02}"
