"""Records of an event's e-mails, of what became of them, and of the entry for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.programme.materials import CalendarReminder, Email


@dataclass(frozen=True, slots=True)
class EmailRecord:
    """An e-mail as it is set up; `good_after` is the date that was set for it, if one was."""

    email_id: int
    email_type: str
    activated: bool
    when_to_send: str
    good_after: datetime | None
    sender: str
    from_label: str
    reply_to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class EmailList:
    """The e-mails of an event."""

    event_id: int
    emails: Sequence[EmailRecord]


@dataclass(frozen=True, slots=True)
class EmailStatistic:
    """How many people an e-mail was sent to, reached and moved. Rates are in percent."""

    email: str
    subject: str
    sent: int
    delivered: int
    opened: int
    clicked: int

    @property
    def delivery_rate(self) -> float:
        """Delivered of sent."""
        return _percent(self.delivered, self.sent)

    @property
    def open_rate(self) -> float:
        """Opened of delivered."""
        return _percent(self.opened, self.delivered)

    @property
    def clicked_through_rate(self) -> float:
        """Clicked of delivered."""
        return _percent(self.clicked, self.delivered)

    @property
    def click_to_open_rate(self) -> float:
        """Clicked of opened."""
        return _percent(self.clicked, self.opened)


@dataclass(frozen=True, slots=True)
class EmailStatistics:
    """What became of the e-mails of an event."""

    event_id: int
    email_statistics: Sequence[EmailStatistic]


@dataclass(frozen=True, slots=True)
class EventCalendarReminder:
    """The entry for calendars of an event; the event's id alone where there is none."""

    event_id: int
    reminder: str | None = None
    subject: str | None = None
    location: str | None = None
    body: str | None = None


def email_record(email: Email, custom: datetime | None) -> EmailRecord:
    """Return an e-mail as a record; `custom` is the date that was set for it."""
    return EmailRecord(
        email_id=email.id,
        email_type=email.kind,
        activated=email.is_activated,
        when_to_send=email.when_to_send,
        good_after=custom,
        sender=email.sender,
        from_label=email.from_label,
        reply_to=email.reply_to,
        subject=email.subject,
        body=email.body,
    )


def calendar_record(event_id: int, entry: CalendarReminder | None) -> EventCalendarReminder:
    """Return the entry for calendars of an event as a record."""
    if entry is None:
        return EventCalendarReminder(event_id)
    return EventCalendarReminder(event_id, entry.reminder, entry.subject, entry.location, entry.body)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
