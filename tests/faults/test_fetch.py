"""Every effect of a fault, as Node's fetch meets it: one process asks for all of them, each in a world of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mock_server import MockServer
from tests.clients.conftest import OLDEST_NODE, give_up
from tests.faults.conftest import Visitor, visiting

SCRIPT = Path(__file__).parent / "fetch.mjs"
ME, EVENTS = "/api/v1/me", "/api/v1/events"
ON24_EVENTS = "/v2/client/4497/event"
PAGES = [f"{EVENTS}?limit=5&page={page}" for page in (1, 2, 3)]
ON24_PAGES = [f"{ON24_EVENTS}?itemsPerPage=3&pageOffset={page}" for page in (0, 1, 2)]

Told = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What is ordered in a world, and the paths that are asked for one after the other; "token" stands for a token."""

    paths: Sequence[str]
    effect: Mapping[str, Any] = field(default_factory=dict)
    times: int | None = None
    vendor: str = "oniva"
    patience: int = 5000

    def requests(self, visitor: Visitor) -> list[dict[str, Any]]:
        """Return what the script is to send."""
        return [self._token(visitor) if path == "token" else self._get(visitor, path) for path in self.paths]

    def _get(self, visitor: Visitor, path: str) -> dict[str, Any]:
        return {"url": f"{visitor.base_url}{path}", "headers": visitor.headers, "patience": self.patience}

    @staticmethod
    def _token(visitor: Visitor) -> dict[str, Any]:
        client = visitor.live.world.state.clients[0]
        form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
        return {"url": f"{visitor.base_url}/oauth/token", "method": "POST", "form": form}


CASES = {
    "plain": Case(PAGES),
    "status 401": Case([ME], {"status": 401}),
    "status 403": Case([EVENTS], {"status": 403}),
    "status 404": Case([EVENTS], {"status": 404}),
    "status 429": Case([ME, ME], {"status": 429, "retry_after": 9}, times=1),
    "status 500": Case([ME], {"status": 500}),
    "status 503": Case([ME], {"status": 503, "retry_after": 2}),
    "on24 status 500": Case([ON24_EVENTS], {"status": 500}, vendor="on24"),
    "on24 status 503": Case([ON24_EVENTS], {"status": 503}, vendor="on24"),
    "token operation 503": Case(["token", "token"], {"status": 503}, times=1),
    "no operation 503": Case(["/nowhere"], {"status": 503}),
    "delay": Case([ME, ME], {"delay": 60}, times=1, patience=100),
    "drawn delay": Case([ME], {"delay": {"from": 0.01, "to": 0.02}}),
    "slow body": Case([ME], {"slow_body": 60}, times=1, patience=100),
    "slow body that comes": Case([ME], {"slow_body": 0.05}),
    "reset": Case([ME, ME], {"connection": "reset"}, times=1),
    "empty": Case([ME, ME], {"connection": "empty"}, times=1),
    "on24 reset": Case([ON24_EVENTS], {"connection": "reset"}, times=1, vendor="on24"),
    "truncated": Case([EVENTS, EVENTS], {"body": "truncated"}, times=1),
    "malformed": Case([EVENTS], {"body": "malformed"}),
    "content type": Case([EVENTS], {"body": "content-type"}),
    "empty body": Case([EVENTS], {"body": "empty"}),
    "expired": Case([ME, ME], {"token": "expired"}, times=1),
    "revoked": Case([ME, ME], {"token": "revoked"}, times=1),
    "on24 revoked": Case([ON24_EVENTS, ON24_EVENTS], {"token": "revoked"}, times=1, vendor="on24"),
    "exhausted": Case([EVENTS, ME], {"limit": "exhausted"}, times=1),
    "on24 exhausted": Case([ON24_EVENTS, ON24_EVENTS], {"limit": "exhausted"}, times=1, vendor="on24"),
    "duplicate": Case(PAGES, {"rows": "duplicate"}),
    "missing": Case(PAGES, {"rows": "missing"}),
    "shuffled": Case([PAGES[0]] * 3, {"rows": "shuffled"}),
    "shrinking": Case(PAGES, {"rows": "shrinking"}),
    "on24 plain": Case(ON24_PAGES, vendor="on24"),
    "on24 duplicate": Case(ON24_PAGES, {"rows": "duplicate"}, vendor="on24"),
    "break": Case([ME], {"break": "getMe:/name:rename=title"}),
}


@pytest.fixture(scope="module")
def told(fault_server: MockServer) -> Iterator[dict[str, list[Told]]]:
    """What the script says about every case; no fault met more requests than were asked for."""
    node = shutil.which("node")
    if node is None:
        give_up("Node.js is not installed")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").partition(".")[0]) < OLDEST_NODE:
        give_up(f"Node.js {version.strip()} is older than {OLDEST_NODE}")
    with ExitStack() as stack:
        visitors = {name: stack.enter_context(visiting(fault_server, case.vendor)) for name, case in CASES.items()}
        for name, case in CASES.items():
            if case.effect:
                visitors[name].order(effect=case.effect, times=case.times)
        asked = {name: case.requests(visitors[name]) for name, case in CASES.items()}
        done = subprocess.run([node, str(SCRIPT), json.dumps(asked)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        for name, visitor in visitors.items():
            for fault in visitor.live.faults.all():
                assert 0 < fault.hits <= fault.seen <= len(CASES[name].paths), name
        yield json.loads(done.stdout)


def ids(pages: Sequence[Told], rows: str = "items", key: str = "id") -> list[list[Any]]:
    """Return the ids on pages."""
    return [[row[key] for row in page["json"][rows]] for page in pages]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("status 401", 401),
        ("status 403", 403),
        ("status 404", 404),
        ("status 429", 429),
        ("status 500", 500),
        ("status 503", 503),
        ("no operation 503", 503),
    ],
)
def test_status_is_a_reply_in_the_vendors_shape(told: dict[str, list[Told]], name: str, status: int) -> None:
    first = told[name][0]
    assert (first["status"], first["json"]["status"]) == (status, status)
    assert first["headers"]["content-type"] == "application/problem+json"


