"""Attendees, pinned and changed: somebody who registered came to an event that has taken place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.core.clock import Clock
from mock_server.fake import Stream, label
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.editing.places import event_of, place_named, refuse_another, refuse_others
from mock_server.vendors.on24.editing.registrants import new_entry
from mock_server.vendors.on24.enrolling import Enrolling
from mock_server.vendors.on24.forms.form_rules import EMAIL
from mock_server.vendors.on24.people.registrant_factory import told_by
from mock_server.vendors.on24.people.stays import Stay
from mock_server.vendors.on24.people.written_people import Entry, Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Attendee

_NUMBERS = ("event_id", "event_user_id", EMAIL)
_LIVE, _ARCHIVE = "live_minutes", "archive_minutes"
_FIRST_LIVE, _FIRST_ARCHIVE = "first_live_activity", "first_archive_activity"
_WATCHED = frozenset({_LIVE, _ARCHIVE, _FIRST_LIVE, _FIRST_ARCHIVE})
# How much of an event somebody sees of whom nothing is said, in percent.
_LEAST, _MOST = 55, 95
_MINUTE = timedelta(minutes=1)


def create_attendee(state: AccountState, clock: Clock, fields: Mapping[str, Any]) -> Attendee:
    """Pin that somebody came, by number or by event and address; who is not registered is, before the event.

    Without an event it is the last one that has taken place. Watching is all that is done there.
    """
    refuse_others(fields, _WATCHED | {*_NUMBERS})
    with state.lock:
        desk = Desk(state, clock)
        event, row, entry = _registered(desk, fields)
        if row is not None and desk.roll(event).has_come(row):
            raise InvalidRequest.of(EMAIL, message="has come already; change that attendee")
        return _write(
            desk, event, row, replace(entry, stays=_stays(desk, event, _created(desk, event, row, entry), fields))
        )


def change_attendee(state: AccountState, clock: Clock, record_id: str, fields: Mapping[str, Any]) -> Attendee:
    """Change how long somebody watched; whatever else was computed of the visit is gone then."""
    refuse_others(fields, _WATCHED | {*_NUMBERS})
    with state.lock:
        desk = Desk(state, clock)
        event, row = place_named(desk, record_id)
        roll = desk.roll(event)
        if not roll.has_come(row):
            raise NotFound("there is no attendee with this id")
        if roll.status(row) is Status.FORGOTTEN:
            raise InvalidRequest.of("", message="cannot be changed: the attendee is forgotten, for good")
        known = roll.attendee(row)
        for name in _NUMBERS:
            refuse_another(fields, name, getattr(known, name))
        before = {name: getattr(known, name) for name in _WATCHED}
        entry = roll.entry(row) or Entry(roll.last_activity(row))
        stays = _stays(desk, event, roll.created(row), {**before, **fields})
        return _write(desk, event, row, replace(entry, stays=stays))


def _registered(desk: Desk, fields: Mapping[str, Any]) -> tuple[EventPlan, int | None, Entry]:
    """Return the event, and the row of who is registered there with what is written of it, or what will be written."""
    if "event_user_id" in fields:
        event, row = _numbered(desk, fields["event_user_id"])
        refuse_another(fields, "event_id", event.id)
        refuse_another(fields, EMAIL, desk.roll(event).registrant(row).email)
        return event, row, _entry(desk, event, row)
    event = _held(desk, fields.get("event_id"))
    email = fields.get(EMAIL)
    if not email:
        raise InvalidRequest.of(EMAIL, message="is missing")
    found = desk.roll(event).find(email)
    if found is not None:
        return event, found, _entry(desk, event, found)
    return event, None, new_entry(desk, event, {EMAIL: email}, _came(desk, event, fields))


def _came(desk: Desk, event: EventPlan, fields: Mapping[str, Any]) -> datetime:
    """Return when somebody came first, if it is said: to the event, or else to see the whole recording by now."""
    says_recorded = bool(fields.get(_ARCHIVE) or fields.get(_FIRST_ARCHIVE))
    if fields.get(_LIVE) or (event.form.is_live and not says_recorded):
        came: datetime = fields.get(_FIRST_LIVE) or event.starts
    else:
        came = fields.get(_FIRST_ARCHIVE) or desk.now - (event.minutes + 1) * _MINUTE
    return came.astimezone(UTC)


def _numbered(desk: Desk, number: int) -> tuple[EventPlan, int]:
    try:
        event, row = place_named(desk, str(number))
    except NotFound:
        raise InvalidRequest.of("event_user_id", message="is no registrant's") from None
    if desk.roll(event).status(row) is Status.FORGOTTEN:
        raise InvalidRequest.of("event_user_id", message="is of somebody who is forgotten")
    return _held(desk, event.id), row


def _entry(desk: Desk, event: EventPlan, row: int) -> Entry:
    roll = desk.roll(event)
    return roll.entry(row) or Entry(roll.last_activity(row))


def _held(desk: Desk, event_id: object) -> EventPlan:
    """Return an event that has taken place: the one that is named, or the account's last."""
    if event_id is None:
        own = desk.state.events_of({desk.state.accounts[0].id})
        past = [one for one in own if one.is_active and not one.is_hidden and one.form.is_live and one.ends <= desk.now]
        if not past:
            raise InvalidRequest.of("event_id", message="has to be said: no event has taken place yet")
        return past[-1]
    event = event_of(desk, event_id)
    if event.ends > desk.now:
        raise InvalidRequest.of("event_id", message="is of an event that has not taken place yet")
    return event


