"""Members that objects of a place should have and do not."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from mock_server.breaks.place import EVERY
from mock_server.drift.replies.spots import Spot

_MANY = 2
# What is left of a row that became a summary.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """A member that is not sent: which kind of change that is, in how many objects, and what the contract says."""

    kind: str
    count: int
    says: str


def losses(spot: Spot, objects: list[dict[str, Any]], found: Container[str]) -> dict[str, Lost]:
    """Return the required members that objects lack, by name, without those that are found elsewhere."""
    lost = {}
    for name in spot.schema.get("required", ()):
        count = sum(name not in one for one in objects)
        if count and name not in found:
            lost[name] = _lost(spot, name, objects, count)
    return lost


def _lost(spot: Spot, name: str, objects: list[dict[str, Any]], count: int) -> Lost:
    """Left out where it was null, or left out: where it is there and never null, the first is what happens."""
    values = [one[name] for one in objects if name in one]
    if spot.member(name).nullable and values and None not in values:
        return Lost("null-became-missing", count, "null where there is no value")
    return Lost("field-required-removed", count, "a member that is always there")


def is_summary(spot: Spot, objects: list[dict[str, Any]], found: Container[str], lost: dict[str, Lost]) -> bool:
    """Whether rows of a list have lost most of their members, and not one alone."""
    steps = spot.site.steps
    if not steps or steps[-1] is not EVERY or len(lost) < _MANY:
        return False
    there = {name for one in objects for name in one}
    if {*there} - spot.schema.get("properties", {}).keys():
        return False
    largest = max(map(len, objects))
    gone = sum(one.count * 2 >= len(objects) for one in lost.values())
    return gone >= _MANY and (gone >= largest or largest <= _FEW)
