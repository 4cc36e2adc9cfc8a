"""Event management: what is created, copied, changed and deleted shows at once, with the vendor's arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.vendors.on24.desk import EVENT, Desk

FAULT = (400, "Webinar was not created due to errors in the parameters")
NEW: Mapping[str, str] = {
    "title": "State of the Market",
    "liveStart": "03/19/2026 09:00 AM",
    "liveDuration": "60",
    "eventType": "fav",
    "languageCd": "en",
    "timeZone": "America/New_York",
}


def create(desk: Desk, **fields: object) -> dict:
    """Create an event and return it."""
    response = desk.send("POST", "/event", {**NEW, **fields})
    assert response.status_code == 200, response.text
    return response.json["wccevent"]


def past_event(desk: Desk) -> int:
    """Return an event that is over."""
    return int(desk.json("/event")["events"][0]["eventid"])


def test_created_event_follows_the_arithmetic(desk: Desk) -> None:
    event = create(desk)

    assert event["goodAfter"] == "03/19/2026 09:00 AM"
    assert event["liveStart"] == "03/19/2026 08:45 AM"
    assert event["liveEnd"] == "03/19/2026 10:00 AM"
    assert event["archiveStart"] == "03/19/2026 10:30 AM"
    assert event["archiveEnd"] == "03/19/2027 10:30 AM"
    assert (event["liveDuration"], event["archiveDuration"]) == (3600, 525_600)
    assert (event["eventType"], event["clientId"], event["sourceEventId"]) == ("fav", 4497, 0)
    assert event["PMUrl"].startswith("https://event.on24.com/")
    assert str(event["eventId"]) in event["audienceUrl"]


def test_created_event_shows_in_reports_in_pacific_time(desk: Desk) -> None:
    number = create(desk, hybrid="Y", venue="Hall 3")["eventId"]

    one = desk.json(f"/event/{number}")
    listed = desk.json("/event", datefiltermode="creation", startdate="2026-03-02")["events"]

    assert one["livestart"] == "2026-03-19T05:45:00-07:00"
    assert (one["description"], one["eventtype"], one["ishybridevent"]) == (NEW["title"], "Live Video and Audio", True)
    assert one["eventanalytics"]["totalregistrants"] == 0
    assert [event["eventid"] for event in listed] == [number]


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("03/19/2026 9:00 pm", "03/19/2026 09:00 PM"),
        ("2026-03-19T09:00:00", "03/19/2026 12:00 PM"),
        ("2026-03-19T09:00:00+01:00", "03/19/2026 04:00 AM"),
        ("Thu Mar 19 2026 09:00:00 GMT-0700 (Pacific Daylight Time)", "03/19/2026 12:00 PM"),
    ],
)
def test_start_is_read_in_four_forms(desk: Desk, start: str, shown: str) -> None:
    assert create(desk, liveStart=start)["goodAfter"] == shown


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "x" * 251},
        {"liveStart": "tomorrow"},
        {"liveStart": "02/30/2026 09:00 AM"},
        {"liveStart": "03/01/2026 09:00 AM"},
        {"liveDuration": "20"},
        {"liveDuration": "135"},
        {"liveDuration": "510"},
        {"eventType": "webinar"},
        {"languageCd": "xx"},
        {"timeZone": "Mars/Olympus"},
        {"countryCd": "UK", "languageCd": "de"},
        {"tagCampaign": [f"tag {number}" for number in range(11)]},
        {"tagCampaign": "50% off"},
        {"customAccountTag": "999999"},
        {"hybrid": "yes"},
    ],
    ids=str,
)
def test_bad_parameter_gives_the_one_text_and_creates_nothing(desk: Desk, fields: Mapping[str, object]) -> None:
    before = desk.json("/event", datefiltermode="creation", startdate="2026-03-02")
    assert desk.message(desk.send("POST", "/event", {**NEW, **fields})) == FAULT
    assert desk.json("/event", datefiltermode="creation", startdate="2026-03-02") == before


@pytest.mark.parametrize("name", NEW)
def test_missing_parameter_gives_the_one_text(desk: Desk, name: str) -> None:
    fields = {key: value for key, value in NEW.items() if key != name}
    assert desk.message(desk.send("POST", "/event", fields)) == FAULT


def test_country_goes_with_its_language(desk: Desk) -> None:
    event = create(desk, languageCd="zh", countryCd="TW", tagCampaign=["growth", "emea"])
    assert (event["languageCd"], event["countryCd"], event["tags"]) == ("zh", "TW", ["growth", "emea"])


def test_form_may_be_multipart_and_names_in_any_case(desk: Desk) -> None:
    fields = {name.lower(): value for name, value in NEW.items()}
    response = desk.ask("POST", "/event", data=fields, content_type="multipart/form-data")
    assert response.json["wccevent"]["title"] == NEW["title"]


def test_copy_has_everything_of_its_source_but_dates_and_people(desk: Desk) -> None:
    source = desk.json(f"/event/{EVENT}")
    form = {"liveStart": "2026-04-01T09:00:00", "liveDuration": "45"}

    copy = desk.send("POST", "/event", form, eventsource=EVENT).json["wccevent"]

    shown = desk.json(f"/event/{copy['eventId']}")
    assert copy["title"] == f"Copy of {source['description']}"
    assert copy["sourceEventId"] == EVENT
    assert shown["audiencekey"] != source["audiencekey"]
    assert shown["eventanalytics"]["totalregistrants"] == 0
    for name in ("speakers", "media", "promotionalsummary", "displaytimezonecd", "tags", "category"):
        assert shown.get(name) == source.get(name)


def test_copy_of_an_unknown_event_is_not_found(desk: Desk) -> None:
    form = {"liveStart": "2026-04-01T09:00:00", "liveDuration": "45"}
    response = desk.send("POST", "/event", form, eventsource=1)
    assert desk.message(response) == (404, "The event 1 doesn't exist.")


def test_update_changes_what_is_sent_and_nothing_else(desk: Desk) -> None:
    number = create(desk)["eventId"]

    event = desk.send("PUT", f"/event/{number}", {"title": "Another title"}).json["wccevent"]

    assert (event["title"], event["goodAfter"]) == ("Another title", "03/19/2026 09:00 AM")
    assert "pmurl" in event
    assert desk.json(f"/event/{number}")["description"] == "Another title"


def test_moved_event_keeps_its_registrants_as_they_are(desk: Desk) -> None:
    before = desk.json(f"/event/{EVENT}/registrant")

    moved = desk.send("PUT", f"/event/{EVENT}", {"liveStart": "2026-05-20T09:00:00", "liveDuration": "120"})

    assert moved.json["wccevent"]["goodAfter"] == "05/20/2026 09:00 AM"
    assert desk.json(f"/event/{EVENT}/registrant") == before
    desk.clock.advance(100 * 86_400)
    later = desk.json(f"/event/{EVENT}")
    attendees = desk.json(f"/event/{EVENT}/attendee")["attendees"]
    assert later["eventanalytics"]["totalregistrants"] == before["totalregistrants"]
    assert all(one.get("firstliveactivity", "2026-05-20") >= "2026-05-20" for one in attendees)
    assert attendees


def test_start_of_an_event_that_has_begun_stays(desk: Desk) -> None:
    number = past_event(desk)
    assert desk.message(desk.send("PUT", f"/event/{number}", {"liveStart": "2026-05-20T09:00:00"})) == FAULT
    assert desk.send("PUT", f"/event/{number}", {"title": "Later title"}).status_code == 200


def test_deleted_event_is_gone_everywhere(desk: Desk) -> None:
    total = desk.json("/registrant", startdate="2026-01-01")["totalregistrants"]
    own = desk.json(f"/event/{EVENT}/registrant", startdate="2026-01-01")["totalregistrants"]

    deleted = desk.send("DELETE", f"/event/{EVENT}")

    assert (deleted.status_code, deleted.json) == (200, {"message": "Event Successfully Deleted."})
    assert desk.message(desk.get(f"/event/{EVENT}")) == (404, f"The event {EVENT} doesn't exist.")
    assert desk.message(desk.send("DELETE", f"/event/{EVENT}")) == (410, "Event has already been deleted")
    assert EVENT not in [event["eventid"] for event in desk.json("/event")["events"]]
    assert desk.json("/registrant", startdate="2026-01-01")["totalregistrants"] == total - own > 0


def test_delete_refuses_what_has_begun_and_what_is_not_there(desk: Desk) -> None:
    begun, unknown = desk.send("DELETE", f"/event/{past_event(desk)}"), desk.send("DELETE", "/event/7")
    assert desk.message(begun) == (412, "Event does not meet criteria for deletion")
    assert desk.message(unknown) == (404, "Event not found for this client or its children")


def test_events_survive_a_restart(database: Path) -> None:
    first = Desk.open(database=database)
    number = create(first, tagCampaign=["growth"], customAccountTag=[])["eventId"]
    copied = first.send(
        "POST", "/event", {"liveStart": "2026-04-01T09:00:00", "liveDuration": "45"}, eventsource=EVENT
    ).json["wccevent"]["eventId"]
    first.send("PUT", f"/event/{EVENT}", {"liveStart": "2026-05-20T09:00:00"})
    shown = [first.json(f"/event/{one}") for one in (number, copied, EVENT)]
    first.close()

    second = Desk.open(database=database, epoch=None)

    assert [second.json(f"/event/{one}") for one in (number, copied, EVENT)] == shown
    assert create(second)["eventId"] not in (number, copied)
    second.close()


def test_event_of_another_account_is_not_there(desk: Desk) -> None:
    response = desk.ask("GET", f"/event/{EVENT}", account=4521)
    assert desk.message(response) == (404, f"The event {EVENT} doesn't exist.")


def test_moment_of_creation_is_the_clocks(desk: Desk) -> None:
    shown = desk.json(f"/event/{create(desk)['eventId']}")
    assert datetime.fromisoformat(shown["createtimestamp"]) == datetime(2026, 3, 2, 20, tzinfo=UTC)
