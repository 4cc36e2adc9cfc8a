"""Clocks: what time it is, and another time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from mock_server.admin.desk import Desk, refused
from mock_server.admin.durations import parse_duration
from mock_server.admin.shown import ShownClock
from mock_server.core.call import Call
from mock_server.core.clock import Clock

_LONGEST = timedelta(days=36525)
# Data reach some years to both sides of the day.
_FIRST, _LAST = datetime(1971, 1, 1, tzinfo=UTC), datetime(8999, 12, 31, tzinfo=UTC)


def get_clock(desk: Desk, call: Call) -> ShownClock:
    """Say what time it is."""
    return _shown(desk, call.arguments["world"])


def turn_clock(desk: Desk, call: Call) -> ShownClock:
    """Turn the clock of a world, or of all."""
    said = call.arguments
    turned = [live for _, live in desk.worlds(said["world"])]
    moment, step = said["set"], _step(said["advance"])
    for live in turned:
        if not _FIRST <= (moment or live.world.clock.now()) <= _LAST - step:
            name = "advance" if step else "set"
            raise refused(name, f"leads out of the calendar, which is from {_FIRST.year} to {_LAST.year}")
    desk.runtime.worlds.turn([live.id for live in turned], lambda clock: _turn(clock, moment, step, said))
    return _shown(desk, said["world"])


def _turn(clock: Clock, moment: datetime | None, step: timedelta, said: Mapping[str, Any]) -> None:
    if moment is not None:
        clock.set(moment)
    if step:
        clock.advance(step)
    if said["freeze"] is True:
        clock.freeze()
    if said["freeze"] is False:
        clock.unfreeze()


def _step(said: float | str | None) -> timedelta:
    try:
        step = parse_duration(said) if isinstance(said, str) else timedelta(seconds=said or 0)
    except ValueError:
        step = _LONGEST * 2
    if step > _LONGEST:
        raise refused("advance", "is longer than a hundred years")
    return step


def _shown(desk: Desk, world_id: str | None) -> ShownClock:
    clock = desk.runtime.clock if world_id is None else desk.world(world_id)[1].world.clock
    return ShownClock(clock.now(), clock.is_frozen, world_id)


HANDLERS = (get_clock, turn_clock)
