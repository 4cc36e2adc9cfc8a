"""A third set of ON24's drifts and of what is none, written down before any of it was tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mock_server import MockServer
from mock_server.vendors.on24.probes import PROBES
from tests.drift.audit import third_on24_controls as controls
from tests.drift.audit.cases import Case
from tests.drift.audit.controls import Control
from tests.drift.audit.running import Audited, audited
from tests.drift.audit.test_controls import is_quiet
from tests.drift.audit.test_drifts import names_all
from tests.drift.audit.third_on24 import ALL
from tests.drift.audit.unseen import UNSEEN
from tests.drift.whole.proxy import as_it_is

pytestmark = pytest.mark.fuzz


@pytest.mark.parametrize("one", [one for one in ALL if one.name not in UNSEEN], ids=lambda one: one.name)
def test_a_drift_of_the_third_set_is_named(audited_of: Callable[[str], Audited], one: Case) -> None:
    assert names_all(audited_of("on24"), one, remembers=True) <= PROBES.requests


@pytest.mark.parametrize("control", controls.CARRIED, ids=lambda one: one.name)
def test_how_an_answer_is_carried_is_no_drift(audited_of: Callable[[str], Audited], control: Control) -> None:
    assert is_quiet(audited_of("on24").look(control.drift(), remembers=True))


@pytest.mark.parametrize("control", [*controls.WRITTEN, *controls.WORLDS], ids=lambda one: one.name)
def test_what_people_write_is_no_drift(audit_server: MockServer, tmp_path: Path, control: Control) -> None:
    with audited(audit_server, "on24", tmp_path, **control.wish) as one:
        assert is_quiet(one.look(control.drift(), remembers=True))


@pytest.mark.parametrize("control", controls.DATA, ids=lambda one: one.name)
def test_what_another_account_has_is_no_drift(audited_of: Callable[[str], Audited], control: Control) -> None:
    assert is_quiet(audited_of("on24").look(control.drift()))


@pytest.mark.parametrize("duration", controls.LATER.values(), ids=[*controls.LATER])
def test_a_later_day_is_no_drift(audit_server: MockServer, tmp_path: Path, duration: str) -> None:
    with audited(audit_server, "on24", tmp_path) as one:
        before = str(tmp_path / "before.json")
        assert is_quiet(one.look(as_it_is, "--baseline", before))
        one.control.turn_clock(world=one.world["id"], advance=duration)
        assert is_quiet(one.look(as_it_is, "--baseline", before))
