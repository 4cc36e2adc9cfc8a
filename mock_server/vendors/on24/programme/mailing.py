"""What an event sends to those who register: e-mails and an entry for their calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mock_server.vendors.on24.programme.materials import CalendarReminder, Email, EmailKind
from mock_server.vendors.on24.programme.stock import Words

_DAY = 24 * 60
_BEFORE = (
    (EmailKind.REMINDER, "1 Day Before Event", -_DAY),
    (EmailKind.REMINDER, "1 Hour Before Event", -60),
)
_AFTER = (
    (EmailKind.FOLLOW_UP_ATTENDED, "1 Day After Event"),
    (EmailKind.FOLLOW_UP_MISSED, "1 Day After Event"),
)


class Mailing:
    """Writes in the words of a language, in the name of an account."""

    def __init__(self, words: Words, company: str, domain: str) -> None:
        self._words, self._company, self._domain = words, company, domain

    def emails(self, title: str, minutes: int | None, new_id: Iterator[int]) -> Sequence[Email]:
        """Return the e-mails of an event. `minutes` is how long it is live; None where nothing is."""
        confirmation = (EmailKind.CONFIRMATION, "Upon Registration", None)
        if minutes is None:
            return (self._email(*confirmation, title, next(new_id)),)
        later = [(kind, when, minutes + _DAY) for kind, when in _AFTER]
        return tuple(self._email(*one, title, next(new_id)) for one in (confirmation, *_BEFORE, *later))

    def calendar_reminder(self, title: str) -> CalendarReminder:
        """Return the entry for the calendar, which rings a quarter of an hour before."""
        entry = self._words["calendar"]
        return CalendarReminder("15 Minutes", entry["subject"].format(title=title), entry["location"], entry["body"])

    def _email(self, kind: EmailKind, when: str, from_start: int | None, title: str, number: int) -> Email:
        text = self._words["emails"][kind]
        return Email(
            id=number,
            kind=kind,
            # The reminder an hour before is the one that organisers switch off.
            is_activated=from_start != -60,
            when_to_send=when,
            minutes_from_start=from_start,
            sender=f"webinars@{self._domain}",
            from_label=self._company,
            reply_to=f"events@{self._domain}",
            subject=text["subject"].format(title=title),
            body=text["body"].format(title=title),
        )