@pytest.mark.parametrize("status", [500, 503])
def test_status_is_a_reply_in_another_vendors_shape(told: dict[str, list[Told]], status: int) -> None:
    (reply,) = told[f"on24 status {status}"]
    assert (reply["status"], list(reply["json"])) == (status, ["message"])


def test_waits_and_challenges_are_in_the_headers(told: dict[str, list[Told]]) -> None:
    assert told["status 429"][0]["headers"]["retry-after"] == "9"
    assert told["status 503"][0]["headers"]["retry-after"] == "2"
    assert told["status 401"][0]["headers"]["www-authenticate"].startswith("Bearer ")
    assert told["status 429"][1]["status"] == 200


def test_token_operation_that_fails_once_is_asked_again(told: dict[str, list[Told]]) -> None:
    failed, fine = told["token operation 503"]
    assert (failed["status"], "error" in failed["json"]) == (503, True)
    assert (fine["status"], fine["json"]["token_type"]) == (200, "Bearer")


def test_delay_is_a_time_out(told: dict[str, list[Told]]) -> None:
    late, fine = told["delay"]
    assert (late["at"], late["error"]) == ("fetch", "TimeoutError")
    assert [fine["status"], *(one["status"] for one in told["drawn delay"])] == [200, 200]


def test_slow_body_is_a_time_out_after_the_status(told: dict[str, list[Told]]) -> None:
    (late,), (fine,) = told["slow body"], told["slow body that comes"]
    assert (late["status"], late["at"], late["error"]) == (200, "body", "TimeoutError")
    assert (fine["status"], "name" in fine["json"]) == (200, True)


@pytest.mark.parametrize(
    ("name", "code"), [("reset", "ECONNRESET"), ("on24 reset", "ECONNRESET"), ("empty", "UND_ERR_SOCKET")]
)
def test_connection_that_ends_is_a_type_error_with_a_cause(told: dict[str, list[Told]], name: str, code: str) -> None:
    ended, *others = told[name]
    assert (ended["at"], ended["error"], ended["message"]) == ("fetch", "TypeError", "fetch failed")
    assert ended["code"] == code
    assert all(one["status"] == 200 for one in others)


def test_truncated_body_is_terminated(told: dict[str, list[Told]]) -> None:
    cut, fine = told["truncated"]
    assert (cut["status"], cut["at"], cut["error"], cut["message"]) == (200, "body", "TypeError", "terminated")
    assert cut["code"] == "UND_ERR_SOCKET"
    assert len(fine["json"]["items"]) == 10


@pytest.mark.parametrize("name", ["malformed", "empty body"])
def test_body_that_is_no_json_is_a_syntax_error(told: dict[str, list[Told]], name: str) -> None:
    (reply,) = told[name]
    assert (reply["status"], reply["at"], reply["error"]) == (200, "body", "SyntaxError")


def test_wrong_content_type_has_the_right_body(told: dict[str, list[Told]]) -> None:
    (reply,) = told["content type"]
    assert reply["headers"]["content-type"] == "text/html; charset=utf-8"
    assert len(reply["json"]["items"]) == 10


def test_dead_token_stays_dead_and_a_pair_does_not(told: dict[str, list[Told]]) -> None:
    assert [one["status"] for one in told["expired"] + told["revoked"]] == [401] * 4
    assert [one["status"] for one in told["on24 revoked"]] == [401, 200]


def test_spent_budget_stays_spent(told: dict[str, list[Told]]) -> None:
    assert [(one["status"], one["headers"]["retry-after"]) for one in told["exhausted"]] == [(429, "60")] * 2
    assert [one["status"] for one in told["on24 exhausted"]] == [403, 403]


def test_rows_change_while_they_are_read(told: dict[str, list[Told]]) -> None:
    first, second, third = ids(told["plain"])
    rows = first + second + third
    assert ids(told["duplicate"]) == [rows[:5], rows[4:9], rows[8:13]]
    assert ids(told["missing"])[:2] == [rows[:5], rows[6:11]]
    assert len({tuple(page) for page in ids(told["shuffled"])}) == 3
    assert [one["json"]["totalCount"] for one in told["shrinking"]] == [54, 48, 42]


def test_rows_of_another_vendor_change_while_they_are_read(told: dict[str, list[Told]]) -> None:
    rows = [one for page in ids(told["on24 plain"], "events", "eventid") for one in page]
    assert ids(told["on24 duplicate"], "events", "eventid") == [rows[:3], rows[2:5], rows[4:7]]


def test_break_is_the_other_name(told: dict[str, list[Told]]) -> None:
    (reply,) = told["break"]
    assert (reply["status"], "title" in reply["json"], "name" in reply["json"]) == (200, True, False)
