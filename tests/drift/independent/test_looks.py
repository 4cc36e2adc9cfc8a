"""Looks at a service that somebody else wrote from the contract alone, and that has nothing in common with ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mock_server.cli import main
from tests.drift.independent.drifts import DRIFTS
from tests.drift.independent.habits import HABITS, SIZES
from tests.drift.independent.service import Service
from tests.drift.independent.serving import Stage

# Every so many drifts are tried in each run, and all of them in `make fuzz`.
_EACH = 4
FEW = [*DRIFTS][::_EACH]


def ids(report: dict[str, Any]) -> list[str]:
    return [one["id"] for one in report["findings"]]


def is_named(on_stage: Stage, drift: str) -> bool:
    """Whether a drift is named, and nothing else of another kind beside it."""
    wanted, kind = DRIFTS[drift]
    found = ids(on_stage.look(kind))
    return wanted in found and {one.partition(":")[0] for one in found} <= {wanted.partition(":")[0], "field-added"}


def test_nothing_is_told_of_a_faithful_service_and_nearly_everything_is_looked_at(on_stage: Stage) -> None:
    report = on_stage.look()

    assert ids(report) == []
    unseen = {one["name"] for one in report["observations"] if one["outcome"] == "not observed"}
    # What is asked last may find the requests spent.
    assert unseen <= {"members that no reply fills", "a period that ends with to at once"}


def test_a_baseline_of_a_faithful_service_is_as_the_next_look(on_stage: Stage, tmp_path: Path) -> None:
    baseline = ("--baseline", str(tmp_path / "baseline.json"))

    assert [ids(on_stage.look(Service, *baseline)) for _ in range(2)] == [[], []]


@pytest.mark.fuzz
def test_a_recording_of_it_shows_what_the_look_saw(on_stage: Stage, tmp_path: Path) -> None:
    recording = str(tmp_path / "recording")
    seen = on_stage.look(Service, "--record", recording)

    run = ["drift", "--vendor", "oniva", "--replay", recording, "--format", "json"]
    assert (
        json.loads(CliRunner().invoke(main, run, catch_exceptions=False).stdout)["observations"] == seen["observations"]
    )


@pytest.mark.parametrize("drift", FEW)
def test_a_drift_of_it_is_named(on_stage: Stage, drift: str) -> None:
    assert is_named(on_stage, drift)


@pytest.mark.fuzz
@pytest.mark.parametrize("drift", [one for one in DRIFTS if one not in FEW])
def test_every_other_drift_of_it_is_named(on_stage: Stage, drift: str) -> None:
    assert is_named(on_stage, drift)


@pytest.mark.fuzz
@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_that_is_as_right_is_no_drift(on_stage: Stage, habit: str) -> None:
    assert ids(on_stage.look(HABITS[habit])) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_told_of_tenants_of_other_sizes(on_stage: Stage, size: str) -> None:
    assert ids(on_stage.look(**SIZES[size])) == []
