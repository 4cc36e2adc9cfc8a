"""Scale: a million registrants cost as much as a thousand, counted in calls of functions and people made."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import FrameType
from typing import Any
from urllib.parse import quote

import pytest

from mock_server import Clock
from mock_server.vendors.on24.people.written_people import Entry, Status
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import JOHN, Desk
from tests.vendors.on24.snapshot import Event, Json

MILLION, THOUSAND = 1_000_000, 1_000
# Rows are found by bisection, over ten times as many steps at most where a scan would take a thousand times as many.
# What a page itself costs is the same, so that altogether it is not even:
AS_MUCH = 3.5
FIRST_ROW = 100_000_000


class Work:
    """How often each function of Python was called meanwhile, by its name; also those of the test's own client."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def __enter__(self) -> Work:
        sys.setprofile(self._see)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)

    def _see(self, frame: FrameType, kind: str, _: Any) -> None:
        if kind == "call":
            self.calls[frame.f_code.co_name] += 1

    @property
    def records(self) -> int:
        """How many people were made."""
        return self.calls["new_registrant"] + self.calls["new_attendee"] + self.calls["new_session"]


class Crowded:
    """The default account with so many registrants in its largest event, whose id is `event`."""

    def __init__(self, scale: int) -> None:
        self.scale = scale
        with Work() as self.start:
            self.desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, scale=scale)
        events = self.desk.json("/event", startdate="2025-09-15", enddate="2026-02-15")["events"]
        self.event = max(events, key=lambda event: event["eventanalytics"]["totalregistrants"])["eventid"]

    def ask(self, path: str, **query: Any) -> tuple[Json, Work]:
        """Return an answer, and the work it was."""
        asked = {name: value(self.scale) if callable(value) else value for name, value in query.items()}
        with Work() as work:
            answer = self.desk.json(path.format(event=self.event), **asked)
        return answer, work


@pytest.fixture(scope="module", autouse=True)
def prepared() -> None:
    """What the first app of a process reads and imports is no matter of size."""
    Crowded(10).desk.close()


@pytest.fixture(scope="module")
def million() -> Iterator[Crowded]:
    """A million registrants."""
    crowded = Crowded(MILLION)
    yield crowded
    crowded.desk.close()


@pytest.fixture(scope="module")
def thousand() -> Iterator[Crowded]:
    """A thousand registrants."""
    crowded = Crowded(THOUSAND)
    yield crowded
    crowded.desk.close()


def test_start_makes_nobody_and_takes_as_long(million: Crowded, thousand: Crowded) -> None:
    assert million.start.records == thousand.start.records == 0
    assert million.start.calls.total() < 1.2 * thousand.start.calls.total()


def share(part: float) -> Callable[[int], int]:
    """Return the page of a hundred that comes after a part of all."""
    return lambda scale: int(scale * part) // 100


PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "registrants, first": ("/event/{event}/registrant", {}),
    "registrants, last": ("/event/{event}/registrant", {"pageoffset": share(0.999)}),
    "registrants who did not come": ("/event/{event}/registrant", {"noshow": "Y", "pageoffset": share(0.3)}),
    "registrants who came": ("/event/{event}/registrant", {"noshow": "N", "pageoffset": share(0.3)}),
    "registrants of a partner": ("/event/{event}/registrant", {"partnerref": "linkedin"}),
    "registrants of a period": ("/event/{event}/registrant", {"startdate": "2025-12-01", "enddate": "2026-01-31"}),
    "attendees, first": ("/event/{event}/attendee", {}),
    "attendees, in the middle": ("/event/{event}/attendee", {"pageoffset": share(0.3)}),
    "attendees of a partner": ("/event/{event}/attendee", {"partnerref": "linkedin"}),
    "sessions, first": ("/event/{event}/attendeesession", {}),
    "sessions, in the middle": ("/event/{event}/attendeesession", {"pageoffset": share(0.3), "sessiontype": "live"}),
    "registrants of the account, first": ("/registrant", {"startdate": "2025-01-01"}),
    "registrants of the account, far": ("/registrant", {"startdate": "2025-01-01", "pageoffset": share(0.9)}),
    "attendees of the account, first": ("/attendee", {"startdate": "2025-01-01"}),
    "attendees of the account, far": ("/attendee", {"startdate": "2025-01-01", "pageoffset": share(0.5)}),
}


@pytest.mark.parametrize(("path", "query"), PAGES.values(), ids=PAGES)
def test_page_touches_only_its_rows(million: Crowded, thousand: Crowded, path: str, query: dict[str, Any]) -> None:
    warm = {**query, "pageoffset": 0}
    for crowded in (million, thousand):
        crowded.ask(path, **warm, itemsperpage=1)
    answer, work = million.ask(path, **query, itemsperpage=100)
    _, less = thousand.ask(path, **query, itemsperpage=100)
    rows = next((value for value in answer.values() if isinstance(value, list)), [])
    # Session records are not remembered, people may be.
    assert work.records <= len(rows) <= 100
    assert work.calls.total() < AS_MUCH * max(less.calls.total(), 20_000)


