"""The jobs that look every night: they parse, and name only what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mock_server import cli
from mock_server.drift.reports import FORMATS

ROOT = Path(cli.__file__).parents[2]
GITHUB = ROOT / ".github" / "workflows" / "drift.yml"
JOBS = {path.name: path for path in [GITHUB, *sorted((ROOT / "examples" / "drift").iterdir())]}
EVERY = pytest.mark.parametrize("name", JOBS)


def texts(node: Any) -> Iterator[str]:
    """Every text of a YAML document."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from texts(one)


def scripts(name: str) -> list[str]:
    """What the shell is given, by a job that asks."""
    source = JOBS[name].read_text(encoding="utf-8")
    parts = texts(yaml.safe_load(source)) if name.endswith(".yml") else [source]
    return [part.replace("\\\n", " ") for part in parts if "onmock drift" in part]


def commands(name: str) -> list[str]:
    """What onmock is told: each command up to where another begins."""
    lines = [line for script in scripts(name) for line in script.splitlines() if not line.startswith("#")]
    parts = [part for line in lines for part in re.split(r"\|\||;", line.strip())]
    return [part for part in parts if re.search(r"onmock drift|again --|\$DRIFT", part)]


def test_there_is_an_example_for_each_scheduler() -> None:
    assert [*JOBS] == ["drift.yml", "crontab", "gitlab-ci.yml"]


@EVERY
def test_example_names_only_options_that_there_are(name: str) -> None:
    known = {option for parameter in cli.main.commands["drift"].params for option in parameter.opts}
    used = {option for line in commands(name) for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", line)}

    assert {"--vendor", "--target", "--format", "--out"} <= used
    assert used - known == set()


@EVERY
def test_example_names_only_formats_that_there_are(name: str) -> None:
    used = {found for script in scripts(name) for found in re.findall(r"--format (\S+)", script)}

    assert used
    assert used - FORMATS.keys() == set()


@EVERY
def test_example_shows_no_secret_on_a_command_line(name: str) -> None:
    assert [line for line in commands(name) if re.search(r"secret|token|password|ONMOCK_", line, re.IGNORECASE)] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("name", [name for name in JOBS if name.endswith(".yml")])
def test_scripts_of_the_examples_are_of_the_shell(name: str) -> None:
    source = JOBS[name].read_text(encoding="utf-8")
    for script in texts(yaml.safe_load(source)):
        if "onmock drift" in script or "gh issue" in script:
            done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, timeout=10)
            assert done.stderr == ""


def test_github_job_takes_nothing_of_expressions_into_a_script() -> None:
    steps = yaml.safe_load(GITHUB.read_text(encoding="utf-8"))["jobs"]["drift"]["steps"]

    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_crontab_has_a_schedule_and_a_command() -> None:
    lines = JOBS["crontab"].read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if re.match(r"[\d*]", line)]

    assert len(jobs) == 1
    assert re.fullmatch(r"\d+ \d+ \* \* \* .*\$DRIFT .*", jobs[0])
    # cron takes a percent sign for the end of the line.
    assert "%" not in jobs[0]
