"""Looks at some operations of a second service that somebody else wrote, and that has these and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drift.independent.core_drifts import DRIFTS
from tests.drift.independent.serving import Stage
from tests.drift.independent.webcasts import Webcasts

# What each run tries; `make fuzz` tries all.
FEW = ("ids are texts", "the kind is not heard")
SIZES: dict[str, dict[str, int]] = {
    "one event": {"events": 1, "people": 4}, "nobody": {"events": 4, "people": 0},
    "nothing": {"events": 0, "people": 0}, "many": {"events": 260, "people": 900},
}  # fmt: skip


def ids(report: dict[str, Any]) -> list[str]:
    return [one["id"] for one in report["findings"]]


def test_nothing_is_told_of_a_faithful_core(on_stage: Stage) -> None:
    report = on_stage.look_at_core()

    assert ids(report) == []
    assert sum(one["outcome"] == "ok" for one in report["observations"]) > 60


@pytest.mark.fuzz
def test_a_baseline_of_a_faithful_core_is_as_the_next_look(on_stage: Stage, tmp_path: Path) -> None:
    baseline = ("--baseline", str(tmp_path / "baseline.json"))

    assert [ids(on_stage.look_at_core(Webcasts, *baseline)) for _ in range(2)] == [[], []]


@pytest.mark.parametrize("drift", FEW)
def test_a_drift_of_the_core_is_named(on_stage: Stage, drift: str) -> None:
    wanted, kind = DRIFTS[drift]

    assert wanted in ids(on_stage.look_at_core(kind))


@pytest.mark.fuzz
@pytest.mark.parametrize("drift", [one for one in DRIFTS if one not in FEW])
def test_every_other_drift_of_the_core_is_named(on_stage: Stage, drift: str) -> None:
    wanted, kind = DRIFTS[drift]

    assert wanted in ids(on_stage.look_at_core(kind))


@pytest.mark.fuzz
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_told_of_cores_of_other_sizes(on_stage: Stage, size: str) -> None:
    assert ids(on_stage.look_at_core(**SIZES[size])) == []
