"""The 32 visits that registrants before the event share, and the 32 of those after it."""

from __future__ import annotations

from collections.abc import Sequence

from mock_server.fake import Stream, label, mix
from mock_server.vendors.on24.people.deeds import Deeds
from mock_server.vendors.on24.people.habits import first_return, live_sessions, recorded_sessions, return_days
from mock_server.vendors.on24.people.sheets import BLOCK
from mock_server.vendors.on24.people.visits import Session, Visit
from mock_server.vendors.on24.programme.event_plan import EventPlan

# Codes of partners who send registrants, as they stand in the links they were given.
REFERRALS = ("newsletter", "linkedin", "website", "partner")

# Of 32 who register in time 14 come, of whom 3 watch the recording as well; 4 watch only that, 14 nothing.
_COME = range(14)
_WATCH_LATER = range(11, 18)
# Of 32 who register for the recording, 25 watch it.
_WATCH = range(25)


class Casting:
    """What becomes of the registrants of one event in the end. Which row has which fate, the sheets say."""

    def __init__(self, plan: EventPlan, seed: int) -> None:
        self._plan, self._seed = plan, mix(seed, label("on24/visits"), plan.index)
        self._seconds = max(1, plan.minutes) * 60

    def early(self) -> Sequence[Visit]:
        """Return the visits of those who register before the event."""
        return [self._early(fate) for fate in range(BLOCK)]

    def late(self) -> Sequence[Visit]:
        """Return the visits of those who register for the recording, and mostly watch it at once."""
        return [self._late(fate) for fate in range(BLOCK)]

    def _early(self, fate: int) -> Visit:
        draw = Stream(self._seed, label("early"), fate)
        sessions = live_sessions(self._seconds, draw) if self._plan.form.is_live and fate in _COME else []
        if self._plan.archive_starts is not None and fate in _WATCH_LATER:
            sessions += recorded_sessions(self._seconds, return_days(first_return(draw), draw), draw)
        origin = Stream(self._seed, label("early origin"), fate)
        return self._visit(sessions, self._plan.is_hybrid and origin.chance(30), origin, draw, fate)

    def _late(self, fate: int) -> Visit:
        draw = Stream(self._seed, label("late"), fate)
        is_there = self._plan.archive_starts is not None and fate in _WATCH
        sessions = recorded_sessions(self._seconds, return_days(0, draw), draw) if is_there else []
        return self._visit(sessions, False, Stream(self._seed, label("late origin"), fate), draw, BLOCK + fate)

    def _visit(
        self, sessions: Sequence[Session], is_in_person: bool, origin: Stream, draw: Stream, number: int
    ) -> Visit:
        # From a stream of its own: who registered by which code does not change with the event's length.
        referral = origin.pick(REFERRALS) if origin.chance(35) else None
        return Visit(referral, is_in_person, Deeds(self._plan, self._seconds, self._seed, number, draw).fill(sessions))
