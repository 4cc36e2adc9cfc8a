"""The computed people of one event as of a moment, with the records that were asked for before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

from mock_server.vendors.on24.people.attendance import Attendance
from mock_server.vendors.on24.people.attendee_factory import new_attendee
from mock_server.vendors.on24.people.cards import Card
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.registrant_factory import new_registrant
from mock_server.vendors.on24.programme.event_plan import EventPlan

_REMEMBERED = 2048
# More than any list of leads walks of one event.
_CARDS = 16_384


class ComputedPeople:
    """Crowd, contacts, attendance and records of an event. Accounts in several threads may share them: what two of them
    make at the same time is the same, and either of it may stay.
    """

    def __init__(self, event: EventPlan, crowd: Crowd, contacts: Contacts) -> None:
        self.event, self.crowd, self.contacts = event, crowd, contacts
        self.attendance = Attendance(crowd)
        registrant = lru_cache(_REMEMBERED)(lambda row: new_registrant(event, crowd, contacts, row))
        self.registrant = registrant
        self.attendee = lru_cache(_REMEMBERED)(lambda row: new_attendee(event, crowd, contacts, row))
        self.card = lru_cache(_CARDS)(lambda row: Card.of(registrant(row)))

    @cached_property
    def last_updated(self) -> datetime:
        """The last change of the event, the newest registration or the newest end of a session, in UTC."""
        return max(moment.astimezone(UTC) for moment in (self.event.last_modified, *self._last_moments()))

    def _last_moments(self) -> Iterator[datetime]:
        """Yield the newest registration and ends of sessions: whoever is last in a sitting leaves it last."""
        crowd = self.crowd
        if crowd.visible:
            yield crowd.created(crowd.visible - 1)
        for sitting in crowd.sittings:
            if sitting.rows:
                yield sitting.began(sitting.rows[-1]) + timedelta(seconds=sitting.session.seconds)
