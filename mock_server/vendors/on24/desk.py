"""A desk: an account as of the moment at which somebody begins to look or to write."""

from __future__ import annotations

from datetime import datetime

from mock_server.core.clock import Clock
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.programme.event_plan import EventPlan


class Desk:
    """The state of a world, and its time. Moments are whole seconds."""

    def __init__(self, state: AccountState, clock: Clock) -> None:
        self.state, self.clock = state, clock
        self.now: datetime = clock.now().replace(microsecond=0)

    def roll(self, event: EventPlan) -> Roll:
        """Return the people of an event."""
        return self.state.roll(event, self.clock)
