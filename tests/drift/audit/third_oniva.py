"""All drifts of the third set, which are of Oniva.

When the set was first tried, after all of it was written, 148 of 201 drifts were named by kind, operation and place, 7
were told otherwise and 46 not at all; of 21 ways to carry an answer 2 were taken for drifts, of 12 worlds none.
"""

from __future__ import annotations

from tests.drift.audit.third_oniva_bookings import BOOKED
from tests.drift.audit.third_oniva_event import EVENT
from tests.drift.audit.third_oniva_events import EVENTS
from tests.drift.audit.third_oniva_lists import LISTS
from tests.drift.audit.third_oniva_options import OPTIONS
from tests.drift.audit.third_oniva_payments import PAID
from tests.drift.audit.third_oniva_wire import WIRE

ONIVA = (*EVENTS, *EVENT, *BOOKED, *PAID, *OPTIONS, *LISTS, *WIRE)
