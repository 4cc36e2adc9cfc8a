"""Other vendors without a document: what their replies tell is enough to answer as they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drift.loop.looping import differing, looped
from tests.drift.overlay.conftest import Actions, overlay, serving, written
from tests.drift.overlay.rewrites import (
    COUNTS,
    HAL,
    REWRITES,
    budget,
    capitals,
    enveloped,
    meta,
    parts,
    renamed,
    seconds,
    snake,
)

# What is asked for under other names is found by asking.
ASKED = ("offsets", "data-and-meta", "unix-seconds", "minor-units", "refusals")
TOLD = {
    **{one.name: one.actions for one in REWRITES if one.name in ASKED},
    "snake-case-and-capitals": [*capitals(), *snake()],
    "seconds-in-an-envelope": [*seconds(), *enveloped(meta(**COUNTS), ("data",)), *budget(200)],
    "hal": [
        *capitals(),
        *enveloped(COUNTS, ("_embedded", "list")),
        *(action for target, part in parts() for action in renamed(target, part, HAL)),
    ],
}


LONG = ("hal", "unix-seconds", "data-and-meta")


@pytest.mark.parametrize("name", [pytest.param(one, marks=[pytest.mark.fuzz] * (one in LONG)) for one in TOLD])
def test_a_server_under_what_was_seen_answers_as_was_seen(name: str, tmp_path: Path) -> None:
    reshaped: Actions = TOLD[name]
    with serving(written(tmp_path / "reshaped.yaml", overlay(reshaped))) as target:
        overlays, seen = looped(target, tmp_path)
        assert overlays
        assert [one.id for one in seen.report.findings] == []
        assert {one.operation for one in seen.asked} >= {"getEvent", "getBooking", "listEventBookings"}
        with serving(*overlays) as server:
            assert differing(seen.asked, (target, server), overlays) == []
