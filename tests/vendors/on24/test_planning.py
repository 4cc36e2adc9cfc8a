"""Event management: what is created, copied, changed and deleted shows at once, with the vendor's arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.vendors.on24.desk import EVENT, Desk

SUB_ACCOUNT = 4521
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


def test_event_is_not_moved_by_what_it_is_already(desk: Desk) -> None:
    event, twin = desk.json(f"/event/{EVENT}"), Desk.open()
    own = {
        "liveStart": event["goodafter"],
        "liveDuration": event["scheduledeventduration"],
        "title": event["description"],
    }

    assert desk.send("PUT", f"/event/{EVENT}", own).status_code == 200

    for one in (desk, twin):
        one.clock.advance(100 * 86_400)
    assert len(registered(desk)) > event["eventanalytics"]["totalregistrants"]
    assert registered(desk) == registered(twin)
    twin.close()


def registered(desk: Desk) -> list[int]:
    """Return who is in the event."""
    return [one["eventuserid"] for one in desk.json(f"/event/{EVENT}/registrant")["registrants"]]


def test_past_event_takes_its_own_values(desk: Desk) -> None:
    event = desk.json(f"/event/{past_event(desk)}")
    own = {"liveStart": event["goodafter"], "liveDuration": event["scheduledeventduration"], "title": "As it was"}
    path = f"/event/{event['eventid']}"

    assert desk.send("PUT", path, own).status_code == 200
    assert desk.json(path)["livestart"] == event["livestart"]
    assert desk.message(desk.send("PUT", path, {**own, "liveDuration": "15"})) == FAULT
    assert desk.message(desk.send("PUT", path, {"liveStart": "2026-01-05T09:00:00"})) == FAULT


def test_coming_event_is_not_moved_into_the_past(desk: Desk) -> None:
    assert desk.message(desk.send("PUT", f"/event/{EVENT}", {"liveStart": "2026-03-01T09:00:00"})) == FAULT


def test_copy_does_not_start_when_its_past_source_did(desk: Desk) -> None:
    source = desk.json(f"/event/{past_event(desk)}")
    form = {"liveStart": source["goodafter"], "liveDuration": "45"}
    assert desk.message(desk.send("POST", "/event", form, eventsource=source["eventid"])) == FAULT


def test_country_and_language_go_together_however_they_came(desk: Desk) -> None:
    number = create(desk, languageCd="zh", countryCd="CN")["eventId"]
    copy = {"liveStart": "2026-04-01T09:00:00", "liveDuration": "45"}

    event = desk.send("PUT", f"/event/{number}", {"countryCd": "TW"}).json["wccevent"]

    assert (event["languageCd"], event["countryCd"]) == ("zh", "TW")
    assert desk.message(desk.send("PUT", f"/event/{number}", {"languageCd": "en"})) == FAULT
    assert desk.message(desk.send("POST", "/event", {**copy, "languageCd": "en"}, eventsource=number)) == FAULT
    copied = desk.send("POST", "/event", {**copy, "countryCd": "CN"}, eventsource=number).json["wccevent"]
    assert (copied["languageCd"], copied["countryCd"]) == ("zh", "CN")
    changed = desk.send("PUT", f"/event/{number}", {"languageCd": "en", "countryCd": "UK"}).json["wccevent"]
    assert (changed["languageCd"], changed["countryCd"]) == ("en", "UK")


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


def test_sub_account_cannot_tell_that_an_event_of_its_parent_was_there(desk: Desk) -> None:
    missing = (404, "Event not found for this client or its children")
    before = desk.ask("DELETE", f"/event/{EVENT}", account=SUB_ACCOUNT)
    desk.send("DELETE", f"/event/{EVENT}")
    after = desk.ask("DELETE", f"/event/{EVENT}", account=SUB_ACCOUNT)
    assert desk.message(before) == desk.message(after) == missing


@pytest.mark.parametrize("text", [f"0{EVENT}", f"+{EVENT}", f"{EVENT}.0"])
def test_event_is_found_by_the_plain_number_alone(desk: Desk, text: str) -> None:
    form = {"liveStart": "2026-04-01T09:00:00", "liveDuration": "45"}
    assert desk.send("DELETE", f"/event/{text}").status_code == 404
    assert desk.send("PUT", f"/event/{text}", {"title": "Another title"}).status_code == 404
    assert desk.send("POST", "/event", form, eventsource=text).status_code == 404


def test_copy_is_kept_whole_or_not_at_all(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written in two goes is cut in half by whatever fails at the second."""
    form = {"liveStart": "2026-04-01T09:00:00", "liveDuration": "45"}
    first = Desk.open(database=database, enforce=False)
    source = create(first)["eventId"]
    assert add_speaker(first, source).status_code == 200
    overlay = first.app.runtime.services["on24"].home.world.state.overlay
    fallible(overlay, monkeypatch, goes=1)
    copy = first.send("POST", "/event", form, eventsource=source)
    assert copy.status_code == 200, copy.text
    fallible(overlay, monkeypatch, goes=0)
    assert first.send("POST", "/event", form, eventsource=source).status_code == 500
    first.close()

    second = Desk.open(database=database, epoch=None)
    listed = second.json("/event", startdate="2026-04-01", enddate="2026-04-02")["events"]
    assert [one["eventid"] for one in listed if "Copy" in one["description"]] == [copy.json["wccevent"]["eventId"]]
    state = second.app.runtime.services["on24"].home.world.state
    noted = [state.offers.note(state.book.find(one)).speakers for one in (source, copy.json["wccevent"]["eventId"])]
    assert noted[0] == noted[1] != ()
    second.close()


def fallible(overlay: Any, monkeypatch: pytest.MonkeyPatch, goes: int) -> None:
    """Let an overlay write so many times, and then fail."""
    real, left = type(overlay).put_all, [goes]

    def put_all(documents: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError("disk full")
        real(overlay, documents)

    monkeypatch.setattr(overlay, "put_all", put_all)
    monkeypatch.setattr(overlay, "put", lambda kind, key, value: put_all([(kind, key, value)]))


def add_speaker(desk: Desk, number: int) -> TestResponse:
    """Add a speaker to the page of an event."""
    speaker = {"metadata": '{"name": "Ada", "email": "ada@acme.com"}'}
    return desk.ask("POST", f"/event/{number}/speakerbio", data=speaker, content_type="multipart/form-data")


def test_number_of_a_deleted_speaker_is_not_given_again(database: Path) -> None:
    first = Desk.open(database=database)
    number = create(first)["eventId"]
    given = add_speaker(first, number).json["speaker"]["id"]
    first.send("DELETE", f"/event/{number}/speakerbio")
    first.close()

    second = Desk.open(database=database, epoch=None)
    assert add_speaker(second, number).json["speaker"]["id"] > given
    second.close()


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
