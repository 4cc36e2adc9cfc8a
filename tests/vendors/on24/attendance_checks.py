"""What must be true of who attends: sessions, minutes, scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from tests.vendors.on24.snapshot import Event, Json, Snapshot, moment

# What is done, in the order in which a score is looked at.
DEEDS = ("answeredpolls", "askedquestions", "answeredsurveys", "resourcesdownloaded")


def attendees_are_registrants(account: Snapshot) -> None:
    for event, person in account.pairs():
        registrant = event.registrant_of[person["eventuserid"]]
        for name in ("email", "userstatus", "sourceeventid", "userprofileurl"):
            assert person[name] == registrant[name]


def attendees_come_in_the_order_of_their_registration(account: Snapshot) -> None:
    for event in account.events:
        came = {person["eventuserid"] for person in event.attendees}
        assert [person["eventuserid"] for person in event.attendees] == [
            one["eventuserid"] for one in event.registrants if one["eventuserid"] in came
        ]


def who_did_not_come_is_the_rest(account: Snapshot) -> None:
    for event in account.events:
        came = {person["eventuserid"] for person in event.attendees}
        assert event.no_shows == [one for one in event.registrants if one["eventuserid"] not in came]


def predictions_are_made_only_before_any_activity(account: Snapshot) -> None:
    for event in account.events:
        came = {person["eventuserid"] for person in event.attendees}
        assert all(("engagementprediction" in one) == (one["eventuserid"] not in came) for one in event.registrants)


def nobody_attends_before_it_starts(account: Snapshot) -> None:
    for event in account.events:
        if moment(event.facts["liveend"]) > account.as_of or not event.registrants:
            assert not event.attendees
            assert not event.sessions


def every_session_is_an_attendees(account: Snapshot) -> None:
    for event in account.events:
        assert {one["id"] for one in event.sessions} == {person["eventuserid"] for person in event.attendees}
        for person in event.attendees:
            registrant, sessions = event.registrant_of[person["eventuserid"]], event.sessions_of(person)
            assert person["attendeesessions"] == len(sessions)
            for one in sessions:
                for name in ("email", "firstname", "lastname", "os", "browser", "ipaddress"):
                    assert one[name] == registrant[name]
                assert one.get("launchmode") == person.get("launchmode")


def sessions_are_newest_first(account: Snapshot) -> None:
    for event in account.events:
        started = [moment(one["starttime"]) for one in event.sessions]
        assert started == sorted(started, reverse=True)


def sessions_are_live_or_on_demand(account: Snapshot) -> None:
    for event in account.events:
        for usage, newest in (("Live", event.newest_live), ("Archived", event.newest_recorded)):
            chosen = [one for one in event.sessions if one["usage"] == usage]
            assert newest["totalattendeesessions"] == len(chosen)
            assert newest["attendeesession"] == chosen[:1]


def sessions_last_from_start_to_end(account: Snapshot) -> None:
    for event in account.events:
        for one in event.sessions:
            assert moment(one["endtime"]) - moment(one["starttime"]) == lasted(one) > timedelta()


def sessions_are_within_the_event_or_its_archive(account: Snapshot) -> None:
    for event in account.events:
        facts = event.facts
        for one in event.sessions:
            starts, ends = moment(one["starttime"]), moment(one["endtime"])
            if one["usage"] == "Live":
                assert moment(facts["livestart"]) <= starts < ends <= moment(facts["liveend"])
            else:
                assert moment(facts["archivestart"]) <= starts
                assert not event.is_live or ends <= moment(facts["archiveend"])
            assert moment(event.registrant_of[one["id"]]["createtimestamp"]) < starts


def minutes_are_those_of_the_sessions(account: Snapshot) -> None:
    for event, person in account.pairs():
        sessions = event.sessions_of(person)
        live = [one for one in sessions if one["usage"] == "Live"]
        recorded = [one for one in sessions if one["usage"] == "Archived"]
        assert person["cumulativeliveminutes"] == rounded(lasted(one) for one in live)
        assert person["cumulativearchiveminutes"] == rounded(lasted(one) for one in recorded)
        # What was seen live on two screens at once is on the clock once.
        assert person["liveminutes"] == rounded(stretches(live))
        longest = max((lasted(one) for one in recorded), default=timedelta())
        assert rounded([longest]) <= person["archiveminutes"] <= person["cumulativearchiveminutes"]


def lasted(session: Json) -> timedelta:
    """Return how long a session was, as it says itself."""
    hours, minutes, seconds = map(int, session["duration"].split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def stretches(sessions: Iterable[Json]) -> Iterable[timedelta]:
    """Yield the times at which at least one of the sessions was on."""
    reached = None
    for one in sorted(sessions, key=lambda one: moment(one["starttime"])):
        starts, ends = moment(one["starttime"]), moment(one["endtime"])
        begins = starts if reached is None else max(starts, reached)
        yield max(timedelta(), ends - begins)
        reached = ends if reached is None else max(reached, ends)


def rounded(times: Iterable[timedelta]) -> int:
    """Return whole minutes, to the nearest, but at least one where there is any time."""
    seconds = int(sum(times, timedelta()).total_seconds())
    return max(1, (seconds + 30) // 60) if seconds else 0


def minutes_are_within_the_length_of_the_event(account: Snapshot) -> None:
    for event, person in account.pairs():
        for part in ("live", "archive"):
            assert person[f"{part}minutes"] <= event.facts["eventduration"]
            assert person[f"{part}minutes"] <= person[f"cumulative{part}minutes"]
            assert person[f"{part}mediaplayerminutes"] <= person[f"cumulative{part}minutes"]


def activity_is_that_of_the_sessions(account: Snapshot) -> None:
    for event, person in account.pairs():
        for part, usage in (("live", "Live"), ("archive", "Archived")):
            sessions = [one for one in event.sessions_of(person) if one["usage"] == usage]
            assert person[f"{part}viewed"] == ("Y" if sessions else "N")
            assert bool(sessions) == (f"first{part}activity" in person) == (f"last{part}activity" in person)
            if sessions:
                assert person[f"first{part}activity"] == min(sessions, key=started)["starttime"]
                assert moment(person[f"last{part}activity"]) == max(moment(one["endtime"]) for one in sessions)
        assert "Y" in (person["liveviewed"], person["archiveviewed"])


def started(session: Json) -> object:
    """Return when a session began."""
    return moment(session["starttime"])


def scores_are_from_0_to_10_in_tenths(account: Snapshot) -> None:
    for _, person in account.pairs():
        score = person["engagementscore"]
        assert 0 <= score <= 10
        assert score == round(score, 1)
        if any(person[deed] for deed in DEEDS):
            assert score > 0


def who_does_more_scores_no_less(account: Snapshot) -> None:
    for event in account.events:
        known = {(measures(person), person["engagementscore"]) for person in event.attendees}
        for less, low in known:
            for more, high in known:
                assert low <= high or not (less[0] < more[0] and all(map(int.__le__, less[1:], more[1:])))


def measures(person: Json) -> tuple[int, ...]:
    """Return what makes the score of an attendee: minutes, rounded, and deeds."""
    return max(person["liveminutes"], person["archiveminutes"]), *(person[deed] for deed in DEEDS)


def some_come_twice(account: Snapshot) -> None:
    """An account of some size has people who saw it live and again, and people with several sessions."""
    if len(account.attendees) > 500:
        assert any(person["liveviewed"] == person["archiveviewed"] == "Y" for person in account.attendees)
        assert any(has_second_screen(event, person) for event, person in account.pairs())


def has_second_screen(event: Event, person: Json) -> bool:
    """Tell whether somebody saw the same minutes twice."""
    return bool(event.is_live and person["cumulativeliveminutes"] > person["liveminutes"])


CHECKS: list[Callable[[Snapshot], None]] = [
    attendees_are_registrants,
    attendees_come_in_the_order_of_their_registration,
    who_did_not_come_is_the_rest,
    predictions_are_made_only_before_any_activity,
    nobody_attends_before_it_starts,
    every_session_is_an_attendees,
    sessions_are_newest_first,
    sessions_are_live_or_on_demand,
    sessions_last_from_start_to_end,
    sessions_are_within_the_event_or_its_archive,
    minutes_are_those_of_the_sessions,
    minutes_are_within_the_length_of_the_event,
    activity_is_that_of_the_sessions,
    scores_are_from_0_to_10_in_tenths,
    who_does_more_scores_no_less,
    some_come_twice,
]
