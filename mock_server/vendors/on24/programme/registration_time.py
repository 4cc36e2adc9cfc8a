"""When one can register for an event: until it is over, and again once there is a recording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mock_server.vendors.on24.programme.event_plan import EventPlan

# Whoever registers last before an event does so the day before.
_EVE, _SECOND = timedelta(days=1), timedelta(seconds=1)


def is_open_at(event: EventPlan, moment: datetime) -> bool:
    """Tell whether one can register at a moment."""
    return any(opens <= moment and (closes is None or moment < closes) for opens, closes in _times(event))


def first_moment(event: EventPlan) -> datetime:
    """Return since when one can register, in UTC."""
    return _times(event)[0][0]


def latest_moment(event: EventPlan, now: datetime) -> datetime | None:
    """Return now, in UTC, if one can register then; else a moment before at which one could, None without."""
    if is_open_at(event, now):
        return now.astimezone(UTC)
    for opens, closes in reversed(_times(event)):
        if closes is not None and opens < closes <= now:
            eve = min(event.starts.astimezone(UTC) - _EVE, closes - _SECOND)
            return max(opens, eve if eve > opens else closes - _SECOND)
    return None


def _times(event: EventPlan) -> Sequence[tuple[datetime, datetime | None]]:
    """Return from when, and until when, one can register; all in UTC."""
    if not event.form.is_live:
        return [(event.starts.astimezone(UTC), None)]
    live = event.opens.astimezone(UTC), event.ends.astimezone(UTC)
    if event.archive_starts is None or event.archive_ends is None:
        return [live]
    return [live, (event.archive_starts.astimezone(UTC), event.archive_ends.astimezone(UTC))]
