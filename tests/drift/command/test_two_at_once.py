"""Two looks at once, and readers that go away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from mock_server.cli.drift_bench import Bench
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.history import Profile, read_baseline
from mock_server.drift.look import Looked
from mock_server.drift.report import Report
from mock_server.vendors import discover
from tests.conftest import NOON
from tests.contract.subjects import CONTRACTS


def test_what_another_look_remembered_meanwhile_is_kept(tmp_path: Path) -> None:
    path, contract = tmp_path / "baseline.json", CONTRACTS["oniva"]
    asks_nothing: Any = None
    bench = Bench(discover()["oniva"], contract, Probes(), asks_nothing, asks_nothing, NOON)
    report = Report("oniva", "https://api.example", contract.title, contract.version, NOON, 0, (), ())
    # Both began when there was no baseline.
    for _ in range(2):
        bench.remember(path, None, Looked(report, Profile))
    kept = read_baseline(path, "oniva", contract.version)
    assert kept is not None
    assert len(kept.runs) == 2


def test_a_reader_that_goes_away_is_no_news() -> None:
    command = [sys.executable, "-m", "mock_server", "drift", "--kinds"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 2
