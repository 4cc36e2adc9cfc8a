"""Leads: the people of all events together, one of them, and their companies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mock_server.core.api_errors import NotFound
from mock_server.vendors.on24.appearances import appearances_of
from mock_server.vendors.on24.attendee_filter import AttendeeFilter
from mock_server.vendors.on24.dates import LEADS, Period
from mock_server.vendors.on24.engaged_accounts import engaged_accounts
from mock_server.vendors.on24.intervals import asked_period
from mock_server.vendors.on24.lead_factory import new_lead, new_lead_profile
from mock_server.vendors.on24.lead_models import EngagedAccounts, Lead, LeadProfile, Leads
from mock_server.vendors.on24.roll import Roll
from mock_server.vendors.on24.score import score_in_tenths
from mock_server.vendors.on24.view import View, handler

_ENGAGED = timedelta(days=90)


def list_leads(view: View) -> Leads:
    """List everybody who was at an event in a period once, who came to the newest one first."""
    period, cards = asked_period(view.arguments, view.now, LEADS), view.state.cards
    emails: dict[str, str] = {}
    for roll, row in _attendees(view, period):
        email = cards.of(roll, row).email
        emails.setdefault(email.lower(), email)
    rolls = _rolls(view)

    def show(email: str) -> Lead:
        return new_lead(email, appearances_of(email, rolls, view.state.attendances))

    return Leads(view.account, view.page(list(emails.values()), show))


def get_lead(view: View) -> LeadProfile:
    """Return all there is to know about somebody who registered for any event."""
    found = appearances_of(view.arguments["email"], _rolls(view), view.state.attendances)
    if not found:
        raise NotFound("No lead data was found for that email address")
    return new_lead_profile(found)


def list_engaged_accounts(view: View) -> EngagedAccounts:
    """List the companies whose people were at events lately."""
    cards, period = view.state.cards, Period(view.now - _ENGAGED, view.now)
    came = (
        (cards.of(roll, row), score_in_tenths(roll.visit(row), roll.event.minutes))
        for roll, row in _attendees(view, period)
    )
    return EngagedAccounts(engaged_accounts(came, view.account))


def _attendees(view: View, period: Period) -> Iterator[tuple[Roll, int]]:
    """Yield whose last session of an event ended in a period, of the newest event first."""
    wanted, state = AttendeeFilter(period), view.state
    for roll in reversed(_rolls(view)):
        attendance = state.attendances.of(roll.event.id, roll.crowd)
        rows = wanted.rows(roll, attendance, state.written.of(roll.event.id))
        yield from ((roll, row) for row in reversed(rows))


def _rolls(view: View) -> list[Roll]:
    return [view.roll(event) for event in view.reported_events()]


HANDLERS = {one.__name__: handler(one) for one in (list_leads, get_lead, list_engaged_accounts)}