@pytest.mark.parametrize("rest", ["", "/poll", "/survey", "/resource", "/cta", "/emailstatistics", "/certifications"])
def test_sums_take_as_long(million: Crowded, thousand: Crowded, rest: str) -> None:
    _, work = million.ask(f"/event/{{event}}{rest}")
    _, less = thousand.ask(f"/event/{{event}}{rest}")
    assert work.records == 0
    assert work.calls.total() < 1.5 * less.calls.total() + 1000


def test_person_is_found_without_a_search(million: Crowded) -> None:
    row = MILLION * 7 // 9
    person = million.ask("/event/{event}/registrant", itemsperpage=1, pageoffset=row)[0]["registrants"][0]
    for path in (f"/registrant/{quote(person['email'])}", f"/lead/{quote(person['email'])}"):
        _, work = million.ask(path)
        assert work.calls.total() < 20_000
    found = million.ask("/event/{event}/registrant", email=person["email"])[0]
    assert found["registrants"] == [person]


def test_registration_takes_as_long(million: Crowded, thousand: Crowded) -> None:
    work = {}
    for crowded in (million, thousand):
        with Work() as work[crowded.scale]:
            answer = crowded.desk.send("POST", f"/event/{crowded.event}/registrant", JOHN, honorrequired="N")
        assert answer.status_code == 200, answer.text
    assert work[MILLION].calls.total() < 1.5 * work[THOUSAND].calls.total() + 1000
    assert work[MILLION].records <= 1


def test_questions_of_an_hour_make_nobody(million: Crowded) -> None:
    """The first hour of the largest event: each question is made of its act, not of all that its asker did."""
    starts = datetime.fromisoformat(million.ask("/event/{event}")[0]["livestart"])
    ends = starts + timedelta(minutes=59)
    answer, work = million.ask("/userquestions", startdate=starts.isoformat(), enddate=ends.isoformat())
    asked = answer["questions"]
    assert len(asked) > MILLION // 100
    assert work.records == 0
    assert work.calls.total() < 250 * len(asked)


def written_over(crowded: Crowded, count: int) -> None:
    """Let half as many as `count` register, and write about as many others, one of whom is deleted."""
    state = crowded.desk.app.runtime.services["on24"].home.world.state
    last = max(state.book.find(str(crowded.event)).planned, state.written.event(crowded.event).last_row + 1)
    half = count // 2
    new = [(last + at, Entry(NOON, {"email": f"n{at}@acme.com"}, created=NOON)) for at in range(half)]
    changed = [(at, Entry(NOON, {"std1": "x"})) for at in range(half)]
    deleted = (half, Entry(NOON, {}, Status.DELETED))
    state.written.put([(crowded.event, row, entry) for row, entry in (*new, *changed, deleted)])


LISTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/event/{event}/registrant", {}),
    ("/event/{event}/registrant", {"noshow": "N", "startdate": "2024-01-01"}),
    ("/event/{event}/registrant", {"partnerref": "linkedin"}),
    ("/event/{event}/registrant", {"datefiltermode": "lastActivity", "startdate": "2025-01-01"}),
    ("/event/{event}/attendee", {}),
    ("/event/{event}/attendee", {"excludeanonymous": "Y"}),
)


def test_what_was_written_before_costs_nothing() -> None:
    """A registration, and each list after it, takes as long after 4,000 writings as after 400."""
    crowded, work = Crowded(10 * THOUSAND), []
    for count in (400, 3600):
        written_over(crowded, count)
        for path, query in LISTS:
            crowded.ask(path, itemsperpage=100, **query)
        with Work() as written:
            answer = crowded.desk.send(
                "POST", f"/event/{crowded.event}/registrant", {**JOHN, "email": f"j{count}@acme.com"}, honorrequired="N"
            )
        assert answer.status_code == 200, answer.text
        work.append([written, *(crowded.ask(path, itemsperpage=100, **query)[1] for path, query in LISTS)])
    for before, after in zip(*work, strict=True):
        # No more than a look at each, where a period is about the writing.
        assert after.calls.total() < 2 * before.calls.total() + 4000
    assert work[1][0].calls.total() < 1.1 * work[0][0].calls.total()
    crowded.desk.close()


