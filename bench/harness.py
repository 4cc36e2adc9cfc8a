"""What the pytest plugin costs: a test that has a world, and a run that has none."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

from bench.compare import Effort
from bench.table import Row, Section, at_most

_LOADING = "import pytest, time; began = time.perf_counter(); import {}; print(time.perf_counter() - began)"


def section(effort: Effort) -> Section:
    """Measure tests, and how long loading takes."""
    return Section("Cost of the pytest plugin", "ours", "pytest-httpserver", "ratio", [_test(effort), _loading(effort)])


def _test(effort: Effort) -> Row:
    printed = _python("-m", "bench.suite", str(effort.pages * 2))
    nothing, ours, canned = (median(json.loads(printed)[f"test_{kind}"]) for kind in ("nothing", "world", "canned"))
    what = "a test: world made, token, first page, world dropped : two canned replies"
    return _row(what, ours - nothing, canned - nothing)


def _loading(effort: Effort) -> Row:
    ours, other = (
        median(float(_python("-c", _LOADING.format(name))) for _ in range(effort.starts))
        for name in ("mock_server.pytest_plugin", "pytest_httpserver.pytest_plugin")
    )
    return _row("loading the plugin, in every run of pytest", ours, other)


def _row(what: str, ours: float, other: float) -> Row:
    aim = at_most(ours * 1000, 5, " ms")
    return Row(what, f"{ours * 1000:.2f} ms", f"{other * 1000:.2f} ms", f"{ours / other:.2f}", *aim)


def _python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout
