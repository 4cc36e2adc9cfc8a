"""Registrants, pinned and changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.core.clock import Clock
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.editing.person_fields import changed_fields, field_names, new_fields
from mock_server.vendors.on24.editing.places import event_of, place_named, refuse_another, refuse_others
from mock_server.vendors.on24.enrolling import Enrolling
from mock_server.vendors.on24.forms.form_rules import EMAIL
from mock_server.vendors.on24.people.written_people import Entry, Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.registration_time import first_moment, is_open_at, latest_moment
from mock_server.vendors.on24.records.people import Registrant

_NUMBERS = ("event_id", "event_user_id")
_NEW = frozenset({"event_id", "create_timestamp", "last_activity", "user_status"})
_CHANGED = frozenset({*_NUMBERS, "user_status"})
_HOUR = timedelta(hours=1)


def create_registrant(state: AccountState, clock: Clock, fields: Mapping[str, Any]) -> Registrant:
    """Pin a registrant of an event, or of the one that takes registrations; what is not said is made up."""
    refuse_others(fields, _NEW | field_names(state))
    with state.lock:
        desk = Desk(state, clock)
        event = _open_event(desk, fields.get("event_id"))
        return Enrolling(desk).add(event, new_entry(desk, event, fields))


def new_entry(desk: Desk, event: EventPlan, fields: Mapping[str, Any], by: datetime | None = None) -> Entry:
    """Return what is to be written of somebody new; raise InvalidRequest for whom there cannot be.

    `by` is the moment before which somebody must have registered.
    """
    values = new_fields(desk, event, fields)
    row = desk.roll(event).find(values[EMAIL])
    if row is not None:
        raise InvalidRequest.of(EMAIL, message="is registered for the event already; change that registrant")
    created = _created(desk, event, fields.get("create_timestamp"), by)
    changed = fields.get("last_activity") or created
    if not created <= changed <= desk.now:
        raise InvalidRequest.of("last_activity", message="is not between the registration and now")
    status = Status(fields.get("user_status") or Status.ACTIVE)
    if status is Status.FORGOTTEN:
        raise InvalidRequest.of("user_status", message="can become forgotten, not begin so")
    return Entry(changed.astimezone(UTC).replace(microsecond=0), values, status, created)


def change_registrant(state: AccountState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Registrant:
    """Change somebody's fields, delete softly, restore or forget."""
    refuse_others(fields, _CHANGED | field_names(state))
    with state.lock:
        desk = Desk(state, clock)
        event, row = place_named(desk, record_id)
        known, enrolling = desk.roll(event).registrant(row), Enrolling(desk)
        for name in _NUMBERS:
            refuse_another(fields, name, getattr(known, name))
        if desk.roll(event).status(row) is Status.FORGOTTEN:
            raise InvalidRequest.of("", message="cannot be changed: the registrant is forgotten, for good")
        status = Status(fields.get("user_status") or desk.roll(event).status(row))
        said = {name: value for name, value in fields.items() if name in field_names(state)}
        if status is Status.FORGOTTEN:
            if said:
                raise InvalidRequest.of("user_status", message="cannot become forgotten while anything else is said")
            enrolling.forget([(event, row)])
            return desk.roll(event).registrant(row)
        if not said and status is desk.roll(event).status(row):
            return known
        values = changed_fields(desk, event, known, said)
        if EMAIL in values and enrolling.is_taken(values[EMAIL], [(event, row)]):
            raise InvalidRequest.of(EMAIL, message="is somebody else's in the event")
        return enrolling.change(event, row, values, status)


def _open_event(desk: Desk, event_id: object) -> EventPlan:
    if event_id is None:
        event = desk.state.open_event(desk.clock)
        if event is None:
            raise InvalidRequest.of("event_id", message="has to be said: no event takes registrations now")
        return event
    event = event_of(desk, event_id)
    if not event.takes_registrations:
        raise InvalidRequest.of("event_id", message="is of an event that takes no registrations")
    return event


def _created(desk: Desk, event: EventPlan, said: datetime | None, by: datetime | None) -> datetime:
    """Return when somebody registers: when it is said, or else as late as it can have been."""
    name = "create_timestamp"
    created = _made_up(desk, event, by) if said is None else said.astimezone(UTC)
    if created is None:
        raise InvalidRequest.of("event_id", message="is of an event that nobody can have registered for yet")
    if created > desk.now:
        raise InvalidRequest.of(name, message="has not come yet")
    if not is_open_at(event, created):
        raise InvalidRequest.of(name, message="is outside the time of registration")
    if by is not None and created >= by:
        raise InvalidRequest.of(name, message="is not before the person came")
    return created.replace(microsecond=0)


def _made_up(desk: Desk, event: EventPlan, by: datetime | None) -> datetime | None:
    """Return when somebody registers of whom that is not said: an hour before coming, or as soon as one can."""
    if by is None:
        return latest_moment(event, desk.now)
    opens = first_moment(event)
    return latest_moment(event, by - _HOUR) or (opens if opens < by else None)
