"""`onmock drift`: what its options do, seen from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from mock_server import Clock, Config, MockServer
from mock_server.cli import main
from mock_server.cli.drift import drift
from mock_server.contract.references import read_yaml
from mock_server.drift.finding import SEVERITIES
from mock_server.drift.profiles import PROFILES
from mock_server.drift.reports import FORMATS
from mock_server.resources import contract_path
from mock_server.vendors import discover
from tests.cli.drifting import Run, runner
from tests.conftest import EPOCH, NOON

RENAMED = "listEventBookings:/items/*/contact/email:rename=mail"


@contextmanager
def sandbox(folder: Path, **wish: object) -> Iterator[Run]:
    with MockServer(Config(vendors=("oniva",), epoch=EPOCH, **wish), clock=Clock(NOON, frozen=True)) as server:
        yield runner(server, folder)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with sandbox(tmp_path) as run:
        yield run


def ids(text: str) -> list[str]:
    return [one["id"] for one in json.loads(text)["findings"]]


def test_sandbox_has_not_drifted(run: Run, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    result = run("--write-overlay", str(overlay))
    # An Overlay without an action is none, and could not be given back.
    assert run("--dry-run", "--overlay", str(overlay)).exit_code == 0
    assert result.exit_code == 0, result.output
    assert "nothing new" in result.stdout
    assert result.stderr == ""


def test_drift_is_told_accepted_and_counts_again_when_that_expires(tmp_path: Path) -> None:
    with sandbox(tmp_path, breaks=(RENAMED,)) as run:
        told = run("--format", "json")
        assert told.exit_code == 1
        (name,) = ids(told.stdout)
        assert run("--accept", name).exit_code == 2
        assert run("--accept", name, "--reason", "they told us").exit_code == 0
        known = run()
        assert (known.exit_code, "they told us" in known.stdout) == (0, True)
        assert run("--accept", name, "--reason", "for now", "--expires", "2099-01-01").exit_code == 0
        accepted = tmp_path / "accepted.yaml"
        accepted.write_text(accepted.read_text().replace("2099", "2020"))
        assert run().exit_code == 1


def test_least_severity_that_counts_can_be_chosen(tmp_path: Path) -> None:
    with sandbox(tmp_path, breaks=("field-added:listEvents:body",)) as run:
        assert run().exit_code == 0
        assert run("--fail-on", "informational").exit_code == 1


def test_baseline_knows_what_was_always_otherwise_and_learns_no_drift(tmp_path: Path) -> None:
    # Row and record agree with each other, so only who knows what they were before can tell.
    minor = (
        "money-minor-units:getBooking:/payment/amount",
        "money-minor-units:listEventBookings:/items/*/payment/amount",
    )
    known, page = tmp_path / "baseline.json", tmp_path / "drift.html"
    options = ("--baseline", str(known))
    with sandbox(tmp_path) as run:
        assert [run(*options).exit_code for _ in range(2)] == [0, 0]
    before = json.loads(known.read_bytes())
    with sandbox(tmp_path, breaks=minor) as run:
        assert run().exit_code == 0
        told = [run(*options, "--format", "json") for _ in range(2)]
        assert run(*options, "--format", "html", "--out", str(page)).exit_code == 1
    assert [ids(one.stdout) for one in told] == [[*minor], [*minor]]
    after = json.loads(known.read_bytes())
    assert after["operations"]["listEventBookings"] == before["operations"]["listEventBookings"]
    assert [one["findings"] for one in after["runs"]] == [{}, {}, *[{"breaking": 2}] * 3]
    assert "New findings by day" in page.read_text()


def test_vendors_document_is_compared_from_a_file_and_from_a_url(
    run: Run, tmp_path: Path, httpserver: HTTPServer
) -> None:
    theirs = read_yaml(contract_path(discover(("oniva",))["oniva"].contract), "document")
    del theirs["paths"]["/api/v1/me"]
    file = tmp_path / "theirs.yaml"
    file.write_text(yaml.safe_dump(theirs, sort_keys=False))
    httpserver.expect_request("/api.yaml").respond_with_data(file.read_text())
    httpserver.expect_request("/page").respond_with_data("<html>log in</html>")
    from_file = run("--live-contract", str(file), "--format", "json")
    from_url = run("--live-contract", httpserver.url_for("/api.yaml"), "--format", "json")
    assert (from_file.exit_code, from_url.exit_code) == (1, 1)
    assert ids(from_file.stdout) == ids(from_url.stdout) == ["endpoint-removed:getMe:operation"]
    assert "Authorization" not in httpserver.log[0][0].headers
    for path in ("/page", "/nothing"):
        result = run("--live-contract", httpserver.url_for(path))
        assert result.exit_code == 3, result.output
        assert "the vendor's own document cannot be had" in result.stdout


def test_overlay_is_what_the_service_is_held_against(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    action = {"target": "$.components.schemas.Event.properties.title", "update": {"x-source": "title"}}
    overlay.write_text(yaml.safe_dump({
        "overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "extends": "oniva.yaml",
        "actions": [action, {"target": "$.info", "update": {"title": "Another title"}}],
    }))  # fmt: skip
    document = str(contract_path(discover(("oniva",))["oniva"].contract))
    with sandbox(tmp_path, overlays=(overlay,)) as run:
        result = run("--overlay", str(overlay), "--live-contract", document)
        assert result.exit_code == 0, result.output
        assert "Another title" in result.stdout
    overlay.write_text(overlay.read_text().replace("oniva.yaml", "other.yaml"))
    assert run("--overlay", str(overlay)).exit_code == 2


def test_written_overlay_makes_the_contract_say_what_was_seen(tmp_path: Path) -> None:
    overlay = tmp_path / "seen.yaml"
    with sandbox(tmp_path, breaks=(RENAMED,)) as run:
        assert run("--write-overlay", str(overlay)).exit_code == 1
        result = run("--overlay", str(overlay))
        assert result.exit_code == 0, result.output


def test_dry_run_asks_nothing_and_needs_no_credentials(run: Run) -> None:
    result = run("--dry-run", target="http://127.0.0.1:1", ONMOCK_ONIVA_CLIENT_SECRET="")
    assert result.exit_code == 0
    assert result.stdout.startswith("At most 60 requests")
    assert "the largest page" in result.stdout


def test_schemathesis_asks_as_well_within_the_same_budget(tmp_path: Path) -> None:
    with MockServer(Config(vendors=("oniva",), epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        result = runner(server, tmp_path)("--deep", "--max-requests", "90", "--format", "json")
        sent = server.app.runtime.journal.entries()
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["requests"] == 90
    assert {one.method for one in sent} == {"GET", "HEAD", "POST"}


def test_what_is_not_installed_is_told_before_anything_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mock_server.cli.drift_wish.find_spec", lambda name: None)
    result = run("--deep", target="http://127.0.0.1:1")
    assert (result.exit_code, result.stderr) == (
        2,
        "onmock: --deep needs schemathesis: pip install 'onmock[drift]'\n",
    )


@pytest.mark.parametrize(
    ("breaks", "found"),
    [
        ((), []),
        (("429-to-403:listEvents:status/429",), ["429-to-403:getMe:status/429"]),
        (("retry-after-missing:listEvents:header/Retry-After",), ["retry-after-missing:getMe:header/Retry-After"]),
    ],
)
def test_limit_is_gone_past_where_that_is_wanted(tmp_path: Path, breaks: tuple[str, ...], found: list[str]) -> None:
    changed = tuple(one.replace("listEvents", "getMe") for one in breaks)
    with sandbox(tmp_path, breaks=changed) as run:
        result = run("--probe-limits", "--format", "json")
    assert ids(result.stdout) == found, result.output
    assert json.loads(result.stdout)["requests"] > 300


def test_wishes_that_cannot_come_true_are_refused_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    for options in (
        ("--out", str(tmp_path / "nowhere" / "drift.md")),
        ("--vendor", "nobody"),
        ("--live-contract", str(tmp_path / "nothing.yaml")),
        ("--authorities", str(tmp_path / "nothing.pem"), "--target", "https://127.0.0.1:1"),
    ):
        result = run(*options, target="https://127.0.0.1:1")
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.output


def test_choices_of_options_are_what_there_is() -> None:
    choices = {one.name: [*one.type.choices] for one in drift.params if isinstance(one.type, click.Choice)}
    assert choices == {"form": [*FORMATS], "fail_on": [*SEVERITIES], "profile": [*PROFILES]}


def test_help_shows_each_option_once_in_its_group() -> None:
    told = CliRunner().invoke(main, ["drift", "--help"]).stdout
    assert [one.opts[0] for one in drift.params if told.count(f"  {one.opts[0]} ") != 1] == []
    assert [line for line in told.splitlines() if line.endswith(":") and not line.startswith(" ")] == [
        "Service and contract:", "How it is asked:", "What is known before:", "What is told:", "In place of a look:",
        "Other options:",
    ]  # fmt: skip


def test_two_looks_on_one_day_are_told_alike(run: Run) -> None:
    first, second = (json.loads(run("--format", "json").stdout) for _ in range(2))
    began = [datetime.fromisoformat(one.pop("began")) for one in (first, second)]
    assert abs(began[1] - began[0]) < timedelta(minutes=5)
    assert first == second


def test_a_day_is_one_row_of_the_timeline_however_often_it_was_looked(run: Run, tmp_path: Path) -> None:
    pages = [run("--baseline", str(tmp_path / "baseline.json"), "--format", "html").stdout for _ in range(3)]
    assert [page.count('<th scope="row">') for page in pages] == [1, 1, 1]
