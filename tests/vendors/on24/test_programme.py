"""The computed events of an account: their ids, their dates and what they offer."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.core.errors import ScenarioError
from mock_server.core.world import WorldPlan
from mock_server.fake import People
from mock_server.resources import read_pools
from mock_server.scenarios import load_scenario
from mock_server.vendors.on24.pacific import PACIFIC, after, at, last_moment, midnight
from mock_server.vendors.on24.programme.event_dates import EventDates
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.materials import Material, QuestionKind
from mock_server.vendors.on24.programme.programme import WRITTEN_MATERIAL, Programme
from mock_server.vendors.on24.programme.scenario import check_scenario
from tests.conftest import EPOCH

POOLS = read_pools()
DEFAULT = load_scenario("on24/scenarios", "default")
ANY_WORLD = {"seed": st.integers(0, 2**63 - 1), "epoch": st.dates(date(1980, 1, 1), date(2090, 12, 31))}
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def programme(seed: int = 1, epoch: date = EPOCH, scenario: dict | None = None, scale: int | None = None) -> Programme:
    """The programme of a world, of the default scenario unless another is given."""
    return Programme(WorldPlan(seed, epoch, scenario or DEFAULT, scale), People(seed, POOLS))


def numbers(event: EventPlan) -> list[int]:
    """All ids of what an event offers."""
    offer = event.material
    parts = (
        *(event.speakers, offer.polls, offer.resources, offer.calls_to_action, offer.group_chats, offer.emails),
        *(offer.certifications, offer.slides, offer.presenter_chat, offer.contents),
        offer.survey.questions if offer.survey else (),
    )
    return [one.id for part in parts for one in part] + [poll.question_id for poll in offer.polls]


@pytest.fixture(scope="module")
def events() -> list[EventPlan]:
    """The events of the default account."""
    return list(programme().events)


@pytest.fixture(scope="module")
def showcase(events: list[EventPlan]) -> EventPlan:
    """The event of the help article's example."""
    return next(event for event in events if event.id == 1234567)


@pytest.fixture
def scenario() -> dict:
    """The default scenario, to be bent."""
    return deepcopy(DEFAULT)


def test_same_seed_and_epoch_give_the_same_events(events: list[EventPlan]) -> None:
    again = programme().events
    assert list(again) == events
    assert [event.material for event in again] == [event.material for event in events]


def test_other_seeds_and_epochs_give_other_ids(events: list[EventPlan]) -> None:
    known = {event.id for event in events} - {1234567}
    assert not known & {event.id for event in programme(seed=2).events}
    assert not known & {event.id for event in programme(epoch=EPOCH + timedelta(days=1)).events}


@few
@given(**ANY_WORLD)
def test_ids_and_keys_are_unique(seed: int, epoch: date) -> None:
    made = programme(seed, epoch)
    ids = [event.id for event in made.events] + [made.numbering.event_id(index) for index in range(80, 2000)]
    assert len(set(ids)) == len(ids)
    assert all(1_000_000 <= one <= 9_999_999 for one in ids)
    keys = [key for event in made.events for key in (event.audience_key, event.report_key)]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch("[0-9A-F]{32}", key) for key in keys)
    offered = [number for event in made.events for number in numbers(event)]
    assert len(set(offered)) == len(offered)
    first = [next(made.numbering.material_ids(event.index)) for event in made.events]
    assert max(number - first[event.index] for event in made.events for number in numbers(event)) < WRITTEN_MATERIAL


@few
@given(**ANY_WORLD)
def test_events_are_in_order_and_none_starts_around_the_epoch(seed: int, epoch: date) -> None:
    events = programme(seed, epoch).events
    assert [event.index for event in events] == list(range(80))
    assert all(earlier.starts <= later.starts for earlier, later in pairwise(events))
    assert not [event for event in events if abs((event.starts.date() - epoch).days) < 4]


@few
@given(**ANY_WORLD)
def test_registration_opens_before_the_start_and_before_the_epoch(seed: int, epoch: date) -> None:
    for event in programme(seed, epoch).events:
        assert event.created < event.opens <= event.starts <= event.ends <= event.closes
        assert event.opens < midnight(epoch)
        assert 0 <= event.before <= event.planned
        if event.archive_starts and event.form.is_live:
            assert event.archive_starts < event.closes < event.archive_ends
        if not event.form.is_live:
            assert event.before == 0
        if event.archive_starts is None:
            assert event.before == event.planned


@few
@given(**ANY_WORLD)
def test_every_form_occurs_in_any_world(seed: int, epoch: date) -> None:
    events = programme(seed, epoch).events
    assert {event.form for event in events} == set(EventForm)
    coming = {event.form for event in events if event.starts > midnight(epoch)}
    assert coming >= {EventForm.LIVE, EventForm.SIMULIVE, EventForm.HYBRID, EventForm.FORUM}


def test_most_events_are_live_and_some_are_in_other_languages(events: list[EventPlan]) -> None:
    assert len(events) == 80
    assert sum(event.form is EventForm.LIVE for event in events) > 40
    assert {event.language for event in events} == {"en", "de", "fr"}
    assert {event.client_id for event in events} == {4497, 4521, 4522}
    assert len({event.zone.key for event in events}) > 4
    assert len({event.title for event in events}) == len(events)


