"""A sandbox: an account beside its ledger, with what a state machine needs to choose from, to wait and to look."""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from werkzeug.test import TestResponse

from mock_server import Clock
from tests.vendors.on24.audit import EVER, check_account, check_address, check_event, check_events, walk_event
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.ledger import ANYBODY, Happening, person_of
from tests.vendors.on24.small_world import ALL_EVENTS, first_entries, write_scenario

STRANGERS = [f"{name}@acme.example" for name in ("ada", "ben+x", "o'neil", "zoë")]
# Chosen of what there is then.
PLACES, ADDRESSES = st.integers(0, 53), st.integers(0, 99)
_SIZES = st.integers(1, 12)
_LAST_DAY = NOON + timedelta(days=4)


class Sandbox(RuleBasedStateMachine):
    """An account that is written to, closed and opened again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="on24-"))
        self.clock = Clock(NOON, frozen=True)
        self.database = self.folder / "on24.db"
        self.desk = Desk.open(
            self.clock, epoch=EPOCH, database=self.database, scenario=str(write_scenario(self.folder))
        )
        self.ledger = deepcopy(first_entries())
        self.steps = 0  # since the account was opened

    def teardown(self) -> None:
        try:
            self.restart()
            self.audit()
        finally:
            self.desk.close()
            shutil.rmtree(self.folder)

    def audit(self) -> None:
        """Check everything there is."""
        for event in self.ledger.events:
            check_event(self.desk, self.ledger, event, 40)
        for email in STRANGERS:
            check_address(self.desk, self.ledger, email)
        check_account(self.desk, self.ledger, 40)
        check_events(self.desk, self.ledger, 10, **ALL_EVENTS)

    # What is chosen

    def event(self, place: int) -> Happening:
        """Return an event, it may be a deleted one: often the same, or the newest."""
        events = list(self.ledger.events.values())
        often = (self.ledger.events[EVENT], events[-1])
        return often[place % 2] if place % 3 else events[place % len(events)]

    def address(self, place: int, event: Happening | None = None) -> str:
        """Return a stranger's address, or one that was ever used in the event or anywhere; every other in capitals."""
        number, is_shouted = divmod(place, 2)
        used = sorted(self.ledger.addresses(None if event is None else event.id)) or STRANGERS
        email = used[number % len(used)] if number % 3 else STRANGERS[number % len(STRANGERS)]
        return email.title() if is_shouted else email

    def is_gone(self, event: Happening, response: TestResponse) -> bool:
        """Tell whether an event is deleted; then that is what must have been answered."""
        if event.is_deleted:
            assert self.desk.message(response) == (404, f"The event {event.id} doesn't exist.")
        return event.is_deleted

    def start(self, days: int) -> dict[str, str]:
        """Return the fields of an hour from now on, some days later."""
        start = self.clock.now().replace(second=0) + timedelta(days=days)
        return {"liveStart": start.isoformat(timespec="seconds"), "liveDuration": "60"}

    # Time, and the end of it

    @rule(seconds=st.sampled_from([0.5, 1, 59]))
    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @precondition(lambda self: self.clock.now() < _LAST_DAY)
    @rule()
    def wait_for_the_next_day(self) -> None:
        """More people have registered and attended by then; whoever was there is there, as before."""
        self.clock.advance(86_400)
        for event in self.ledger.standing():
            rows = walk_event(self.desk, event.id, 40, userstatus="any")
            people = {one.id: one for one in map(person_of, rows)}
            known = {one.id: one for one in self.ledger.of(event.id, ANYBODY)}
            assert known.items() <= people.items()
            for number in people.keys() - known.keys():
                assert number not in self.ledger.people
                self.ledger.write(people[number])
            came = {row["eventuserid"] for row in walk_event(self.desk, event.id, 40, "attendee")}
            assert self.ledger.attendees(event.id) <= came
            event.came |= came

    @precondition(lambda self: self.steps >= 8)
    @rule()
    def restart(self) -> None:
        self.steps = 0
        self.desk.close()
        self.desk = Desk.open(self.clock, epoch=None, database=self.database)

    # What is told

    @rule(place=PLACES, size=_SIZES)
    def look_at_an_event(self, place: int, size: int) -> None:
        check_event(self.desk, self.ledger, self.event(place).id, size)

    @rule(size=_SIZES)
    def look_at_all_people(self, size: int) -> None:
        check_account(self.desk, self.ledger, size)

    @rule(size=_SIZES)
    def look_at_all_events(self, size: int) -> None:
        check_events(self.desk, self.ledger, size, **ALL_EVENTS)

    @rule(who=ADDRESSES)
    def look_at_an_address(self, who: int) -> None:
        check_address(self.desk, self.ledger, self.address(who))

    @invariant()
    def totals_agree(self) -> None:
        self.steps += 1
        told = self.desk.json("/registrant", itemsperpage=1, **EVER)["totalregistrants"]
        assert told == len(self.ledger.reported())
