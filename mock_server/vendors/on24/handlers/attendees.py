"""Attendees: an event's, the account's, one by e-mail, and their sessions."""

from __future__ import annotations

from mock_server.core.api_errors import NotFound
from mock_server.vendors.on24.forms.dates import EVENT_LEVEL, PEOPLE, PeriodRules
from mock_server.vendors.on24.forms.intervals import asked_period
from mock_server.vendors.on24.people.attendee_factory import real_time_only
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.selection import asked_statuses
from mock_server.vendors.on24.records.pages import AccountPage, BarePage, EventPage
from mock_server.vendors.on24.records.people import Attendee
from mock_server.vendors.on24.reports.appearances import Appearance, appearances_of
from mock_server.vendors.on24.reports.attendee_filter import AttendeeFilter
from mock_server.vendors.on24.reports.joined import Joined
from mock_server.vendors.on24.reports.session_list import SessionFilter
from mock_server.vendors.on24.view import View, handler


def list_event_attendees(view: View) -> EventPage:
    """List the attendees of an event, who registered first first."""
    wanted = _filter(view, EVENT_LEVEL)
    roll = view.roll(view.event())
    rows = wanted.rows(roll)
    return EventPage(roll.event.id, view.slice(rows, roll.attendee))


def list_attendees(view: View) -> AccountPage:
    """List the attendees of the account's events, of the newest event first."""
    wanted, is_real_time = _filter(view, PEOPLE), view.arguments["realtime_only"]
    rolls = [view.roll(event) for event in reversed(view.reported_events())]
    found = Joined([(roll, wanted.rows(roll)) for roll in rolls])

    def show(one: tuple[Roll, int]) -> Attendee:
        attendee = one[0].attendee(one[1])
        return real_time_only(attendee) if is_real_time else attendee

    return AccountPage(view.account, view.page(found, show))


def get_attendee(view: View) -> Attendee:
    """Return a person as attendee of the event where the person was last."""
    return _appearances(view)[0].attendee


def list_attendee_events(view: View) -> AccountPage:
    """List a person as attendee of all events, the last activity first."""
    return AccountPage(view.account, view.page(_appearances(view), lambda one: one.attendee))


def list_attendee_sessions(view: View) -> BarePage:
    """List the sessions of an event's attendees, the one that began last first."""
    arguments = view.arguments
    wanted = SessionFilter(arguments["session_type"], asked_period(arguments, view.now, EVENT_LEVEL))
    roll = view.roll(view.event())
    sat = wanted.of(roll, view.state.written.of(roll.event.id))
    return BarePage(view.page(sat, lambda one: roll.session(one[1], one[0].session)))


def _filter(view: View, rules: PeriodRules) -> AttendeeFilter:
    asked = view.arguments
    return AttendeeFilter(
        period=asked_period(asked, view.now, rules),
        statuses=asked_statuses(asked),
        partner_ref=asked["partner_ref"],
        by_activity=asked["date_filter_mode"] is not None,
        excludes_anonymous=asked["exclude_anonymous"],
        excludes_late=bool(asked.get("exclude_live")),
    )


def _appearances(view: View) -> list[Appearance]:
    """Return where the person that the path names came to, the last activity first."""
    email = view.arguments["email"]
    rolls = (view.roll(event) for event in view.reported_events())
    found = [one for one in appearances_of(email, rolls) if one.has_come]
    if not found:
        raise NotFound(f"The attendant {email} doesn't exist.")
    return found


HANDLERS = {
    one.__name__: handler(one)
    for one in (list_event_attendees, list_attendees, get_attendee, list_attendee_events, list_attendee_sessions)
}
