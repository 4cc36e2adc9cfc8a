"""Where the vendors' APIs are: by path, by Host, and at the root."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

from mock_server import Config, create_app
from mock_server.app import App, new_service_app
from mock_server.core.errors import ConfigError
from mock_server.vendors import discover

VENDORS = sorted(discover())


@pytest.mark.parametrize("vendor", VENDORS)
def test_vendor_is_at_its_path_at_its_host_and_alone_at_the_root(vendor: str) -> None:
    client = Client(create_app(Config(vendors=(vendor,))))
    answers = [
        client.get(f"/{vendor}/nothing/here"),
        client.get("/nothing/here"),
        client.get("/nothing/here", headers={"Host": f"{vendor}.localhost:8024"}),
        client.get("/nothing/here", headers={"Host": f"{vendor.upper()}.LOCALHOST"}),
    ]
    assert {(answer.status_code, answer.content_type, answer.data) for answer in answers} == {
        (404, answers[0].content_type, answers[0].data)
    }


@pytest.mark.parametrize("path", ["/oniva", "/oniva/", "/oniva//api/v1/me", "/onivax/api/v1/me", "/ONIVA/api/v1/me"])
def test_paths_near_the_mount_are_404_and_no_redirect(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize("host", ["127.0.0.1:8024", "oniva.localhost", "example.com"])
def test_health_is_on_every_host(client: Client, host: str) -> None:
    answer = client.get("/__admin/health", headers={"Host": host, "Authorization": "Bearer ignored"})
    assert (answer.status_code, answer.json["status"]) == (200, "ok")


def test_admin_speaks_problem_json(client: Client) -> None:
    for path, method, status in (("/__admin/nothing", "GET", 404), ("/__admin/health", "POST", 405)):
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
        assert answer.json["status"] == status
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_requests_are_shown_newest_first(client: Client) -> None:
    client.get("/oniva/api/v1/events?limit=3&email=anna@example.com&me@example.com")
    client.get("/oniva/nothing")
    newest, before = client.get("/__admin/requests").json["requests"]
    assert (newest["path"], newest["status"], newest["operation"]) == ("/nothing", 404, None)
    assert (before["operation"], before["status"], before["client"]) == ("listEvents", 401, None)
    assert before["query"] == {"limit": ["3"], "email": ["***"], "***": ["***"]}


def test_unknown_parameters_are_noted(api) -> None:
    api.get("/events", colour="crimson", limit="1")
    entry = api.client.get("/__admin/requests").json["requests"][0]
    assert entry["notes"] == ["unknown parameter 'colour' was ignored"]
    assert "crimson" not in str(entry)


def test_addresses_of_operations_are_built_from_their_rules(app: App) -> None:
    service = app.runtime.services["oniva"]
    addresses = new_service_app(app.runtime, service).url_map.bind("onmock.example")
    told = {"event_id": "a b", "of": "c d"}
    assert addresses.build("listEventBookings", told, append_unknown=False) == "/api/v1/events/a%20b/bookings"
    assert addresses.build("listEventBookings", told) == "/api/v1/events/a%20b/bookings?of=c+d"


def test_unknown_vendor_is_refused() -> None:
    with pytest.raises(ConfigError, match="unknown vendor 'nobody'; there are: "):
        create_app(Config(vendors=("nobody",)))


def test_two_apps_share_nothing(api) -> None:
    other = Client(create_app(Config()))
    token = api.token()
    answer = other.get("/oniva/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert all(entry["client"] is None for entry in other.get("/__admin/requests").json["requests"])


@pytest.mark.parametrize(
    "path",
    [
        "/events?workspace=anna.muster@firma.example&status=LEAK-token&page=LEAK-token",
        "/events?LEAK-token",
        "/events/LEAK-anna@firma.example/bookings",
        "/bookings/LEAK-secret",
        "/me/LEAK-token",
        "/LEAK-secret",
    ],
)
def test_requests_show_nothing_that_was_put_into_the_wrong_place(api, path: str) -> None:
    api.client.get(f"/oniva/api/v1{path}", headers={"Authorization": f"Bearer {api.token()}"})
    shown = api.client.get("/__admin/requests").text
    assert "LEAK" not in shown
    assert "anna" not in shown
    assert api.token() not in shown


def test_requests_tell_why_one_was_refused(api) -> None:
    api.get("/events", limit="101", status="nope")
    api.client.get("/oniva/api/v1/me", headers={"Authorization": "Bearer unknown"})
    unknown, invalid = api.client.get("/__admin/requests").json["requests"][:2]
    assert unknown["notes"] == ["the access token is unknown"]
    assert invalid["notes"] == [
        "the query parameter 'limit' was not valid: *** is greater than the maximum of 100",
        "the query parameter 'status' was not valid: '***' is not one of draft, active, cancelled, completed",
    ]
    assert invalid["query"] == {"limit": ["***"], "status": ["***"]}
    assert invalid["started"] == "2026-03-02T11:00:00+00:00"


def test_requests_show_a_masked_id_and_the_rest_of_the_path(api) -> None:
    api.get("/events/e/bookings")
    known = "1690c1d5-1265-4fdc-a12f-d63ba5155f79"
    api.get(f"/events/{known}")
    after, before = api.client.get("/__admin/requests").json["requests"][:2]
    assert (before["path"], after["path"]) == ("/api/v1/events/***/bookings", f"/api/v1/events/{known}")
