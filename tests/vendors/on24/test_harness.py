"""The words of a test that has an ON24 world: what is pinned with them is in the lists."""

from __future__ import annotations

from typing import Any


def test_pinned_people_and_events_are_listed(on24: Any) -> None:
    event = on24.add_event("Closing the Books", good_after="2026-02-20T09:00:00-08:00", event_duration=60)
    number = int(event["eventid"])
    came = on24.add_attendee("ada.marsh@acme.example", number, live_minutes=45)
    stayed = on24.add_registrant("ben.stone@acme.example", number, create_timestamp="2026-02-10T09:00:00-08:00")
    assert "Closing the Books" in [one["description"] for one in on24.events(startDate="2026-02-01")]
    assert {one["eventuserid"] for one in on24.registrants(number)} == {came["eventuserid"], stayed["eventuserid"]}
    assert (came["liveminutes"], came["eventid"]) == (45, number)
    assert on24.add_registrant("cleo.hart@acme.example")["eventid"] == int(on24.event_id)