def _created(desk: Desk, event: EventPlan, row: int | None, entry: Entry) -> datetime:
    return entry.created or desk.roll(event).created(row or 0)


def _stays(desk: Desk, event: EventPlan, created: datetime, said: Mapping[str, Any]) -> Sequence[Stay]:
    """Return what somebody who registered at a moment watched, as it is said or else as many do."""
    live, archive = said.get(_LIVE), said.get(_ARCHIVE)
    if live is None and archive is None:
        minutes = _made_up(event, created)
        is_live = event.form.is_live and created < event.starts and said.get(_FIRST_ARCHIVE) is None
        live, archive = (minutes, 0) if is_live else (0, minutes)
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
    stay = Stay((first or max(event.starts, created + _MINUTE)).astimezone(UTC), minutes * 60, is_live=True)
    if stay.began <= created:
        raise InvalidRequest.of(_FIRST_LIVE, message="is not after the registration")
    if stay.began < event.starts:
        raise InvalidRequest.of(_FIRST_LIVE, message="is before the event")
    if stay.ended > event.ends:
        raise InvalidRequest.of(_LIVE, message=f"do not fit between {stay.began.isoformat()} and the end of the event")
    return stay


def _recorded(desk: Desk, event: EventPlan, created: datetime, minutes: int, first: datetime | None) -> Stay:
    opens = event.archive_starts
    if opens is None or event.archive_ends is None:
        raise InvalidRequest.of(_ARCHIVE, message="must be 0: there is no recording of the event")
    if minutes > event.minutes:
        raise InvalidRequest.of(_ARCHIVE, message=f"cannot be more than the {event.minutes} of the event")
    stay = Stay((first or max(opens, created) + _MINUTE).astimezone(UTC), minutes * 60, is_live=False)
    if stay.began <= created or stay.began < opens:
        raise InvalidRequest.of(_FIRST_ARCHIVE, message="is not after the registration, or before there is a recording")
    if stay.ended > desk.now or (event.form.is_live and stay.ended > event.archive_ends):
        raise InvalidRequest.of(
            _ARCHIVE, message=f"do not fit between {stay.began.isoformat()} and now, or the end of the recording"
        )
    return stay


def _made_up(event: EventPlan, created: datetime) -> int:
    """Return how many minutes somebody watches of whom nothing is said."""
    draw = Stream(label("on24/stays"), event.id, int(created.timestamp()))
    return max(1, event.minutes * draw.between(_LEAST, _MOST) // 100)


def _write(desk: Desk, event: EventPlan, row: int | None, entry: Entry) -> Attendee:
    enrolling = Enrolling(desk)
    if row is None:
        row = desk.roll(event).next_row
        enrolling.add(event, entry)
    else:
        enrolling.write(event, row, _with_device(desk, event, row, entry))
    return desk.roll(event).attendee(row)


def _with_device(desk: Desk, event: EventPlan, row: int, entry: Entry) -> Entry:
    """Return an entry of somebody who is seen with a device now, as everybody who comes."""
    roll = desk.roll(event)
    record, contacts = roll.registrant(row), roll.computed.contacts
    if record.os is not None or not record.email:
        return entry
    told = told_by(contacts.person_at(record.email), contacts)
    return replace(entry, fields={**entry.fields, **{name: told[name] for name in ("os", "browser", "ip_address")}})
