"""What can be said of an event by whoever changes it, and what has to be so beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.oniva.models import Event
from mock_server.vendors.oniva.notes import EventNote
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.written_books import WrittenBooks
from mock_server.vendors.oniva.zone import ZURICH, midnight

_TOPIC = ("lead", "description", "categories", "tags")
_FIELDS = ("status", "title", *_TOPIC, "start_date", "end_date", "location")


def checked_fields(fields: Mapping[str, Any]) -> None:
    """Refuse what cannot be said of an event."""
    for name in fields:
        if name not in _FIELDS:
            raise InvalidRequest.of(name, message=f"cannot be changed; these can: {', '.join(_FIELDS)}")


def edited(books: WrittenBooks, event: Event, before: EventNote, fields: Mapping[str, Any], now: datetime) -> EventNote:
    """Return what is written of an event when something is said of it."""
    note = replace(
        before,
        edited=now,
        cancelled=_cancelled(event, fields.get("status"), before, now),
        title=fields.get("title", before.title),
        topic={**before.topic, **{name: fields[name] for name in _TOPIC if name in fields}},
        place={**before.place, **_place(event, fields)},
    )
    return _moved(books, note, fields, now) if {"start_date", "end_date"} & fields.keys() else note


def _cancelled(event: Event, status: str | None, before: EventNote, now: datetime) -> datetime | None:
    if status is None or status == event.status:
        return before.cancelled
    if status != "cancelled" or event.status != "active":
        raise InvalidRequest.of("status", message=f"can become cancelled from active, not {status} from {event.status}")
    return now


def _place(event: Event, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if "location" not in fields:
        return {}
    place: Mapping[str, Any] | None = fields["location"]
    if (place is None) != (event.location is None):
        message = "is null for an event that is online" if event.location is None else "is somewhere: it is not online"
        raise InvalidRequest.of("location", message=message)
    return place or {}


def _moved(books: WrittenBooks, note: EventNote, fields: Mapping[str, Any], now: datetime) -> EventNote:
    """Move an event; without a new end it lasts as long as before."""
    plan = books.plan
    starts = _wall_clock(fields.get("start_date", plan.starts))
    ends = _wall_clock(fields.get("end_date", starts + (plan.ends - plan.starts)), "end_date")
    if note.cancelled is not None or books.is_cancelled:
        raise InvalidRequest.of("start_date", message="cannot be changed: the event is cancelled")
    _refuse_days(plan, starts, ends)
    _refuse_bookings(books, starts)
    shows_end = True if "end_date" in fields else note.shows_end
    return replace(note, moved=now, starts=starts, ends=ends, shows_end=shows_end)


def _wall_clock(moment: datetime | None, name: str = "start_date") -> datetime:
    if moment is None:
        raise InvalidRequest.of(name, message="cannot be taken away")
    return moment.astimezone(ZURICH).replace(microsecond=0)


def _refuse_days(plan: EventPlan, starts: datetime, ends: datetime) -> None:
    if ends <= starts:
        raise InvalidRequest.of("end_date", message=f"is not after the start, {starts.isoformat()}")
    if starts.date() <= plan.opens:
        raise InvalidRequest.of("start_date", message=f"is before bookings opened, on {plan.opens}")
    latest = max((one.starts for one in plan.registrations if one.starts is not None), default=None)
    if latest is not None and latest + (starts - plan.starts) >= ends:
        raise InvalidRequest.of("end_date", message="is before the last option of the event begins")


def _refuse_bookings(books: WrittenBooks, starts: datetime) -> None:
    """Nobody books, and nobody is checked in, at the wrong side of the start."""
    ledger, first = books.ledger, midnight(_day(starts))
    booked = [ledger.created(ledger.visible - 1)] if ledger.visible else []
    pinned = [note.created for note in books.notes.values() if note.is_pinned]
    if any(moment >= first for moment in booked) or any(moment >= starts for moment in pinned):
        latest = max([*booked, *pinned])
        raise InvalidRequest.of("start_date", message=f"is too early: the last booking is of {latest.isoformat()}")
    came = [note.came for note in books.notes.values() if note.came is not None]
    if any(moment < starts for moment in came):
        raise InvalidRequest.of("start_date", message="is after somebody was checked in")


def _day(moment: datetime) -> date:
    return moment.astimezone(ZURICH).date()
