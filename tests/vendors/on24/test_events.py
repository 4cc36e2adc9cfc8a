"""The list of events and one event: filters by brute force, literal errors, agreement with the people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.vendors.on24.desk import EVENT, Desk

YEAR = [("2025-03-05", "2025-08-31"), ("2025-09-01", "2026-02-27"), ("2026-02-28", "2026-08-26")]
MODES = {
    "goodafter": "goodafter",
    "Updated": "lastupdated",
    "modified": "lastmodified",
    "CREATION": "createtimestamp",
    "livestart": "livestart",
    "liveend": "liveend",
    "archivestart": "archivestart",
}


def every_event(desk: Desk, **query: object) -> list[dict]:
    """Return the events of a year and a half, half a year at a time."""
    return [
        event
        for start, end in YEAR
        for event in desk.json("/event", startdate=start, enddate=end, includeinactive="Y", **query)["events"]
    ]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_list_covers_90_days_back_and_what_is_to_come(library: Desk) -> None:
    body = library.json("/event")
    starts = [moment(event["goodafter"]) for event in body["events"]]
    assert starts == sorted(starts)
    assert min(starts) >= moment("2025-12-02T12:00:00-08:00") < max(starts)
    assert set(body) == {"totalevents", "events"}
    assert body["totalevents"] == len(starts)


@pytest.mark.parametrize(("mode", "field"), MODES.items())
def test_period_is_about_the_date_that_is_asked_for(library: Desk, mode: str, field: str) -> None:
    everything = {event["eventid"]: event for event in every_event(library)}
    start, end = moment("2025-10-01T00:00:00-07:00"), moment("2026-01-15T23:59:59-08:00")
    kept = [one for one in everything.values() if field in one and start <= moment(one[field]) <= end]
    expected = sorted(kept, key=lambda one: (moment(one[field]), one["eventid"]))

    query = {"startdate": "2025-10-01", "enddate": "2026-01-15", "datefiltermode": mode, "includeinactive": "Y"}
    up = [event["eventid"] for event in library.json("/event", **query)["events"]]
    down = [event["eventid"] for event in library.json("/event", filterorder="desc", **query)["events"]]

    assert [number for number in up if number in everything] == [one["eventid"] for one in expected]
    assert down == up[::-1]
    assert expected


def test_sub_accounts_are_listed_when_asked_for_with_pages(library: Desk) -> None:
    own, all_ = library.json("/event"), library.json("/event", includesubaccounts="Y", itemsperpage="10")
    assert all_["totalevents"] > own["totalevents"]
    assert (all_["currentpage"], len(all_["events"])) == (0, 10)
    assert all_["pagecount"] == -(-all_["totalevents"] // 10)
    pages = [
        library.json("/event", includesubaccounts="Y", itemsperpage="10", pageoffset=page)["events"]
        for page in range(all_["pagecount"])
    ]
    numbers = [event["eventid"] for page in pages for event in page]
    assert len(set(numbers)) == len(numbers) == all_["totalevents"]
    subs = {event["clientid"] for page in pages for event in page} - {4497}
    some = library.json("/event", includesubaccounts="y", subaccounts=",".join(map(str, subs)))
    assert {event["clientid"] for event in some["events"]} == subs


def test_page_past_the_end_tells_the_range(library: Desk) -> None:
    last = library.json("/event", includesubaccounts="Y", itemsperpage="10")["pagecount"] - 1
    response = library.get("/event", includesubaccounts="Y", itemsperpage="10", pageoffset=last + 1)
    assert library.message(response) == (400, f"Invalid pageOffset, range must be between 0 and {last}.")


def test_paging_without_sub_accounts_cuts_and_keeps_the_envelope(library: Desk) -> None:
    whole = library.json("/event")
    part = library.json("/event", itemsPerPage="5", pageOffset="1")
    assert part == {"totalevents": whole["totalevents"], "events": whole["events"][5:10]}
    assert library.json("/event", itemsperpage="5", pageoffset="99")["events"] == []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"startdate": "2026-13-01"}, "Error, incorrect date formats."),
        ({"startdate": "2026-02-01", "enddate": "2026-01-01"}, "Error, end date is before start date."),
        (
            {"startdate": "2025-01-01", "enddate": "2025-12-31"},
            "startDate and endDate can't be more than 180 days apart.",
        ),
        ({"subaccounts": "4521"}, "You have to set includesubaccounts='Y' in order to filter by subaccounts."),
        ({"dateInterval": "181"}, "dateInterval range must be between 1 and 180 inclusive."),
        (
            {"dateIntervalOffset": "3"},
            "dateInterval is required when passing dateInterfalOffset or dateIntervalTimezone.",
        ),
        ({"dateInterval": "3", "dateIntervalTimezone": "Mars"}, "Invalid dateIntervalTimezone."),
        ({"dateInterval": "3", "dateIntervalOffset": "x"}, "dateIntervalOffset must be a number."),
        (
            {"dateInterval": "3", "startdate": "2026-01-01"},
            "Start/End date filters cannot be sent with Interval filters.",
        ),
        ({"datefiltermode": "never"}, "Invalid value for the datefiltermode parameter."),
        ({"itemsperpage": "0"}, "Invalid value for the itemsperpage parameter."),
        ({"pageoffset": "-1"}, "Invalid value for the pageoffset parameter."),
    ],
)
def test_bad_parameters_have_the_literal_texts(library: Desk, query: dict[str, str], text: str) -> None:
    assert library.message(library.get("/event", **query)) == (400, text)


def test_interval_counts_whole_days_back(library: Desk) -> None:
    events = library.json("/event", dateInterval="30", dateIntervalOffset="1", dateIntervalTimezone="Europe/Zurich")
    end = datetime(2026, 3, 1, 23, tzinfo=UTC)
    starts = [moment(event["goodafter"]) for event in events["events"]]
    assert starts
    assert all(end - timedelta(days=30) <= start < end for start in starts)


def test_content_types_and_inactive_events(library: Desk) -> None:
    everything = every_event(library)
    kinds = {event["contenttype"] for event in everything}
    assert {"webcast", "gateway", "forum"} <= kinds
    for kind in kinds:
        assert [one["eventid"] for one in every_event(library, contenttype=kind.upper())] == [
            one["eventid"] for one in everything if one["contenttype"] == kind
        ]
    assert not all(event["isactive"] for event in everything)
    assert all(event["isactive"] for event in library.json("/event")["events"])


def test_hidden_event_has_a_page_and_stands_in_no_list(library: Desk) -> None:
    hidden = next(
        event
        for event in library.app.runtime.services["on24"].home.world.state.book
        if event.is_hidden and event.is_active
    )
    assert library.json(f"/event/{hidden.id}")["eventid"] == hidden.id
    assert hidden.id not in [event["eventid"] for event in every_event(library, includesubaccounts="N")]


def test_inactive_event_is_refused(library: Desk) -> None:
    number = next(event["eventid"] for event in every_event(library) if not event["isactive"])
    assert library.message(library.get(f"/event/{number}")) == (403, f"The event {number} is inactive.")


@pytest.mark.parametrize("text", ["7", "abc", "1234567x", "01234567", "0", "-1", "9" * 40])
def test_unknown_event_is_not_found_however_it_is_spelled(library: Desk, text: str) -> None:
    assert library.message(library.get(f"/event/{text}")) == (404, f"The event {text} doesn't exist.")


def test_event_is_updated_when_its_people_are(desk: Desk) -> None:
    before = desk.json(f"/event/{EVENT}")
    newest = max(moment(one["createtimestamp"]) for one in desk.json(f"/event/{EVENT}/registrant")["registrants"])
    assert moment(before["lastupdated"]) == max(newest, moment(before["lastmodified"]))

    desk.register()

    after = desk.json(f"/event/{EVENT}")
    assert moment(after["lastupdated"]) == desk.clock.now()
    assert after["lastmodified"] == before["lastmodified"]
    today = {"startdate": "2026-03-02T12:00:00", "enddate": "2026-03-02"}
    assert [one["eventid"] for one in desk.json("/event", datefiltermode="updated", **today)["events"]] == [EVENT]


def test_event_is_updated_by_the_newest_session_or_registration(library: Desk) -> None:
    for event in library.json("/event", enddate="2026-03-01")["events"]:
        path = f"/event/{event['eventid']}"
        people = library.json(f"{path}/registrant", userstatus="any")["registrants"]
        pages = range(library.json(f"{path}/attendeesession")["pagecount"])
        sessions = [
            one for page in pages for one in library.json(f"{path}/attendeesession", pageoffset=page)["attendeesession"]
        ]
        told = [one["createtimestamp"] for one in people] + [one["endtime"] for one in sessions]
        assert moment(event["lastupdated"]) == max(map(moment, [event["lastmodified"], *told]))


def test_registration_shows_in_the_count_of_the_event(desk: Desk) -> None:
    before = desk.json(f"/event/{EVENT}")["eventanalytics"]
    assert desk.register().status_code == 200
    after = desk.json(f"/event/{EVENT}")["eventanalytics"]
    assert after["totalregistrants"] == before["totalregistrants"] + 1
    assert after["noshowcount"] == after["totalregistrants"] - after["totalattendees"]
