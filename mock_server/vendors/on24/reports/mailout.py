"""Mailout: whom the e-mails of an event have reached, counted from its people."""

from __future__ import annotations

from datetime import UTC, datetime

from mock_server.fake import Stream, label
from mock_server.vendors.on24.forms.dates import Period
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.selection import Selection
from mock_server.vendors.on24.programme.email_times import UPON_REGISTRATION, send_time
from mock_server.vendors.on24.programme.materials import Email, EmailKind
from mock_server.vendors.on24.records.emails import EmailStatistic

# In percent: of those it is sent to, whom it does not reach; of those it reaches, who opens it; of these, who clicks.
_BOUNCED, _OPENED, _CLICKED = (1, 4), (28, 52), (12, 38)


class Mailout:
    """What was sent to the people of a roll up to the moment it is as of, as the e-mails are set up now."""

    def __init__(self, roll: Roll, as_of: datetime) -> None:
        self._roll, self._event, self._as_of = roll, roll.event, as_of

    def statistic(self, email: Email, custom: datetime | None) -> EmailStatistic:
        """Return what became of an e-mail; `custom` is the date that was set for it."""
        sent = self._sent(email, custom) if email.is_activated else 0
        draw = Stream(label("on24/mailout"), email.id)
        bounced, opened, clicked = (draw.between(*share) for share in (_BOUNCED, _OPENED, _CLICKED))
        delivered = sent - sent * bounced // 100
        openers = delivered * opened // 100
        return EmailStatistic(email.kind, email.subject, sent, delivered, openers, openers * clicked // 100)

    def _sent(self, email: Email, custom: datetime | None) -> int:
        if email.when_to_send == UPON_REGISTRATION:
            return len(self._roll.timeline())
        moment = send_time(self._event, email.when_to_send, custom)
        if moment is None or moment > self._as_of:
            return 0
        match email.kind:
            case EmailKind.FOLLOW_UP_ATTENDED:
                return self._came
            case EmailKind.FOLLOW_UP_MISSED:
                return self._missed
        return self._registered_by(moment)

    @property
    def _came(self) -> int:
        """How many were there while it was live; nobody before it is over."""
        return self._roll.tally.live_attendees if self._roll.has_ended else 0

    @property
    def _missed(self) -> int:
        """How many had registered by the end and were not there."""
        return max(0, self._registered_by(self._event.ends) - self._came) if self._roll.has_ended else 0

    def _registered_by(self, moment: datetime) -> int:
        return len(self._roll.timeline(Selection(period=Period(end=moment.astimezone(UTC)))))
