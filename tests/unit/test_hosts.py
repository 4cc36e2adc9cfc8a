"""Other names for paths, by the host's label (`x-hosts`) and by alias (`x-aliases`); pages beside the API."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client

from mock_server import Config, create_app
from tests.toy.contracts import document, operation, query
from tests.toy.vendor import new_vendor
from tests.unit.conftest import Save, Serve

OPERATIONS = [
    operation("getHome", "/home"),
    operation("getRow", "/v2/rows/{row}", parameters=[{"name": "row", "in": "path", "required": True}]),
    operation("listRows", "/v2/rows", parameters=[query("page", {"type": "integer"})]),
]
HOSTS = {
    "api": {"/rest": "/v2", "/rows/latest": "/v2/rows"},
    "page": {"/": "/home"},
    "bare": {"": "/v2"},
}
ALIASES = {"/start": "/home", "/v2/all": "/v2/rows"}


@pytest.fixture
def client(serve: Serve) -> Client:
    """A client of the toy with hosts and aliases."""
    return serve(document(*OPERATIONS, x_hosts=HOSTS, x_aliases=ALIASES))


def reached(client: Client, host: str, path: str) -> str | int:
    """Return the operation that a path of a host is, or the status where it is none."""
    answer = client.get(path, headers={"Host": host})
    operation: str | int = answer.json["operation"] if answer.status_code == 200 else answer.status_code
    return operation


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/rest/rows", "listRows"),
        ("/rest/rows/7", "getRow"),
        ("/rows/latest", "listRows"),
        ("/rest", 404),
        ("/restaurant/rows", 404),
        ("/REST/rows", 404),
        ("/rest//rows", 404),
        ("/v2/rows", "listRows"),
        ("/home", "getHome"),
        ("/rest/all", "listRows"),
        ("/start", "getHome"),
    ],
)
def test_beginning_of_a_path_has_another_name_on_a_host(client: Client, path: str, found: str | int) -> None:
    assert reached(client, "api.toy.localhost", path) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [("/", "getHome"), ("", "getHome"), ("/home", "getHome"), ("/nowhere", 404), ("/v2/rows", "listRows")],
)
def test_slash_alone_means_only_the_bare_path(client: Client, path: str, found: str | int) -> None:
    assert reached(client, "page.toy.localhost", path) == found


@pytest.mark.parametrize("host", ["api.toy.localhost", "API.TOY.localhost", "api.toy.localhost:8024"])
def test_host_has_any_case_and_any_port(client: Client, host: str) -> None:
    assert reached(client, host, "/rest/rows") == "listRows"


@pytest.mark.parametrize(
    "host", ["toy.localhost", "localhost", "page.toy.localhost", "x.api.toy.localhost", "api.localhost"]
)
def test_names_of_one_host_are_unknown_on_others(client: Client, host: str) -> None:
    assert reached(client, host, "/rest/rows") == 404


@pytest.mark.parametrize("path", ["/start", "/home", "/v2/all", "/v2/rows"])
def test_alias_is_good_wherever_the_vendor_is(client: Client, path: str) -> None:
    found = "getHome" if path in ("/start", "/home") else "listRows"
    places = [("localhost", path), ("localhost", f"/toy{path}"), ("toy.localhost", path), ("api.toy.localhost", path)]
    assert [reached(client, *place) for place in places] == [found] * 4


def test_alias_is_of_a_whole_path(client: Client) -> None:
    assert [reached(client, "localhost", path) for path in ("/start/", "/start/7", "/v2/all/7")] == [404] * 3


def test_renamed_path_keeps_its_query_and_its_parameters(client: Client) -> None:
    api = {"Host": "api.toy.localhost"}
    assert client.get("/rest/rows?page=3", headers=api).json["arguments"] == {"page": 3}
    assert client.get("/rest/rows/a%20b", headers=api).json["arguments"] == {"row": "a b"}
    assert client.post("/rest/rows", headers=api).status_code == 405


def test_admin_is_on_every_host(client: Client) -> None:
    for host in ("api.toy.localhost", "page.toy.localhost", "toy.localhost"):
        assert client.get("/__admin/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "path", "root"),
    [
        ("localhost", "/home", "http://localhost"),
        ("localhost:8024", "/toy/home", "http://localhost:8024/toy"),
        ("toy.localhost:8024", "/home", "http://toy.localhost:8024"),
        ("page.toy.localhost", "/", "http://page.toy.localhost"),
    ],
)
def test_root_is_where_the_client_sees_the_vendor(client: Client, host: str, path: str, root: str) -> None:
    assert client.get(path, headers={"Host": host}).json["root"] == root


def test_root_has_the_scheme_of_the_request(client: Client) -> None:
    assert client.get("/home", base_url="https://localhost").json["root"] == "https://localhost"


def test_host_label_belongs_to_its_vendor(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    toy = new_vendor(save(document(*OPERATIONS, x_hosts=HOSTS)))
    other = new_vendor(save(document(operation("getOther", "/v2/rows"), x_hosts=HOSTS), "other.yaml"))
    monkeypatch.setattr("mock_server.runtime.discover", lambda only: {"other": other, "toy": toy})
    app = create_app(Config(enforce=True))
    names = [reached(Client(app), f"api.{name}.localhost", "/rest/rows") for name in ("toy", "other")]
    assert names == ["listRows", "getOther"]
    app.close()


def test_operations_of_pages_are_served_beside_the_api(serve: Serve) -> None:
    words: dict[str, Any] = {"x_messages": {"invalid": "page: {name}"}}
    page = document(operation("openPage", "/page", parameters=[query("n", {"type": "integer"})]), **words)
    client = serve(document(*OPERATIONS), page)
    assert [reached(client, "localhost", path) for path in ("/home", "/page")] == ["getHome", "openPage"]
    assert client.get("/page?n=x").json["errors"] == [["query", "n", "page: n"]]
    assert client.get("/v2/rows?page=x").json["errors"] == [["query", "page", "'x' is not an integer"]]
