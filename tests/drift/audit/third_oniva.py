"""All drifts of the third set, which are of Oniva."""

from __future__ import annotations

from tests.drift.audit.third_oniva_bookings import BOOKED
from tests.drift.audit.third_oniva_event import EVENT
from tests.drift.audit.third_oniva_events import EVENTS
from tests.drift.audit.third_oniva_lists import LISTS
from tests.drift.audit.third_oniva_options import OPTIONS
from tests.drift.audit.third_oniva_payments import PAID
from tests.drift.audit.third_oniva_wire import WIRE

ONIVA = (*EVENTS, *EVENT, *BOOKED, *PAID, *OPTIONS, *LISTS, *WIRE)
