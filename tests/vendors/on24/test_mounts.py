"""Where ON24 is found, who is let in, and that browsers get nothing they could use."""

from __future__ import annotations

import http.client
import json
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import Client

from mock_server import Clock, Config, MockServer
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import ACCOUNT, EVENT, PAIR, Desk

# The help article's own, but for the host.
ARTICLE = """curl -X POST {root}/v2/client/4497/event/1234567/registrant -H 'accept: Application/json'
    -H 'accesstokenkey: A11111111111111111111111111111'
    -H 'accesstokensecret: 9f6f711111111111111111111111111111111111111111111111111' -H 'cache-control: no-cache'
    -H 'content-type: application/x-www-form-urlencoded'
    -d 'email=john%40acme.com&firstname=John&lastname=Smith&company=Acme'"""
JOHN = {"email": "john@acme.com", "firstname": "John", "lastname": "Smith", "company": "Acme", "eventid": EVENT}
API, HOME = f"/v2/client/{ACCOUNT}/eventtypes", f"/v2/client/{ACCOUNT}/event"
ORIGIN = {"Origin": "https://www.example.com"}
PREFLIGHT = {**ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "accesstokenkey"}


def status_of(client: Client, host: str, path: str, headers: Mapping[str, str] = PAIR) -> int:
    """Return the status of a GET on a host."""
    return client.get(path, headers={**headers, "Host": host}).status_code


# Mounts


@pytest.fixture(scope="module")
def beside_another() -> Iterator[Desk]:
    """A server of more than one vendor."""
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH, vendors=())
    yield desk
    desk.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8024", "example.com"])
def test_alone_it_is_at_the_root_and_below_its_name(library: Desk, host: str) -> None:
    assert [status_of(library.client, host, mount + API) for mount in ("", "/on24")] == [200, 200]
    assert status_of(library.client, host, f"/on24/on24{API}") == 404


def test_beside_another_vendor_it_is_below_its_name_only(beside_another: Desk) -> None:
    assert [status_of(beside_another.client, "localhost", mount + API) for mount in ("", "/on24")] == [404, 200]


@pytest.mark.parametrize("label", ["", "api.", "event.", "gateway.", "seamlessreg.", "federation."])
def test_it_has_hosts_of_its_own(beside_another: Desk, label: str) -> None:
    hosts = [f"{label}on24.localhost", f"{label.upper()}ON24.LocalHost:8024"]
    assert [status_of(beside_another.client, host, API) for host in hosts] == [200, 200]
    assert [status_of(beside_another.client, host, f"/on24{API}") for host in hosts] == [404, 404]


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("localhost", "/on24/seamlessreg"),
        ("localhost", "/on24/seamlessreg/"),
        ("on24.localhost", "/seamlessreg/"),
        ("seamlessreg.on24.localhost", "/"),
        ("seamlessreg.on24.localhost", "/?eventid=1234567"),
        ("seamlessreg.on24.localhost", "/seamlessreg"),
        ("api.on24.localhost", "/seamlessreg"),
        ("event.on24.localhost", "/utilApp/r"),
        ("event.on24.localhost", "/interface/registration/autoreg/index.html"),
        ("localhost", "/on24/utilApp/r"),
        ("localhost", "/on24/interface/registration/autoreg/index.html"),
        ("gateway.on24.localhost", "/wcc/autoreg"),
        ("gateway.on24.localhost", "/wcc/login"),
    ],
)
def test_page_asks_for_its_parameters_where_it_is(beside_another: Desk, host: str, path: str) -> None:
    response = beside_another.client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert response.json["message"].endswith("parameter is missing.")


@pytest.mark.parametrize(
    ("host", "path"), [("federation.on24.localhost", "/sp/metadata"), ("localhost", "/on24/federation/sp/metadata")]
)
def test_sign_on_describes_itself_on_its_host(beside_another: Desk, host: str, path: str) -> None:
    assert "samlmetadata" in beside_another.client.get(path, headers={"Host": host}).content_type


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("on24.localhost", "/"),
        ("api.on24.localhost", "/"),
        ("api.on24.localhost", "/sp/metadata"),
        ("federation.on24.localhost", "/metadata"),
        ("seamlessreg.on24.localhost", "/seamlessreg//"),
        ("localhost", "/on24/SeamlessReg"),
        ("localhost", "/on24//seamlessreg"),
        ("localhost", "/on24"),
        ("localhost", "/on24/wcc/api" + API),
        ("localhost", "/on24/v2/client//event"),
    ],
)
def test_other_places_are_not_found_in_the_vendors_words(beside_another: Desk, host: str, path: str) -> None:
    response = beside_another.client.get(path, headers={**PAIR, "Host": host})
    assert (response.status_code, response.content_type, list(response.json)) == (404, "application/json", ["message"])


