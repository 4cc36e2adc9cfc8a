"""The README, run and compared with the code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from mock_server import MockServer
from mock_server.cli import drift, serve
from mock_server.contract import load_contract
from mock_server.resources import contract_path
from mock_server.scenarios import scenario_names
from mock_server.vendors import discover

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8024"


def blocks(language: str) -> list[str]:
    """Return the README's code blocks in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def run(command: list[str], server: MockServer | None = None) -> str:
    """Run a command and return what it printed."""
    if server is not None:
        command = [part.replace(ADDRESS, server.url) for part in command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is missing")
def test_curl_pair_works(unlimited_server: MockServer) -> None:
    page = json.loads(run(["sh", "-c", blocks("sh")[1]], unlimited_server))
    assert page["itemCount"] == 3
    assert {event["status"] for event in page["items"]} == {"active"}


def test_python_client_works(unlimited_server: MockServer) -> None:
    printed = run([sys.executable, "-c", blocks("python")[0]], unlimited_server)
    assert len(printed.splitlines()) == 5


def test_python_client_has_few_lines() -> None:
    assert len([line for line in blocks("python")[0].splitlines() if line]) <= 9


def test_pytest_example_passes(tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(blocks("python")[1], encoding="utf-8")
    printed = run([sys.executable, "-m", "pytest", "-q", "-c", os.devnull, f"--rootdir={tmp_path}", str(tmp_path)])
    assert "1 passed" in printed


def test_python_test_snippet_works() -> None:
    assert run([sys.executable, "-c", blocks("python")[2]]).startswith("http://127.0.0.1:")


def test_first_screen_has_the_two_commands() -> None:
    assert [line.split("#")[0].strip() for line in blocks("sh")[0].splitlines()] == ["make serve", "make test"]
    assert README.index("make serve") < 1000


def test_every_option_is_in_the_table() -> None:
    for option in serve.params:
        row = next((line for line in README.splitlines() if line.startswith("|") and f"`{option.envvar}`" in line), "")
        if option.name != "vendors":
            assert all(f"`{name}`" in row for name in option.opts), option.name


def test_every_setting_is_in_the_table() -> None:
    for name, vendor in discover().items():
        for setting in fields(vendor.settings):
            assert f"| `{name}.{setting.name}` |" in README


def test_every_scenario_is_named() -> None:
    for vendor in discover().values():
        assert all(f"`{name}`" in README for name in scenario_names(vendor.scenarios))


def test_links_lead_somewhere() -> None:
    for page in ROOT.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page.name}: {target}"


def test_every_operation_of_the_67_is_named() -> None:
    document = contract_path(discover()["on24"].contract)
    operations = load_contract(document).operations
    assert len(operations) == 67
    assert [name for name in operations if f"`{name}`" not in README] == []


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is missing")
def test_line_of_the_help_article_works(server: MockServer) -> None:
    john = json.loads(run(["sh", "-c", blocks("sh")[2]], server))
    assert (john["email"], john["firstname"], john["eventid"]) == ("john@acme.com", "John", 1234567)


def test_look_at_a_live_service_has_no_drift(server: MockServer, tmp_path: Path) -> None:
    block = next(one for one in blocks("sh") if "onmock drift" in one)
    command = block.replace(".venv/bin/onmock", f"{sys.executable} -m mock_server")
    assert "nothing new" in run(["sh", "-c", f"{command.rstrip()} --accepted {tmp_path / 'none.yaml'}"], server)


def test_every_option_of_drift_is_named() -> None:
    known = {name for option in drift.params for name in option.opts}
    assert [name for name in sorted(known) if name not in README] == []
