"""Leads: the people of all events together, one of them, and their companies."""

from __future__ import annotations

from datetime import timedelta

from mock_server.core.api_errors import NotFound
from mock_server.vendors.on24.forms.dates import LEADS, Period
from mock_server.vendors.on24.forms.intervals import asked_period
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.score import score_in_tenths
from mock_server.vendors.on24.records.leads import EngagedAccounts, Lead, LeadProfile
from mock_server.vendors.on24.records.pages import AccountPage
from mock_server.vendors.on24.reports.appearances import appearances_of
from mock_server.vendors.on24.reports.engaged_accounts import engaged_accounts
from mock_server.vendors.on24.reports.joined import Joined
from mock_server.vendors.on24.reports.lead_factory import new_lead, new_lead_profile
from mock_server.vendors.on24.reports.lead_list import LeadList
from mock_server.vendors.on24.view import View, handler

_ENGAGED = timedelta(days=90)
# Among how many of those who came last the companies are looked for. (convention)
_LOOKED_AT = 20_000


def list_leads(view: View) -> AccountPage:
    """List everybody whose last session ended in a period, each once, of the newest event first."""
    period, rolls = asked_period(view.arguments, view.now, LEADS), _rolls(view)

    def show(one: tuple[Roll, int]) -> Lead:
        email = one[0].card(one[1]).email
        return new_lead(email, appearances_of(email, rolls))

    return AccountPage(view.account, view.page(LeadList().collect(rolls, period), show))


def get_lead(view: View) -> LeadProfile:
    """Return all there is to know about somebody who registered for any event."""
    found = appearances_of(view.arguments["email"], _rolls(view))
    if not found:
        raise NotFound("No lead data was found for that email address")
    return new_lead_profile(found)


def list_engaged_accounts(view: View) -> EngagedAccounts:
    """List the companies whose people were at events lately."""
    leads, period = LeadList(), Period(view.now - _ENGAGED, view.now)
    came = Joined([(roll, leads.came(roll, period)) for roll in _rolls(view)])[:_LOOKED_AT]
    points = ((roll.card(row), score_in_tenths(roll.visit(row), roll.event.minutes)) for roll, row in came)
    return EngagedAccounts(engaged_accounts(points, view.account))


def _rolls(view: View) -> list[Roll]:
    """Return the people of the account's events, the newest event first."""
    return [view.roll(event) for event in reversed(view.reported_events())]


HANDLERS = {one.__name__: handler(one) for one in (list_leads, get_lead, list_engaged_accounts)}
