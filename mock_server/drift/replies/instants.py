"""Instants: whether moments that say they are in UTC are so, told by the other moments of the same rows.

What is done in a row is done at about one time. Moments that are local, and are said to be UTC, are as far from the
others as their zone is from UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.contract.moments import is_in
from mock_server.drift.replies.spots import Spot

# So many rows have to tell, and the one reading has to bring moments so much nearer to the others than the other one.
_ENOUGH, _NEARER = 3, 4


def are_instants(spot: Spot, name: str, objects: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether moments of a member are the instants that they say, and are not local ones."""
    zone = next((one.schema["x-zone"] for one in spot.member(name).spots if "x-zone" in one.schema), "own")
    if zone == "own":
        return False
    pairs = [pair for one in objects for pair in _distances(one, name, ZoneInfo(zone))]
    if len(pairs) < _ENOUGH:
        return False
    as_said, as_local = (median(each) for each in zip(*pairs, strict=True))
    return bool(as_said * _NEARER < as_local)


def _distances(row: Mapping[str, Any], name: str, zone: ZoneInfo) -> Iterator[tuple[float, float]]:
    """Yield how far a moment is from the nearest other one of its row: as it says, and if it were local."""
    said = _moment(row.get(name))
    others = [one for key, text in row.items() if key != name and (one := _moment(text)) is not None]
    others = [one for one in others if is_in(one, zone.key)]
    if said is None or said.utcoffset() or not others:
        return
    local = said.replace(tzinfo=zone)
    yield _nearest(said, others), _nearest(local, others)


def _nearest(moment: datetime, others: Sequence[datetime]) -> float:
    return min(abs(moment - one) / timedelta(seconds=1) for one in others)


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None
