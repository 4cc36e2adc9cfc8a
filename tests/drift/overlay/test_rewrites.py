"""Ten other vendors, served over a socket by overlays alone: what Oniva does is done, in their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from mock_server import MockServer
from mock_server.client import ControlClient
from tests.conftest import Api
from tests.drift.overlay.conftest import overlay, serving, written
from tests.drift.overlay.rewrites import REWRITES, WIRE, Rewrite

Json = Any
CREDENTIALS = {"client_id": "onmock-crm", "client_secret": "onmock-crm-secret"}


class Client:
    """Somebody who knows the other vendor's words. `base` is its address, or that of a world."""

    def __init__(self, rewrite: Rewrite, base: str, token: str | None = None) -> None:
        self.rewrite, self.base, self.http = rewrite, base, requests.Session()
        self.http.headers["Authorization"] = f"Bearer {token or self.log_in(CREDENTIALS)}"

    def log_in(self, credentials: dict[str, str]) -> str:
        """Swap credentials for a token."""
        form = {"grant_type": "client_credentials", **credentials}
        answer = requests.post(self.base + self.rewrite.token, data=form, timeout=10)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def get(self, path: str, **query: Json) -> requests.Response:
        """GET a path below the prefix."""
        return self.http.get(self.base + self.rewrite.prefix + path, params=query, timeout=10)

    def rows(self, path: str, **query: Json) -> list[Json]:
        """Every row of a list, page by page."""
        found: list[Json] = []
        page = 1
        while True:
            body = self.get(path, **self.rewrite.turned(page, 25), **query).json()
            new = inside(body, self.rewrite.rows)
            found += new
            if not new or len(found) >= inside(body, self.rewrite.total):
                return found
            page += 1


def inside(body: Json, way: tuple[str, ...]) -> Json:
    """What is at the end of a way of names."""
    for step in way:
        body = body[step]
    return body


@pytest.fixture(scope="module", params=REWRITES, ids=lambda one: one.name)
def rewrite(request: pytest.FixtureRequest) -> Rewrite:
    """One of the ten."""
    chosen: Rewrite = request.param
    return chosen


@pytest.fixture(scope="module")
def server(rewrite: Rewrite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockServer]:
    """Oniva under an overlay, half of them in JSON."""
    kind = "json" if REWRITES.index(rewrite) % 2 else "yaml"
    path = tmp_path_factory.mktemp("overlays") / f"{rewrite.name}.{kind}"
    with serving(written(path, overlay(rewrite.actions)), limits=False) as server:
        yield server


@pytest.fixture(scope="module")
def client(rewrite: Rewrite, server: MockServer) -> Client:
    """A client of it."""
    return Client(rewrite, server.base_url("oniva"))


def as_sent(row: Json, rewrite: Rewrite) -> Json:
    """What is compared of a row, in the other vendor's words."""
    return {rewrite.name_of(name): rewrite.value_of(name, row[name]) for name in WIRE if name in row}


def compared(row: Json, rewrite: Rewrite) -> Json:
    """The same of a row that was sent."""
    names = [rewrite.name_of(name) for name in WIRE]
    return {name: row[name] for name in names if name in row}


def test_pages_have_every_event_once_in_the_other_words(client: Client, unlimited: Api) -> None:
    expected = [as_sent(row, client.rewrite) for row in unlimited.walk("/events")]
    assert len(expected) > 25
    assert [compared(row, client.rewrite) for row in client.rows("/events")] == expected


def test_a_row_is_its_detail(client: Client) -> None:
    row = client.rows("/events")[7]
    detail = client.get(f"/events/{row[client.rewrite.name_of('id')]}").json()
    assert row == {name: detail[name] for name in row}


def test_bookings_are_paid_as_before(client: Client, unlimited: Api) -> None:
    event = next(unlimited.walk("/events", status="completed"))["id"]
    before = list(unlimited.walk(f"/events/{event}/bookings"))
    after = client.rows(f"/events/{event}/bookings")
    rewrite = client.rewrite
    assert [compared(row, rewrite) for row in after] == [as_sent(row, rewrite) for row in before]
    assert [row["payment"] and compared(row["payment"], rewrite).get("amount") for row in after] == [
        row["payment"] and rewrite.value_of("amount", row["payment"]["amount"]) for row in before
    ]
    assert [[compared(one, rewrite).get("price") for one in row["options"]] for row in after] == [
        [rewrite.value_of("price", one["price"]) for one in row["options"]] for row in before
    ]


def test_filters_pick_the_same_events(client: Client, unlimited: Api) -> None:
    expected = [row["id"] for row in unlimited.walk("/events", **{"status": "completed", "from": "2025-06-01"})]
    word = client.rewrite.value_of("status", "completed")
    found = client.rows("/events", **{"status": word, client.rewrite.since: "2025-06-01"})
    assert expected
    assert [row[client.rewrite.name_of("id")] for row in found] == expected


def test_bad_values_are_refused_by_their_names(client: Client) -> None:
    rewrite = client.rewrite
    answer = client.get("/events", **{rewrite.size: rewrite.most + 1, rewrite.since: "x", "status": "none"})
    assert answer.status_code == rewrite.refused
    assert {fault["name"] for fault in answer.json()["errors"]} == {rewrite.size, rewrite.since, "status"}


def test_worlds_have_their_own_tokens_and_records(server: MockServer, client: Client) -> None:
    with ControlClient(server.url) as control, control.world("oniva", seed=7) as world:
        there = Client(client.rewrite, world.base_url, world.token())
        wanted = client.rewrite.name_of("id")
        theirs, ours = ({row[wanted] for row in one.rows("/events")} for one in (there, client))
        assert theirs
        assert not theirs & ours
        assert there.get(f"/events/{ours.pop()}").status_code == 404
        assert control.violations(world.id) == []


def test_wrong_credentials_are_refused(client: Client) -> None:
    form = {"grant_type": "client_credentials", **CREDENTIALS, "client_secret": "wrong"}
    answer = requests.post(client.base + client.rewrite.token, data=form, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert requests.get(f"{client.base}{client.rewrite.prefix}/events", timeout=10).status_code == 401


@pytest.mark.parametrize("other", [one for one in REWRITES if one.budget < 100], ids=lambda one: one.name)
def test_limits_are_the_overlays(other: Rewrite, tmp_path: Path) -> None:
    with serving(written(tmp_path / "limited.yaml", overlay(other.actions))) as server:
        client = Client(other, server.base_url("oniva"))
        statuses = [client.get("/me").status_code for _ in range(other.budget + 1)]
    assert statuses == [200] * other.budget + [429]


@pytest.mark.parametrize("other", [one for one in REWRITES if one.prefix != "/api/v1"], ids=lambda one: one.name)
def test_old_paths_are_gone(other: Rewrite, tmp_path: Path) -> None:
    with serving(written(tmp_path / "moved.yaml", overlay(other.actions))) as server:
        base = server.base_url("oniva")
        assert requests.get(f"{base}/api/v1/events", timeout=10).status_code == 404
        assert requests.post(f"{base}/oauth/token", timeout=10).status_code == 404
