"""Places: which event, and whose row of it, an editor is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from mock_server.core.api_errors import FieldError, InvalidRequest, NotFound
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.people.people_ids import place_of
from mock_server.vendors.on24.people.written_people import Status
from mock_server.vendors.on24.programme.event_book import number_of
from mock_server.vendors.on24.programme.event_plan import EventPlan


def event_of(desk: Desk, event_id: object) -> EventPlan:
    """Return an event that people may be in, by what is said of its id; raise InvalidRequest where there is none."""
    event = desk.state.book.find(event_id)
    if event is None:
        raise InvalidRequest.of("event_id", message="is no event's")
    if not event.is_active:
        raise InvalidRequest.of("event_id", message="is of an event that is inactive")
    return event


def place_named(desk: Desk, record_id: str) -> tuple[EventPlan, int]:
    """Return the event and the row of a registrant by the number of the registrant; raise NotFound without."""
    index, row = place_of(number_of(record_id))
    event = next((one for one in desk.state.book if one.index == index), None)
    if event is None or row < 0:
        raise NotFound("there is no registrant with this id")
    roll = desk.roll(event)
    entry = roll.entry(row)
    is_written = entry is not None and entry.created is not None
    if roll.status(row) is Status.VOID or not (row < roll.crowd.visible or is_written):
        raise NotFound("there is no registrant with this id")
    return event, row


def refuse_others(fields: Mapping[str, Any], known: Collection[str]) -> None:
    """Refuse what cannot be said; name what can."""
    others = [name for name in fields if name not in known]
    if others:
        told = f"cannot be said here; these can: {', '.join(sorted(known))}"
        raise InvalidRequest([FieldError(told, name) for name in others])


def refuse_another(fields: Mapping[str, Any], name: str, value: object) -> None:
    """Refuse another value of what stays as it is."""
    if fields.get(name, value) != value:
        raise InvalidRequest.of(name, message="cannot be changed; pin another one")
