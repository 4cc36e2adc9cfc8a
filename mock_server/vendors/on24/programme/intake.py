"""How many people register for an event, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_server.core.world import WorldPlan
from mock_server.fake import Stream
from mock_server.vendors.on24.pacific import after, midnight
from mock_server.vendors.on24.programme.event_dates import EventDates
from mock_server.vendors.on24.programme.outline import Outline
from mock_server.vendors.on24.programme.season import Season

# A pinned event that is over for so long at the epoch has all its registrants by then.
SETTLED_DAYS = 4


@dataclass(frozen=True, slots=True)
class Intake:
    """Registration from `opens` up to, but without, `closes`: `planned` people in all, `before` of them before the
    event has ended."""

    created: datetime
    opens: datetime
    closes: datetime
    planned: int
    before: int


def new_intake(plan: WorldPlan, outline: Outline, has_archive: bool, draw: Stream) -> Intake:
    """Return the intake of an event."""
    dates = EventDates(outline.starts, outline.minutes, outline.form.is_live)
    created, opened = Season(plan).opening(outline.starts, draw)
    opens = opened if outline.form.is_live else dates.good_after
    planned = _planned(plan, outline, draw)
    late_days, early_share = draw.between(60, 300), draw.between(78, 92)
    if not has_archive:
        return Intake(created, opens, dates.live_end, planned, planned)
    closes = after(dates.archive_start, timedelta(days=late_days))
    settled = midnight(plan.epoch - timedelta(days=1)).astimezone(closes.tzinfo)
    if outline.pin and _is_settled(plan, outline):
        closes = min(closes, settled)
    before = (planned * early_share + 50) // 100 if outline.form.is_live else 0
    return Intake(created, opens, closes, planned, before)


def _is_settled(plan: WorldPlan, outline: Outline) -> bool:
    return (plan.epoch - outline.starts.date()).days >= SETTLED_DAYS


def _planned(plan: WorldPlan, outline: Outline, draw: Stream) -> int:
    lowest, highest = plan.scenario["events"]["registrants"][outline.form]
    drawn = draw.between(lowest, highest)
    if outline.pin.get("is_largest") and plan.scale is not None:
        return plan.scale
    return int(outline.pin.get("registrants", drawn))
