"""Made-up people are people as well: nobody of a computed world turns up in an output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.secrets.conftest import Lair
from tests.secrets.outputs import outputs

TELLING = ("email", "mobile", "phone", "workphone", "lastName", "lastname", "address", "address1", "street")


def texts_of(value: Any, name: str = "") -> Iterator[str]:
    """Yield what a document says under names that tell of a person; short texts would be found by chance."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from texts_of(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one, name)
    elif isinstance(value, str) and name in TELLING and len(value) > 5:
        yield value


def bookings(lair: Lair) -> tuple[list[str], list[dict[str, Any]]]:
    """Return paths of bookings of some events, and what is read there."""
    headers = lair.headers["oniva"]
    events = lair.send("oniva", {"method": "GET", "path": "/api/v1/events", "headers": headers}).json["items"]
    paths = [f"/api/v1/events/{event['id']}/bookings" for event in events]
    return paths, [lair.send("oniva", {"method": "GET", "path": path, "headers": headers}).json for path in paths]


def registrants(lair: Lair) -> tuple[list[str], list[dict[str, Any]]]:
    """Return paths of people of an event, and what is read there."""
    credentials, headers = lair.worlds["on24"]["credentials"], lair.headers["on24"]
    base = f"/v2/client/{credentials['client_id']}"
    event = f"{base}/event/{credentials['event_id']}"
    paths = [f"{event}/registrant", f"{base}/registrant", f"{base}/attendee", f"{base}/lead"]
    return paths, [lair.send("on24", {"method": "GET", "path": path, "headers": headers}).json for path in paths]


@pytest.mark.parametrize(("vendor", "read"), [("oniva", bookings), ("on24", registrants)])
def test_people_of_a_computed_world_turn_up_nowhere(lair: Lair, vendor: str, read: Any) -> None:
    paths, pages = read(lair)
    people = sorted(set(texts_of(pages)))
    assert len([text for text in people if "@" in text]) > 10
    for text in people[:200]:
        for path in (paths[0], f"{paths[0]}/{text}", f"{paths[-1]}/{text}"):
            ask = {"method": "GET", "path": path, "query_string": {"email": text, "limit": text, "q": text, text: "1"}}
            lair.send(vendor, {**ask, "headers": lair.headers[vendor]})
        lair.send(
            vendor, {"method": "POST", "path": paths[0], "data": {"email": text}, "headers": lair.headers[vendor]}
        )
    shown = "\n".join(text for _, text in [*outputs(lair.client), ("log", lair.log.text)])
    # A single word of letters looks like the name of a parameter, which is shown so that a typing error can be found.
    found = [text for text in people if text in shown or json.dumps(text)[1:-1] in shown]
    assert [text for text in found if not text.isalpha()] == []


def test_people_in_a_reply_that_breaks_the_contract_are_not_told_of(lair: Lair) -> None:
    service = lair.app.runtime.services["oniva"]
    bookings_of = service.handlers["list_event_bookings"]

    class Spoilt:
        """A booking with a status that there is not."""

        def __init__(self, booking: Any) -> None:
            self._booking = booking

        def __getattr__(self, name: str) -> Any:
            return self._booking.contact.email if name == "status" else getattr(self._booking, name)

    def spoilt(call: Any) -> Any:
        page = bookings_of(call)
        return replace(page, items=[*map(Spoilt, page.items)])

    service.handlers = {**service.handlers, "list_event_bookings": spoilt}
    _, pages = bookings(lair)
    emails = {one for one in texts_of(pages) if "@" in one}
    violations = lair.client.get("/__admin/violations?side=reply").json["violations"]
    shown = "\n".join(text for _, text in [*outputs(lair.client), ("log", lair.log.text)])
    assert violations
    assert emails
    assert [text for text in emails if text in shown] == []
