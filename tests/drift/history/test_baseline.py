"""The file of a baseline: what is read is what was written; what is not ours, or broken, is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift import Exchange, Finding
from mock_server.drift.history import Baseline, Profile, compare, profile_of, read_baseline, write_baseline
from mock_server.drift.history.profile import Seen
from mock_server.drift.history.rows import Row
from tests.conftest import EPOCH
from tests.contract.subjects import CONTRACTS
from tests.drift.history.walks import SECRET

VERSION = CONTRACTS["oniva"].version


@pytest.fixture
def file(known_of: Callable[[str], tuple[Baseline, list[Exchange]]], tmp_path: Path) -> Path:
    """A baseline's file."""
    path = tmp_path / "baseline.json"
    write_baseline(path, known_of("oniva")[0])
    return path


def test_what_was_written_is_read(known_of: Callable[[str], tuple[Baseline, list[Exchange]]], file: Path) -> None:
    baseline, exchanges = known_of("oniva")
    read = read_baseline(file, "oniva", VERSION)
    assert read is not None
    assert replace(read, profile=replace(read.profile, tenant=baseline.profile.tenant)) == baseline
    profile = profile_of(CONTRACTS["oniva"], exchanges, secret=SECRET)
    assert compare(CONTRACTS["oniva"], read, profile) == []
    before = file.read_bytes()
    write_baseline(file, read)
    assert file.read_bytes() == before


def test_no_file_is_no_baseline(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json", "oniva", VERSION) is None


def _changed(**members: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda document: {**document, **members}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_changed(vendor="acme"), "is of acme, not of oniva"),
        (_changed(contract="9.9"), "is of version 9.9 of the contract, not of"),
        (_changed(format=2), "is of another version of onmock"),
        (_changed(tenant="Zürich GmbH"), "is wrong at /tenant"),
        (_changed(runs=[{"day": "yesterday", "findings": {}}]), "is wrong at /runs/0/day"),
        (_changed(operations={"getMe": {}}), "is wrong at /operations/getMe"),
        (_changed(more=1), "is wrong at /"),
        (lambda document: [document], "is wrong at /"),
    ],
)
def test_a_file_that_is_no_baseline_of_ours_is_refused_in_one_line(
    file: Path, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    file.write_text(json.dumps(change(json.loads(file.read_bytes()))))
    with pytest.raises(ConfigError) as caught:
        read_baseline(file, "oniva", VERSION)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Zürich" not in str(caught.value)


def test_half_a_file_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ConfigError, match="is not JSON"):
        read_baseline(file, "oniva", VERSION)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the baseline"):
        read_baseline(tmp_path, "oniva", VERSION)
    with pytest.raises(ConfigError, match="cannot write the baseline"):
        write_baseline(tmp_path / "no" / "baseline.json", Baseline("oniva", VERSION, ""))


def test_a_write_that_fails_leaves_what_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = file.read_bytes()
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ConfigError, match=r"cannot write the baseline .*: No space left on device"):
        write_baseline(file, Baseline("oniva", VERSION, ""))
    assert file.read_bytes() == before
    assert [*file.parent.iterdir()] == [file]


def test_the_timeline_is_bounded_and_records_are_forgotten() -> None:
    def run(key: str) -> Profile:
        return Profile({"getMe": Seen(rows={key: Row("", "a" * 16, {}, {})})}, "t", "c" * 16)

    finding = Finding("field-added", "listEvents", "body", "informational", "", "", "replies")
    baseline = Baseline.begin("oniva", VERSION, run("0" * 16)).with_run(run("0" * 16), EPOCH, [finding])
    assert baseline.runs[0].findings == {"informational": 1}
    for day in range(1, 95):
        baseline = baseline.with_run(run("1" * 16), EPOCH + timedelta(days=day))
    assert len(baseline.runs) == 90
    assert baseline.runs[-1].day == (EPOCH + timedelta(days=94)).isoformat()
    assert [*baseline.profile.operations["getMe"].rows] == ["1" * 16]
