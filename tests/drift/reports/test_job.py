"""The job for GitHub, run by the shell, with commands in place of onmock and gh that write down what they are told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.drift.reports.test_examples import GITHUB

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


def run(folder: Path, step: str, **variables: str) -> int:
    """Run a step of the job in a folder, as GitHub does; return its exit status."""
    steps = yaml.safe_load(GITHUB.read_text(encoding="utf-8"))["jobs"]["drift"]["steps"]
    (script,) = (one["run"] for one in steps if one.get("name") == step)
    env = {"PATH": f"{folder}:/usr/bin:/bin", "VENDOR": "shop", "TARGET": "https://shop.example", **variables}
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, timeout=20).returncode


def stand_in(folder: Path, name: str, script: str) -> Path:
    """Put a command into a folder; return where it writes down its arguments, a line a call."""
    told = folder / f"{name}.told"
    command = folder / name
    command.write_text(f'#!/bin/sh\necho "$*" >> {told}\n{script}\n')
    command.chmod(0o755)
    return told


@pytest.mark.parametrize("status", [0, 1, 3])
def test_look_hands_its_status_on_and_shows_what_was_written(tmp_path: Path, status: int) -> None:
    stand_in(tmp_path, "onmock", f"echo found > drift.md; exit {status}")
    output, summary = tmp_path / "output", tmp_path / "summary"

    assert run(tmp_path, "Ask the live service", GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary)) == 0
    assert output.read_text() == f"status={status}\n"
    assert summary.read_text() == "found\n"


@pytest.mark.parametrize(("status", "ends"), [(0, 0), (1, 0), (3, 1)])
def test_other_forms_are_made_without_asking_again(tmp_path: Path, status: int, ends: int) -> None:
    told = stand_in(tmp_path, "onmock", f"exit {status}")

    assert run(tmp_path, "Say the same in other forms") == ends
    assert [line for line in told.read_text().splitlines() if "--replay exchanges" not in line] == []


@pytest.mark.parametrize(
    ("webhook", "before", "calls"),
    [("", None, 0), ("https://hooks.example/x", None, 1), ("https://hooks.example/x", "as it was", 1),
     ("https://hooks.example/x", "found", 0)],
)  # fmt: skip
def test_slack_is_told_once_and_only_where_there_is_a_webhook(
    tmp_path: Path, webhook: str, before: str | None, calls: int
) -> None:
    sent = stand_in(tmp_path, "curl", "exit 0")
    (tmp_path / "slack.json").write_text("found")
    if before is not None:
        (tmp_path / "told.json").write_text(before)

    assert run(tmp_path, "Tell Slack", WEBHOOK=webhook) == 0
    told = sent.read_text().splitlines() if sent.exists() else []
    assert [line.endswith(f"--json @slack.json {webhook}") for line in told] == [True] * calls
    assert not calls or (tmp_path / "told.json").read_text() == "found"


@pytest.mark.parametrize(
    ("status", "number", "does"),
    [
        ("0", "", ""),
        ("0", "7", "issue close 7"),
        ("1", "", "issue create --title Drift: shop"),
        ("1", "7", "issue edit 7 --body-file drift.md"),
        ("3", "7", ""),
    ],
)
def test_one_issue_is_kept(tmp_path: Path, status: str, number: str, does: str) -> None:
    told = stand_in(tmp_path, "gh", f'if [ "$2" = list ]; then echo {number}; fi')

    assert run(tmp_path, "Keep one issue", STATUS=status, TITLE="Drift: shop", RUN="https://ci.example") == 0
    done = [line for line in told.read_text().splitlines() if not line.startswith(("label", "issue list"))]
    assert len(done) == (1 if does else 0)
    assert "".join(done).startswith(does)


@pytest.mark.parametrize("status", ["0", "1", "3"])
def test_job_ends_as_the_look_did(tmp_path: Path, status: str) -> None:
    assert run(tmp_path, "Be red where it drifts", STATUS=status) == int(status)
