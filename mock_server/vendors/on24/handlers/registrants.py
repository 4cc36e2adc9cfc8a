"""Registrants in reports: an event's, the account's, one by e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mock_server.core.api_errors import NotFound
from mock_server.vendors.on24.forms.dates import EVENT_REGISTRANTS, PEOPLE, Period
from mock_server.vendors.on24.forms.intervals import asked_period
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.selection import Selection, asked_statuses
from mock_server.vendors.on24.people.timeline import Newest
from mock_server.vendors.on24.records.pages import AccountPage, EventPage
from mock_server.vendors.on24.records.people import Registrant
from mock_server.vendors.on24.view import View, handler


def list_event_registrants(view: View) -> EventPage:
    """List the registrants of an event, oldest first."""
    period = asked_period(view.arguments, view.now, EVENT_REGISTRANTS)
    roll = view.roll(view.event())
    return EventPage(roll.event.id, view.slice(_selected(view, roll, period), roll.registrant))


def list_registrants(view: View) -> AccountPage:
    """List the registrants of the account's events, newest first."""
    rolls = [view.roll(event) for event in view.reported_events()]
    period = asked_period(view.arguments, view.now, PEOPLE)
    lines = [(roll, roll.timeline(_selection(view, roll, period))) for roll in rolls]
    return AccountPage(view.account, view.page(Newest(lines, Roll.created), _shown))


def get_registrant(view: View) -> Registrant:
    """Return the most recent registration of an address."""
    event_id, partner_ref = view.arguments["event_id"], view.arguments["partner_ref"]
    found = [
        (roll.registration(row), roll, row)
        for roll, row in _registrations(view)
        if (event_id is None or str(roll.event.id) == event_id)
        and (partner_ref is None or roll.registrant(row).partner_ref == partner_ref)
    ]
    if not found:
        combination = "" if event_id is None else " and eventId combination"
        raise NotFound(f"No registrant was found for that email address{combination}")
    _, roll, row = max(found, key=lambda one: one[0])
    return roll.registrant(row)


def list_registrant_events(view: View) -> AccountPage:
    """List all registrations of an address, newest first."""
    email = view.arguments["email"]
    found = list(_registrations(view))
    if not found:
        raise NotFound(f"The registrant {email} doesn't exist.")
    found.sort(key=lambda one: one[0].registration(one[1]), reverse=True)
    return AccountPage(view.account, view.page(found, _shown))


def _selected(view: View, roll: Roll, period: Period) -> Sequence[int]:
    selection, email = _selection(view, roll, period), view.arguments.get("email")
    if email is None:
        return roll.timeline(selection)
    row = roll.find(email)
    return [row] if row is not None and roll.keeps(row, selection) else []


def _selection(view: View, roll: Roll, period: Period) -> Selection:
    asked, no_show, ends = view.arguments, view.arguments.get("no_show"), roll.event.ends
    return Selection(
        statuses=asked_statuses(asked),
        period=period,
        attended=None if no_show is None else not no_show,
        partner_ref=asked["partner_ref"],
        by_activity=asked["date_filter_mode"] is not None,
        registered_by=ends if asked.get("exclude_live") and roll.event.form.is_live else None,
        has_email=asked["exclude_anonymous"],
    )


def _registrations(view: View) -> Iterator[tuple[Roll, int]]:
    """Yield every registration of the address that the path names."""
    for event in view.reported_events():
        roll = view.roll(event)
        row = roll.find(view.arguments["email"])
        if row is not None:
            yield roll, row


def _shown(one: tuple[Roll, int]) -> Registrant:
    roll, row = one
    return roll.registrant(row)


HANDLERS = {
    one.__name__: handler(one)
    for one in (list_event_registrants, list_registrants, get_registrant, list_registrant_events)
}
