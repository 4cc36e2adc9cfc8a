"""Connections that break because that was ordered: what is on the wire, and what the server is like afterwards."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from http.client import HTTPResponse

import pytest
import requests
from werkzeug.test import Client

from mock_server import Clock, Config, MockServer
from mock_server.app import App
from tests.conftest import EPOCH, NOON, Api
from tests.faults.conftest import Visitor, visiting

ME, EVENTS = "/api/v1/me", "/api/v1/events"
BODIES = ["truncated", "malformed", "content-type", "empty"]


def until_closed(visitor: Visitor, sent: bytes) -> bytes:
    """Send bytes, and return everything that comes."""
    with visitor.connect() as wire:
        wire.sendall(sent)
        return b"".join(iter(lambda: wire.recv(65536), b""))


def test_reset_is_one_on_the_wire(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"connection": "reset"}, times=1)
    with pytest.raises(ConnectionResetError):
        until_closed(oniva, oniva.said(ME))
    assert oniva.get(ME).status_code == 200


def test_empty_is_an_end_without_a_byte(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"connection": "empty"}, times=1)
    assert until_closed(oniva, oniva.said(ME)) == b""
    assert oniva.get(ME).status_code == 200


@pytest.mark.parametrize("how", ["reset", "empty"])
def test_connection_that_ends_has_answered_what_came_before(oniva: Visitor, how: str) -> None:
    oniva.order("listEvents", effect={"connection": how})
    with oniva.connect() as wire:
        wire.sendall(oniva.said(ME))
        answer = HTTPResponse(wire)
        answer.begin()
        assert (answer.status, answer.getheader("Content-Length")) == (200, str(len(answer.read())))
        wire.sendall(oniva.said(EVENTS))
        with pytest.raises(ConnectionResetError) if how == "reset" else nullcontext():
            assert wire.recv(65536) == b""


def test_pipelined_requests_behind_an_end_are_not_answered(oniva: Visitor) -> None:
    fault = oniva.order("listEvents", effect={"connection": "empty"})
    with oniva.connect() as wire:
        wire.sendall(oniva.said(EVENTS) + oniva.said(ME) * 3)
        # What the server has not read makes its end of a connection a reset.
        with suppress(ConnectionResetError):
            assert wire.recv(65536) == b""
    assert [entry.operation for entry in oniva.entries()][-1] == "listEvents"
    assert fault.hits == 1
    assert oniva.get(ME).status_code == 200


def test_upload_is_read_before_the_connection_ends(on24: Visitor) -> None:
    on24.order("registerForEvent", effect={"connection": "reset"})
    url = f"{on24.base_url}/v2/client/4497/event/1234567/registrant"
    with pytest.raises(requests.ConnectionError):
        requests.post(url, data={"email": "a@example.com", "company": "x" * 200_000}, headers=on24.headers, timeout=5)
    assert on24.get("/v2/client/4497/event").status_code == 200


@pytest.mark.parametrize("body", BODIES)
def test_head_has_the_headers_of_a_spoiled_reply(oniva: Visitor, body: str) -> None:
    length = oniva.get(EVENTS).headers["Content-Length"]
    oniva.order("listEvents", effect={"body": body, "slow_body": 0.01}, times=2)
    with requests.Session() as session:
        session.headers.update(oniva.headers)
        heads = [session.head(f"{oniva.base_url}{EVENTS}", timeout=5) for _ in range(3)]
    assert [(one.status_code, one.content) for one in heads] == [(200, b"")] * 3
    assert heads[0].headers["Content-Length"] == ("0" if body == "empty" else length)
    assert heads[2].headers["Content-Length"] == length


def test_truncated_body_ends_its_connection(oniva: Visitor) -> None:
    whole = oniva.get(ME).content
    oniva.order("getMe", effect={"body": "truncated"}, times=1)
    head, _, body = until_closed(oniva, oniva.said(ME) + oniva.said(ME)).partition(b"\r\n\r\n")
    assert f"Content-Length: {len(whole)}\r\n".encode() in head
    assert body == whole[: len(whole) // 2]


def test_slow_body_comes_piece_by_piece(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"slow_body": 0.2}, times=1)
    came: list[float] = []
    with oniva.connect() as wire:
        wire.sendall(oniva.said(ME, "GET", "Connection: close"))
        while wire.recv(65536):
            came.append(time.monotonic())
    assert len(came) > 3
    assert came[-1] - came[0] > 0.1


@pytest.mark.parametrize(
    "effect",
    [{"connection": "reset"}, {"connection": "empty"}, *({"body": body} for body in BODIES), {"slow_body": 0.01}],
    ids=str,
)
def test_ordered_faults_are_no_noise_in_the_log(
    oniva: Visitor, effect: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    oniva.order(effect=effect)
    with caplog.at_level(logging.INFO, logger="onmock"), caplog.at_level(logging.WARNING, logger="waitress"):
        for method in ("GET", "HEAD", "POST"):
            try:
                until_closed(oniva, oniva.said(ME, method, "Content-Length: 0", "Connection: close"))
            except ConnectionResetError:
                assert effect == {"connection": "reset"}
    assert caplog.records == []


def test_clients_that_have_gone_hold_up_nobody(oniva: Visitor) -> None:
    fault = oniva.order("getMe", effect={"delay": 60})
    for _ in range(20):
        with oniva.connect() as wire:
            wire.sendall(oniva.said(ME))
    assert oniva.get(EVENTS, timeout=5).status_code == 200
    deadline = time.monotonic() + 5
    while fault.hits < 20 and time.monotonic() < deadline:
        assert oniva.get(EVENTS, timeout=5).status_code == 200
    assert fault.hits == 20


def test_client_that_leaves_in_the_middle_of_a_slow_body_breaks_nothing(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"slow_body": 60})
    for _ in range(12):
        with oniva.connect() as wire:
            wire.sendall(oniva.said(ME))
            assert wire.recv(10)
    assert oniva.get(EVENTS, timeout=5).status_code == 200


def test_waiting_request_holds_up_no_other(oniva: Visitor, on24: Visitor) -> None:
    on24.order(effect={"delay": 60}, times=1)
    with on24.connect() as wire:
        wire.sendall(on24.said("/v2/client/4497/event"))
        fast = on24.get("/v2/client/4497/event", timeout=5)
    assert fast.status_code == 200


def test_server_that_stops_waits_for_no_delay() -> None:
    with (
        MockServer(Config(epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server,
        visiting(server, "oniva") as visitor,
        visitor.connect() as wire,
    ):
        fault = visitor.order("getMe", effect={"delay": 60})
        wire.sendall(visitor.said(ME))
        while not fault.hits:
            assert visitor.get(EVENTS).status_code == 200
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("how", "raised"), [("reset", ConnectionResetError), ("empty", ConnectionAbortedError)], ids=str
)
def test_app_raises_in_process(app: App, how: str, raised: type[Exception]) -> None:
    api = Api(Client(app))
    api.token()
    app.runtime.services["oniva"].home.faults.order(effect={"connection": how}, times=1)
    with pytest.raises(raised, match="ordered"):
        api.get("/me")
    assert api.get("/me").status_code == 200


@pytest.mark.parametrize("body", BODIES)
def test_app_spoils_bodies_in_process(app: App, api: Api, body: str) -> None:
    whole = api.get("/events").data
    app.runtime.services["oniva"].home.faults.order(effect={"body": body}, times=1)
    answer = api.get("/events")
    cut: dict[str, Callable[[], bytes]] = {
        "truncated": lambda: whole[: len(whole) // 2],
        "malformed": lambda: whole[:-1] + b"<",
        "content-type": lambda: whole,
        "empty": lambda: b"",
    }
    assert answer.data == cut[body]()
    promised = answer.headers["Content-Length"]
    assert promised == ("0" if body == "empty" else str(len(whole)))
    assert api.get("/events").data == whole


def test_app_that_waits_in_process_waits(app: App, api: Api) -> None:
    api.token()
    app.runtime.services["oniva"].home.faults.order(effect={"delay": 0.05}, times=1)
    began = time.monotonic()
    assert api.get("/me").status_code == 200
    assert time.monotonic() - began >= 0.05
