"""A second look on the same day is told in the same bytes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from mock_server import Clock
from tests.drift.command.conftest import Tenant

MORNING = datetime(2026, 3, 2, 3, 17, tzinfo=UTC)


@pytest.mark.parametrize("form", ["markdown", "slack"])
def test_what_is_sent_to_people_is_the_same_later_that_day(
    form: str, tenant: Callable[..., Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package has the command under the module's name.
    command = importlib.import_module("mock_server.cli.drift")
    one = tenant()
    for drifted in ("field-renamed:listEvents:/items/*/status", "filter-ignored:listEvents:query/workspace"):
        one.control.order_fault(world=one.world["id"], breaks=drifted)
    told = []
    for moment in (MORNING, MORNING + timedelta(hours=9)):
        monkeypatch.setattr(command, "Clock", lambda at=moment: Clock(at, frozen=True))
        told.append(one.drift("--format", form).stdout_bytes)
    assert told[0] == told[1]
    assert b"field-renamed" in told[0]
