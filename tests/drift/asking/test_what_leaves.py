"""What leaves: seen by a proxy between, which hears every octet."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.core.errors import ConfigError
from mock_server.drift import Asked
from mock_server.drift.asking import Credentials, Service, Target, Unsafe
from tests.drift.asking.raw import RawServer, replies, reply

EVENTS = Asked("listEvents", "GET", "/api/v1/events")


def lines(server):
    return [head.split(b"\r\n")[0].decode() for head in server.heads]


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_only_reads_and_the_token_request_leave_for_one_host(real, vendor):
    one = real(vendor)
    for method in (None, "HEAD"):
        for credentials, status in (("own", 200), ("none", 401), ("wrong", 401)):
            answered = one.walk.ask("listEvents", one.path, method=method, credentials=credentials, expects=(status,))
            assert answered.answered.status == status
    methods = [line.split(" ")[0] for line in lines(one.proxy)]
    assert methods.count("POST") == (vendor == "oniva")
    assert set(methods) <= {"GET", "HEAD", "POST"}
    host = f"Host: {one.service.target.authority}".encode()
    assert all(host in head.split(b"\r\n") for head in one.proxy.heads)
    assert all(b"\r\nAccept-Encoding: identity\r\n" in head for head in one.proxy.heads)
    assert one.service.requests == len(one.proxy.heads)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "CONNECT", "get"])
def test_no_other_method_touches_a_socket(bad, method):
    service, server = bad(replies(reply()))
    with pytest.raises(Unsafe, match="only GET and HEAD"):
        service.send(replace(EVENTS, method=method))
    assert server.connections == 0


@pytest.mark.parametrize("target", ["/oauth/token/../../api/v1/events", "/oauth/token?x=1", "/api/v1/events"])
def test_a_token_request_goes_nowhere_else(bad, target):
    service, server = bad(replies(reply()), token=False)
    with pytest.raises(Unsafe):
        service.send(Asked("issueToken", "POST", target))
    with pytest.raises(Unsafe):
        service.send(Asked("listEvents", "POST", "/oauth/token"))
    assert server.connections == 0


@pytest.mark.parametrize(
    "target",
    [
        "http://other.example/",
        "//other.example/",
        "/\\other.example",
        "/a b",
        "/a\r\nX: 1",
        "/ä",
        "@other.example/",
        "",
    ],
)
def test_no_other_place_touches_a_socket(bad, target):
    service, server = bad(replies(reply()))
    with pytest.raises(Unsafe, match="not a path below the target"):
        service.send(replace(EVENTS, target=target))
    assert server.connections == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Host", "other.example"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Method-Override", "DELETE"),
        ("X-HTTP-Method", "PUT"),
        ("X-Forwarded-Host", "other.example"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "3"),
        ("X-A", "1\r\nX-B: 2"),
        ("X A", "1"),
    ],
)
def test_no_header_that_makes_it_another_request_touches_a_socket(bad, name, value):
    service, server = bad(replies(reply()))
    with pytest.raises(Unsafe):
        service.send(replace(EVENTS, headers={name: value}))
    assert server.connections == 0


def test_a_reading_request_has_no_body(bad):
    service, server = bad(replies(reply()))
    with pytest.raises(Unsafe, match="no body"):
        service.send(replace(EVENTS, body=b"{}"))
    assert server.connections == 0


@settings(max_examples=60, deadline=None)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "DELETE", "get", ""]) | st.text(max_size=8),
    target=st.text(max_size=20) | st.just("/oauth/token") | st.builds("/{}".format, st.text(max_size=20)),
    operation=st.sampled_from(["listEvents", "issueToken"]),
)
def test_what_passes_the_check_is_a_read_or_the_token_request(contracts, method, target, operation):
    try:
        Target.parse("http://127.0.0.1:1").check(Asked(operation, method, target), contracts["oniva"])
    except Unsafe:
        return
    assert method in ("GET", "HEAD") or (method, operation, target) == ("POST", "issueToken", "/oauth/token")
    assert target[0] == "/"
    assert target[1:2] not in ("/", "\\")
    assert target.isascii()
    assert not set(target) & set("\r\n \t")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_answers_and_nobody_goes_there(bad, status):
    with RawServer(replies(reply())) as elsewhere:
        service, server = bad(replies(reply(b"", status, Location=f"{elsewhere.url}/api/v1/events")))
        answered = service.send(EVENTS)
        assert answered.status == int(status[:3])
        assert answered.header("location") == f"{elsewhere.url}/api/v1/events"
        assert (len(server.heads), elsewhere.connections) == (1, 0)


def test_an_endless_redirect_is_asked_once(bad):
    service, server = bad(replies(reply(b"", "302 Found", Location="/api/v1/events")))
    assert service.send(EVENTS).status == 302
    assert len(server.heads) == 1


def test_proxies_of_the_environment_are_not_asked(bad, monkeypatch):
    with RawServer(replies(reply())) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        service, server = bad(replies(reply()))
        assert service.send(EVENTS).status == 200
        assert (len(server.heads), proxy.connections) == (1, 0)


def test_a_proxy_that_is_told_of_gets_the_whole_address(contracts, time):
    with RawServer(replies(reply())) as proxy:
        target = Target.parse("http://localhost:9/base")
        service = Service(
            contracts["oniva"], target, Credentials("oniva", {"token": "t"}), time.rules(), proxy=proxy.url
        )
        assert service.send(EVENTS).status == 200
        service.close()
    assert lines(proxy) == ["GET http://localhost:9/base/api/v1/events HTTP/1.1"]


def test_an_empty_header_is_left_out(bad):
    service, server = bad(replies(reply()))
    service.send(replace(EVENTS, headers={"Accept": "", "user-agent": "python-requests/2.32"}))
    head = server.heads[0].lower()
    assert b"\r\naccept:" not in head
    assert head.count(b"user-agent:") == 1
    assert b"python-requests/2.32" in head


def test_one_connection_carries_many_requests_and_a_dropped_one_is_no_weather(bad):
    def answer(connection, head):
        connection.sendall(reply())
        if b"/last" in head:
            connection.shutdown(socket.SHUT_RDWR)

    service, server = bad(answer, is_short=False)
    for target in ("/api/v1/events", "/api/v1/events?page=2", "/last", "/api/v1/events"):
        assert service.send(replace(EVENTS, target=target)).status == 200
    assert server.connections == 2
    assert service.weather == []


def test_answers_are_as_they_were_sent(bad):
    octets = (
        b"HTTP/1.1 200 OK\r\ncontent-TYPE: application/json;  charset=latin-1\r\nX-B: 1\r\nx-a: \xe9\r\nX-B: 2\r\n"
        b"Content-Length: 5\r\n\r\n\xef\xbb\xbf{}"
    )
    service, _ = bad(replies(octets))
    answered = service.send(EVENTS)
    assert [name for name, _ in answered.headers] == ["content-TYPE", "X-B", "x-a", "X-B", "Content-Length"]
    assert answered.header("x-b") == "1, 2"
    assert answered.header("X-A") == "\xe9"
    assert answered.body == b"\xef\xbb\xbf{}"


def test_a_compressed_body_is_handed_over_as_it_came(bad):
    service, _ = bad(replies(reply(b"\x1f\x8b\x08zipped", Content_Encoding="gzip")))
    assert service.send(EVENTS).body == b"\x1f\x8b\x08zipped"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.com", "not a URL"),
        ("example.com", "not a URL"),
        ("https://", "not a URL"),
        ("https://a..example.com", "not a URL"),
        (f"https://{'a' * 64}.example.com", "not a URL"),
        ("https://[canary", "not a URL"),
        ("https://zqx:canary@example.com", "more than scheme, host"),
        ("https://example.com?zqx=canary", "more than scheme, host"),
        ("https://example.com:99999", "port"),
        ("https://example.com/a b", "not a URL"),
        ("http://example.com", "use https"),
        ("http://127.0.0.1.example.com", "use https"),
    ],
)
def test_a_target_that_is_none_is_refused_and_not_repeated(url, why):
    with pytest.raises(ConfigError, match=why) as caught:
        Target.parse(url)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["https://example.com/a/", "http://localhost:1", "http://[::1]:8024/x", "http://127.0.0.2"]
)
def test_a_target_is_written_as_it_was(url):
    assert str(Target.parse(url)) == url.rstrip("/")
