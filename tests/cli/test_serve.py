"""`onmock serve`, as a user runs it."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from base64 import b64encode
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, clean_environment, run, serving


def fetch(url: str, *, form: str | None = None, auth: str | None = None) -> dict:
    """Request a URL and return its JSON."""
    request = urllib.request.Request(url, form.encode() if form else None)
    if auth:
        request.add_header("Authorization", auth)
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def first_page(ready: dict) -> dict:
    """Log in with what the JSON line says and return the first page of events."""
    vendor = ready["vendors"]["oniva"]
    basic = b64encode(f"{vendor['client_id']}:{vendor['client_secret']}".encode()).decode()
    token = fetch(f"{vendor['base_url']}/oauth/token", form="grant_type=client_credentials", auth=f"Basic {basic}")
    return fetch(f"{vendor['base_url']}/api/v1/events", auth=f"Bearer {token['access_token']}")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_serve_ends_cleanly_on_a_signal(end: signal.Signals) -> None:
    with serving() as server:
        assert first_page(server.ready)["totalCount"] == 60
        assert server.end(end) == (0, "", "")


def test_json_line_has_base_urls_and_credentials() -> None:
    with serving("oniva") as server:
        ready = server.ready
        assert ready["url"].startswith("http://127.0.0.1:")
        assert ready["admin_url"] == f"{ready['url']}/__admin"
        assert ready["vendors"] == {
            "oniva": {
                "base_url": f"{ready['url']}/oniva",
                "client_id": "onmock-crm",
                "client_secret": "onmock-crm-secret",
            }
        }
        assert fetch(f"{ready['admin_url']}/health")["status"] == "ok"


@pytest.mark.skipif(shutil.which("curl") is None, reason="the banner's lines are for curl")
def test_banner_lines_work_when_pasted() -> None:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=clean_environment()
    )
    try:
        assert process.stdout is not None
        banner = ""
        for line in process.stdout:
            banner += line
            if "Ctrl-C" in line:
                break
        lines = re.findall(r"^ +(curl .*)$", banner, re.MULTILINE)
        answers = [subprocess.run(["sh", "-c", line], capture_output=True, text=True).stdout for line in lines]
        events, registration, token, page = map(json.loads, answers)
        assert events["totalevents"] == len(events["events"]) > 0
        assert (registration["email"], registration["eventid"]) == ("john@acme.com", 1234567)
        assert token["token_type"] == "Bearer"
        assert page["totalCount"] == 60
        assert "onmock-crm-secret" in banner
    finally:
        process.terminate()
        process.communicate()


def test_every_option_is_an_environment_variable() -> None:
    with serving(ONMOCK_VENDORS="oniva", ONMOCK_SEED="9", ONMOCK_EPOCH="2024-02-29", ONMOCK_SCENARIO="empty") as server:
        world = fetch(f"{server.ready['admin_url']}/health")["worlds"][0]
        assert (world["seed"], world["epoch"]) == (9, "2024-02-29")
        assert world["now"].startswith("2024-02-29T11:00")
        assert first_page(server.ready)["totalCount"] == 0


def test_help_names_an_environment_variable_for_every_option() -> None:
    from mock_server.cli import serve

    for option in serve.params:
        assert option.envvar == f"ONMOCK_{option.name.upper()}".replace("SETTINGS", "SET").replace("AS_JSON", "JSON")


def test_taken_port_is_told_in_one_line(taken_port: int) -> None:
    done = run("serve", "--port", str(taken_port))
    message = f"onmock: cannot serve on 127.0.0.1:{taken_port}: the port is taken; choose another one with --port\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], "unknown vendor 'nobody'; there are: on24, oniva"),
        (["--scenario", "nope"], "unknown scenario 'nope'"),
        (["oniva", "--scenario", "/no/such.json"], "cannot read the scenario /no/such.json"),
        (["--scenario", "my.json"], "a scenario file is one vendor's; name the vendor to serve"),
        (["oniva", "--set", "on24.throttle_status=429"], "a setting is for on24, which is not served"),
        (["--set", "on24.throttle_status=500"], "on24.throttle_status must be 403 or 429"),
        (["--set", "on24.saml_certificate=/no/such.pem"], "on24.saml_certificate"),
        (["--set", "oniva.colour=red"], "unknown setting oniva.colour"),
        (["--set", "colour"], "--set takes VENDOR.NAME=VALUE"),
        (["--set", "acme.x=1"], "unknown vendor 'acme'"),
        (["--host", "256.1.1.1"], "cannot serve on 256.1.1.1"),
        (["--database", "/no/such/folder/file"], "cannot use the database"),
        (["--database", "/"], "cannot use the database"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_value_is_told_in_one_line(arguments: list[str], message: str) -> None:
    done = run("serve", "--port", "0", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("onmock: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["--epoch", "yesterday"], ["--epoch", "2026-02-30"], ["--port", "99999"], ["--scale", "-1"], ["--seed", "x"]],
    ids=" ".join,
)
def test_bad_option_is_refused_without_a_traceback(arguments: list[str]) -> None:
    done = run("serve", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert arguments[0] in done.stderr


def test_no_limits_lets_everything_pass() -> None:
    with serving("--no-limits") as server:
        for _ in range(22):
            first_page(server.ready)


def test_database_file_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "photo.sqlite"
    path.write_bytes(b"\xff\xd8\xff" * 1000)
    before = path.read_bytes()
    done = run("serve", "--port", "0", "--database", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "file is not a database" in done.stderr
    assert path.read_bytes() == before


def test_version_is_printed() -> None:
    assert re.fullmatch(r"onmock, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_routes_lists_every_operation_with_its_evidence() -> None:
    lines = run("routes").stdout.splitlines()
    assert lines[0].split() == ["vendor", "operation", "method", "path", "scopes", "limit", "evidence"]
    rows = {line.split()[1]: line for line in lines[1:] if line.startswith("oniva ")}
    assert len(lines) == 1 + 67 + len(rows)
    assert set(rows) == {"issueToken", "getMe", "listEvents", "getEvent", "listEventBookings", "getBooking"}
    assert "GET" in rows["getEvent"]
    assert "/api/v1/events/{eventId}" in rows["getEvent"]
    assert "events:read" in rows["getEvent"]
    assert "300/60s per client" in rows["getEvent"]
    assert rows["getEvent"].endswith("convention")


def test_routes_speaks_json_and_takes_a_vendor() -> None:
    rows = [json.loads(line) for line in run("routes", "--vendor", "oniva", "--json").stdout.splitlines()]
    assert [row["operation"] for row in rows][:2] == ["issueToken", "getMe"]
    assert run("routes", "--vendor", "acme").returncode == 2


def test_command_starts_without_a_web_framework() -> None:
    code = "import sys, mock_server.cli; sys.exit('flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_unknown_variable_is_told() -> None:
    with serving(ONMOCK_NO_LIMITS="1") as server:
        message = "onmock: there is no option for the variable ONMOCK_NO_LIMITS; see onmock serve --help\n"
        assert server.end(signal.SIGTERM) == (0, "", message)


def test_variables_of_drift_are_nobodys_mistake() -> None:
    with serving(
        ONMOCK_ONIVA_CLIENT_SECRET="a", ONMOCK_ON24_CLIENT_ID="1", ONMOCK_TARGET="https://a.example"
    ) as server:
        assert server.end(signal.SIGTERM) == (0, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_told_in_one_line() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "routes"], stdout=full, stderr=subprocess.PIPE, text=True, env=clean_environment()
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_serve_in_the_background_of_a_script_ends_on_sigint(tmp_path: Path) -> None:
    script = f"{' '.join(COMMAND)} serve --json --port 0 > ready & read line < pipe; kill -INT $!; wait $!"
    subprocess.run(["mkfifo", str(tmp_path / "pipe")], check=True)
    process = subprocess.Popen(["sh", "-c", script], cwd=tmp_path, env=clean_environment(PYTHONPATH=str(Path.cwd())))
    deadline = time.monotonic() + 30
    while not (tmp_path / "ready").is_file() or not (tmp_path / "ready").read_text():
        assert time.monotonic() < deadline
    (tmp_path / "pipe").write_text("go\n")
    assert process.wait(timeout=20) == 0
