"""E-mails of an event, what became of them, and the entry for calendars."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from mock_server.core.api_errors import Forbidden, InvalidRequest, NotFound
from mock_server.vendors.on24.forms.schedule import parse_start
from mock_server.vendors.on24.pacific import start_of_day
from mock_server.vendors.on24.programme.email_times import CUSTOM
from mock_server.vendors.on24.programme.event_book import number_of
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import CalendarReminder, Email
from mock_server.vendors.on24.records.emails import (
    EmailList,
    EmailRecord,
    EmailStatistics,
    EventCalendarReminder,
    calendar_record,
    email_record,
)
from mock_server.vendors.on24.reports.mailout import Mailout
from mock_server.vendors.on24.view import View, handler

# Attributes of an e-mail that are taken as they are sent, by argument.
_PLAIN = {
    "activated": "is_activated",
    "when_to_send": "when_to_send",
    "from_label": "from_label",
    "reply_to": "reply_to",
    "subject": "subject",
    "body": "body",
}
_ENTRY = ("reminder", "subject", "location", "body")


def list_emails(view: View) -> EmailList:
    """List the e-mails of an event as they are set up."""
    event = view.event()
    emails = view.state.material(event).emails
    return EmailList(event.id, [_record(view, event, email) for email in emails])


def update_email(view: View) -> EmailRecord:
    """Change what was sent of an e-mail."""
    event = view.event()
    email = _email(view, event)
    changes = _changes(view, event, email)
    if changes:
        view.state.offers.change_email(event, email.id, changes)
    return _record(view, event, _email(view, event))


def list_email_statistics(view: View) -> EmailStatistics:
    """Tell what became of the e-mails of an event."""
    event, offers = view.event(), view.state.offers
    mailout = Mailout(view.roll(event), start_of_day(view.now))
    emails = view.state.material(event).emails
    return EmailStatistics(event.id, [mailout.statistic(one, offers.custom_date(event, one)) for one in emails])


def get_calendar_reminder(view: View) -> EventCalendarReminder:
    """Return the entry for calendars."""
    event = view.event()
    return calendar_record(event.id, view.state.material(event).calendar_reminder)


def update_calendar_reminder(view: View) -> CalendarReminder:
    """Change what was sent of the entry for calendars, before the event starts. What is first set up needs a time."""
    event = view.event()
    if event.starts <= view.now:
        raise Forbidden(f"The event {view.arguments['event_id']} has already started.")
    known = view.state.material(event).calendar_reminder
    sent = {name: view.arguments[name] for name in _ENTRY if view.arguments[name] is not None}
    if known is None and "reminder" not in sent:
        raise InvalidRequest.of("reminder", "missing")
    entry = CalendarReminder(**{**dict.fromkeys(_ENTRY, ""), **(asdict(known) if known is not None else {}), **sent})
    view.state.offers.change_reminder(event, entry)
    return entry


def _email(view: View, event: EventPlan) -> Email:
    text = view.arguments["email_id"]
    known = {one.id: one for one in view.state.material(event).emails}
    if number_of(text) not in known:
        raise NotFound(f"The email {text} doesn't exist")
    return known[number_of(text)]


def _record(view: View, event: EventPlan, email: Email) -> EmailRecord:
    return email_record(email, view.state.offers.custom_date(event, email))


def _changes(view: View, event: EventPlan, email: Email) -> dict[str, Any]:
    """Return the attributes that change; raise InvalidRequest where a date of its own and its absence contradict."""
    sent = {name: view.arguments[name] for name in _PLAIN if view.arguments[name] is not None}
    changes = {_PLAIN[name]: value for name, value in sent.items()}
    text, is_custom = view.arguments["good_after"], sent.get("when_to_send", email.when_to_send) == CUSTOM
    if text is not None:
        changes["good_after"] = _date(event, text, is_wanted=is_custom).isoformat()
    elif "when_to_send" in sent and not is_custom:
        changes["good_after"] = None
    elif is_custom and view.state.offers.custom_date(event, email) is None:
        raise InvalidRequest.of("good_after", "missing")
    return changes


def _date(event: EventPlan, text: str, *, is_wanted: bool) -> datetime:
    wrong = InvalidRequest.of("good_after", "invalid" if text.strip() else "blank")
    if not is_wanted:
        raise wrong
    try:
        return parse_start(text, event.zone)
    except ValueError:
        raise wrong from None


_ALL = (list_emails, update_email, list_email_statistics, get_calendar_reminder, update_calendar_reminder)
HANDLERS = {one.__name__: handler(one) for one in _ALL}
