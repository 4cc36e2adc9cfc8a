"""Watching: what somebody who came saw of an event, live or recorded, as it is said or else as many do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.fake import Stream, label
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.people.stays import Stay
from mock_server.vendors.on24.programme.event_plan import EventPlan

_LIVE, _ARCHIVE = "live_minutes", "archive_minutes"
_FIRST_LIVE, _FIRST_ARCHIVE = "first_live_activity", "first_archive_activity"
# What can be said of it: minutes, and when they began.
WATCHED = frozenset({_LIVE, _ARCHIVE, _FIRST_LIVE, _FIRST_ARCHIVE})
# How much of an event somebody sees of whom nothing is said, in percent.
_LEAST, _MOST = 55, 95
_MINUTE = timedelta(minutes=1)


def first_seen(desk: Desk, event: EventPlan, said: Mapping[str, Any]) -> datetime:
    """Return when somebody came first, if it is said: to the event, or else to see the whole recording by now."""
    says_recorded = bool(said.get(_ARCHIVE) or said.get(_FIRST_ARCHIVE))
    if said.get(_LIVE) or (event.form.is_live and not says_recorded):
        came: datetime = said.get(_FIRST_LIVE) or event.starts
    else:
        came = said.get(_FIRST_ARCHIVE) or desk.now - (event.minutes + 1) * _MINUTE
    return came.astimezone(UTC)


def stays_of(desk: Desk, event: EventPlan, created: datetime, said: Mapping[str, Any]) -> Sequence[Stay]:
    """Return what somebody who registered at a moment saw; raise InvalidRequest for what cannot be."""
    live, archive = said.get(_LIVE), said.get(_ARCHIVE)
    if live is None and archive is None:
        is_live = event.form.is_live and created < event.starts and said.get(_FIRST_ARCHIVE) is None
        live, archive = (_made_up(event, created), 0) if is_live else (0, _made_up(event, created))
    stays = []
    if live:
        stays.append(_live(event, created, live, said.get(_FIRST_LIVE)))
    if archive:
        stays.append(_recorded(desk, event, created, archive, said.get(_FIRST_ARCHIVE)))
    if not stays:
        raise InvalidRequest.of(_LIVE, message="and archive_minutes cannot both be 0: who came saw something")
    return stays


def _live(event: EventPlan, created: datetime, minutes: int, first: datetime | None) -> Stay:
    if not event.form.is_live:
        raise InvalidRequest.of(_LIVE, message="must be 0: nothing of the event is live")
    stay = Stay(_second(first or max(event.starts, created + _MINUTE)), minutes * 60, is_live=True)
    if stay.began <= created:
        raise InvalidRequest.of(_FIRST_LIVE, message="is not after the registration")
    if stay.began < event.starts:
        raise InvalidRequest.of(_FIRST_LIVE, message="is before the event")
    if stay.ended > event.ends:
        raise InvalidRequest.of(_LIVE, message=f"do not fit between {stay.began.isoformat()} and the end of the event")
    return stay


def _recorded(desk: Desk, event: EventPlan, created: datetime, minutes: int, first: datetime | None) -> Stay:
    opens, closes = event.archive_starts, event.archive_ends
    if opens is None or closes is None:
        raise InvalidRequest.of(_ARCHIVE, message="must be 0: there is no recording of the event")
    if minutes > event.minutes:
        raise InvalidRequest.of(_ARCHIVE, message=f"cannot be more than the {event.minutes} of the event")
    stay = Stay(_second(first or max(opens, created) + _MINUTE), minutes * 60, is_live=False)
    if stay.began <= created:
        raise InvalidRequest.of(_FIRST_ARCHIVE, message="is not after the registration")
    if stay.began < opens:
        raise InvalidRequest.of(_FIRST_ARCHIVE, message="is before there is a recording")
    if stay.ended > desk.now or (event.form.is_live and stay.ended > closes):
        told = f"do not fit between {stay.began.isoformat()} and now, or the end of the recording"
        raise InvalidRequest.of(_ARCHIVE, message=told)
    return stay


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _made_up(event: EventPlan, created: datetime) -> int:
    draw = Stream(label("on24/stays"), event.id, int(created.timestamp()))
    return max(1, event.minutes * draw.between(_LEAST, _MOST) // 100)