def test_any_number_of_partners_may_be_asked_for(thousand: Crowded) -> None:
    thousand.ask("/event/{event}/registrant", partnerref="linkedin", itemsperpage=1)
    state = thousand.desk.app.runtime.services["on24"].home.world.state
    memory = state.roll(state.book.find(str(thousand.event)), thousand.desk.clock)._memory
    before = len(memory.untouched)
    for number in range(60):
        asked = {"partnerref": f"{number}", "itemsperpage": 1}
        assert thousand.ask("/event/{event}/registrant", **asked)[0]["registrants"] == []
    assert len(memory.untouched) == before
    assert len(memory.columns) <= 32


def test_forgetting_looks_for_nobody_without_an_address() -> None:
    crowded = Crowded(THOUSAND)
    with Work() as work:
        answer = crowded.desk.send("POST", f"/event/{crowded.event}/forgetall")
    assert len(answer.json["deletedregistrants"]["eventuserids"]) >= THOUSAND
    assert work.calls["to_come"] == 0
    assert crowded.ask("/event/{event}/attendee")[0]["attendees"] == []
    crowded.desk.close()


def test_totals_are_exact(million: Crowded) -> None:
    usage = million.ask("/event/{event}")[0]["eventanalytics"]
    came, no_shows = usage["totalattendees"], usage["noshowcount"]
    assert came + no_shows == usage["totalregistrants"] >= MILLION
    assert usage["liveattendees"] + usage["ondemandattendees"] >= came > MILLION // 3
    for query, name, count in (
        ({}, "registrant", usage["totalregistrants"]),
        ({"noshow": "Y"}, "registrant", no_shows),
        ({"noshow": "N"}, "registrant", came),
        ({}, "attendee", came),
    ):
        assert million.ask(f"/event/{{event}}/{name}", itemsperpage=1, **query)[0][f"total{name}s"] == count
    partners = million.ask("/event/{event}")[0]["partnerrefstats"]
    assert sum(one["count"] for one in partners) == usage["totalregistrants"]
    polls = million.ask("/event/{event}/poll")[0]["polls"]
    assert sum(poll["totalvotes"] for poll in polls) == usage["numberofpollresponses"] > 0


def test_minutes_and_scores_are_those_of_a_thousand(million: Crowded, thousand: Crowded) -> None:
    many, few = (one.ask("/event/{event}")[0] for one in (million, thousand))
    assert many["description"] == few["description"]
    for name, tolerance in (("averageliveminutes", 3), ("averagearchiveminutes", 4), ("eventengagementscore", 0.4)):
        assert many["eventanalytics"][name] == pytest.approx(few["eventanalytics"][name], abs=tolerance)


def test_last_page_is_arithmetic(million: Crowded) -> None:
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, scale=MILLION)
    path = f"/event/{million.event}/registrant"
    last = desk.json(path, itemsperpage=100, pageoffset=MILLION // 100 - 1)["registrants"]
    assert len(last) == 100
    assert (last[-1]["eventuserid"] - FIRST_ROW) % 6_000_000 == MILLION - 1
    assert [one["eventuserid"] - last[0]["eventuserid"] for one in last] == list(range(100))
    assert desk.json(path, itemsperpage=100, pageoffset=MILLION // 100)["registrants"] == []
    page = desk.json("/registrant", startdate="2020-01-01")
    tail = desk.json("/registrant", startdate="2020-01-01", pageoffset=page["pagecount"] - 1)
    assert len(tail["registrants"]) == (page["totalregistrants"] - 1) % 100 + 1
    refused = desk.get("/registrant", startdate="2020-01-01", pageoffset=page["pagecount"])
    text = f"Invalid pageOffset, range must be between 0 and {page['pagecount'] - 1}."
    assert desk.message(refused) == (400, text)
    desk.close()


def test_neighbouring_pages_join(million: Crowded) -> None:
    path = "/event/{event}/attendee"
    middle = [million.ask(path, itemsperpage=50, pageoffset=page)[0]["attendees"] for page in (4000, 4001)]
    assert [*middle[0], *middle[1]] == million.ask(path, itemsperpage=100, pageoffset=2000)[0]["attendees"]


@pytest.mark.parametrize("scale", [0, 1, 31, 32, 33, 333])
def test_any_size_is_exact(scale: int) -> None:
    crowded = Crowded(scale)
    events = crowded.desk.json("/event", startdate="2025-11-20", enddate="2025-11-30")["events"]
    listed = next(event for event in events if event["eventanalytics"]["totalregistrants"] == scale)
    event = Event.of(crowded.desk, listed)
    assert len(event.registrants) == scale
    assert event.usage["totalattendees"] == len(event.attendees)
    assert event.usage["totalcumulativeminutes"] == sum(
        person["cumulativeliveminutes"] + person["cumulativearchiveminutes"] for person in event.attendees
    )
    crowded.desk.close()
