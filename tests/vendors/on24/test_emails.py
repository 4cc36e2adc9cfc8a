"""E-mails of an event: set up, changed, counted; and the entry for calendars."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.vendors.on24.desk import EVENT, Desk

PAST = {"startdate": "2025-09-15", "enddate": "2026-02-20"}
UNKNOWN = 7777777


def emails_of(desk: Desk, event: int = EVENT) -> list[dict[str, Any]]:
    return list(desk.json(f"/event/{event}/email")["emails"])


def statistics_of(desk: Desk, event: int = EVENT) -> list[dict[str, Any]]:
    return list(desk.json(f"/event/{event}/emailstatistics")["emailStatistics"])


def past_event(desk: Desk) -> int:
    """Return a live event that was over weeks ago, with people."""
    events = [one["eventid"] for one in desk.json("/event", **PAST)["events"] if one["eventtype"].startswith("Live")]
    return next(one for one in events if desk.json(f"/event/{one}")["eventanalytics"]["liveattendees"] > 9)


def change(desk: Desk, email: int, **fields: str) -> Any:
    response = desk.send("PUT", f"/event/{EVENT}/email/{email}", fields)
    assert response.status_code == 200, response.text
    return response.json


def test_only_what_is_sent_changes_and_is_seen_again(desk: Desk) -> None:
    before = emails_of(desk)
    answer = change(desk, before[1]["emailid"], subject="Tomorrow", activated="n", fromlabel="The Team 2")
    assert answer == {**before[1], "subject": "Tomorrow", "activated": "N", "fromlabel": "The Team 2"}
    assert change(desk, before[1]["emailid"], replyto="us@acme.com") == {**answer, "replyto": "us@acme.com"}
    assert change(desk, before[1]["emailid"]) == {**answer, "replyto": "us@acme.com"}
    assert emails_of(desk) == [before[0], {**answer, "replyto": "us@acme.com"}, *before[2:]]


def test_a_date_of_its_own_is_in_the_events_zone_and_goes_with_its_word(desk: Desk) -> None:
    email = emails_of(desk)[1]["emailid"]
    answer = change(desk, email, whentosend="Custom Date And Time", goodafter="2026-03-05T10:00:00")
    assert answer["goodafter"] == "2026-03-05T10:00:00-08:00"
    assert change(desk, email, goodafter="03/06/2026 10:00 AM")["goodafter"].startswith("2026-03-06T")
    assert "goodafter" not in change(desk, email, whentosend="When Event Starts")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"whentosend": "Custom Date And Time"}, "goodafter"),
        ({"whentosend": "Custom Date And Time", "goodafter": "tomorrow"}, "goodafter"),
        ({"goodafter": "2026-03-05T10:00:00"}, "goodafter"),
        ({"whentosend": "Yesterday"}, "whentosend"),
        ({"whentosend": "1 Fortnight Before Event"}, "whentosend"),
        ({"activated": "maybe"}, "activated"),
        ({"fromlabel": "x" * 51}, "fromlabel"),
        ({"fromlabel": "No; dots."}, "fromlabel"),
    ],
)
def test_a_wrong_field_changes_nothing(desk: Desk, fields: dict[str, str], name: str) -> None:
    before = emails_of(desk)
    response = desk.send("PUT", f"/event/{EVENT}/email/{before[0]['emailid']}", {"subject": "X", **fields})
    status, message = desk.message(response)
    assert (status, name in message) == (400, True)
    assert emails_of(desk) == before


@pytest.mark.parametrize("email", ["1", "0", "abc", "99999999999999999999"])
def test_an_unknown_email_is_told(library: Desk, email: str) -> None:
    response = library.send("PUT", f"/event/{EVENT}/email/{email}", {"subject": "X"})
    assert library.message(response) == (404, f"The email {email} doesn't exist")


@pytest.mark.parametrize("path", ["email", "emailstatistics", "calendarreminder", "slides"])
def test_an_unknown_event_is_told(library: Desk, path: str) -> None:
    response = library.get(f"/event/{UNKNOWN}/{path}")
    assert library.message(response) == (404, f"The event {UNKNOWN} doesn't exist.")


def test_statistics_agree_with_the_people(library: Desk) -> None:
    event = past_event(library)
    usage = library.json(f"/event/{event}")
    confirmation, reminder, _, thanks, missed = statistics_of(library, event)
    numbers, end = usage["eventanalytics"], usage["liveend"]
    by_then = library.json(f"/event/{event}/registrant", enddate=end)["totalregistrants"]
    day_before = (datetime.fromisoformat(usage["goodafter"]) - timedelta(days=1)).isoformat()
    assert confirmation["sent"] == numbers["totalregistrants"]
    assert reminder["sent"] == library.json(f"/event/{event}/registrant", enddate=day_before)["totalregistrants"]
    assert thanks["sent"] == numbers["liveattendees"]
    assert missed["sent"] == by_then - numbers["liveattendees"]


def test_counts_fall_and_rates_are_theirs(library: Desk) -> None:
    events = library.json("/event", **PAST)["events"]
    rows = [one for event in events[::5] for one in statistics_of(library, event["eventid"])]
    assert any(one["clicked"] for one in rows)
    for one in rows:
        assert one["sent"] >= one["delivered"] >= one["opened"] >= one["clicked"] >= 0
        assert one["deliveryrate"] == rate(one["delivered"], one["sent"])
        assert one["openrate"] == rate(one["opened"], one["delivered"])
        assert one["clickedthroughrate"] == rate(one["clicked"], one["delivered"])
        assert one["clicktoopenrate"] == rate(one["clicked"], one["opened"])


def rate(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0


def test_who_registers_gets_a_confirmation_and_no_reminder_before_its_time(desk: Desk) -> None:
    before = statistics_of(desk)
    assert desk.register().status_code == 200
    after = statistics_of(desk)
    assert after[0]["sent"] == before[0]["sent"] + 1
    assert [one["sent"] for one in after[1:]] == [0, 0, 0, 0]


def test_what_is_switched_off_is_not_sent(desk: Desk) -> None:
    change(desk, emails_of(desk)[0]["emailid"], activated="N")
    assert statistics_of(desk)[0]["sent"] == 0


def test_the_calendar_entry_changes_in_part(desk: Desk) -> None:
    path = f"/event/{EVENT}/calendarreminder"
    before = desk.json(path)
    answer = desk.send("PUT", path, {"reminder": "2 Hours", "location": ""}).json
    assert answer == {**{key: before[key] for key in ("subject", "body")}, "reminder": "2 Hours", "location": ""}
    assert desk.json(path) == {"eventid": EVENT, **answer}


def test_where_no_calendar_entry_is_set_up_there_is_the_id_alone(desk: Desk) -> None:
    event = new_event(desk)
    path = f"/event/{event}/calendarreminder"
    assert desk.json(path) == {"eventid": event}
    assert desk.message(desk.send("PUT", path, {"subject": "X"})) == (400, "The reminder parameter is missing.")
    assert desk.send("PUT", path, {"reminder": "None"}).json["reminder"] == "None"
    assert desk.json(path)["reminder"] == "None"


@pytest.mark.parametrize("text", ["7 Minutes", "none", "1 day", ""])
def test_other_times_are_refused(library: Desk, text: str) -> None:
    response = library.send("PUT", f"/event/{EVENT}/calendarreminder", {"reminder": text})
    assert response.status_code == 400


def test_once_the_event_has_started_the_calendar_entry_stays(library: Desk) -> None:
    event = past_event(library)
    response = library.send("PUT", f"/event/{event}/calendarreminder", {"reminder": "1 Day"})
    assert library.message(response) == (403, f"The event {event} has already started.")


def test_what_was_changed_survives_a_restart(database: Path) -> None:
    desk = Desk.open(database=database)
    email = emails_of(desk)[1]["emailid"]
    change(desk, email, whentosend="Custom Date And Time", goodafter="2026-03-05T10:00:00", subject="Soon")
    desk.send("PUT", f"/event/{EVENT}/calendarreminder", {"reminder": "1 Day"})
    kept = emails_of(desk), desk.json(f"/event/{EVENT}/calendarreminder")
    desk.close()
    again = Desk.open(database=database)
    assert (emails_of(again), again.json(f"/event/{EVENT}/calendarreminder")) == kept
    again.close()


def new_event(desk: Desk) -> int:
    form = {
        "title": "New",
        "liveStart": "2026-04-01T09:00:00",
        "liveDuration": "60",
        "eventType": "fav",
        "languageCd": "en",
        "timeZone": "America/Los_Angeles",
    }
    response = desk.send("POST", "/event", form)
    assert response.status_code == 200, response.text
    return int(response.json["wccevent"]["eventId"])
