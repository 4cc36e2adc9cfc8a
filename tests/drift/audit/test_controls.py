"""What is no drift: answers that are carried or written otherwise, and other worlds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mock_server import MockServer
from tests.drift.audit import held_controls, third_controls
from tests.drift.audit.controls import CARRIED, WORLDS, Control
from tests.drift.audit.running import Audited, audited

EVERY = (*CARRIED, *held_controls.CARRIED)
CHEAP = ("members in another order", "headers of security", "in ASCII with escaped slashes", "AWS", "hints of clients")


def is_quiet(report: dict[str, Any]) -> bool:
    """Whether nothing was found, and everything could be told."""
    return report["findings"] == [] and report["trouble"] == "" and report["exit_code"] == 0


@pytest.mark.parametrize("vendor", ["oniva", pytest.param("on24", marks=pytest.mark.fuzz)])
@pytest.mark.parametrize(
    "control",
    [pytest.param(one, marks=() if one.name in CHEAP else pytest.mark.fuzz, id=one.name) for one in EVERY],
)
def test_the_way_of_an_answer_is_no_drift(audited_of: Callable[[str], Audited], control: Control, vendor: str) -> None:
    assert is_quiet(audited_of(vendor).look(control.drift(), remembers=True))


@pytest.mark.fuzz
@pytest.mark.parametrize("control", third_controls.CARRIED, ids=lambda one: one.name)
def test_the_way_of_an_answer_of_oniva_is_no_drift(audited_of: Callable[[str], Audited], control: Control) -> None:
    assert is_quiet(audited_of("oniva").look(control.drift(), remembers=True))


@pytest.mark.fuzz
@pytest.mark.parametrize("vendor", ["oniva", "on24"])
@pytest.mark.parametrize("control", [*WORLDS, *held_controls.WORLDS, *third_controls.WORLDS], ids=lambda one: one.name)
@pytest.mark.parametrize("remembers", [False, True])
def test_another_world_is_no_drift(
    audit_server: MockServer, tmp_path: Path, control: Control, vendor: str, remembers: bool
) -> None:
    with audited(audit_server, vendor, tmp_path, **control.wish) as one:
        assert is_quiet(one.look(control.drift(), remembers=remembers))
