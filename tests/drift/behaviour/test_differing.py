"""In what way a row and its record differ, where examples of the catalogue do not go."""

from __future__ import annotations

import pytest

from mock_server.drift.behaviour.differing import told_apart

HERE, THERE = "2026-03-02T09:00:00+01:00", "2026-03-02T08:00:00+00:00"


@pytest.mark.parametrize(
    ("zone", "is_row"),
    [
        ({"x-zone": "Europe/Zurich"}, False),
        ({"x-zone": "UTC"}, True),
        # Where every moment has its own zone, neither is in a wrong one.
        ({"x-zone": "own"}, True),
        ({}, True),
    ],
)
def test_a_moment_of_another_offset_is_told_whatever_the_zone(zone: dict[str, str], is_row: bool) -> None:
    assert told_apart(HERE, THERE, {"type": "string", "format": "date-time", **zone}) == ("datetime-offset", is_row)
