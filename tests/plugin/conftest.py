"""Suites of users, run with the plugin as they would be, and a server in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from mock_server import Config, MockServer
from mock_server.client import ControlClient

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """How a run went: counts by outcome (errors are of setup and teardown), and by test the text of what went wrong."""

    counts: dict[str, int]
    texts: dict[str, str]


RunSuite = Callable[..., Outcome]


@pytest.fixture
def run_suite(pytester: pytest.Pytester) -> RunSuite:
    """Run the source of a module of tests in this process; further arguments are pytest's."""

    def run(source: str, *arguments: str) -> Outcome:
        pytester.makepyfile(test_theirs=dedent(source))
        recorded = pytester.inline_run("-p", "no:cacheprovider", "-p", "no:randomly", "-W", "error", *arguments)
        reports = [one for one in recorded.getreports("pytest_runtest_logreport") if isinstance(one, pytest.TestReport)]
        texts = {one.nodeid.rpartition("::")[2]: one.longreprtext for one in reports if one.failed}
        passed = sum(one.passed for one in reports if one.when == "call")
        failed = sum(one.failed for one in reports if one.when == "call")
        errors = sum(one.failed for one in reports if one.when != "call")
        return Outcome({"passed": passed, "failed": failed, "errors": errors}, texts)

    return run


@pytest.fixture
def run_python(tmp_path: Path) -> Callable[[str], str]:
    """Run Python code in a process of its own, as an installation without other plugins would; return its output."""

    def run(code: str) -> str:
        command = [sys.executable, "-W", "error", "-c", dedent(code)]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    return run


@pytest.fixture(scope="session")
def both() -> Iterator[MockServer]:
    """A server of both vendors behind a socket."""
    with MockServer(Config()) as server:
        yield server


@pytest.fixture
def control(both: MockServer) -> Iterator[ControlClient]:
    """The control API of that server, over the socket."""
    with ControlClient(both.url) as control:
        yield control