def test_example_event_is_coming_and_open(showcase: EventPlan) -> None:
    assert showcase.form is EventForm.LIVE
    assert showcase.client_id == 4497
    assert showcase.starts.date() == EPOCH + timedelta(days=10)
    assert showcase.opens < midnight(EPOCH) < showcase.starts < showcase.closes
    assert showcase.is_active
    assert not showcase.is_hidden
    required = {field.id for field in showcase.fields if field.is_required}
    assert required <= {"email", "firstname", "lastname", "company"}


def test_example_event_offers_some_of_everything(showcase: EventPlan) -> None:
    offer = showcase.material
    parts = (offer.polls, offer.survey, offer.resources, offer.calls_to_action, offer.group_chats, offer.emails)
    more = (offer.certifications, offer.slides, offer.calendar_reminder, offer.questions, offer.presenter_chat)
    assert all((*parts, *more, offer.has_reactions, offer.has_speaker_bios, offer.has_banner))


def test_default_account_has_the_events_that_tests_need(events: list[EventPlan]) -> None:
    past = [event for event in events if event.starts < midnight(EPOCH)]
    assert {event.planned for event in past} >= {0, 1, 1264}
    assert [event.planned for event in past if event.planned == 1264] == [max(event.planned for event in events)]
    assert sum(event.is_hidden for event in events) == 1
    assert sum(not event.is_active for event in events) == 1
    assert sum(event.is_test for event in events) == 1
    assert sum(event.archive_starts is None for event in events) == 1


def test_pinned_past_events_have_all_their_registrants_at_the_epoch(events: list[EventPlan]) -> None:
    pinned = [events[pin["event"]] for pin in DEFAULT["pins"] if "starts_in_days" not in pin]
    assert all(event.closes < midnight(EPOCH) for event in pinned)


def test_scale_is_the_size_of_the_largest_event() -> None:
    assert max(event.planned for event in programme(scale=1_000_000).events) == 1_000_000


def test_empty_scenario_has_no_events() -> None:
    scenario = load_scenario("on24/scenarios", "empty")
    check_scenario(WorldPlan(1, EPOCH, scenario))
    assert not programme(scenario=scenario).events


@pytest.mark.parametrize("offset", [-300, -20, 0, 1, 40])
def test_other_events_make_way_for_a_pinned_one(offset: int, scenario: dict) -> None:
    scenario["pins"] = [{"event": 40, "starts_in_days": offset}]
    events = programme(scenario=scenario).events
    assert events[40].starts.date() == EPOCH + timedelta(days=offset)
    assert all(earlier.starts <= later.starts for earlier, later in pairwise(events))
    assert not [event for event in events if event.index != 40 and abs((event.starts.date() - EPOCH).days) < 4]


def test_dates_follow_from_the_start_and_the_length() -> None:
    dates = EventDates(datetime(2026, 3, 19, 9, tzinfo=PACIFIC), 60)
    assert dates.live_start.isoformat() == "2026-03-19T08:45:00-07:00"
    assert dates.live_end.isoformat() == "2026-03-19T10:00:00-07:00"
    assert dates.archive_start.isoformat() == "2026-03-19T10:30:00-07:00"
    assert dates.archive_end.isoformat() == "2027-03-19T10:30:00-07:00"


def test_dates_of_what_is_not_live_are_all_the_same() -> None:
    start = datetime(2026, 3, 19, 9, tzinfo=PACIFIC)
    dates = EventDates(start, 45, is_live=False)
    assert {dates.live_start, dates.live_end, dates.archive_start, dates.archive_end} == {start}


def test_lengths_hold_where_the_clocks_change() -> None:
    # On 8 March 2026 two o'clock is three, on 1 November one o'clock comes twice.
    assert EventDates(at(date(2026, 3, 8), 90), 60).live_end.isoformat() == "2026-03-08T03:30:00-07:00"
    autumn = EventDates(at(date(2026, 11, 1), 30), 120)
    assert autumn.live_end.isoformat() == "2026-11-01T01:30:00-08:00"
    assert autumn.live_end.astimezone(UTC) - autumn.good_after.astimezone(UTC) == timedelta(hours=2)


def test_archive_of_a_leap_day_ends_on_the_first_of_march() -> None:
    assert EventDates(at(date(2028, 2, 29), 600), 60).archive_end.date() == date(2029, 3, 1)


