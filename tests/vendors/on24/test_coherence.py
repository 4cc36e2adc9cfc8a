"""Data an integrator believes: what is true of the default account, and of any other, on any day."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mock_server import Clock
from mock_server.resources import read_fixture
from tests.vendors.on24 import account_checks, attendance_checks, deed_checks, likely_checks, people_checks, sum_checks
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import Desk
from tests.vendors.on24.snapshot import PACIFIC, Snapshot, events_around, moment

# The first 16 digits of the SHA-256 of the whole default account at (seed 1, epoch 2026-03-02), as JSON. Never change
# it for an upgrade of a library: then the upgrade is wrong. A deliberate change of the data is a CHANGELOG entry.
GOLDEN = "0e50272ebd8e0f9f"

CHECKS: list[Callable[[Snapshot], None]] = [
    check
    for module in (people_checks, attendance_checks, deed_checks, sum_checks, account_checks, likely_checks)
    for check in module.CHECKS
]
HIDDEN = 7654321
# Days around which the clocks change on the Pacific coast, in Europe, and neither.
DAYS = [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 30), date(2026, 11, 1), date(2024, 2, 29)]
# Questions of the library, their good answers and the worst one.
GOOD_ENDS = (
    ("How satisfied are you with this event overall?", ("Very satisfied", "Satisfied"), "Dissatisfied"),
    ("How would you rate the speakers?", ("Excellent", "Good"), "Poor"),
    ("Would you recommend our webinars to a colleague?", ("Yes", "Maybe"), "No"),
)
# What only grows, of an event.
GROWING = (
    "totalregistrants",
    "totalattendees",
    "liveattendees",
    "ondemandattendees",
    "totalcumulativeminutes",
    "numberofquestionsasked",
    "numberofpollresponses",
    "numberofsurveyresponses",
    "uniqueattendeeresourcedownloads",
    "registrationpagehits",
)


@pytest.fixture(scope="module")
def account(library: Desk) -> Snapshot:
    """The default account."""
    return Snapshot.of(library)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario with sixteen events, one of them hidden, one inactive, and few people."""
    scenario = read_fixture("on24/scenarios/default.json")
    people = {form: [low // 5, high // 8 + 1] for form, (low, high) in scenario["events"]["registrants"].items()}
    scenario["events"] = {"count": 16, "past_days": 200, "coming_days": 60, "registrants": people}
    scenario["pins"] = [
        {"event": 3, "id": HIDDEN, "is_hidden": True, "form": "live", "registrants": 40},
        {"event": 5, "form": "hub"},
        {"event": 6, "is_active": False, "form": "live"},
        {"event": 8, "has_archive": False, "form": "live"},
        {"event": 9, "registrants": 0, "form": "live"},
        {"event": 13, "id": 1234567, "form": "live", "starts_in_days": 10},
    ]
    file = tmp_path_factory.mktemp("scenario") / "small.json"
    file.write_text(json.dumps(scenario), encoding="utf-8")
    return file


def noon_of(day: date) -> Clock:
    """Return a clock that stands at noon on the Pacific coast."""
    return Clock(datetime.combine(day, time(12), PACIFIC).astimezone(UTC), frozen=True)


# One process reads the account for all of them.
ONCE = pytest.mark.xdist_group("account")


@ONCE
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_default_account_is_coherent(account: Snapshot, check: Callable[[Snapshot], None]) -> None:
    check(account)


# Nothing is gained by a smaller seed.
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    seed=st.integers(0, 2**63 - 1),
    epoch=st.dates(date(1980, 1, 1), date(2090, 12, 31)),
    later=st.integers(0, 200),
)
def test_any_account_on_any_day_is_coherent(small: Path, seed: int, epoch: date, later: int) -> None:
    desk = Desk.open(noon_of(epoch + timedelta(days=later)), seed=seed, epoch=epoch, scenario=str(small))
    check_all(desk)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_account_is_coherent_when_the_clocks_change(small: Path, day: date) -> None:
    check_all(Desk.open(noon_of(day + timedelta(days=1)), seed=7, epoch=day, scenario=str(small)))


def check_all(desk: Desk) -> None:
    """Read an account, and put everything to it."""
    account = Snapshot.of(desk)
    for check in CHECKS:
        check(account)
    desk.close()


@ONCE
def test_same_seed_and_epoch_give_the_same_data_for_ever(account: Snapshot) -> None:
    assert hashlib.sha256(account.text.encode()).hexdigest()[:16] == GOLDEN


@ONCE
def test_default_account_has_every_kind_of_event(account: Snapshot) -> None:
    facts = [event.facts for event in account.events]
    assert len(account.listed) == 79
    types = {"Live Video and Audio", "Simulive", "On Demand", "Forum", "Engagement Hub"}
    assert types <= {event["eventtype"] for event in facts}, {event["eventtype"] for event in facts}
    assert {event["contenttype"] for event in facts} == {"webcast", "forum", "gateway"}
    assert {event["ishybridevent"] for event in facts} == {event["istestevent"] for event in facts} == {True, False}
    assert {event["localelanguagecd"] for event in facts} == {"en", "de", "fr"}
    assert len({event["clientid"] for event in facts}) == 3
    assert {event["isactive"] for event in account.listed} == {True, False}
    assert {"archivestart" in event for event in facts} == {True, False}
    assert len({event["displaytimezonecd"] for event in facts}) > 3


@ONCE
def test_default_account_has_empty_single_and_crowded_events(account: Snapshot) -> None:
    over = [event for event in account.events if moment(event.facts["liveend"]) < account.as_of]
    sizes = Counter(len(event.registrants) for event in over)
    assert sizes[0] >= 1
    assert sizes[1] >= 1
    assert max(sizes) > 1000
    assert 0.1 < len(over) / len(account.events) < 0.9
    assert 0.4 < len(account.attendees) / len(account.registrants) < 0.75


@ONCE
def test_default_account_shows_everything_that_people_do(account: Snapshot) -> None:
    done = {name for _, person in account.pairs() for name, value in person.items() if value}
    lists = {"questions", "polls", "surveys", "resources", "calltoactions", "certifications", "reactions"}
    assert lists <= done
    asked = [one for _, person in account.pairs() for one in person["questions"]]
    assert {"answer" in one for one in asked} == {True, False}
    assert {one["answer"]["privacy"] for one in asked if "answer" in one} == {"Private", "Public"}
    kinds = {
        question["questiontype"]
        for event in account.events
        for one in event.surveys
        for question in one["surveyquestions"]
    }
    assert kinds == {"singleoption", "multioption", "singletext"}
    assert {poll["polltype"] for event in account.events for poll in event.polls} == {"singleoption", "multioption"}
    assert any(chat["chatmessages"] for event in account.events for chat in event.chats)
    assert {lead["engagementlevel"] for lead in account.leads} == {"LOW", "MEDIUM", "HIGH"}
    assert len(account.companies) > 20


@ONCE
def test_people_come_to_several_events(account: Snapshot) -> None:
    events = Counter(one["email"] for one in account.registrants)
    assert max(events.values()) > 5
    assert sum(count > 1 for count in events.values()) / len(events) > 0.3


@ONCE
def test_surveys_are_those_of_a_company_that_people_like(account: Snapshot) -> None:
    chosen: dict[str, Counter[str]] = {}
    for _, person in account.pairs():
        for one in (one for survey in person["surveys"] for one in survey["surveyquestions"]):
            chosen.setdefault(one["surveyquestion"], Counter()).update(one["surveyanswers"])
    for question, good, bad in GOOD_ENDS:
        counts = chosen[question]
        assert sum(counts[answer] for answer in good) > 0.7 * counts.total(), counts
        assert counts[bad] < 0.08 * counts.total(), counts
    soon = chosen["When do you expect to choose a solution for this topic?"]
    assert soon["Within three months"] < soon["No plans"]


@ONCE
def test_hardly_anybody_asks_what_somebody_else_has_asked(account: Snapshot) -> None:
    for event in account.events:
        asked = [one["content"] for person in event.attendees for one in person["questions"]]
        assert len(asked) - len(set(asked)) <= 0.05 * len(asked)


@ONCE
def test_recordings_are_seen_in_part_and_live_events_to_the_end(account: Snapshot) -> None:
    shares: dict[str, list[float]] = {"liveminutes": [], "archiveminutes": []}
    for event, person in account.pairs():
        for name, seen in shares.items():
            if person.get(name):
                seen.append(person[name] / event.facts["scheduledeventduration"])
    live, recorded = shares["liveminutes"], shares["archiveminutes"]
    assert sum(one >= 0.9 for one in live) > 0.5 * len(live)
    assert sum(one >= 0.9 for one in recorded) < 0.2 * len(recorded)
    assert 0.3 < median(recorded) < 0.7 < median(live)


@ONCE
def test_names_carry_umlauts_and_accents(account: Snapshot) -> None:
    names = {one[name] for one in account.registrants for name in ("firstname", "lastname")}
    assert {letter for name in names for letter in name} >= set("äöüéèç")


@ONCE
def test_other_seeds_give_other_people(account: Snapshot) -> None:
    other = Desk.open(Clock(NOON, frozen=True), seed=2, epoch=EPOCH)
    theirs = {one["eventid"] for one in events_around(other, NOON)}
    assert theirs & {event["eventid"] for event in account.listed} == {1234567}


def test_hidden_event_shows_in_no_list_of_the_account(small: Path) -> None:
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, scenario=str(small))
    account = Snapshot.of(desk)
    people = desk.json(f"/event/{HIDDEN}/registrant")["registrants"]
    assert "APIEXCLUDE" in desk.json(f"/event/{HIDDEN}")["tags"]
    assert len(people) == 40
    shown = {value for name, value in account_values(account) if name in ("eventid", "id")}
    assert HIDDEN not in shown
    assert not {one["eventuserid"] for one in people} & {one["eventuserid"] for one in account.registrants}
    only_here = {one["email"] for one in people} - {one["email"] for one in account.registrants}
    assert only_here
    for email in only_here:
        assert {desk.get(f"/{level}/{email}").status_code for level in ("registrant", "attendee", "lead")} == {404}


