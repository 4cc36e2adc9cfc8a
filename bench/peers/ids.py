"""Ids of records that a world has, under the names of the parameters of paths, as a tool's user would look them up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mock_server.client import ControlClient, World

_NOBODY = "00000000-0000-4000-8000-000000000000"


def ids_of(control: ControlClient, world: World, token: str) -> Mapping[str, str]:
    """Return the ids of an event and of a booking of it; ids of nothing where there are none."""

    def rows(path: str) -> list[Mapping[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"}
        _, content = control.send("GET", f"{world.base_url}/api/v1/{path}?limit=100", headers, None)
        return list(json.loads(content)["items"])

    return _first_with_bookings(rows)


def _first_with_bookings(rows: Callable[[str], list[Mapping[str, Any]]]) -> Mapping[str, str]:
    for event in rows("events"):
        bookings = rows(f"events/{event['id']}/bookings")
        if bookings:
            return {"eventId": event["id"], "bookingId": bookings[0]["id"]}
    return {"eventId": _NOBODY, "bookingId": _NOBODY}
