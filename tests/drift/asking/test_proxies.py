"""Proxies: those that were told of let https through without seeing it, and those that do not say so."""

from __future__ import annotations

import socket
import threading

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift import Asked
from mock_server.drift.asking import Credentials, Service, Target, Trouble
from tests.drift.asking.raw import RawServer, replies, reply
from tests.drift.asking.test_bad_services import certified

EVENTS = Asked("listEvents", "GET", "/api/v1/events")
CREDENTIALS = Credentials("oniva", {"token": "zqx-canary-token"})


def tunnel(connection, head):
    """Let a client through to where it wants (RFC 9110 section 9.3.6)."""
    host, _, port = head.split(b" ")[1].decode().partition(":")
    with socket.create_connection((host, int(port))) as behind:
        connection.sendall(b"HTTP/1.1 200 Established\r\n\r\n")
        back = threading.Thread(target=pour, args=(behind, connection))
        back.start()
        pour(connection, behind)
        back.join(5)


def pour(source, sink):
    while some := source.recv(65536):
        sink.sendall(some)
    sink.shutdown(socket.SHUT_WR)


def test_https_goes_through_a_tunnel(contracts, time, tmp_path):
    context, certificate = certified(tmp_path)
    with RawServer(replies(reply()), tls=context) as server, RawServer(tunnel) as proxy:
        service = Service(
            contracts["oniva"],
            Target.parse(server.url),
            CREDENTIALS,
            time.rules(),
            proxy=proxy.url,
            authorities=str(certificate),
        )
        assert service.send(EVENTS).status == 200
        service.close()
        assert server.heads[0].startswith(b"GET /api/v1/events HTTP/1.1\r\n")
        assert proxy.heads[0].startswith(b"CONNECT 127.0.0.1:")
        assert b"zqx" not in b"".join(proxy.heads)


def test_a_proxy_that_refuses_is_told(contracts, time):
    with RawServer(replies(b"HTTP/1.1 403 zqx\r\n\r\n")) as proxy:
        target = Target.parse("https://example.invalid")
        service = Service(contracts["oniva"], target, CREDENTIALS, time.rules(), proxy=proxy.url)
        with pytest.raises(Trouble, match="it is unreachable: the proxy refuses"):
            service.send(EVENTS)


@pytest.mark.parametrize("proxy", ["https://127.0.0.1:1", "socks5://127.0.0.1:1", "http://user:zqx@127.0.0.1:1"])
def test_a_proxy_of_another_kind_is_refused(contracts, proxy):
    with pytest.raises(ConfigError) as caught:
        Service(contracts["oniva"], Target.parse("https://example.com"), CREDENTIALS, proxy=proxy)
    assert "zqx" not in str(caught.value)


def test_what_a_proxy_does_not_bring_is_not_said_of_the_service(contracts, time):
    with RawServer(replies(reply())) as gone:
        proxy = gone.url
    service = Service(contracts["oniva"], Target.parse("http://127.0.0.1:1"), CREDENTIALS, time.rules(), proxy=proxy)
    with pytest.raises(Trouble, match="through the proxy, it is unreachable"):
        service.send(EVENTS)