def test_days_begin_and_end_on_the_pacific_coast() -> None:
    assert midnight(date(2026, 3, 8)).isoformat() == "2026-03-08T00:00:00-08:00"
    assert last_moment(date(2026, 3, 8)).isoformat() == "2026-03-08T23:59:59.999999-07:00"
    assert at(date(2026, 3, 8), 150).isoformat() == "2026-03-08T03:30:00-07:00"
    later = after(datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin")), timedelta(days=1))
    assert later.isoformat() == "2026-03-29T13:00:00+02:00"


@few
@given(**ANY_WORLD)
def test_what_is_offered_lies_within_the_event(seed: int, epoch: date) -> None:
    for event in programme(seed, epoch).events:
        offer = event.material
        pushed = [poll.pushed_minute for poll in offer.polls]
        minutes = [*pushed, *(slide.minute for slide in offer.slides), *(one.minute for one in offer.presenter_chat)]
        assert all(0 <= minute < event.minutes for minute in minutes)
        assert pushed == sorted(pushed)
        assert all(0 <= one.presenter < len(event.speakers) for one in offer.presenter_chat)
        assert all(one.minutes <= event.minutes for one in offer.certifications)
        assert len({speaker.email for speaker in event.speakers}) == len(event.speakers)


def test_answers_are_coded_in_their_order(events: list[EventPlan]) -> None:
    asked = [poll for event in events for poll in event.material.polls]
    asked += [question for offer in _offers(events) if offer.survey for question in offer.survey.questions]
    for one in asked:
        assert [answer.code for answer in one.answers] == [f"choice{n}" for n in range(1, len(one.answers) + 1)]
        assert (one.kind is QuestionKind.SINGLE_TEXT) == (not one.answers)


def test_survey_questions_come_from_the_library() -> None:
    made = programme()
    codes = {question.code: question for question in made.survey_library}
    variations = {one.code: question.code for question in made.survey_library for one in question.variations}
    surveys = [event.material.survey for event in made.events if event.material.survey]
    asked = [question for survey in surveys for question in survey.questions]
    assert {question.primary_code is None for question in asked} == {True, False}
    for question in asked:
        assert question.library_code in codes or variations[question.library_code] == question.primary_code


def test_hubs_show_recordings_that_are_public_and_over(events: list[EventPlan]) -> None:
    by_id = {event.id: event for event in events}
    hubs = [event for event in events if event.form is EventForm.HUB]
    shown = [by_id[content.event_id] for hub in hubs for content in hub.material.contents if content.event_id]
    assert shown
    assert all(event.is_active and not event.is_hidden and not event.is_test for event in shown)
    assert all(event.archive_starts < midnight(EPOCH) for event in shown)
    assert not [event for event in events if event.form is not EventForm.HUB and event.material.contents]


def test_registration_pages_ask_for_what_can_be_sent(events: list[EventPlan]) -> None:
    pages = {tuple(field.id for field in event.fields) for event in events}
    assert len(pages) == 4
    for event in events:
        by_id = {field.id: field for field in event.fields}
        assert by_id["email"].validation == "email"
        assert by_id["email"].is_required
        for field in event.fields:
            assert (field.kind == "listbox") == bool(field.options or field.lists_countries)


@pytest.mark.parametrize(
    ("bend", "fault"),
    [
        (lambda s: s["sub_accounts"][0].update(id=4497), "two accounts of the scenario have the same id"),
        (lambda s: s["sub_accounts"][0].update(share=99), "more than a hundred of a hundred events"),
        (lambda s: s["keys"][1].update(key=s["keys"][0]["key"]), "two keys of the scenario are the same"),
        (lambda s: s["keys"][1].update(account_id=99), "the scenario's keys belong to account 99"),
        (lambda s: s["users"][1].update(account_id=98), "the scenario's users belong to account 98"),
        (lambda s: s["custom_account_tags"][0]["tags"][0].update(id=8201), "two custom account tags"),
        (lambda s: s["events"]["registrants"].update(hub=[9, 3]), "registrants of a hub event go from 9 to 3"),
        (lambda s: s["pins"].append({"event": 61}), "pins an event twice"),
        (lambda s: s["pins"].append({"event": 80}), "pins event 80, but its events are 0 to 79"),
        (lambda s: s["pins"].append({"event": 62, "id": 1234567}), "pins an id twice"),
        (lambda s: s["pins"].append({"event": 3, "form": "hub", "has_archive": False}), "without an archive"),
        (lambda s: s["pins"].append({"event": 62, "starts_in_days": 9}), "event 61 to start after event 62"),
        (lambda s: s["pins"].append({"event": 3, "is_largest": True}), "two largest events"),
        (lambda s: s["pins"][5].update(event=70), "largest event, 70, is not over"),
    ],
)
def test_wrong_scenario_is_told_in_one_line(bend, fault: str, scenario: dict) -> None:
    bend(scenario)
    with pytest.raises(ScenarioError, match=re.escape(fault)) as caught:
        check_scenario(WorldPlan(1, EPOCH, scenario))
    assert "\n" not in str(caught.value)


def test_scale_needs_a_largest_event(scenario: dict) -> None:
    del scenario["pins"][5]
    with pytest.raises(ScenarioError, match="nothing to scale"):
        check_scenario(WorldPlan(1, EPOCH, scenario, scale=10))


def test_first_key_is_that_of_the_help_article() -> None:
    check_scenario(WorldPlan(1, EPOCH, DEFAULT))
    first = DEFAULT["keys"][0]
    assert first["key"] == "A11111111111111111111111111111"
    assert first["secret"] == "9f6f711111111111111111111111111111111111111111111111111"


def _offers(events: list[EventPlan]) -> list[Material]:
    return [event.material for event in events]
