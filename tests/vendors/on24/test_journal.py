"""What the journal shows of ON24 requests: enough to find a fault, nothing of a person and no secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson
import pytest

from mock_server.contract import Operation
from tests.vendors.on24.desk import EVENT, PAIR, Desk

MARKER = "zz.marker-of-a.person@secret.example"


def notes(desk: Desk) -> list[str]:
    """Return the notes of the newest request."""
    return desk.client.get("/__admin/requests").json["requests"][0]["notes"]


def requests_with_marker(operation: Operation) -> Iterator[dict[str, Any]]:
    """Yield requests of an operation with the marker in one place of the path, or in the query and all fields."""
    places = [one.name for one in operation.parameters.all if one.place == "path"]
    known = {"clientId": "4497", "eventId": str(EVENT)}
    names = [one.name for one in operation.parameters.all if one.place == "query"]
    fields = [one for form in (operation.body.forms.values() if operation.body else ()) for one in form.all]
    data = {one.name: MARKER for one in fields if one.schema.get("format") != "binary"}
    for marked in [*places, None]:
        path = operation.path
        for name in places:
            text = MARKER if name == marked else known.get(name, "7")
            path = path.replace(f"{{{name}}}", quote(text, safe=""))
        query = dict.fromkeys(names, MARKER) if marked is None else {}
        yield {"path": f"/on24{path}", "method": operation.method, "query_string": query, "data": data or None}


def test_nothing_that_was_sent_as_free_text_is_in_the_journal(desk: Desk) -> None:
    for operation in desk.app.runtime.services["on24"].contract.operations.values():
        for request in requests_with_marker(operation):
            desk.client.open(**request, headers=PAIR)
            desk.client.open(**request, headers={**PAIR, "accessTokenSecret": MARKER})
    shown = desk.client.get("/__admin/requests").text
    secrets = [MARKER, MARKER.split("@", maxsplit=1)[0], *PAIR.values()]
    assert [text for text in secrets if text in shown or orjson.dumps(text).decode() in shown] == []


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"startdate": "2026-02-01", "enddate": "2026-01-01"}, "Error, end date is before start date."),
        ({"dateInterval": "500"}, "dateInterval range must be between 1 and 180 inclusive."),
        ({"itemsperpage": "0"}, "Invalid value for the itemsperpage parameter."),
    ],
)
def test_reason_of_a_refusal_is_told(desk: Desk, query: dict[str, str], reason: str) -> None:
    desk.get("/event", **query)
    assert notes(desk)[0].endswith(f"was not valid: {reason}")


def test_dates_are_shown_and_texts_in_their_place_are_not(desk: Desk) -> None:
    desk.get("/event", startdate="2026-02-01", enddate=MARKER)
    assert desk.client.get("/__admin/requests").json["requests"][0]["query"] == {
        "startdate": ["2026-02-01"],
        "enddate": ["***"],
    }
