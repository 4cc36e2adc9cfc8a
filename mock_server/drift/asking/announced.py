"""Announced: what a service says of its limits in headers: how much is left, until when, how long to wait."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from mock_server.drift.exchange import Answered

# What is larger is no number of seconds to wait, but a moment in Unix seconds.
_LONGEST_DELAY = 10**8
_NO_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class Announced:
    """`remaining` requests in a window that is renewed in `reset` seconds; None for what is not said."""

    remaining: int | None = None
    reset: float | None = None


def announced(answered: Answered, now: float) -> Announced:
    """Read the fields whose names begin with RateLimit, in any spelling; `now` is in Unix seconds."""
    said = {_NO_LETTERS.sub("", name.lower()).removeprefix("x"): value for name, value in answered.headers}
    reset = _said(said, "reset", "t")
    if reset is not None and reset > _LONGEST_DELAY:
        reset = max(0, reset - int(_clock_of(answered, now)))
    return Announced(_said(said, "remaining", "r"), None if reset is None else float(reset))


def retry_after(answered: Answered, now: float) -> float | None:
    """Return the seconds of Retry-After, also where it is a date (RFC 9110 section 10.2.3); None without."""
    said = (answered.header("Retry-After") or "").strip()
    number = _number(said)
    if number is not None:
        return float(number)
    moment = _moment(said)
    return None if moment is None else max(0.0, moment - _clock_of(answered, now))


def _said(said: Mapping[str, str], word: str, letter: str) -> int | None:
    """Return a field of its own, or a part of the one field that some have for all."""
    alone = _number(said.get(f"ratelimit{word}", ""))
    if alone is not None:
        return alone
    part = re.search(rf"\b(?:{word}|{letter})=(\d{{1,12}})\b", said.get("ratelimit", ""))
    return int(part[1]) if part else None


def _number(text: str) -> int | None:
    match = re.fullmatch(r"\s*([0-9]{1,12})(\.[0-9]+)?\s*", text)
    return int(match[1]) + bool(match[2]) if match else None


def _clock_of(answered: Answered, now: float) -> float:
    """Return what time it is where the answer comes from: the two clocks may differ."""
    moment = _moment(answered.header("Date") or "")
    return now if moment is None else moment


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
