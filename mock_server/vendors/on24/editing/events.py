"""Events, pinned and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.core.clock import Clock
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.editing.event_fields import CHANGEABLE, NEW, plan_changes
from mock_server.vendors.on24.editing.places import refuse_another, refuse_others
from mock_server.vendors.on24.planned_event import first_facts, is_moved, moved
from mock_server.vendors.on24.programme.event_dates import EventDates
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.registration_time import is_open_at
from mock_server.vendors.on24.records.events import EventRecord

_ID, _START, _DURATION = "event_id", "good_after", "event_duration"
_TITLE = "Webinar of {:%d %B %Y}"
# When an event is of which nothing is said, and how long before its start one is set up that is not ahead.
_AHEAD, _SET_UP = timedelta(days=14), timedelta(days=28)


def create_event(state: AccountState, clock: Clock, fields: Mapping[str, Any]) -> EventRecord:
    """Pin an event without people, ahead or in the past; what is not said is made up."""
    refuse_others(fields, NEW)
    with state.lock:
        desk = Desk(state, clock)
        changes = plan_changes(state, fields, None)
        first = first_facts(desk, changes.get("client_id", state.accounts[0].id))
        starts = changes.get("starts", (desk.now + _AHEAD).replace(minute=0, second=0))
        if _begins(starts, changes.get("form", EventForm.LIVE)) <= desk.now:
            first |= _set_up(starts)
        made = {"title": _TITLE.format(starts), "starts": starts, **first, **_topic(state, starts), **changes}
        return state.event_record(clock)(state.create_event(made, None))


def change_event(state: AccountState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> EventRecord:
    """Change an event; when it is only as far as it agrees with its people."""
    refuse_others(fields, CHANGEABLE | {_ID})
    with state.lock:
        desk = Desk(state, clock)
        event = state.book.find(record_id)
        if event is None:
            raise NotFound("there is no event with this id")
        refuse_another(fields, _ID, event.id)
        changes = plan_changes(state, fields, event)
        if is_moved(event, changes):
            changes |= _moved(desk, event, changes)
        return state.event_record(clock)(state.book.change(event, {**changes, "modified": desk.now}))


def _topic(state: AccountState, starts: datetime) -> dict[str, str]:
    """Return what an event is about of which that is not said: what another one is about; nothing without any."""
    events = state.programme.events
    if not events:
        return {}
    about = events[int(starts.timestamp()) % len(events)]
    return {"category": about.category, "keyword": about.keyword, "industry": about.industry}


def _moved(desk: Desk, event: EventPlan, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what else changes of an event that is put to another time."""
    material = event.material
    if changes.get("minutes", event.minutes) != event.minutes and (material.polls or material.presenter_chat):
        raise InvalidRequest.of(_DURATION, message="cannot be changed: what happens there is planned by the minute")
    zone, starts = changes.get("zone", event.zone), changes.get("starts", event.starts)
    then = replace(event, starts=starts.astimezone(zone), minutes=changes.get("minutes", event.minutes))
    if not event.planned:
        return _moved_freely(desk, event, then)
    if min(event.dates.live_start, then.starts) <= desk.now:
        told = "cannot be changed: people are computed for the event, who came or will; turn the world's clock instead"
        raise InvalidRequest.of(_START if "starts" in changes else _DURATION, message=told)
    return moved(desk, event)


def _moved_freely(desk: Desk, event: EventPlan, then: EventPlan) -> Mapping[str, Any]:
    """Return what else changes of an event that nobody is computed for."""
    roll = desk.roll(event)
    if roll.attended:
        raise InvalidRequest.of(_START, message="cannot be changed: somebody came to the event")
    set_up = _set_up(then.starts) if _begins(then.starts, then.form) <= event.created else {}
    then = replace(then, **{name: set_up[name] for name in ("created", "opens") if name in set_up})
    if any(not is_open_at(then, roll.created(row)) for row in roll.timeline()):
        raise InvalidRequest.of(_START, message="cannot be changed: people registered when nobody could, then")
    return set_up


def _begins(starts: datetime, form: EventForm) -> datetime:
    return EventDates(starts, 0, form.is_live).live_start


def _set_up(starts: datetime) -> dict[str, Any]:
    """Return when an event was made that is in the past by now."""
    made = starts - _SET_UP
    return {"created": made, "opens": made, "closes": made, "modified": made}
