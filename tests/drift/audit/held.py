"""All drifts of the second set."""

from __future__ import annotations

from tests.drift.audit.held_on24_activity import ACTIVITY
from tests.drift.audit.held_on24_answers import ANSWERS
from tests.drift.audit.held_on24_people import PEOPLE
from tests.drift.audit.held_oniva_bookings import BOOKED
from tests.drift.audit.held_oniva_events import EVENTS
from tests.drift.audit.held_oniva_lists import LISTS
from tests.drift.audit.held_oniva_wire import WIRE

ONIVA = (*BOOKED, *EVENTS, *LISTS, *WIRE)
ON24 = (*ACTIVITY, *PEOPLE, *ANSWERS)