# Browsers


@pytest.mark.parametrize("path", [HOME, "/seamlessreg", "/utilApp/r", f"{HOME}/{EVENT}/registrant"])
def test_preflight_gives_nothing_to_use(library: Desk, path: str) -> None:
    response = library.client.options(f"/on24{path}", headers=PREFLIGHT)
    assert response.status_code == 405
    assert response.json["message"].startswith("This path takes GET")
    assert_closed(response.headers)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [(API, PAIR, 200), (API, {}, 401), ("/v2/client/1/event", PAIR, 404), ("/seamlessreg", {}, 400), ("/x", {}, 404)],
)
def test_no_reply_lets_a_browsers_script_read_it(library: Desk, path: str, headers: Any, status: int) -> None:
    response = library.client.get(f"/on24{path}", headers={**headers, **ORIGIN})
    assert response.status_code == status
    assert_closed(response.headers)


def assert_closed(headers: Any) -> None:
    """Check that no header is about CORS."""
    assert not [name for name, _ in headers if name.lower().startswith(("access-control", "cross-origin", "timing-"))]
    assert "Origin" not in headers.get("Vary", "")


# The article's example


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    """ON24 behind a socket."""
    with MockServer(Config(vendors=("on24",), epoch=EPOCH, enforce=True), clock=Clock(NOON, frozen=True)) as server:
        yield server


def send(root: str) -> Any:
    """Send the article's request without curl, headers as they are written there."""
    words = shlex.split(ARTICLE.format(root=root))
    url = urlsplit(words[words.index("POST") + 1])
    headers = dict(word.split(": ") for flag, word in pairwise(words) if flag == "-H")
    connection = http.client.HTTPConnection(str(url.netloc), timeout=10)
    connection.request("POST", url.path, words[-1], headers)
    with connection.getresponse() as response:
        assert (response.status, response.getheader("content-type")) == (200, "application/json")
        told = json.load(response)
    connection.close()
    return told


@pytest.mark.parametrize("mount", ["", "/on24"])
def test_request_of_the_article_registers_john(server: MockServer, mount: str) -> None:
    told = send(server.url + mount)
    assert told == {**told, **JOHN}
    assert send(server.base_url("on24"))["eventuserid"] == told["eventuserid"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="the article's example is for curl")
def test_curl_of_the_article_registers_john(server: MockServer) -> None:
    words = shlex.split(ARTICLE.format(root=server.base_url("on24")))
    done = subprocess.run([*words, "-sS", "--noproxy", "*"], capture_output=True, text=True, timeout=20, check=True)
    told = json.loads(done.stdout)
    assert told == {**told, **JOHN}
    assert parse_qs(words[-1]) == {name: [value] for name, value in JOHN.items() if name != "eventid"}


def test_john_is_then_wherever_he_should_be(desk: Desk) -> None:
    before = [desk.json(f"/event/{EVENT}")["eventanalytics"], desk.json("/registrant")["totalregistrants"]]
    number = desk.register().json["eventuserid"]

    usage = desk.json(f"/event/{EVENT}")["eventanalytics"]
    assert usage["totalregistrants"] == before[0]["totalregistrants"] + 1
    assert usage["noshowcount"] == before[0]["noshowcount"] + 1
    assert desk.json("/registrant")["totalregistrants"] == before[1] + 1
    found = [
        desk.json(f"/event/{EVENT}/registrant")["registrants"][-1],
        *desk.json(f"/event/{EVENT}/registrant", email="JOHN@acme.com")["registrants"],
        desk.json(f"/event/{EVENT}/registrant", noshow="Y")["registrants"][-1],
        desk.json("/registrant", itemsperpage=1)["registrants"][0],
        desk.json("/registrant/john@acme.com")["registrant"],
        *desk.json("/registrant/john%40acme.com/allevents")["registrants"],
    ]
    assert [one["eventuserid"] for one in found] == [number] * 6
