"""Attendees, pinned and changed: somebody who registered came to an event that has taken place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.core.clock import Clock
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.editing.places import event_of, place_named, refuse_another, refuse_others
from mock_server.vendors.on24.editing.registrants import new_entry
from mock_server.vendors.on24.editing.watching import WATCHED, first_seen, stays_of
from mock_server.vendors.on24.enrolling import Enrolling
from mock_server.vendors.on24.forms.form_rules import EMAIL
from mock_server.vendors.on24.people.registrant_factory import told_by
from mock_server.vendors.on24.people.written_people import Entry, Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Attendee

_EVENT, _NUMBER = "event_id", "event_user_id"
_WHO = (_EVENT, _NUMBER, EMAIL)
_DEVICE = ("os", "browser", "ip_address")


def create_attendee(state: AccountState, clock: Clock, fields: Mapping[str, Any]) -> Attendee:
    """Pin that somebody came, by number or by event and address; who is not registered is, before coming.

    Without an event it is the account's last that has taken place. Watching is all that is done there.
    """
    refuse_others(fields, WATCHED | {*_WHO})
    with state.lock:
        desk = Desk(state, clock)
        event, row = _invited(desk, fields)
        roll = desk.roll(event)
        if row is None:
            entry = new_entry(desk, event, {EMAIL: fields[EMAIL]}, first_seen(desk, event, fields))
            assert entry.created is not None
            row, stays = roll.next_row, stays_of(desk, event, entry.created, fields)
        elif roll.has_come(row):
            raise InvalidRequest.of(EMAIL, message="has come already; change that attendee")
        else:
            entry, stays = _seen(desk, event, row), stays_of(desk, event, roll.created(row), fields)
        Enrolling(desk).write(event, row, replace(entry, stays=stays))
        return desk.roll(event).attendee(row)


def change_attendee(state: AccountState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Attendee:
    """Change how long somebody watched; whatever else was computed of the visit is gone then."""
    refuse_others(fields, WATCHED | {*_WHO})
    with state.lock:
        desk = Desk(state, clock)
        event, row = place_named(desk, record_id)
        roll = desk.roll(event)
        if not roll.has_come(row):
            raise NotFound("there is no attendee with this id")
        if roll.status(row) is Status.FORGOTTEN:
            raise InvalidRequest.of("", message="cannot be changed: the attendee is forgotten, for good")
        known = roll.attendee(row)
        for name in _WHO:
            refuse_another(fields, name, getattr(known, name))
        if fields.keys() & WATCHED:
            said = {**{name: getattr(known, name) for name in WATCHED}, **fields}
            stays = stays_of(desk, event, roll.created(row), said)
            Enrolling(desk).write(event, row, replace(_seen(desk, event, row), stays=stays))
        return desk.roll(event).attendee(row)


def _invited(desk: Desk, fields: Mapping[str, Any]) -> tuple[EventPlan, int | None]:
    """Return the event, and the row of whoever is named, None for somebody who is not registered there."""
    if _NUMBER not in fields:
        if not fields.get(EMAIL):
            raise InvalidRequest.of(EMAIL, message="is missing")
        event = _held(desk, fields.get(_EVENT))
        return event, desk.roll(event).find(fields[EMAIL])
    try:
        event, row = place_named(desk, str(fields[_NUMBER]))
    except NotFound:
        raise InvalidRequest.of(_NUMBER, message="is no registrant's") from None
    if desk.roll(event).status(row) is Status.FORGOTTEN:
        raise InvalidRequest.of(_NUMBER, message="is of somebody who is forgotten")
    refuse_another(fields, _EVENT, event.id)
    refuse_another(fields, EMAIL, desk.roll(event).registrant(row).email)
    return _held(desk, event.id), row


def _held(desk: Desk, event_id: object) -> EventPlan:
    """Return an event that has taken place: the one that is named, or the account's last."""
    if event_id is None:
        own = desk.state.events_of({desk.state.accounts[0].id})
        past = [one for one in own if one.is_active and not one.is_hidden and one.form.is_live and one.ends <= desk.now]
        if not past:
            raise InvalidRequest.of(_EVENT, message="has to be said: no event has taken place yet")
        return past[-1]
    event = event_of(desk, event_id)
    if event.ends > desk.now:
        raise InvalidRequest.of(_EVENT, message="is of an event that has not taken place yet")
    return event


def _seen(desk: Desk, event: EventPlan, row: int) -> Entry:
    """Return what is written of somebody, with a device: everybody who comes has one."""
    roll = desk.roll(event)
    entry, record = roll.entry(row) or Entry(roll.last_activity(row)), roll.registrant(row)
    if record.os is not None:
        return entry
    contacts = roll.computed.contacts
    told = told_by(contacts.person_at(record.email or ""), contacts)
    return replace(entry, fields={**entry.fields, **{name: told[name] for name in _DEVICE}})
