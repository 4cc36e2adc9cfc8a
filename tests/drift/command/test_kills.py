"""Ended in the middle of writing, a file is the old or the new one, and whole."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, clean_environment
from tests.drift.command.conftest import FAST, Tenant

# Ends the process, as `kill -9` does, when a new file is whole and not yet in its place; or right after that.
_DIES = """
import os, signal, sys
replace = os.replace

def dies(source, target, *rest, **more):
    if os.path.basename(str(target)) != {name!r}:
        return replace(source, target, *rest, **more)
    if {is_late}:
        replace(source, target, *rest, **more)
    os.kill(os.getpid(), signal.SIGKILL)

os.replace = dies
from mock_server.cli import main
main()
"""


@pytest.mark.parametrize(
    ("name", "is_late"), [("baseline.json", False), ("baseline.json", True), ("report.json", False)]
)
def test_a_killed_look_leaves_the_old_file_or_the_new_one(
    name: str, is_late: bool, tenant: Callable[..., Tenant], tmp_path: Path
) -> None:
    one = tenant()
    files = {"--baseline": "baseline.json", "--out": "report.json", "--write-overlay": "overlay.yaml"}
    options = [word for option, file in files.items() for word in (option, str(tmp_path / file))]
    assert one.drift("--format", "json", *options).exit_code == 0
    old = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    one = Tenant("oniva", one.control.create_world("oniva", scopes=None), one.control)
    one.control.order_fault(world=one.world["id"], breaks="field-renamed:listEvents:/items/*/status")
    run = ["drift", "--vendor", "oniva", "--target", one.url, "--format", "json", *FAST, *options]
    killed = subprocess.run(
        [sys.executable, "-c", _DIES.format(name=name, is_late=is_late), *run],
        env=clean_environment(**one.environment),
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=60,
    )
    one.control.drop_world(one.world["id"])
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    now = {file: (tmp_path / file).read_bytes() for file in old}
    assert (now[name] != old[name]) == is_late
    assert all(json.loads(text) for file, text in now.items() if file.endswith(".json"))
    # The next one is not in the way of what a killed one left.
    assert one.drift("--format", "json", *options).exit_code in (0, 1, 3)


def test_the_command_is_a_process_that_says_one_line(tenant: Callable[..., Tenant], tmp_path: Path) -> None:
    one = tenant()
    run = [*COMMAND, "drift", "--vendor", "oniva", "--target"]
    places = {"http://api.example": 2, "http://127.0.0.1:1/none?zqx": 2, one.url: 0}
    for target, code in places.items():
        done = subprocess.run(
            [*run, target, *FAST], env=clean_environment(**one.environment), capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, done.stderr.count("\n")) == (code, int(code == 2)), done.stderr
        assert "Traceback" not in done.stderr + done.stdout
