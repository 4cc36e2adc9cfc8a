"""The command at work: what it prints, what it complains of, and what it writes to disk."""

from __future__ import annotations

import http.client
import json
import logging
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from mock_server import Config, MockServer, create_app
from mock_server.banner import Start
from mock_server.core.call import Reply
from mock_server.core.errors import OnmockError
from mock_server.resources import fixture_path
from tests.cli.conftest import Serving, run, serving
from tests.secrets.canaries import Canaries

VENDORS = ("oniva", "on24")
SECRETS = {"oniva": "clients", "on24": "keys"}


def default_scenario(vendor: str) -> dict[str, Any]:
    """Return the scenario that a vendor comes with."""
    return dict(json.loads(fixture_path(f"{vendor}/scenarios/default.json").read_text(encoding="utf-8")))


def scenario_file(folder: Path, vendor: str, canaries: Canaries) -> Path:
    """Write a scenario whose credentials, but for the first, are canaries."""
    scenario = default_scenario(vendor)
    for one in scenario[SECRETS[vendor]][1:]:
        one["secret"] = canaries.secret("secret of a scenario")
    path = folder / f"{vendor}.json"
    path.write_text(json.dumps(scenario), encoding="utf-8")
    return path


def ask(server: Serving, method: str, path: str, headers: dict[str, str], body: str | None = None) -> str:
    """Send a request over a socket; return the body of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.ready["url"].rpartition(":")[2]), timeout=20)
    connection.request(method, path, body, headers)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def send_everywhere(server: Serving, canaries: Canaries) -> None:
    """Send canaries to every door: vendors, the control API, no operation, and what is no HTTP."""
    for prefix in ("/oniva/api/v1/events", "/on24/v2/client/4497/event", "/__admin/worlds", "/worlds", "/nowhere"):
        for text in canaries.of_each_kind(prefix):
            path = f"{prefix}/{quote(text, safe='')}?{urlencode({'email': text, text: '1'})}"
            headers = {"Authorization": f"Bearer {quote(text)}", "X-Odd": quote(text)}
            for method, body in (("GET", None), ("POST", f'{{"email": "{text}'), ("PATCH", urlencode({text: text}))):
                ask(server, method, path, {**headers, "Content-Type": "application/json"}, body)
    for text in canaries.of_each_kind("no HTTP"):
        line = text.replace("\n", " ")
        ask(server, "GET", "/oniva", {"Transfer-Encoding": quote(line)})
        ask(server, "GET", "/oniva", {"Content-Length": quote(line)})
        ask(server, "GET", "/oniva", {"Forwarded": quote(line), "X-Forwarded-For": quote(line)})


def test_real_server_complains_of_nothing_that_was_sent() -> None:
    canaries = Canaries()
    with serving("--trust-proxy") as server:
        send_everywhere(server, canaries)
        shown = [ask(server, "GET", f"/__admin{path}", {}) for path in ("/requests", "/violations", "/health")]
        status, out, err = server.end(signal.SIGTERM)
    assert (status, canaries.found_in(out), canaries.found_in(err)) == (0, [], [])
    assert [canaries.found_in(text) for text in shown] == [[], [], []]


@pytest.mark.parametrize("vendor", VENDORS)
def test_banner_tells_the_demo_credentials_and_no_others(vendor: str, tmp_path: Path) -> None:
    canaries = Canaries()
    path = scenario_file(tmp_path, vendor, canaries)
    first = default_scenario(vendor)[SECRETS[vendor]][0]["secret"]
    with MockServer(Config(vendors=(vendor,), scenario=str(path))) as server:
        start = Start.of(server)
        for text in (start.as_text(), json.dumps(start.as_json())):
            assert first in text
            assert canaries.found_in(text) == []


@pytest.mark.parametrize("effect", [{"connection": "reset"}, {"connection": "empty"}, {"body": "truncated"}], ids=str)
def test_connection_that_ends_is_logged_without_its_path(caplog: pytest.LogCaptureFixture, effect: Any) -> None:
    canaries = Canaries()
    with MockServer(Config()) as server, caplog.at_level(logging.DEBUG):
        server.app.runtime.services["on24"].home.faults.order(effect=effect)
        for text in canaries.of_each_kind("path"):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            connection.request("GET", f"/on24/v2/client/4497/lead/{quote(text, safe='')}")
            with suppress(ConnectionError, http.client.HTTPException):
                connection.getresponse().read()
            connection.close()
    assert canaries.found_in(caplog.text) == []


def test_exception_is_logged_without_its_path(caplog: pytest.LogCaptureFixture) -> None:
    canaries = Canaries()
    with MockServer(Config(enforce=True)) as server, caplog.at_level(logging.DEBUG):
        service = server.app.runtime.services["on24"]
        service.handlers = dict.fromkeys(service.handlers, lambda call: Reply(299))
        headers = service.vendor.ready(service.home.world, "", service.contract).headers
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        path = f"/on24/v2/client/4497/lead/{quote(canaries.email('path'))}?{urlencode({'a': canaries.secret('query')})}"
        connection.request("GET", path, headers=dict(headers))
        assert connection.getresponse().status == 500
        connection.close()
    assert "BrokenContract" in caplog.text
    assert canaries.found_in(caplog.text) == []


def new_world(server: Serving) -> dict[str, Any]:
    """Make a world."""
    body = json.dumps({"vendor": "oniva"})
    return dict(json.loads(ask(server, "POST", "/__admin/worlds", {"Content-Type": "application/json"}, body)))


def files_of(folder: Path) -> str:
    """Return every byte of a folder, as text."""
    return "\n".join(path.read_bytes().decode("latin-1") for path in folder.iterdir())


def test_database_holds_secrets_of_worlds_and_no_token(tmp_path: Path) -> None:
    with serving("--database", str(tmp_path / "onmock.sqlite")) as server:
        world = new_world(server)
        form = urlencode({"grant_type": "client_credentials", **world["credentials"]})
        path = f"/worlds/{world['id']}/"
        issued = ask(server, "POST", f"{path}oauth/token", {"Content-Type": "application/x-www-form-urlencoded"}, form)
        token = json.loads(issued)["access_token"]
        assert "totalCount" in ask(server, "GET", f"{path}api/v1/events", {"Authorization": f"Bearer {token}"})
        running = files_of(tmp_path)
        server.end(signal.SIGTERM)
    for text in (running, files_of(tmp_path)):
        assert world["credentials"]["client_secret"] in text  # it has to survive
        assert token not in text


@pytest.mark.parametrize("vendor", VENDORS)
def test_scenario_that_cannot_be_used_is_not_quoted(vendor: str, tmp_path: Path) -> None:
    canaries, path = Canaries(), tmp_path / "scenario.json"
    good = default_scenario(vendor)
    bad: list[Any] = [
        {**good, SECRETS[vendor]: [{"secret": [canaries.secret("as a list")]}]},
        [canaries.secret("bare")],
    ]
    bad += [{**good, SECRETS[vendor]: canaries.email("as a text")}, {**good, "colour": canaries.words("unknown")}]
    texts = [*map(json.dumps, bad), f'{{"secret": "{canaries.secret("no JSON")}']
    for text in texts:
        path.write_text(text, encoding="utf-8")
        with pytest.raises(OnmockError) as refused:
            create_app(Config(vendors=(vendor,), scenario=str(path)))
        assert canaries.found_in(str(refused.value)) == []
    for text in (texts[0], texts[-1]):
        path.write_text(text, encoding="utf-8")
        done = run("serve", vendor, "--port", "0", "--scenario", str(path))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert canaries.found_in(done.stdout + done.stderr) == []


def test_environment_and_foreign_files_are_not_quoted(tmp_path: Path) -> None:
    canaries, foreign = Canaries(), tmp_path / "foreign"
    foreign.write_text(canaries.secret("file"), encoding="utf-8")
    done = run("serve", "--port", "0", "--database", str(foreign), ONMOCK_CLIENT_SECRET=canaries.secret("variable"))
    assert done.returncode == 2
    assert "ONMOCK_CLIENT_SECRET" in done.stderr
    assert canaries.found_in(done.stdout + done.stderr) == []