def account_values(account: Snapshot) -> list[tuple[str, object]]:
    """Return the names and values of all lists of an account."""
    rows = [*account.listed, *account.registrants, *account.attendees, *account.presenters]
    return [pair for row in rows for pair in row.items()]


@pytest.mark.parametrize("days", [[1, 1, 5], [9, 2, 30], [120]], ids=str)
def test_nothing_is_lost_as_days_go_by(small: Path, days: list[int]) -> None:
    clock = noon_of(EPOCH)
    desk = Desk.open(clock, epoch=EPOCH, scenario=str(small))
    before = Snapshot.of(desk)
    for step in days:
        clock.advance(timedelta(days=step))
        after = Snapshot.of(desk)
        assert_grown(before, after)
        before = after


def assert_grown(before: Snapshot, after: Snapshot) -> None:
    """Nobody disappears, nothing done is undone, no count falls, and plans stay."""
    later = {event.id: event for event in after.events}
    for event in before.events:
        now = later[event.id]
        assert all(event.usage[name] <= now.usage[name] for name in GROWING)
        for one in event.registrants:
            known = {name: value for name, value in one.items() if name != "engagementprediction"}
            assert known.items() <= now.registrant_of[one["eventuserid"]].items()
        assert Counter(map(str, event.sessions)) <= Counter(map(str, now.sessions))
        people = {person["eventuserid"]: person for person in now.attendees}
        for person in event.attendees:
            assert all(done in people[person["eventuserid"]]["polls"] for done in person["polls"])
            assert person["engagementscore"] <= people[person["eventuserid"]]["engagementscore"]
        planned = ("goodafter", "livestart", "liveend", "createtimestamp", "description", "audienceurl", "speakers")
        assert all(event.facts.get(name) == now.facts.get(name) for name in planned)


