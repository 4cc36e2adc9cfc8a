"""Killed in the middle of registrations: what was acknowledged is there exactly once, and nothing is half-written."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.cli.conftest import Serving, serving
from tests.vendors.on24.desk import ACCOUNT, EVENT, PAIR

THREADS, ENOUGH = 4, 60
PATH = f"/on24/v2/client/{ACCOUNT}/event/{EVENT}/registrant"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Crowd:
    """People who register one after the other on some threads, each time another, until the server is gone."""

    def __init__(self, url: str) -> None:
        self.acknowledged: dict[str, int] = {}
        self.sent: set[str] = set()
        self._address = str(urlsplit(url).netloc)
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._register, args=(number,)) for number in range(THREADS)]

    def start(self) -> None:
        """Let them come; return when a number of them is in."""
        for thread in self._threads:
            thread.start()
        assert self._enough.wait(20)

    def join(self) -> None:
        """Wait until all have noticed that nobody is there."""
        for thread in self._threads:
            thread.join(20)
            assert not thread.is_alive()

    def _register(self, thread: int) -> None:
        connection = http.client.HTTPConnection(self._address, timeout=10)
        try:
            for number in range(10_000):
                self._register_one(connection, f"guest{number}of{thread}@acme.example")
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def _register_one(self, connection: http.client.HTTPConnection, email: str) -> None:
        self.sent.add(email)
        person = {"email": email, "firstname": "Guest", "lastname": email[:20], "company": "Acme"}
        connection.request("POST", PATH, urlencode(person), {**PAIR, **FORM})
        response = connection.getresponse()
        told = json.loads(response.read())
        assert response.status == 200, told
        self.acknowledged[email] = told["eventuserid"]
        if len(self.acknowledged) >= ENOUGH:
            self._enough.set()


def ask(url: str, path: str, method: str = "GET", **form: str) -> Any:
    """Return the JSON that a path of a server answers."""
    connection = http.client.HTTPConnection(str(urlsplit(url).netloc), timeout=10)
    try:
        connection.request(method, path, urlencode(form), {**PAIR, **FORM})
        response = connection.getresponse()
        told = json.loads(response.read())
    finally:
        connection.close()
    assert response.status == 200, told
    return told


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A file for what is written."""
    return str(tmp_path / "on24.sqlite")


def serve(database: str, *options: str) -> Any:
    """Serve ON24 on a free port, from a file."""
    return serving("on24", "--no-limits", "--database", database, *options)


def registrants(server: Serving) -> list[dict[str, Any]]:
    """Return everybody in the event, and check that they are as many as is told everywhere."""
    told = ask(server.ready["url"], PATH)
    usage = ask(server.ready["url"], PATH.removesuffix("/registrant"))["eventanalytics"]
    assert len(told["registrants"]) == told["totalregistrants"] == usage["totalregistrants"]
    return list(told["registrants"])


def rows_of(people: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """Yield who registered here, with their numbers."""
    return ((one["email"], one["eventuserid"]) for one in people if one["email"].endswith("@acme.example"))


def test_acknowledged_registrations_survive_a_kill(database: str) -> None:
    with serve(database, "--epoch", "2026-03-02") as server:
        before = registrants(server)
        crowd = Crowd(server.ready["url"])
        crowd.start()
        server.process.kill()
        crowd.join()

    with serve(database) as server:
        people = registrants(server)
        found = dict(rows_of(people))
        assert len(list(rows_of(people))) == len(found)
        assert len({one["eventuserid"] for one in people}) == len(people)
        # At most one request of each thread was under way: it may have been kept, but was not told so.
        assert crowd.acknowledged.items() <= found.items()
        assert found.keys() <= crowd.sent
        assert len(found) - len(crowd.acknowledged) <= THREADS
        assert [one for one in people if one["email"] not in found] == before
        for one in people[len(before) :]:
            assert (one["firstname"], one["lastname"], one["company"]) == ("Guest", one["email"][:20], "Acme")

        again = Crowd(server.ready["url"])
        again.start()
        server.process.kill()
        again.join()
    repeated = again.acknowledged.keys() & found.keys()
    assert repeated
    assert {email: again.acknowledged[email] for email in repeated} == {email: found[email] for email in repeated}


def test_what_is_written_together_is_kept_together(database: str) -> None:
    """Somebody in several events gets one new address after the other."""
    client, name = f"/on24/v2/client/{ACCOUNT}", "guest{}@acme.example"
    renamed, enough = list[int](), threading.Event()

    def rename(url: str) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            for number in range(10_000):
                told = ask(url, f"{client}/registrant/{name.format(number)}", "PATCH", email=name.format(number + 1))
                assert len(told["updatedregistrants"]) == len(events)
                renamed.append(number + 1)
                if len(renamed) >= ENOUGH:
                    enough.set()

    with serve(database, "--epoch", "2026-03-02") as server:
        url = server.ready["url"]
        listed = ask(url, f"{client}/event?startdate=2026-03-03&enddate=2026-06-01")["events"]
        events = [event["eventid"] for event in listed]
        for event in events:
            path = f"{client}/event/{event}/registrant?honorrequired=N"
            ask(url, path, "POST", email=name.format(0))
        thread = threading.Thread(target=rename, args=(url,))
        thread.start()
        assert enough.wait(20)
        server.process.kill()
        thread.join(20)

    with serve(database) as server:
        places = [ask(server.ready["url"], f"{client}/event/{event}/registrant")["registrants"] for event in events]
    addresses = [one["email"] for rows in places for one in rows if one["email"].endswith("@acme.example")]
    assert len(events) == len(addresses) > 3
    assert set(addresses) in ({name.format(renamed[-1])}, {name.format(renamed[-1] + 1)})
