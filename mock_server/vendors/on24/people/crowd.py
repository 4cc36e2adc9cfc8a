"""Crowd: all registrants of one event as of a moment, and what each has done. None of it is stored."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from mock_server.fake import label, mix
from mock_server.vendors.on24.people.casting import Casting
from mock_server.vendors.on24.people.enrolment import Enrolment
from mock_server.vendors.on24.people.rows import Rows, Segment
from mock_server.vendors.on24.people.sheets import BLOCK, Fates, Sheets
from mock_server.vendors.on24.people.visits import ABSENT, LONGEST_LATENESS, Session, Visit
from mock_server.vendors.on24.programme.event_plan import EventPlan

# Who registers for the recording begins to watch it within minutes, or at that time of a later day, and has ended after
# this time.
_SITTING = timedelta(hours=5)
_WITHIN = (60, 600)
# Who has registered before begins between eight and four, on the clock on the event's wall.
_FIRST_HOUR, _HOURS = 8, 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows from `low` up to `high`: fate f of them has got as far as `visits[f]`."""

    fates: Fates
    low: int
    high: int
    visits: Sequence[Visit]

    def segment(self, test: Callable[[Visit], bool]) -> Segment:
        """Return those of the rows whose visit passes a test."""
        chosen = frozenset(fate for fate in range(BLOCK) if test(self.visits[fate]))
        return Segment(self.fates, chosen, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session that many have had, and whose it is: `rows`, in the order in which they began it."""

    session: Session
    rows: Rows
    crowd: Crowd

    def began(self, row: int) -> datetime:
        """Return when a row began it."""
        return self.crowd.moment(row, self.session)

    def first_from(self, moment: datetime) -> int:
        """Return the first row, of those who have it and others, that would have begun it at or after a moment."""
        low, high = (self.rows[0], self.rows[-1] + 1) if self.rows else (0, 0)
        return low + bisect_left(range(low, high), moment.astimezone(UTC), key=self.began)


class Crowd:
    """The registrants of an event, by row in the order of their registration, as of a moment.

    Of the planned rows, `visible` have registered by then. Live visits are there once the event has ended, those on
    demand once they are over. Any row costs the same, however many there are.
    """

    def __init__(self, plan: EventPlan, seed: int, as_of: datetime, sheets: Sheets | None = None) -> None:
        self._plan, self._seed, self._as_of = plan, seed, as_of.astimezone(UTC)
        self._sheets = sheets or Sheets(seed)
        self._key = mix(seed, label("on24/crowd"), plan.index)
        # Who has registered stays so when the event is changed.
        self._enrolment = Enrolment(plan.enrolled_as or plan, self._key)
        self._lock, self._made = threading.Lock(), list[Stretch]()
        self.planned = plan.planned
        self.visible = min(self._enrolment.first_from(as_of), plan.planned)
        self.has_ended = plan.ends.astimezone(UTC) <= self._as_of

    def created(self, row: int) -> datetime:
        """Return when a row registered."""
        return self._enrolment.at(row)

    def first_from(self, moment: datetime) -> int:
        """Return the first row that registered at or after a moment, `visible` if none has."""
        if self.visible and moment > self.created(self.visible - 1):
            return self.visible
        return min(self._enrolment.first_from(moment), self.visible)

    def first_after(self, moment: datetime) -> int:
        """Return the first row that registered after a moment, `visible` if none has."""
        return min(self._enrolment.first_after(moment), self.visible)

    def visit(self, row: int) -> Visit:
        """Return what a row has done so far; a row that is not planned here, nothing."""
        number = bisect_right(self._stretches, row, key=lambda stretch: stretch.low) - 1
        if not 0 <= row < self.visible or number < 0:
            return ABSENT
        stretch = self._stretches[number]
        return stretch.visits[stretch.fates.fate(row)]

    def moment(self, row: int, session: Session) -> datetime:
        """Return when a session of a row began. Of two rows with the same session the later one is not earlier."""
        return self._epoch(row, session) + timedelta(seconds=self._delay(row, session))

    @cached_property
    def sittings(self) -> Sequence[Sitting]:
        """All sessions that there were, each with the rows that share it."""
        shared: dict[int, tuple[Session, list[Segment]]] = {}
        for stretch in self._stretches:
            for fate, visit in enumerate(stretch.visits):
                for session in visit.sessions:
                    segment = Segment(stretch.fates, frozenset((fate,)), stretch.low, stretch.high)
                    shared.setdefault(id(session), (session, []))[1].append(segment)
        return [Sitting(session, Rows(segments), self) for session, segments in shared.values()]

    # Selections

    @cached_property
    def registrants(self) -> Rows:
        """The rows of all who have registered."""
        return self.rows(lambda visit: True)

    @cached_property
    def attendees(self) -> Rows:
        """The rows of all who have come, live or on demand."""
        return self.rows(lambda visit: not visit.is_no_show)

    def rows(self, test: Callable[[Visit], bool]) -> Rows:
        """Return the rows whose visit passes a test; it is put to a few hundred visits at most."""
        return Rows([one.segment(test) for one in self._stretches])

    @cached_property
    def visits(self) -> Mapping[Visit, int]:
        """How many registrants have made each visit."""
        counts: Counter[Visit] = Counter()
        for stretch in self._stretches:
            below, all_ = stretch.fates.counts(stretch.low), stretch.fates.counts(stretch.high)
            for visit, first, last in zip(stretch.visits, below, all_, strict=True):
                counts[visit] += last - first
        return +counts

    # How far visits have got

    @cached_property
    def _stretches(self) -> Sequence[Stretch]:
        # Visits are told apart by what they are, not what they say: there must be one set of them, whoever asks first.
        with self._lock:
            self._made = self._made or self._new_stretches()
            return self._made

    def _new_stretches(self) -> list[Stretch]:
        early = Stretch(self._fates("early", 0), 0, min(self.visible, self._plan.before), self._early())
        return [one for one in (early, *self._late()) if one.low < one.high]

    def _early(self) -> Sequence[Visit]:
        last = (self._day(self._as_of) - self._day(self._recorded)).days - 1
        return [
            visit.first(sum(last >= session.day if session.day else self.has_ended for session in visit.sessions))
            for visit in self._casting.early()
        ]

    def _late(self) -> Sequence[Stretch]:
        """Cut the late rows where one more day of visits is over."""
        first = self._plan.before
        if self.visible <= first:
            return []
        fates, visits = self._fates("late", first), self._casting.late()
        days = {session.day or 0 for visit in visits for session in visit.sessions}
        reach = {day: max(first, self.first_from(self._is_over_since(day))) for day in days}
        edges = sorted({first, *reach.values(), self.visible})
        shown = [
            [visit.first(sum(reach[session.day or 0] >= high for session in visit.sessions)) for visit in visits]
            for high in edges[1:]
        ]
        return [Stretch(fates, low, high, done) for low, high, done in zip(edges, edges[1:], shown, strict=False)]

    def _is_over_since(self, day: int) -> datetime:
        """Return before which moment one must have registered for the sitting of a day to be over now."""
        return self._as_of - timedelta(days=day) - _SITTING

    @cached_property
    def _casting(self) -> Casting:
        return Casting(self._plan, self._seed)

    def _fates(self, part: str, base: int) -> Fates:
        return Fates(self._sheets, mix(self._key, label(part)), base)

    def _epoch(self, row: int, session: Session) -> datetime:
        """Return what the moments of a session are counted from."""
        if session.day is None:
            return self._plan.starts.astimezone(UTC) + timedelta(seconds=session.at)
        if row >= self._plan.before:
            return self.created(row) + timedelta(days=session.day)
        return self._wall(self._day(self._recorded) + timedelta(days=session.day), _FIRST_HOUR)

    def _delay(self, row: int, session: Session) -> int:
        """Return how many seconds later somebody is there: the later, the later the registration."""
        if row >= self._plan.before:
            least, most = _WITHIN
            return least + mix(self._key, session.at, session.seconds) % most
        span = LONGEST_LATENESS if session.is_live else _HOURS * 3600
        return row * span // self._plan.before

    @property
    def _recorded(self) -> datetime:
        """When the recording came out."""
        return self._plan.archive_starts or self._plan.ends

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._plan.zone).date()

    def _wall(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self._plan.zone).astimezone(UTC)
