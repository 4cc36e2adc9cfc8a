"""Spans: what begins ends later. Two moments of an object that are its start and its end tell that of any data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from mock_server.drift.replies.spots import Spot
from mock_server.drift.replies.values import judge_of

# What names of both ends have in their places.
_ENDS = (("start", "end"), ("first", "last"), ("begin", "end"), ("from", "to"))
# So many objects, and most of them, are no mistakes of people.
_ENOUGH = 3


def reversed_spans(spot: Spot, objects: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Spot, str, int]]:
    """Yield the starts of objects that are after their ends nearly always: the spot, the end's name, how many."""
    for start, end in _pairs(spot):
        spans = [span for one in objects if (span := _span(spot, one, start, end)) is not None]
        wrong = sum(since > until for since, until in spans)
        if wrong >= _ENOUGH and wrong * 2 > len(spans):
            yield spot.member(start).spots[0], end, wrong


def _pairs(spot: Spot) -> Iterator[tuple[str, str]]:
    named = {name: spot.member(name).spots for name in spot.schema.get("properties", {})}
    moments = [name for name, spots in named.items() if spots and spots[0].schema.get("format") == "date-time"]
    for name in moments:
        for since, until in _ENDS:
            other = name.replace(since, until, 1)
            if since in name and other in moments and other != name:
                yield name, other
                break


def _span(spot: Spot, one: Mapping[str, Any], start: str, end: str) -> tuple[datetime, datetime] | None:
    """Return both ends; None where one is missing, or not as the contract has it, which others tell."""
    found = []
    for name in (start, end):
        text = one.get(name)
        if not isinstance(text, str) or judge_of(spot.member(name).spots[0].site)(text) is not None:
            return None
        found.append(datetime.fromisoformat(text))
    if any(moment.tzinfo is None for moment in found):
        return None
    return found[0], found[1]
