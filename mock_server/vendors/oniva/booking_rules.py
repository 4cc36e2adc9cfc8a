"""What can be said of a booking by whoever pins or changes it, and what has to be so beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.oniva.kinds import EventKind
from mock_server.vendors.oniva.lives import EXPIRES_AFTER
from mock_server.vendors.oniva.models import Booking
from mock_server.vendors.oniva.notes import BookingNote
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.written_books import WrittenBooks

_SAID = ("event_id", "status", "contact", "language", "options")
_CONTACT = ("email", "first_name", "last_name", "gender", "mobile", "language", "company", "fields")
_OPTION = ("option_id", "check_in")
# Which statuses only some kinds of event have.
_ON_REQUEST, _PAID = ("requested", "pending", "declined"), ("tentative",)
# How long before it starts guests are let in.
_DOORS_OPEN = timedelta(hours=1)


def checked_fields(fields: Mapping[str, Any], *, is_new: bool) -> None:
    """Refuse what cannot be said: it follows from the rest."""
    known = (*_SAID, "created_at") if is_new else _SAID
    _refuse_others(fields, known, "")
    _refuse_others(fields.get("contact") or {}, _CONTACT, "contact.")
    options: Sequence[Mapping[str, Any]] = fields.get("options") or ()
    if len(options) > 1:
        raise InvalidRequest.of("options.1", message="cannot be said; the registration alone can")
    for option in options:
        _refuse_others(option, _OPTION if is_new else _OPTION[1:], "options.0.")


def _refuse_others(fields: Mapping[str, Any], known: Sequence[str], prefix: str) -> None:
    for name in fields:
        if name not in known:
            message = f"cannot be said; it follows from the rest. There are: {', '.join(known)}"
            raise InvalidRequest.of(f"{prefix}{name}", message=message)


def checked_status(plan: EventPlan, status: str) -> str:
    """Return a status that bookings of an event can have."""
    if status in _ON_REQUEST and plan.kind is not EventKind.REQUEST:
        raise InvalidRequest.of("status", message="is only of events on request")
    if status in _PAID and not plan.kind.is_paid:
        raise InvalidRequest.of("status", message="is only of events that cost something")
    return status


def times_of(note: BookingNote, status: str, confirmed: datetime, now: datetime) -> dict[str, Any]:
    """Return the times that a status brings with it: `confirmed` is when it was, if it ever was."""
    times: dict[str, Any] = {"confirmed": None, "canceled": None, "updated": now}
    if status == "expired":
        times["updated"] = note.created + EXPIRES_AFTER
        if times["updated"] > now:
            raise InvalidRequest.of("status", message="is too early: a booking expires after 15 minutes")
    elif status == "reserved":
        times["updated"] = note.created
    elif status == "confirmed":
        times |= {"confirmed": confirmed, "updated": max(confirmed, min(note.updated, now))}
    elif status == "canceled":
        times |= {"confirmed": confirmed if confirmed < now else None, "canceled": now}
    return times


def choice_of(books: WrittenBooks, fields: Mapping[str, Any]) -> int:
    """Return the place of the registration option that is booked: the first that has room, if none is named."""
    options: Sequence[Mapping[str, Any]] = fields.get("options") or ()
    option_id = options[0].get("option_id") if options else None
    ids = [one.id for one in books.plan.registrations]
    if option_id is None:
        return next((choice for choice in range(len(ids)) if _has_room(books, choice)), 0)
    if option_id not in ids:
        message = f"is no registration option of the event; there are: {', '.join(ids)}"
        raise InvalidRequest.of("options.0.option_id", message=message)
    return ids.index(option_id)


def refuse_full(books: WrittenBooks, choice: int) -> None:
    """Raise InvalidRequest where there is no place left, and none on the waiting list either."""
    room = books.room(choice)
    if _has_room(books, choice) or (room.waiting is not None and books.waiting < room.waiting):
        return
    list_of_it = "" if room.waiting is None else ", and so is its waiting list"
    raise InvalidRequest.of("event_id", message=f"is of an event that is full{list_of_it}")


def _has_room(books: WrittenBooks, choice: int) -> bool:
    room = books.room(choice)
    return room.capacity is None or room.booked < room.capacity


def contact_of(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what is said of the person, and of the answers to the form."""
    said = dict(fields.get("contact") or {})
    answers = said.pop("fields", None) or {}
    return said, dict(answers)


def check_in_of(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is said of the check-in."""
    options: Sequence[Mapping[str, Any]] = fields.get("options") or ()
    said: Mapping[str, Any] = (options[0].get("check_in") or {}) if options else {}
    return said


def came_at(plan: EventPlan, booking: Booking, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return what a note says of the check-in to a booking, where something is `said`."""
    moment: datetime | None = said.get("attendance_date")
    if not said.get("attendance", moment is not None):
        if moment is not None:
            raise InvalidRequest.of("options.0.check_in.attendance_date", message="is of nobody who came")
        return {"is_checked_in": False, "came": None}
    place, registered = "options.0.check_in.attendance", booking.options[0]
    if registered.status != "confirmed":
        raise InvalidRequest.of(place, message="is only of confirmed bookings that have a place")
    option = next(one for one in plan.registrations if one.id == registered.option_id)
    starts, ends = option.starts or plan.starts, option.ends or plan.ends
    if starts > now:
        raise InvalidRequest.of(place, message=f"is too early: it starts at {starts.isoformat()}")
    confirmed = booking.confirmed_at or booking.created_at
    first = max(confirmed, starts - _DOORS_OPEN)
    came = (moment or (now if now <= ends else max(starts, confirmed))).replace(microsecond=0)
    if not first <= came <= now:
        message = f"is not between {first.isoformat()} and now"
        raise InvalidRequest.of(f"{place}_date", message=message)
    return {"is_checked_in": True, "came": came}
