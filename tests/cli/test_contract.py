"""`onmock contract diff` and `onmock contract show`."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mock_server.cli import main
from mock_server.contract.references import Resolver
from mock_server.resources import contract_path
from tests.contract.subjects import VENDORS

OURS = "oniva.yaml"


def run(*words: str) -> CompletedProcess[str]:
    """Run the command in this process."""
    done = CliRunner().invoke(main, words)
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A document that differs in one dangerous thing and one informational one."""
    document: dict[str, Any] = Resolver(contract_path(OURS)).document()
    operation = next(iter(document["paths"].values()))["post"]
    changed = {**document, "info": {**document["info"], "version": "99"}}
    changed["paths"] = {**document["paths"], next(iter(document["paths"])): {"post": {**operation, "deprecated": True}}}
    path = tmp_path / "theirs.yaml"
    path.write_text(yaml.safe_dump(changed))
    return path


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 0),
        (("--fail-on", "breaking"), 0),
        (("--fail-on", "dangerous"), 1),
        (("--fail-on", "informational"), 1),
        (("--fail-on", "never"), 0),
    ],
)
def test_status_tells_whether_something_is_that_bad(theirs: Path, options: tuple[str, ...], status: int) -> None:
    done = run("contract", "diff", str(contract_path(OURS)), str(theirs), *options)
    assert (done.returncode, done.stderr) == (status, "")
    assert "endpoint-deprecated:issueToken:operation" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 dangerous, 1 informational"


def test_findings_are_told_to_programs(theirs: Path) -> None:
    done = run("contract", "diff", "oniva", str(theirs), "--format", "json")
    findings = json.loads(done.stdout)
    assert [one["id"] for one in findings] == ["endpoint-deprecated:issueToken:operation", "version-changed::operation"]
    assert {"kind", "severity", "says", "seen", "evidence", "count"} <= findings[0].keys()


def test_a_document_is_the_same_as_itself() -> None:
    done = run("contract", "diff", "oniva", str(contract_path(OURS)), "--fail-on", "informational")
    assert (done.returncode, done.stdout) == (0, "no difference\n")


@pytest.mark.parametrize("text", ["", "swagger: '2.0'", "openapi: 3.1.0\npaths: {/a: {$ref: '../b.yaml'}}", "a: ["])
def test_what_is_no_document_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "theirs.yaml"
    path.write_text(text)
    for words in ((str(path), "oniva"), ("oniva", str(path)), ("oniva", str(tmp_path / "none.yaml"))):
        done = run("contract", "diff", *words)
        assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_place_is_shown_with_its_evidence(vendor: str) -> None:
    done = run("contract", "show", "--vendor", vendor)
    rows = [line.split() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert done.returncode == 0
    assert {row[0] for row in rows} <= {"stated", "observed", "inferred", "convention", "-"}
    assert len(rows) > 50


def test_one_operation_is_shown_alone() -> None:
    lines = run("contract", "show", "--vendor", "oniva", "--operation", "listEvents").stdout.splitlines()
    assert [line for line in lines if not line.startswith("  ")] == ["listEvents  GET /api/v1/events"]
    assert any(line.split() == ["convention", "query/limit", "integer"] for line in lines)
    assert any("/items/*/startDate  string date-time" in line for line in lines)


@pytest.mark.parametrize("options", [["--vendor", "x"], ["--operation", "x"]])
def test_what_there_is_not_is_refused_in_one_line(options: list[str]) -> None:
    done = run("contract", "show", *options)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
