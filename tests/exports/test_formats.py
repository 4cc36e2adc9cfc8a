"""Formats, each read by the tool that it is for, or held against its published schema."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import jsonschema_rs
import pytest
import requests
import responses
import yaml

from mock_server.exports.exchange import Exchange
from mock_server.vendors import vendor_names
from tests.exports.conftest import Exchanges

Files = Callable[[str, str, str], dict[str, str]]
Folder = Callable[[str, str, str], Path]
WireMock = Callable[[str], AbstractContextManager[str]]
BASE = "http://127.0.0.1:8024"
HAR = Path(__file__).parent / "schemas" / "har.json"
every_vendor = pytest.mark.parametrize("vendor", vendor_names())


@pytest.fixture
def session() -> Iterator[requests.Session]:
    """A client that knows nothing of the machine's proxies, and follows no redirect."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def replayed(session: requests.Session, base_url: str, exchange: Exchange) -> requests.Response:
    """Send the request of an exchange to a base URL."""
    request = exchange.request
    body = request.body.encode() or None
    return session.request(request.method, base_url + request.path, headers=dict(request.headers), data=body)


def is_answered(exchange: Exchange, response: requests.Response) -> bool:
    """Tell whether a reply is that of an exchange, to the byte."""
    wanted = exchange.response
    told = {name: response.headers.get(name) for name in wanted.headers}
    return (response.status_code, told, response.text) == (wanted.status, dict(wanted.headers), wanted.body)


def walk(session: requests.Session, base_url: str) -> list[int]:
    """Go from a token to a booking as a client does; return the statuses of three refusals on the way back."""
    credentials = {"grant_type": "client_credentials", "client_id": "onmock-crm", "client_secret": "onmock-crm-secret"}
    token = session.post(f"{base_url}/oauth/token", data=credentials).json()["access_token"]
    signed = {"Authorization": f"Bearer {token}"}

    def get(path: str, **headers: str) -> requests.Response:
        return session.get(f"{base_url}/api/v1/{path}", headers={**signed, **headers})

    events = get("events?limit=2").json()
    event = get(f"events/{events['items'][0]['id']}").json()
    bookings = get(f"events/{event['id']}/bookings?limit=2").json()
    booking = get(f"bookings/{bookings['items'][0]['id']}").json()
    assert (events["itemCount"], booking["eventId"]) == (2, event["id"])
    limited = get("events?limit=2", Prefer="code=429")
    assert int(limited.headers["Retry-After"]) > 0
    missing = get("events/00000000-0000-4000-8000-000000000000")
    return [limited.status_code, missing.status_code, session.get(f"{base_url}/api/v1/me").status_code]


@pytest.mark.xdist_group("npm")
@pytest.mark.parametrize("vendor", ["oniva", pytest.param("on24", marks=pytest.mark.fuzz)])
def test_wiremock_answers_every_request_as_recorded_and_newman_is_content(
    vendor: str,
    wiremock_of: WireMock,
    tools: Path,
    exchanges_of: Exchanges,
    folder_of: Folder,
    session: requests.Session,
    tmp_path: Path,
) -> None:
    report = tmp_path / "report.json"
    command = [str(tools / ".bin" / "newman"), "run", str(folder_of(vendor, "postman", BASE) / "collection.json")]
    command += ["--reporters", "json", "--reporter-json-export", str(report)]
    with wiremock_of(vendor) as url:
        wrong = [one.name for one in exchanges_of(vendor) if not is_answered(one, replayed(session, url, one))]
        assert wrong == []
        if vendor == "oniva":
            assert walk(session, url) == [429, 404, 401]
        done = subprocess.run([*command, "--env-var", f"baseUrl={url}"], capture_output=True, text=True, timeout=120)
    run = json.loads(report.read_text(encoding="utf-8"))["run"]
    assert [one["error"]["test"] for one in run["failures"]] == [], done.stdout[-500:]
    assert run["stats"]["assertions"]["total"] == len(exchanges_of(vendor))


