"""The computed people of one event: what arithmetic says of them is what a walk over all of them finds."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.fake import Stream, label
from mock_server.vendors.on24.pacific import midnight
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.enrolment import Enrolment
from mock_server.vendors.on24.people.rows import Rows
from mock_server.vendors.on24.people.score import score_in_tenths
from mock_server.vendors.on24.people.tally import Tally
from mock_server.vendors.on24.people.visits import ActKind, Visit, covered, minutes
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from tests.vendors.on24.sample_event import STARTS, sample_event

SEEDS = st.integers(0, 2**32)
# Hypothesis prefers small numbers, of which an event of nobody is made; so it chooses seeds, and these the event.
DAYS = SEEDS.map(lambda seed: Stream(seed).between(*Stream(seed, 1).pick(((-9, 1), (1, 20), (8, 60), (30, 230)))))
few = settings(max_examples=150, deadline=None)


def plan_of(seed: int) -> EventPlan:
    draw = Stream(seed, label("plan"))
    form = draw.pick((EventForm.LIVE, EventForm.LIVE, EventForm.HYBRID, EventForm.ON_DEMAND, EventForm.HUB))
    zone = ZoneInfo(draw.pick(("America/Los_Angeles", "Europe/Zurich", "Asia/Tokyo")))
    starts = (STARTS + timedelta(minutes=draw.below(60 * 24 * 7))).astimezone(zone)
    return sample_event(
        draw.pick((0, 30 + draw.below(30), 60 + draw.below(70))) if form.is_live else 0,
        draw.pick((draw.below(10), 30 + draw.below(40))),
        form=form,
        zone=zone,
        starts=starts,
        opens=starts - timedelta(hours=draw.pick((1, 20, 24 * 7, 24 * 60))),
        minutes=draw.pick((1, 15, 45, 60, 60, 90, 480)),
        has_archive=draw.chance(85),
    )


plans = SEEDS.map(plan_of)


def moment_of(day: int) -> datetime:
    return midnight(STARTS.date() + timedelta(days=day))


@few
@given(plans, SEEDS, DAYS)
def test_registrations_are_in_order_and_on_their_side_of_the_event(plan: EventPlan, seed: int, day: int) -> None:
    crowd = Crowd(plan, seed, moment_of(day))
    created = [crowd.created(row) for row in range(plan.planned)]
    assert created == sorted(created)
    assert all(plan.opens <= moment < plan.ends for moment in created[: plan.before])
    assert all(plan.ends <= moment < plan.closes for moment in created[plan.before :])
    assert crowd.visible == sum(moment < moment_of(day) for moment in created)


def test_people_register_in_office_hours_and_mostly_in_the_last_days() -> None:
    plan = sample_event(before=500)
    local = [Enrolment(plan, 7).at(row).astimezone(plan.zone) for row in range(plan.planned)]
    assert all(8 <= moment.hour < 18 and moment.weekday() < 5 for moment in local)
    assert sum(moment > plan.starts - timedelta(days=10) for moment in local[:500]) > 250


@few
@given(plans, SEEDS, DAYS, st.sets(st.integers(0, 220), max_size=12))
def test_any_place_of_a_selection_is_the_one_a_walk_finds(
    plan: EventPlan, seed: int, day: int, forgotten: set[int]
) -> None:
    crowd = Crowd(plan, seed, moment_of(day))
    walk = [row for row in range(crowd.visible) if row not in forgotten]
    came = [row for row in walk if crowd.visit(row).sessions]
    stayed_away = [row for row in walk if not crowd.visit(row).sessions]
    gone = sorted(forgotten)
    assert_same(crowd.registrants.without(gone), walk)
    assert_same(crowd.attendees.without(gone), came)
    assert_same(no_shows_of(crowd).without(gone), stayed_away)
    assert_same(crowd.attendees.without(gone).window(10, 90), [row for row in came if 10 <= row < 90])


def no_shows_of(crowd: Crowd) -> Rows:
    return crowd.rows(lambda visit: visit.is_no_show)


def assert_same(rows: Any, expected: list[int]) -> None:
    assert len(rows) == len(expected)
    assert [rows[place] for place in range(len(rows))] == list(rows) == expected
    assert rows[-3:] == expected[-3:]
    assert list(reversed(rows)) == expected[::-1]
    with pytest.raises(IndexError):
        rows[len(rows)]
    for row in (0, 31, 32, 64, 150):
        assert rows.rank(row) == sum(one < row for one in expected)
        assert (row in rows) == (row in expected)


@few
@given(plans, SEEDS, DAYS)
def test_sessions_happen_while_the_event_is_on_and_never_later_than_now(plan: EventPlan, seed: int, day: int) -> None:
    crowd = Crowd(plan, seed, moment_of(day))
    length = plan.minutes * 60
    opens, closes = plan.archive_starts, plan.archive_ends
    for row in crowd.attendees:
        visit, latest = crowd.visit(row), crowd.created(row)
        for session in visit.sessions:
            began = crowd.moment(row, session)
            ended = began + timedelta(seconds=session.seconds)
            assert 0 <= session.at < session.at + session.seconds <= length
            assert 0 < session.played <= session.seconds
            assert crowd.created(row) <= began < ended <= moment_of(day).astimezone(UTC)
            assert latest <= began or session.is_live
            latest = began
            if session.is_live:
                assert plan.starts <= began < ended <= plan.ends
                continue
            assert opens is not None
            assert closes is not None
            assert opens <= began
            assert ended <= closes or closes == opens


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Auckland"])
def test_nobody_is_shown_who_is_still_watching(zone: str) -> None:
    starts = STARTS.astimezone(ZoneInfo(zone))
    plan = sample_event(0, 3000, zone=starts.tzinfo, starts=starts, minutes=480, closes=starts + timedelta(days=30))
    for day in (3, 9, 20):
        crowd = Crowd(plan, 11, moment_of(day))
        for sitting in crowd.sittings:
            last = sitting.rows[-1]
            assert sitting.began(last) + timedelta(seconds=sitting.session.seconds) <= moment_of(day)


@few
@given(plans, SEEDS, DAYS)
def test_what_has_happened_stays_and_what_is_over_shows_within_a_day(plan: EventPlan, seed: int, day: int) -> None:
    crowd, end = Crowd(plan, seed, moment_of(day)), Crowd(plan, seed, moment_of(300))
    for row in range(crowd.visible):
        so_far, all_ = crowd.visit(row).sessions, end.visit(row).sessions
        assert so_far == all_[: len(so_far)]
        for session in all_[len(so_far) :]:
            assert end.moment(row, session) > moment_of(day) - timedelta(days=1)


@few
@given(plans, SEEDS)
def test_minutes_are_those_of_the_sessions(plan: EventPlan, seed: int) -> None:
    crowd = Crowd(plan, seed, moment_of(220))
    for visit in crowd.visits:
        for sessions, unique, cumulative, played in (
            (visit.live, visit.live_minutes, visit.cumulative_live_minutes, visit.live_player_minutes),
            (visit.on_demand, visit.archive_minutes, visit.cumulative_archive_minutes, visit.archive_player_minutes),
        ):
            assert cumulative == minutes(sum(session.seconds for session in sessions))
            assert played <= cumulative
            seen = {second for one in sessions for second in range(one.at, one.at + one.seconds)}
            assert covered(sessions) == len(seen)
            assert bool(sessions) == (unique > 0)
            assert unique <= min(cumulative, plan.minutes)


def test_minutes_are_rounded_but_never_to_nothing() -> None:
    assert [minutes(seconds) for seconds in (0, 1, 29, 30, 89, 90)] == [0, 1, 1, 1, 1, 2]


@few
@given(plans, SEEDS)
def test_deeds_belong_to_those_who_were_there(plan: EventPlan, seed: int) -> None:
    crowd = Crowd(plan, seed, moment_of(220))
    for visit in crowd.visits:
        for session, act in (pair for kind in ActKind for pair in visit.acts(kind)):
            assert 0 <= act.at <= session.seconds
            if act.kind is ActKind.POLL:
                pushed = plan.material.polls[act.item].pushed_minute * 60
                assert session.is_live
                assert session.at <= pushed <= session.at + act.at
        for kind in set(ActKind) - {ActKind.REACTION, ActKind.MESSAGE}:
            items = [act.item for _, act in visit.acts(kind)]
            assert len(items) == len(set(items))
        certificates = visit.count(ActKind.CERTIFICATE)
        stayed = max(covered(visit.live), covered(visit.on_demand))
        assert certificates == (stayed >= 45 * 60)


@few
@given(plans, SEEDS, DAYS, st.sets(st.integers(0, 220), max_size=12))
def test_the_tally_is_that_of_a_walk(plan: EventPlan, seed: int, day: int, forgotten: set[int]) -> None:
    crowd = Crowd(plan, seed, moment_of(day))
    gone = Counter(crowd.visit(row) for row in forgotten if row < crowd.visible)
    found = Tally(plan, Counter(crowd.visits) - gone)
    visits = [crowd.visit(row) for row in range(crowd.visible) if row not in forgotten]
    came = [visit for visit in visits if visit.sessions]
    live, on_demand = [visit for visit in came if visit.live], [visit for visit in came if visit.on_demand]
    acts = [act for visit in came for session in visit.sessions for act in session.acts]
    kinds = Counter(act.kind for act in acts)

    assert found.total_registrants == len(visits)
    assert found.total_attendees == len(came)
    assert found.no_show_count == len(visits) - len(came)
    assert (found.live_attendees, found.on_demand_attendees) == (len(live), len(on_demand))
    assert found.total_cumulative_live_minutes == sum(visit.cumulative_live_minutes for visit in came)
    assert found.total_cumulative_archive_minutes == sum(visit.cumulative_archive_minutes for visit in came)
    assert found.total_media_player_minutes == sum(v.live_player_minutes + v.archive_player_minutes for v in came)
    assert found.average_live_minutes == mean([visit.live_minutes for visit in live])
    assert found.average_archive_minutes == mean([visit.archive_minutes for visit in on_demand])
    assert found.number_of_questions_asked == kinds[ActKind.QUESTION]
    assert found.number_of_questions_answered == sum(act.is_answered for act in acts)
    assert found.number_of_poll_responses == kinds[ActKind.POLL]
    assert found.number_of_survey_responses == kinds[ActKind.SURVEY]
    assert found.number_of_group_chat_messages_submitted == kinds[ActKind.MESSAGE]
    assert found.number_of_cta_clicks == sum(act.times for act in acts if act.kind is ActKind.CALL_TO_ACTION)
    assert found.number_of_certificates == kinds[ActKind.CERTIFICATE]
    assert found.unique_attendee_resource_downloads == kinds[ActKind.RESOURCE]
    assert found.attendees_who_downloaded_resource == sum(visit.count(ActKind.RESOURCE) > 0 for visit in came)
    assert found.event_engagement_score * 10 == pytest.approx(mean([score_in_tenths(v, plan.minutes) for v in came]))
    assert found.referrals() == Counter(visit.referral for visit in visits)
    for item in range(4):
        used = [act for act in acts if (act.kind, act.item) == (ActKind.RESOURCE, item)]
        assert found.people(ActKind.RESOURCE, item) == len(used)
        assert found.uses(ActKind.RESOURCE, item) == sum(act.times for act in used)
    for poll in range(3):
        assert_votes(found.poll_votes(poll), acts, ActKind.POLL, poll, 0)
    for question in range(2):
        assert_votes(found.survey_votes(question), acts, ActKind.SURVEY, 0, question)


def mean(numbers: list[int]) -> int:
    return int(sum(numbers) / len(numbers) + 0.5) if numbers else 0


def assert_votes(votes: Any, acts: list[Any], kind: ActKind, item: int, question: int) -> None:
    given_ = [act.answers[question] for act in acts if (act.kind, act.item) == (kind, item) and act.answers[question]]
    counts = Counter(choice for one in given_ for choice in one)
    assert votes.voters == len(given_)
    assert votes.counts == [counts[choice] for choice in range(4)]
    shares = [100 * count / len(given_) if given_ else 0 for count in votes.counts]
    assert votes.percentages == pytest.approx(shares, abs=0.0501)


def test_nothing_has_happened_before_the_event_has_ended() -> None:
    crowd = Crowd(sample_event(), 1, moment_of(0))
    assert len(crowd.registrants) > 0
    assert len(crowd.attendees) == 0
    assert len(no_shows_of(crowd)) == crowd.visible


def test_the_score_grows_with_everything_and_stays_within_ten() -> None:
    crowd = Crowd(sample_event(), 1, moment_of(220))
    for visit in crowd.visits:
        scores = [score_in_tenths(visit.first(count), 60) for count in range(len(visit.sessions) + 1)]
        assert scores == sorted(scores)
        assert 0 <= scores[-1] <= 100
        for kind in ActKind:
            assert score_in_tenths(_without(visit, kind), 60) <= scores[-1]


def _without(visit: Visit, kind: ActKind) -> Visit:
    sessions = [
        type(one)(one.at, one.seconds, one.played, one.day, tuple(act for act in one.acts if act.kind is not kind))
        for one in visit.sessions
    ]
    return Visit(visit.referral, visit.is_in_person, tuple(sessions))


@few
@given(plans, SEEDS, st.integers(0, 230))
def test_sittings_are_all_sessions_each_in_order(plan: EventPlan, seed: int, day: int) -> None:
    crowd = Crowd(plan, seed, moment_of(day))
    walk = Counter((row, id(session)) for row in range(crowd.visible) for session in crowd.visit(row).sessions)
    assert Counter((row, id(one.session)) for one in crowd.sittings for row in one.rows) == walk
    for sitting in crowd.sittings:
        began = [sitting.began(row) for row in sitting.rows]
        assert began == sorted(began)
        for moment in began[:3]:
            first = sitting.first_from(moment)
            assert sitting.rows.rank(first) == sum(one < moment for one in began)


def test_a_million_are_as_quick_as_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Counter[str]()
    plain = Enrolment.at

    def counted(enrolment: Enrolment, row: int) -> datetime:
        calls["at"] += 1
        return plain(enrolment, row)

    monkeypatch.setattr(Enrolment, "at", counted)
    plan = sample_event(700_000, 300_000)
    crowd = Crowd(plan, 5, moment_of(150))
    assert 900_000 < crowd.visible < 1_000_000
    for rows in (crowd.registrants, crowd.attendees, no_shows_of(crowd)):
        middle = len(rows) // 2
        assert len(rows[middle : middle + 100]) == len(rows[-100:]) == 100
    assert Tally(plan, crowd.visits).total_registrants == crowd.visible
    # A bisection over a million takes twenty calls: one for now, and one for each day of which visits are over.
    assert calls["at"] < 600
