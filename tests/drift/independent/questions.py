"""What callers may ask lists for; every reader raises ValueError with what it wants instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tests.drift.independent.tenant import ZURICH, moment

_WANTED = "a day, or a moment with its zone"


def whole(most: int) -> Callable[[str], int]:
    """A number from 1."""

    def read(told: str) -> int:
        if told.isascii() and told.isdigit() and 1 <= int(told) <= most:
            return int(told)
        raise ValueError(f"a whole number from 1 to {most}")

    return read


def one_of(known: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Words with commas between."""

    def read(told: str) -> list[str]:
        if set(told.split(",")) <= set(known):
            return told.split(",")
        raise ValueError(f"one of {', '.join(known)}")

    return read


def short(told: str) -> str:
    """The id or key of a workspace."""
    if 1 <= len(told) <= 100:
        return told
    raise ValueError("1 to 100 characters")


def address(told: str) -> str:
    """An e-mail address, in small letters."""
    if told.count("@") == 1 and not told.startswith("@") and not told.endswith("@"):
        return told.lower()
    raise ValueError("an address")


def first(told: str) -> datetime:
    """The first moment of a day, or a moment."""
    return _day(told) if len(told) == 10 else _moment(told)


def last(told: str) -> datetime:
    """The last moment of a day, or a moment."""
    return _day(told) + timedelta(days=1, microseconds=-1) if len(told) == 10 else _moment(told)


def _day(told: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(told), datetime.min.time(), ZURICH)
    except ValueError:
        raise ValueError(_WANTED) from None


def _moment(told: str) -> datetime:
    try:
        read = moment(told)
    except ValueError:
        raise ValueError(_WANTED) from None
    if read.tzinfo is None:
        raise ValueError(_WANTED)
    return read
