"""Events in reports: the account's list, and one with its usage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from mock_server.core.api_errors import InvalidRequest
from mock_server.core.page import Page
from mock_server.vendors.on24.forms.dates import EVENTS
from mock_server.vendors.on24.forms.intervals import asked_period
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.events import EventRecord
from mock_server.vendors.on24.view import View, handler

_ALL = "all"
_PAGE = 100

# What the period can be about, beside what only the record says; the names are the contract's own words.
_LAST_UPDATED = "last_updated"
_DATES: dict[str, Callable[[EventPlan], datetime | None]] = {
    "good_after": lambda event: event.starts,
    "last_modified": lambda event: event.last_modified,
    "create_timestamp": lambda event: event.created,
    "live_start": lambda event: event.dates.live_start,
    "live_end": lambda event: event.dates.live_end,
    "archive_start": lambda event: event.archive_starts,
    "archive_end": lambda event: event.archive_ends,
}


@dataclass(frozen=True, slots=True)
class EventList:
    """Events, and where pages are counted, the page again."""

    page: Page
    numbered: Page | None


def list_events(view: View) -> EventList:
    """List events by the date that the period is about."""
    asked = view.arguments
    events = _dated(view, _chosen(view))
    if asked["include_subaccounts"]:
        paging = {"limit": asked["limit"] or _PAGE, "page_index": asked["page_index"] or 0}
        page = view.page(events, view.state.event_record(view.call.clock), paging)
        return EventList(page, page)
    return EventList(view.slice(events, view.state.event_record(view.call.clock)), None)


def get_event(view: View) -> EventRecord:
    """Return one event with its usage."""
    return view.state.event_record(view.call.clock)(view.event())


def _chosen(view: View) -> list[EventPlan]:
    """Return the events of the accounts and the kind that were asked for."""
    asked, accounts = view.arguments, {view.account}
    if asked["include_subaccounts"]:
        accounts = view.family
        if asked["subaccounts"] is not None:
            accounts = view.chosen_accounts(asked["subaccounts"])
    elif asked["subaccounts"] is not None:
        told = "You have to set includesubaccounts='Y' in order to filter by subaccounts."
        raise InvalidRequest.of("subaccounts", message=told)
    return [
        event
        for event in view.state.events_of(accounts)
        if not event.is_hidden
        and (event.is_active or asked["include_inactive"])
        and asked["content_type"] in (_ALL, event.content_type)
    ]


def _dated(view: View, events: list[EventPlan]) -> list[EventPlan]:
    """Return the events of the period in the order of their date; one without such a date is of no period."""
    date_of = _date_of(view)
    period = asked_period(view.arguments, view.now, EVENTS)
    dated = [(moment.astimezone(UTC), event) for event in events if (moment := date_of(event)) is not None]
    kept = [one for one in dated if one[0] in period]
    is_descending = view.arguments["filter_order"] == "desc"
    kept.sort(key=lambda one: (one[0], one[1].id), reverse=is_descending)
    return [event for _, event in kept]


def _date_of(view: View) -> Callable[[EventPlan], datetime | None]:
    """Return what tells the date of an event that the period is about."""
    mode, record = view.arguments["date_filter_mode"], view.state.event_record(view.call.clock)
    return (lambda event: record(event).last_updated) if mode == _LAST_UPDATED else _DATES[mode]


HANDLERS = {one.__name__: handler(one) for one in (list_events, get_event)}