def test_data_stand_still_within_a_day(small: Path) -> None:
    clock = noon_of(EPOCH)
    desk = Desk.open(clock, epoch=EPOCH, scenario=str(small))
    paths = [f"/event/{one['eventid']}{rest}" for one in events_around(desk, NOON) for rest in ("", "/attendee")]
    before = [desk.get(path).data for path in paths]
    clock.advance(timedelta(hours=11, minutes=59))
    assert before == [desk.get(path).data for path in paths]


def test_event_that_is_over_has_its_people_the_next_day(small: Path) -> None:
    clock = noon_of(EPOCH)
    desk = Desk.open(clock, epoch=EPOCH, scenario=str(small))
    coming = desk.json("/event/1234567")
    assert (coming["eventanalytics"]["totalattendees"], coming["goodafter"][:10]) == (0, "2026-03-12")
    clock.advance(timedelta(days=11))
    assert desk.json("/event/1234567")["eventanalytics"]["liveattendees"] > 0


@ONCE
def test_sub_account_sees_its_own(account: Snapshot, library: Desk) -> None:
    pair = next(key for key in read_fixture("on24/scenarios/default.json")["keys"] if key.get("account_id") == 4521)
    headers = {"accessTokenKey": pair["key"], "accessTokenSecret": pair["secret"]}
    query = {"startdate": "2020-01-01", "itemsperpage": "1"}
    answer = library.ask("GET", "/registrant", account=4521, headers=headers, query_string=query).json
    assert answer["totalregistrants"] == sum(one["clientid"] == 4521 for one in account.registrants) > 0
    other = next(event.id for event in account.events if event.facts["clientid"] == 4497)
    assert library.ask("GET", f"/event/{other}", account=4521, headers=headers).status_code == 404
