"""The client's sockets: kept, never shared, never used for two answers, and let go."""

from __future__ import annotations

import ast
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import mock_server.client
from mock_server import MockServer
from mock_server.client import ControlClient, ControlError

HEALTH = b'{"status": "ok", "version": "0", "worlds": []}'


def reply(content: bytes, length: int | None = None) -> bytes:
    """Return a reply with a body, of another length than it says if told so."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (length or len(content), content)


class Peer:
    """A server that answers each request with the next of some bytes, and notes on which connection it came.

    Nothing is left unanswered; None closes the connection without a byte.
    """

    def __init__(self, *answers: bytes | None) -> None:
        self._answers, self.connections = list(answers), list[int]()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.has_closed = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        number = 0
        while self._answers:
            connection, _ = self._listening.accept()
            number += 1
            with connection:
                while self._answers and connection.recv(65536):
                    self.connections.append(number)
                    answer = self._answers.pop(0)
                    if answer is None:
                        break
                    connection.sendall(answer)
                    if answer.startswith(b"HTTP/1.0"):
                        break
            self.has_closed.set()
        self._listening.close()

    def join(self) -> None:
        """Wait for the end of the last answer."""
        self._thread.join(10)


def test_connection_is_kept() -> None:
    peer = Peer(reply(HEALTH), reply(HEALTH), reply(HEALTH))
    with ControlClient(peer.url) as control:
        assert [control.health()["status"] for _ in range(3)] == ["ok"] * 3
    peer.join()
    assert peer.connections == [1, 1, 1]


def test_connection_that_the_server_closed_meanwhile_is_not_used_again() -> None:
    peer = Peer(b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 46\r\n\r\n" + HEALTH, reply(HEALTH))
    with ControlClient(peer.url) as control:
        control.health()
        assert peer.has_closed.wait(10)
        control.health()
    peer.join()
    assert peer.connections == [1, 2]


def test_nothing_is_sent_twice() -> None:
    peer = Peer(None, reply(HEALTH))
    with ControlClient(peer.url) as control:
        with pytest.raises(ControlError, match="the server did not answer: ") as refused:
            control.reset()
        assert refused.value.status == 0
        assert control.health()["status"] == "ok"
    peer.join()
    assert peer.connections == [1, 2]


def test_half_an_answer_is_not_taken_for_the_next_one() -> None:
    peer = Peer(reply(HEALTH, length=200), reply(HEALTH))
    with ControlClient(peer.url, timeout=0.2) as control:
        with pytest.raises(ControlError, match="the server did not answer: timed out"):
            control.health()
        assert control.health()["status"] == "ok"
    peer.join()
    assert peer.connections == [1, 2]


@pytest.mark.parametrize("content", [b"<html>", b"\xff"])
def test_answer_that_is_no_json_is_told_of(content: bytes) -> None:
    peer = Peer(reply(content))
    with (
        ControlClient(peer.url) as control,
        pytest.raises(ControlError, match="GET /health: 200, the answer is not JSON; is this the right server"),
    ):
        control.health()
    peer.join()


def test_refusal_of_another_server_has_its_status() -> None:
    peer = Peer(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\n[]")
    with ControlClient(peer.url) as control, pytest.raises(ControlError, match="GET /health: 502") as refused:
        control.health()
    assert (refused.value.status, refused.value.errors) == (502, ())
    peer.join()


def test_threads_never_share_a_connection(both: MockServer) -> None:
    with ControlClient(both.url) as control, ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda number: control.create_world("oniva", seed=number)["id"], range(40)))
        seeds = list(pool.map(lambda id: control.get_world(id)["seed"], ids))
        list(pool.map(control.drop_world, ids))
    assert seeds == list(range(40))
    assert len(set(ids)) == 40


@pytest.fixture
def _proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that sends everything to a proxy that is not there."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


@pytest.mark.usefixtures("_proxied")
def test_proxies_of_the_environment_are_not_obeyed(control: ControlClient) -> None:
    assert control.health()["status"] == "ok"


@pytest.mark.parametrize("url", ["", "localhost:8024", "//localhost", "file:///tmp", "http://"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is not the URL of a server"):
        ControlClient(url)


def test_client_needs_nothing_but_the_standard_library() -> None:
    for path in Path(mock_server.client.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.startswith("mock_server.client") or name.partition(".")[0] in sys.stdlib_module_names
