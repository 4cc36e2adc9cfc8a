"""When an e-mail goes out, read from the words that say so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mock_server.vendors.on24.programme.event_plan import EventPlan

UPON_REGISTRATION = "Upon Registration"
CUSTOM = "Custom Date And Time"
_WHEN_EVENT_STARTS = "When Event Starts"
_DISTANCE = re.compile(r"(?P<many>\d{1,2}) (?P<unit>Minute|Hour|Day|Week)s? (?P<side>Before|After) Event", re.ASCII)
_UNITS = {
    "Minute": timedelta(minutes=1),
    "Hour": timedelta(hours=1),
    "Day": timedelta(days=1),
    "Week": timedelta(weeks=1),
}


def send_time(event: EventPlan, when_to_send: str, custom: datetime | None) -> datetime | None:
    """Return the moment at which an e-mail goes out to all, in UTC; None where each registrant has one's own.

    Before and after are counted from the start and the end. `custom` is the date that was set.
    """
    starts, ends = event.starts.astimezone(UTC), event.ends.astimezone(UTC)
    distance = _DISTANCE.fullmatch(when_to_send)
    if distance is not None:
        far = int(distance["many"]) * _UNITS[distance["unit"]]
        return starts - far if distance["side"] == "Before" else ends + far
    if when_to_send == _WHEN_EVENT_STARTS:
        return starts
    return custom.astimezone(UTC) if when_to_send == CUSTOM and custom is not None else None


def minutes_from_start(event: EventPlan, when_to_send: str, custom: str | None) -> int | None:
    """Return how many minutes after the start an e-mail goes out; `custom` is in ISO 8601."""
    moment = send_time(event, when_to_send, datetime.fromisoformat(custom) if custom else None)
    return None if moment is None else int((moment - event.starts.astimezone(UTC)).total_seconds()) // 60
