"""What people did in events: results are those of the answers, and agree with the numbers of the event."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.snapshot import events_around, moment

Json = dict[str, Any]
OPERATIONS = [
    "poll",
    "survey",
    "resource",
    "groupchat",
    "cta",
    "presenter",
    "presenterchat",
    "certifications",
    "contentactivity",
]


@pytest.fixture(scope="module")
def events(library: Desk) -> list[Json]:
    """All events that are active."""
    return [one for one in events_around(library, NOON) if one["isactive"]]


def attendees(desk: Desk, event: Json) -> list[Json]:
    rows: list[Json] = desk.json(f"/event/{event['eventid']}/attendee")["attendees"]
    return rows


def usage(desk: Desk, event: Json) -> Json:
    numbers: Json = desk.json(f"/event/{event['eventid']}")["eventanalytics"]
    return numbers


def of(desk: Desk, event: Json, operation: str) -> Json:
    body: Json = desk.json(f"/event/{event['eventid']}/{operation}")
    return body


def check_shares(shares: list[Json], chosen: Counter[str], voters: int) -> None:
    for one in shares:
        expected = 100 * chosen[one["answercode"]] / voters if voters else 0
        assert one["percentage"] == pytest.approx(expected, abs=0.0501)


def codes(details: list[Json]) -> list[str]:
    return [one["answercode"] for one in details if "answercode" in one]


def test_polls_add_up(library: Desk, events: list[Json]) -> None:
    votes = 0
    for event in events:
        given = [(one["pollid"], one) for person in attendees(library, event) for one in person["polls"]]
        polls = of(library, event, "poll")["polls"]
        for poll in polls:
            answers = [one for identity, one in given if identity == poll["pollid"]]
            chosen = Counter(code for one in answers for code in codes(one["pollanswersdetail"]))
            assert poll["totalvotes"] == len(answers)
            check_shares(poll["summary"], chosen, len(answers))
            pushed = poll.get("livepushedtimestamp")
            assert pushed is None or all(moment(one["pollsubmittedtimestamp"]) >= moment(pushed) for one in answers)
        shown, numbers = sum(poll["totalvotes"] for poll in polls), usage(library, event)
        assert numbers.get("numberofpollresponses", 0) == shown
        assert numbers.get("numberofpollspushed", 0) == sum("livepushedtimestamp" in poll for poll in polls)
        votes += shown
    assert votes > 500


def test_surveys_add_up(library: Desk, events: list[Json]) -> None:
    answered = 0
    for event in events:
        given = [
            (one["surveyid"], part)
            for person in attendees(library, event)
            for one in person["surveys"]
            for part in one["surveyquestions"]
        ]
        for survey in of(library, event, "survey")["surveys"]:
            assert survey["surveyid"] == f"{event['eventid']}_{survey['surveycode']}"
            for question in survey["surveyquestions"]:
                parts = [
                    one
                    for identity, one in given
                    if (identity, one["surveyquestionid"]) == (survey["surveyid"], question["questionid"])
                ]
                assert question["responses"] == len(parts)
                chosen = Counter(code for one in parts for code in codes(one["surveyanswersdetail"]))
                check_shares(question["surveyanswer"], chosen, len(parts))
                answered += len(parts)
    assert answered > 500


def test_resources_and_calls_to_action_add_up(library: Desk, events: list[Json]) -> None:
    for event in events:
        people, numbers = attendees(library, event), usage(library, event)
        resources = of(library, event, "resource")
        opened = Counter(one["resourceid"] for person in people for one in person["resources"])
        assert {one["resourceid"]: one["uniquedownloads"] for one in resources["resourcesviewed"]} == opened
        assert all(one["totaldownloads"] >= one["uniquedownloads"] for one in resources["resourcesviewed"])
        assert not opened.keys() & {one["resourceid"] for one in resources["resourcesnotviewed"]}
        total = len(resources["resourcesviewed"]) + len(resources["resourcesnotviewed"])
        assert resources["totalresources"] == numbers.get("numberofresourcesavailable", total) == total
        clicks: Counter[int] = Counter()
        for person in people:
            clicks.update({one["ctaid"]: one["clicks"] for one in person.get("calltoactions", [])})
        calls = of(library, event, "cta")["calltoactions"]
        assert {one["ctaid"]: one["totalclicks"] for one in calls if one["totalclicks"]} == clicks
        assert numbers.get("numberofctaclicks", 0) == clicks.total()


def test_group_chats_and_certificates(library: Desk, events: list[Json]) -> None:
    written = 0
    for event in events:
        people = {one["eventuserid"] for one in attendees(library, event)}
        chats = of(library, event, "groupchat")["groupchats"]
        messages = [one for chat in chats for one in chat["chatmessages"]]
        assert usage(library, event).get("numberofgroupchatmessagessubmitted", 0) == len(messages)
        assert {one["eventuserid"] for one in messages} <= people
        for chat in chats:
            times = [moment(one["createtimestamp"]) for one in chat["chatmessages"]]
            assert times == sorted(times)
            assert (
                chat["totalviews"] >= chat["uniqueviews"] >= len({one["eventuserid"] for one in chat["chatmessages"]})
            )
        written += len(messages)
        offered = {one["certificationid"] for one in of(library, event, "certifications")["certifications"]}
        earned = {
            one["certificationid"] for person in attendees(library, event) for one in person.get("certifications", [])
        }
        assert earned <= offered
    assert written > 50


def test_presenters(library: Desk, events: list[Json]) -> None:
    own = {event["eventid"]: of(library, event, "presenter")["eventpresenters"] for event in events}
    for event in events:
        sessions = own[event["eventid"]]
        if event["livestart"] == event["liveend"] or moment(event["liveend"]) > NOON:
            assert all(one["ispracticesession"] == "Y" for one in sessions)
            continue
        names = [f"{one['firstname']} {one['lastname']}" for one in sessions if one["ispracticesession"] == "N"]
        assert sorted(names) == sorted(one["name"] for one in event["speakers"])
        for one in sessions:
            end = moment(one["endtime"])
            assert moment(one["starttime"]) < end
            assert (end == moment(event["liveend"])) is (one["ispracticesession"] == "N")
    shown = library.json("/presenter", startdate=EPOCH - timedelta(days=800), enddate=EPOCH)["eventpresenters"]
    starts = [moment(one["starttime"]) for one in shown]
    assert starts == sorted(starts, reverse=True)
    expected = [one["sessionid"] for rows in own.values() for one in rows]
    known = [one["sessionid"] for one in shown if one["eventid"] in own]
    assert sorted(known) == sorted(expected)
    recent = library.json("/presenter", excludesubaccounts="Y")["eventpresenters"]
    assert recent == [
        one for one in shown if one["clientid"] == 4497 and moment(one["starttime"]) >= NOON - timedelta(days=30)
    ]


def test_presenters_write_while_the_event_lasts(library: Desk, events: list[Json]) -> None:
    written = 0
    for event in events:
        messages = of(library, event, "presenterchat")["presenterchats"]
        assert moment(event["liveend"]) <= NOON or not messages
        start, end = moment(event["goodafter"]), moment(event["liveend"])
        assert all(start <= moment(one["createtimestamp"]) <= end for one in messages)
        assert {one["presentername"] for one in messages} <= {one["name"] for one in event["speakers"]}
        written += len(messages)
    assert written


def test_questions_of_an_hour(library: Desk, events: list[Json]) -> None:
    asked = {
        one["questionid"]: (event["eventid"], person["email"], one)
        for event in events
        for person in attendees(library, event)
        for one in person["questions"]
    }
    assert len(asked) > 50
    for _, _, question in list(asked.values())[::25]:
        start = moment(question["createtimestamp"]) - timedelta(minutes=17)
        end = start + timedelta(hours=1)
        period = {"startdate": start.isoformat(), "enddate": end.isoformat()}
        found = library.json("/userquestions", **period)["questions"]
        times = [moment(one["createtimestamp"]) for one in found]
        assert times == sorted(times, reverse=True)
        known = [one for one in found if one["questionid"] in asked]
        within = [one for _, _, one in asked.values() if start <= moment(one["createtimestamp"]) <= end]
        assert {one["questionid"] for one in known} == {one["questionid"] for one in within}
        for one in known:
            event, email, shown = asked[one["questionid"]]
            assert (one["eventid"], one["email"]) == (event, email)
            assert {name: one[name] for name in shown} == shown
        domains = sorted({one["email"].rpartition("@")[2] for one in found})[:2]
        kept = library.json("/userquestions", emailFilter="|".join(domains), **period)["questions"]
        assert kept == [one for one in found if one["email"].rpartition("@")[2] in domains]


def test_questions_of_the_last_five_minutes(library: Desk) -> None:
    assert library.json("/userquestions") == {"questions": []}
    too_long = library.get("/userquestions", startdate="2026-02-01", enddate="2026-02-02")
    assert library.message(too_long) == (400, "the startDate and endDate are more than 1 hour apart.")
    status, text = library.message(library.get("/userquestions", startdate="today"))
    assert status == 400
    assert text.endswith("Valid formats are DD-MM-YYYY, YYYY-MM-DD,  YYYY-MM-DDThh:mm:ss and YYYY-MM-DDThh:mm:ss±zz:zz")


def test_hubs(library: Desk, events: list[Json]) -> None:
    hubs = [event for event in events if event["contenttype"] == "gateway"]
    assert hubs
    for hub in hubs:
        activity = of(library, hub, "contentactivity")
        contents = library.json(f"/ehub/{hub['eventid']}/content")["contents"]
        assert [one["contentid"] for one in contents] == [one["contentid"] for one in activity["contents"]]
        assert activity["totalcontentviews"] == sum(one["totalviews"] for one in activity["contents"])
        most = max(one["uniqueviews"] for one in activity["contents"])
        assert most <= activity["contentviewers"] <= usage(library, hub)["totalattendees"]
        assert activity["description"] == hub["description"]
    webcast = next(event["eventid"] for event in events if event["contenttype"] == "webcast")
    refused = library.get(f"/event/{webcast}/contentactivity")
    text = f"The Engagement Hub or Target Experience {webcast} doesn't exist."
    assert library.message(refused) == (404, text)
    for hub in (webcast, "77", "abc"):
        refused = library.get(f"/ehub/{hub}/content")
        assert library.message(refused) == (404, f"The Engagement Hub {hub} doesn't exist.")


def test_surveys_take_their_questions_from_the_library(library: Desk, events: list[Json]) -> None:
    known = {}
    for question in library.json("/surveylibrary")["surveyquestions"]:
        known[question["questioncode"]] = question["question"]
        known |= {one["questioncode"]: one["question"] for one in question["variations"]}
    used = {
        (question["questioncode"], question["question"])
        for event in events
        for survey in of(library, event, "survey")["surveys"]
        for question in survey["surveyquestions"]
    }
    assert used
    assert used <= known.items()


def test_written_questions_have_no_answers_yet(desk: Desk) -> None:
    question = {"questiontype": "singleoption", "required": "N", "question": "And?", "surveyanswers": ["Yes", "No"]}
    sent = {"metadata": json.dumps({"surveyquestions": [question]})}
    before = of(desk, {"eventid": EVENT}, "survey")["surveys"][0]["surveyquestions"]
    assert desk.send("POST", f"/event/{EVENT}/surveyquestions", sent).status_code == 200
    [*known, added] = of(desk, {"eventid": EVENT}, "survey")["surveys"][0]["surveyquestions"]
    assert known == before
    assert (added["question"], added["responses"]) == ("And?", 0)
    assert [one["percentage"] for one in added["surveyanswer"]] == [0, 0]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_unknown_and_inactive_events(library: Desk, operation: str) -> None:
    assert library.message(library.get(f"/event/77/{operation}")) == (404, "The event 77 doesn't exist.")
    inactive = next(one["eventid"] for one in events_around(library, NOON) if not one["isactive"])
    refused = library.get(f"/event/{inactive}/{operation}")
    assert library.message(refused) == (403, f"The event {inactive} is inactive.")
