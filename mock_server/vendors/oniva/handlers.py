"""One handler an operation, named as its operationId: ask the tenant, return a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from mock_server.core.api_errors import FieldError, InvalidRequest, NotFound
from mock_server.core.call import Call
from mock_server.core.page import Page
from mock_server.oauth import AccessToken, Authority
from mock_server.vendor import Handler
from mock_server.vendors.oniva.bookings import without_contact
from mock_server.vendors.oniva.models import Booking, Event, Me
from mock_server.vendors.oniva.tenant import TenantState
from mock_server.vendors.oniva.today import Today
from mock_server.vendors.oniva.zone import last_moment, midnight


def handlers(authority: Authority) -> Mapping[str, Handler]:
    """Return every handler by its name."""
    named = (get_me, list_events, get_event, list_event_bookings, get_booking)
    return {"issue_token": partial(issue_token, authority), **{handler.__name__: handler for handler in named}}


def issue_token(authority: Authority, call: Call) -> AccessToken:
    """Swap client credentials for a token."""
    return authority.issue_token(call)


def get_me(call: Call) -> Me:
    """Tell who the token belongs to."""
    principal, state = call.principal, _state(call)
    assert principal is not None
    assert principal.expires_at is not None
    granted = [client.scopes for client in state.clients if client.id == principal.id]
    return Me(
        client_id=principal.id,
        name=principal.name,
        scopes=[scope for scopes in granted for scope in scopes if scope in principal.scopes],
        tenant=state.tenant,
        expires_at=datetime.fromtimestamp(int(principal.expires_at), UTC),
    )


def list_events(call: Call) -> Page:
    """List events by start date."""
    asked = call.arguments
    statuses, workspace = asked.get("statuses"), asked.get("workspace")
    start, end = _period(asked)
    events = [
        event
        for event in _today(call).events
        if (not statuses or event.status in statuses)
        and (workspace is None or workspace == event.workspace.key or workspace.lower() == event.workspace.id)
        and (start is None or event.start_date >= start)
        and (end is None or event.start_date <= end)
    ]
    return Page.of(call.rows(events), asked, lambda event: event)


def get_event(call: Call) -> Event:
    """Return one event."""
    return _event(call)[1]


def list_event_bookings(call: Call) -> Page:
    """List an event's bookings by creation date."""
    asked, today = call.arguments, _today(call)
    index, _ = _event(call)
    start, end = _period(asked)
    statuses = frozenset(asked.get("statuses") or ())
    rows = today.search_bookings(index, statuses, asked.get("email"), start, end)
    may_see = _may_see_contacts(call)
    return Page.of(call.rows(rows), asked, lambda row: _as_seen(today.booking(index, row), may_see))


def get_booking(call: Call) -> Booking:
    """Return one booking."""
    booking = _today(call).find_booking(call.arguments["booking_id"])
    if booking is None:
        raise NotFound("there is no booking with this id")
    return _as_seen(booking, _may_see_contacts(call))


def _state(call: Call) -> TenantState:
    state = call.state
    assert isinstance(state, TenantState)
    return state


def _today(call: Call) -> Today:
    return _state(call).today(call.clock)


def _event(call: Call) -> tuple[int, Event]:
    found = _today(call).event(call.arguments["event_id"])
    if found is None:
        raise NotFound("there is no event with this id")
    return found


def _may_see_contacts(call: Call) -> bool:
    assert call.principal is not None
    return call.principal.scopes.issuperset(_state(call).contact_scopes)


def _as_seen(booking: Booking, may_see_contact: bool) -> Booking:
    return booking if may_see_contact else without_contact(booking)


def _period(asked: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Return the first and last moment asked for; a date means its whole day in the tenant's zone."""
    start, end = _moment(asked.get("from"), midnight), _moment(asked.get("to"), last_moment)
    if start is not None and end is not None and start > end:
        raise InvalidRequest(
            [
                FieldError("is after the end of the period", "from"),
                FieldError("is before the start of the period", "to"),
            ]
        )
    return start, end


def _moment(asked: date | datetime | None, of_day: Callable[[date], datetime]) -> datetime | None:
    return asked if asked is None or isinstance(asked, datetime) else of_day(asked)
