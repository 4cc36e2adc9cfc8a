"""What is replayed is judged as what was recorded: the same drifts and no others, and the same trouble."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.drift.command.conftest import Tenant, drift

# Of values that are masked the first in their order is another one.
BY_VALUE = re.compile("the filter .*|two filters at once")
New = Callable[..., Tenant]


def both(tenant: Tenant, **environment: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the report of a look, and that of its recording."""
    tenant.environment |= environment
    looked = tenant.drift("--format", "json", "--record", "kept")
    replayed = drift("--format", "json", "--replay", "kept", vendor=tenant.vendor)
    assert looked.exit_code == replayed.exit_code
    return json.loads(looked.stdout), json.loads(replayed.stdout)


def ids(report: dict[str, Any]) -> set[str]:
    return {one["id"] for one in report["findings"]}


@pytest.mark.parametrize(
    "drifted",
    [
        # Words of a list, dates and records below names that the contract does not have.
        {
            "field-renamed:listEvents:/items/*/status",
            "envelope-renamed:listEventBookings:/items",
            "casing-changed:getEvent:body",
            "content-type-text:issueToken:header/Content-Type",
        },
        {
            "envelope-flattened:listEvents:/items",
            "detail-wrapped:getMe:body",
            "200-to-202:issueToken:status/200",
        },
    ],
    ids=["renamed", "wrapped"],
)
def test_a_recording_has_the_drifts_of_the_look(drifted: set[str], tenant: New) -> None:
    one = tenant()
    for each in drifted:
        one.control.order_fault(world=one.world["id"], breaks=each)
    looked, replayed = both(one)
    assert drifted <= ids(looked)
    assert ids(replayed) == ids(looked)


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_a_recording_of_a_faithful_service_has_none(vendor: str, tenant: New) -> None:
    looked, replayed = both(tenant(vendor))
    assert (ids(looked), ids(replayed)) == (set(), set())
    unseen = [one for one in replayed["observations"] if "not in the recording" in one["why"]]
    assert [one["name"] for one in unseen if not BY_VALUE.fullmatch(one["name"])] == []


def test_a_recording_has_the_trouble_of_the_look(tenant: New) -> None:
    looked, replayed = both(tenant(), ONMOCK_ONIVA_CLIENT_SECRET="zqx-wrong")
    assert looked["trouble"] == replayed["trouble"] == "issueToken answered 401: the credentials are refused"