@every_vendor
def test_every_saved_example_of_the_collection_is_the_recorded_reply(
    vendor: str, files_of: Files, exchanges_of: Exchanges
) -> None:
    (text,) = files_of(vendor, "postman", BASE).values()
    items = [item for folder in json.loads(text)["item"] for item in folder["item"]]
    examples = {item["name"]: item["response"][0] for item in items}
    assert examples.keys() == {one.name for one in exchanges_of(vendor)}
    for one in exchanges_of(vendor):
        saved = examples[one.name]
        assert (saved["code"], saved["body"]) == (one.response.status, one.response.body)
        assert {pair["key"]: pair["value"] for pair in saved["header"]} == one.response.headers


@every_vendor
def test_responses_answers_every_request_from_the_file_of_its_status(
    vendor: str, folder_of: Folder, exchanges_of: Exchanges, session: requests.Session
) -> None:
    base_url = f"{BASE}/{vendor}"
    folder = folder_of(vendor, "responses", base_url)
    by_status: dict[int, list[Exchange]] = {}
    for one in exchanges_of(vendor):
        by_status.setdefault(one.response.status, []).append(one)
    assert sorted(path.name for path in folder.iterdir()) == [f"{status}.yaml" for status in sorted(by_status)]
    for status, recorded in by_status.items():
        with responses.RequestsMock(assert_all_requests_are_fired=True) as mock:
            mock._add_from_file(folder / f"{status}.yaml")
            assert [one.name for one in recorded if not is_answered(one, replayed(session, base_url, one))] == []


def test_responses_refuses_first_what_is_loaded_first(folder_of: Folder, session: requests.Session) -> None:
    folder = folder_of("oniva", "responses", f"{BASE}/oniva")
    with responses.RequestsMock() as mock:
        for status in (429, 200):
            mock._add_from_file(folder / f"{status}.yaml")
        tried = [session.get(f"{BASE}/oniva/api/v1/events?limit=2") for _ in range(2)]
        mock.reset()
    assert [one.status_code for one in tried] == [429, 200]


@every_vendor
def test_archive_is_as_the_schema_of_har_12_wants_it(vendor: str, files_of: Files, exchanges_of: Exchanges) -> None:
    (text,) = files_of(vendor, "har", BASE).values()
    archive = json.loads(text)
    validator = jsonschema_rs.Draft202012Validator(json.loads(HAR.read_text(encoding="utf-8")), validate_formats=True)
    assert [error.message for error in validator.iter_errors(archive)] == []
    assert len(archive["log"]["entries"]) == len(exchanges_of(vendor))
    for entry in archive["log"]["entries"]:
        assert entry["request"]["url"].startswith(BASE)
        assert entry["startedDateTime"] in ("2026-03-02T11:00:00.000Z", "2026-03-02T20:00:00.000Z")
        assert entry["response"]["content"]["size"] == len(entry["response"]["content"]["text"].encode())


def test_schema_of_har_refuses_an_archive_with_something_missing(files_of: Files) -> None:
    (text,) = files_of("oniva", "har", BASE).values()
    archive = json.loads(text)
    del archive["log"]["entries"][3]["response"]["content"]["mimeType"]
    schema = json.loads(HAR.read_text(encoding="utf-8"))
    assert not jsonschema_rs.Draft202012Validator(schema).is_valid(archive)


@every_vendor
def test_plain_files_are_one_for_each_operation(vendor: str, files_of: Files, exchanges_of: Exchanges) -> None:
    files = files_of(vendor, "json", BASE)
    assert set(files) == {f"{one.operation}.json" for one in exchanges_of(vendor)}
    for one in exchanges_of(vendor):
        told = json.loads(files[f"{one.operation}.json"])[str(one.response.status)]
        assert (told["by"], told["request"]["path"]) == (one.by, one.request.path)
        assert told["response"]["body"] == (json.loads(one.response.body) if one.response.body else "")


def test_base_url_is_where_requests_go(files_of: Files) -> None:
    rows = yaml.safe_load(files_of("oniva", "responses", "https://mock.example/api")["200.yaml"])["responses"]
    assert all(row["response"]["url"].startswith("https://mock.example/api/") for row in rows)
    stubs = files_of("oniva", "wiremock", "https://mock.example/api")
    assert json.loads(stubs["mappings/getMe.200.json"])["request"]["urlPath"] == "/api/api/v1/me"
