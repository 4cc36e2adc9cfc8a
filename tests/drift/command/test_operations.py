"""A look at some operations only: those, and the lists that they are found in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from mock_server.resources import contract_path
from tests.drift.command.conftest import Tenant, drift, is_refused

New = Callable[..., Tenant]
ROW, BOOKING = "field-renamed:listEvents:/items/*/status", "field-renamed:getBooking:/status"
# What integrations with events, their registrants and their attendees use.
CORE = ("listEvents", "getEvent", "listEventRegistrants", "listEventAttendees")


def look(tenant: Tenant, *operations: str, options: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the report of a look at some operations."""
    wanted = [word for one in operations for word in ("--operation", one)]
    done = tenant.drift("--format", "json", *wanted, *options)
    assert done.stderr == ""
    return dict(json.loads(done.stdout))


def test_only_what_is_wanted_and_what_it_is_found_in_is_looked_at(tenant: New) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], breaks=ROW)
    one.control.order_fault(world=one.world["id"], breaks=BOOKING)

    report = look(one, "listEvents")

    assert [found["id"] for found in report["findings"]] == [ROW]
    assert {made["operation"] for made in report["observations"]} <= {"listEvents", "issueToken", ""}
    below = {made["operation"] for made in look(one, "getBooking")["observations"]}
    assert below == {"listEvents", "listEventBookings", "getBooking", "issueToken", ""}


def test_the_core_of_a_large_api_takes_sixty_requests_at_most(tenant: New) -> None:
    report = look(tenant("on24"), *CORE)

    assert report["findings"] == []
    assert {made["operation"] for made in report["observations"]} == {*CORE, ""}
    assert report["requests"] <= 60


def test_accepted_drifts_of_other_operations_are_not_gone(tenant: New, tmp_path: Path) -> None:
    one, path = tenant(), tmp_path / "accepted.yaml"
    path.write_text(yaml.safe_dump({"accepted": [{"id": known, "reason": "known"} for known in (ROW, BOOKING)]}))

    assert [gone["id"] for gone in look(one, "getMe", options=("--accepted", str(path)))["gone"]] == []
    assert [gone["id"] for gone in look(one, "listEvents", options=("--accepted", str(path)))["gone"]] == [ROW]
    assert {gone["id"] for gone in look(one, options=("--accepted", str(path)))["gone"]} == {ROW, BOOKING}


def test_a_document_is_compared_for_what_is_looked_at(tenant: New, tmp_path: Path) -> None:
    document = yaml.safe_load(contract_path("oniva.yaml").read_text(encoding="utf-8"))
    for path in ("/api/v1/me", "/api/v1/bookings/{bookingId}"):
        del document["paths"][path]
    theirs = tmp_path / "theirs.yaml"
    theirs.write_text(yaml.safe_dump(document))

    found = look(tenant(), "getMe", options=("--live-contract", str(theirs)))["findings"]

    assert [one["id"] for one in found] == ["endpoint-removed:getMe:operation"]


@pytest.mark.parametrize("name", ["getBookin", "", "issueTokens"])
def test_unknown_operations_are_refused(name: str) -> None:
    assert is_refused(drift("--target", "http://127.0.0.1:1", "--operation", name))


def test_operations_that_write_are_refused() -> None:
    done = drift("--dry-run", "--operation", "createEvent", vendor="on24")
    assert is_refused(done)
    assert "createEvent is not looked at" in done.stderr
