"""Formats, each read by the tool that it is for."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import responses

from mock_server.exports.recorder import PLACEHOLDER
from tests.clients.conftest import give_up, installed
from tests.exports.conftest import write

Files = Callable[[str, str, str], Mapping[str, str]]
TOOLS = ("wiremock@3.13.2", "newman@6.2.2")
BASE = "http://127.0.0.1:8024/oniva"


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """WireMock and newman from npm; the first one needs Java as well."""
    if shutil.which("java") is None:
        give_up("Java is not installed")
    return installed(tmp_path_factory, TOOLS)


@contextmanager
def wiremock(tools: Path, root: Path) -> Iterator[str]:
    """Run WireMock on a folder of stubs, on a free port of loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (jar,) = (tools / "wiremock" / "build").glob("wiremock-standalone-*.jar")
    options = ["--port", str(port), "--bind-address", "127.0.0.1", "--root-dir", str(root), "--disable-banner"]
    with subprocess.Popen(["java", "-jar", str(jar), *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # It says its port when it is ready.
        assert any("port" in line for line in process.stdout)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.mark.xdist_group("npm")
@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_every_request_of_the_postman_collection_gets_its_status_from_wiremock(
    vendor: str, tools: Path, tmp_path: Path
) -> None:
    write(vendor, "wiremock", tmp_path / "stubs")
    write(vendor, "postman", tmp_path / "postman")
    report = tmp_path / "report.json"
    with wiremock(tools, tmp_path / "stubs") as url:
        command = [str(tools / ".bin" / "newman"), "run", str(tmp_path / "postman" / "collection.json")]
        command += [
            "--env-var",
            f"baseUrl={url}/{vendor}",
            "--reporters",
            "json",
            "--reporter-json-export",
            str(report),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    run = json.loads(report.read_text(encoding="utf-8"))["run"]
    assert [one["error"]["test"] for one in run["failures"]] == [], done.stdout[-500:]
    assert run["stats"]["assertions"]["total"] == len(list((tmp_path / "stubs" / "mappings").iterdir())) > 40


def test_responses_loads_its_file_and_answers_a_client(tmp_path: Path) -> None:
    write("oniva", "responses", tmp_path / "out")
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock._add_from_file(tmp_path / "out" / "responses.yaml")
        session = requests.Session()
        session.trust_env = False
        token = session.post(f"{BASE}/oauth/token", data={}).json()["access_token"]
        page = session.get(f"{BASE}/api/v1/events?limit=2").json()
    assert token == PLACEHOLDER
    assert page["itemCount"] == len(page["items"]) == 2


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_archive_is_har_12(vendor: str, files_of: Files) -> None:
    (text,) = files_of(vendor, "har", BASE).values()
    log = json.loads(text)["log"]
    assert (log["version"], set(log)) == ("1.2", {"version", "creator", "entries"})
    # What HAR 1.2 requires of each entry (its sections 4.4 to 4.16).
    for entry in log["entries"]:
        assert set(entry) >= {"startedDateTime", "time", "request", "response", "cache", "timings"}
        request, response = entry["request"], entry["response"]
        both = {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}
        assert set(request) >= {"method", "url", "queryString", *both}
        assert set(response) >= {"status", "statusText", "content", "redirectURL", *both}
        assert request["url"].startswith(BASE)
        assert response["content"]["size"] == len(response["content"]["text"].encode())
        assert all(set(pair) == {"name", "value"} for pair in request["headers"] + response["headers"])


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_collection_names_the_schema_that_postman_publishes(vendor: str, files_of: Files) -> None:
    (text,) = files_of(vendor, "postman", BASE).values()
    collection = json.loads(text)
    assert collection["info"]["schema"].endswith("/collection/v2.1.0/collection.json")
    items = [item for folder in collection["item"] for item in folder["item"]]
    assert all(item["response"][0]["code"] == int(item["name"].rpartition(".")[2]) for item in items)
