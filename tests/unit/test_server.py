"""MockServer: ports, addresses, beginning and end. What goes over the wire is in tests/load and tests/clients."""

from __future__ import annotations

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.request import urlopen

import pytest

from mock_server import Clock, Config, MockServer
from mock_server.core.errors import AddressError, OnmockError
from tests.conftest import EPOCH, NOON

CONFIG = Config(epoch=EPOCH)


def has_ipv6() -> bool:
    """Tell whether this machine listens on the IPv6 loopback."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def health(server: MockServer) -> Any:
    """Ask a server how it is."""
    with urllib.request.urlopen(f"{server.url}/__admin/health", timeout=10) as answer:
        return json.loads(answer.read())


@contextmanager
def taken_port() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield int(taken.getsockname()[1])


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def server_threads() -> list[str]:
    """The names of the threads that servers have."""
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith(("onmock", "waitress"))]


def test_server_answers_between_start_and_stop() -> None:
    with MockServer(CONFIG) as server:
        assert health(server)["status"] == "ok"
        assert not is_free(server.port)
    assert is_free(server.port)


def test_port_0_takes_a_free_one() -> None:
    with MockServer(CONFIG, port=0) as one, MockServer(CONFIG, port=0) as other:
        assert 0 < one.port != other.port > 0


def test_given_port_is_served_on() -> None:
    with taken_port() as port:
        pass
    with MockServer(CONFIG, port=port) as server:
        assert (server.port, health(server)["status"]) == (port, "ok")


def test_port_is_free_for_another_server_at_once() -> None:
    with MockServer(CONFIG) as server:
        health(server)
    with MockServer(CONFIG, port=server.port) as other:
        assert health(other)["status"] == "ok"


def test_taken_port_is_said_in_one_line() -> None:
    with taken_port() as port, pytest.raises(AddressError) as caught:
        MockServer(CONFIG, port=port)
    assert str(caught.value) == f"cannot serve on 127.0.0.1:{port}: the port is taken; choose another one with --port"
    assert isinstance(caught.value, OnmockError)


@pytest.mark.parametrize("host", ["nowhere.invalid", "256.1.1.1", "192.0.2.1"])
def test_address_that_is_not_ours_is_refused_in_one_line(host: str) -> None:
    with pytest.raises(AddressError, match=rf"\Acannot serve on {host}:0: [^\n]+\Z"):
        MockServer(CONFIG, host=host)


def test_address_that_cannot_be_served_on_leaves_no_threads_behind() -> None:
    before = server_threads()
    with taken_port() as port, pytest.raises(AddressError):
        MockServer(CONFIG, port=port)
    assert server_threads() == before


def test_url_names_host_and_port() -> None:
    with MockServer(CONFIG) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"


def test_base_url_is_the_mount_of_a_vendor() -> None:
    with MockServer(CONFIG) as server:
        assert server.base_url("oniva") == f"{server.url}/oniva"


def test_url_of_a_server_on_every_address_can_be_reached() -> None:
    with MockServer(CONFIG, host="0.0.0.0") as server:
        assert server.url == f"http://127.0.0.1:{server.port}"
        assert health(server)["status"] == "ok"


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
@pytest.mark.parametrize("host", ["::1", "::"])
def test_url_of_an_ipv6_server_can_be_reached(host: str) -> None:
    with MockServer(CONFIG, host=host) as server:
        assert server.url == f"http://[::1]:{server.port}"
        assert health(server)["status"] == "ok"


def test_server_on_a_host_name_can_be_reached_and_stopped() -> None:
    with MockServer(CONFIG, host="localhost") as server:
        assert health(server)["status"] == "ok"


def test_stop_ends_all_threads() -> None:
    before = server_threads()
    with MockServer(CONFIG) as server:
        health(server)
    assert server_threads() == before


def test_stop_closes_connections_that_are_kept_alive() -> None:
    with MockServer(CONFIG) as server:
        idle = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        idle.sendall(b"GET /__admin/health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(1000).startswith(b"HTTP/1.1 200")
    with idle:
        while idle.recv(1000):
            pass


def test_start_twice_makes_one_server() -> None:
    server = MockServer(CONFIG).start()
    count = len(server_threads())
    server.start()
    assert len(server_threads()) == count
    server.stop()


def test_stop_twice_is_no_fault() -> None:
    server = MockServer(CONFIG).start()
    server.stop()
    server.stop()
    assert is_free(server.port)


def test_server_that_never_started_lets_go_of_its_port() -> None:
    before = server_threads()
    server = MockServer(CONFIG)
    server.stop()
    assert is_free(server.port)
    assert server_threads() == before


def test_with_statement_stops_the_server_when_a_test_fails() -> None:
    with pytest.raises(ZeroDivisionError), MockServer(CONFIG) as server:
        raise ZeroDivisionError
    assert is_free(server.port)


def test_stopping_one_server_leaves_another_running() -> None:
    with MockServer(CONFIG) as one:
        with MockServer(CONFIG) as other:
            health(other)
        assert health(one)["status"] == "ok"


def test_two_servers_share_no_tokens() -> None:
    form = b"grant_type=client_credentials&client_id=onmock-crm&client_secret=onmock-crm-secret"
    with MockServer(CONFIG) as one, MockServer(CONFIG) as other:
        with urllib.request.urlopen(f"{one.base_url('oniva')}/oauth/token", form, timeout=10) as answer:
            token = json.loads(answer.read())["access_token"]
        request = urllib.request.Request(
            f"{other.base_url('oniva')}/api/v1/me", headers={"Authorization": f"Bearer {token}"}
        )
        with pytest.raises(urllib.error.HTTPError, match="401") as caught:
            urllib.request.urlopen(request, timeout=10)
        caught.value.close()


def test_two_servers_have_journals_of_their_own() -> None:
    with MockServer(CONFIG) as one, MockServer(CONFIG) as other:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{one.base_url('oniva')}/nowhere", timeout=10)
        caught.value.close()
        assert len(one.app.runtime.journal.entries()) == 1
        assert other.app.runtime.journal.entries() == []


def test_clock_that_is_given_is_the_worlds() -> None:
    with MockServer(CONFIG, clock=Clock(NOON, frozen=True)) as server:
        assert health(server)["worlds"][0]["now"] == NOON.isoformat()


def test_what_is_not_http_is_refused_as_problem_json() -> None:
    with MockServer(CONFIG) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        wire.sendall(b"\x16\x03\x01\r\n\r\n")
        received = b"".join(iter(lambda: wire.recv(1000), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.0 400 Bad Request\r\n")
    assert b"Content-Type: application/problem+json\r\n" in head
    problem = {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "Start line is invalid."}
    assert json.loads(body) == problem


def test_answer_names_no_server_software() -> None:
    with MockServer(CONFIG) as server, urllib.request.urlopen(f"{server.url}/__admin/health", timeout=10) as answer:
        assert "Server" not in answer.headers


def test_server_stops_again_and_again_after_an_answer() -> None:
    for _ in range(30):
        with MockServer(Config(scenario="empty")) as server, urlopen(f"{server.url}/__admin/health") as answer:
            assert answer.status == 200
