"""The computed people of one event as of a moment, with the records that were asked for before."""

from __future__ import annotations

from functools import lru_cache

from mock_server.vendors.on24.people.attendee_factory import new_attendee
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.registrant_factory import new_registrant
from mock_server.vendors.on24.programme.event_plan import EventPlan

_REMEMBERED = 2048


class ComputedPeople:
    """Crowd, contacts and records of an event."""

    def __init__(self, event: EventPlan, crowd: Crowd, contacts: Contacts) -> None:
        self.event, self.crowd, self.contacts = event, crowd, contacts
        self.registrant = lru_cache(_REMEMBERED)(lambda row: new_registrant(event, crowd, contacts, row))
        self.attendee = lru_cache(_REMEMBERED)(lambda row: new_attendee(event, crowd, contacts, row))
