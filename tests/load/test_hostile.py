"""Bad input over real sockets, against the command itself: a 4xx or a closed connection, and life goes on."""

from __future__ import annotations

import json
import re
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.load.running import Onmock

MIB = 1 << 20
# What an allocator may keep after a storm; the storms themselves are a hundred times as large.
MARGIN_KIB = 12 * 1024
EVENTS = b"/oniva/api/v1/events"
HOST = b"Host: 127.0.0.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def onmock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Onmock]:
    """A server for all tests of this module."""
    server = Onmock(tmp_path_factory.mktemp("onmock") / "stderr", "--no-limits")
    yield server
    server.end()


@pytest.fixture(autouse=True)
def unharmed(onmock: Onmock) -> Iterator[None]:
    """After every test the server still answers, and has had nothing to complain about."""
    before = onmock.complaints
    yield
    assert onmock.is_well()
    assert onmock.complaints == before


def until(is_so: Callable[[], bool], seconds: float = 15) -> bool:
    """Wait until something is so; return whether it is."""
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.02)
    return is_so()


def exchange(onmock: Onmock, raw: bytes, *, hang_up: bool = True) -> bytes:
    """Send bytes and no more, if the server takes them; return all that comes back until it closes, or is idle."""
    with onmock.connect() as connection:
        try:
            connection.sendall(raw)
            if hang_up:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has hung up on us, maybe after an answer
        return read_all(connection)


def read_all(connection: socket.socket, patience: float = 10) -> bytes:
    """Return everything that comes until the other side closes or is silent for too long."""
    received = bytearray()
    connection.settimeout(patience)
    try:
        while piece := connection.recv(1 << 16):
            received += piece
    except OSError:
        pass
    return bytes(received)


ANSWER = re.compile(rb"HTTP/1\.[01] (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n")


def answers_in(received: bytes) -> list[tuple[int, bytes, bytes]]:
    """Split what came into (status, head, body); anything that is not HTTP fails."""
    answers, at = [], 0
    while at < len(received):
        head = ANSWER.match(received, at)
        assert head is not None, received[at : at + 200]
        length = re.search(rb"^Content-Length: (\d+)\r$", head[2], re.MULTILINE)
        end = head.end() + (int(length[1]) if length else 0)
        answers.append((int(head[1]), head[2], received[head.end() : end]))
        at = end
    return answers


def assert_sane(received: bytes, statuses: Sequence[int] = range(400, 500)) -> list[int]:
    """Every answer has one of the statuses, and is JSON where it has a body; return the statuses."""
    answers = answers_in(received)
    for status, head, body in answers:
        assert status in statuses, received[:300]
        assert b"Traceback" not in body
        if body:
            assert re.search(rb"^Content-Type: application/(problem\+)?json\r$", head, re.MULTILINE), head
            json.loads(body)
    return [status for status, _, _ in answers]


def get(target: bytes, head: bytes = b"", *, version: bytes = b"HTTP/1.1") -> bytes:
    """A GET request, with a mark where the token goes."""
    return b"GET " + target + b" " + version + b"\r\n" + HOST + b"Authorization: Bearer {token}\r\n" + head + b"\r\n"


def post(head: bytes, body: bytes = b"") -> bytes:
    """A token request."""
    return b"POST /oniva/oauth/token HTTP/1.1\r\n" + HOST + FORM + head + b"\r\n" + body


def sized(body: bytes) -> bytes:
    """A token request with the right Content-Length."""
    return post(b"Content-Length: %d\r\n" % len(body), body)


# What is wrong → the request, and the statuses that may come back.
REFUSED: dict[str, tuple[bytes, Sequence[int]]] = {
    "raw NUL in the path": (get(EVENTS + b"/\x00"), [404]),
    "NUL in the path": (get(EVENTS + b"/%00"), [404]),
    "lone surrogate in the path": (get(EVENTS + b"/%ED%A0%80"), [404]),
    "invalid UTF-8 in the path": (get(EVENTS + b"/%FF%FE"), [404]),
    "raw bytes in the path": (get(EVENTS + b"/\xff\xfe"), [400]),
    "CR LF in the path": (get(EVENTS + b"/%0d%0aSet-Cookie:%20a=b"), [404]),
    "half an escape": (get(EVENTS + b"/%"), [404]),
    "dots to climb out": (get(b"/oniva/../../../etc/passwd"), [404]),
    "slashes at the beginning": (get(b"//oniva//api//v1//events"), [404]),
    "NUL in a parameter": (get(EVENTS + b"?page=%00"), [400]),
    "invalid UTF-8 in a parameter": (get(EVENTS + b"?page=%FF&workspace=%ED%A0%80"), [400]),
    "CR LF in a parameter": (get(EVENTS + b"?page=%0d%0aX:%20y"), [400]),
    "a parameter 6,000 times": (get(EVENTS + b"?" + b"&".join([b"page=1"] * 6000)), [400]),
    "a number of 60,000 digits": (get(EVENTS + b"?page=" + b"9" * 60_000), [400]),
    "URL of 1 MiB": (get(EVENTS + b"?x=" + b"a" * MIB), [431]),
    "header of 70 KiB": (get(EVENTS, b"X: " + b"a" * 70_000 + b"\r\n"), [431]),
    "40,000 headers": (get(EVENTS, b"".join(b"X-%d: y\r\n" % n for n in range(40_000))), [431]),
    "NUL in a header": (get(EVENTS, b"Accept: \x00\r\n"), [400]),
    "bare CR in a header": (get(EVENTS, b"A: b\rX: c\r\n"), [400]),
    "header without a name": (get(EVENTS, b": x\r\n"), [400]),
    "blank before the colon": (get(EVENTS, b"A : x\r\n"), [400]),
    "two tokens": (get(EVENTS, b"Authorization: Bearer other\r\n"), [401]),
    "token of 60 KiB": (get(EVENTS).replace(b"{token}", b"a" * 60_000), [401]),
    "token of odd bytes": (get(EVENTS).replace(b"{token}", b"\xff\xfe\xc3\xbc"), [401]),
    "basic credentials of odd bytes": (post(b"Authorization: Basic \xff\xfe==\r\n"), [400, 401]),
    "NUL in the form": (sized(b"grant_type=client_credentials&client_id=%00\x00&client_secret=x"), [401]),
    "invalid UTF-8 in the form": (sized(b"grant_type=client_credentials&client_id=\xff%FF"), [400]),
    "lone surrogate in the form": (sized(b"grant_type=%ED%A0%80"), [400]),
    "10,000 fields in the form": (sized(b"a=1&" * 10_000), [400]),
    "body of 1 MiB": (sized(b"a" * MIB), [413]),
    "body of 20 MiB": (sized(b"a" * (20 * MIB)), [413]),
    "body of 20 MiB on GET": (get(EVENTS, b"Content-Length: %d\r\n" % (20 * MIB)) + b"a" * (20 * MIB), [413]),
    "chunks of 20 MiB": (post(CHUNKED, b"%X\r\n" % (20 * MIB) + b"a" * (20 * MIB) + b"\r\n0\r\n\r\n"), [413]),
    "chunk size that is no number": (post(CHUNKED, b"zz\r\nabc\r\n0\r\n\r\n"), [400]),
    "negative chunk size": (post(CHUNKED, b"-5\r\nabcde\r\n0\r\n\r\n"), [400]),
    "chunk longer than said": (post(CHUNKED, b"5\r\nabcdefgh0\r\n\r\n"), [400]),
    "chunked twice": (post(CHUNKED + CHUNKED, b"0\r\n\r\n"), [400]),
    "chunked and a length": (post(CHUNKED + b"Content-Length: 5\r\n", b"0\r\n\r\n"), [400]),
    "transfer coding nobody knows": (post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), [400]),
    "length that is no number": (post(b"Content-Length: five\r\n", b"abcde"), [400]),
    "negative length": (post(b"Content-Length: -5\r\n", b"abcde"), [400]),
    "length with a sign": (post(b"Content-Length: +5\r\n", b"abcde"), [400]),
    "length of 5,000 digits": (post(b"Content-Length: " + b"9" * 5000 + b"\r\n", b"abcde"), [400]),
    "two lengths": (post(b"Content-Length: 5\r\nContent-Length: 6\r\n", b"abcdef"), [400]),
    "form on an unknown expectation": (post(b"Expect: a-miracle\r\nContent-Length: 3\r\n", b"a=b"), [400]),
    "method nobody knows": (b"BREW /oniva/api/v1/me HTTP/1.1\r\n" + HOST + b"\r\n", [405]),
    "method of 3,000 letters": (b"A" * 3000 + b" /oniva/api/v1/me HTTP/1.1\r\n" + HOST + b"\r\n", [405]),
    "method in small letters": (b"get / HTTP/1.1\r\n" + HOST + b"\r\n", [400]),
    "asterisk": (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", [404]),
    "tunnel": (b"CONNECT 127.0.0.1:443 HTTP/1.1\r\n" + HOST + b"\r\n", [404]),
    "absolute URL with half an address": (get(b"http://[::1/oniva/api/v1/events"), [400]),
    "version with a tail": (get(EVENTS, version=b"HTTP/1.1x"), [400]),
    "preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 404]),
    "every byte there is": (bytes(range(256)) * 4 + b"\r\n\r\n", [400]),
}


@pytest.mark.parametrize(("raw", "statuses"), REFUSED.values(), ids=REFUSED)
def test_bad_request_is_refused_in_json(onmock: Onmock, raw: bytes, statuses: Sequence[int]) -> None:
    received = exchange(onmock, raw.replace(b"{token}", onmock.token.encode()))
    # Who is still sending a large body when it is refused may see only that the connection is closed.
    assert assert_sane(received, statuses) or len(raw) > 2 * MIB


ACCEPTED: dict[str, bytes] = {
    "unknown parameters of odd bytes": get(EVENTS + b"?%00=%FF&%ED%A0%80=1"),
    "unknown parameters of raw bytes": get(b"/" + EVENTS + b"?\xff=\xfe"),
    "6,000 unknown parameters": get(EVENTS + b"?" + b"&".join(b"a%d=1" % n for n in range(6000))),
    "2,000 headers": get(EVENTS, b"".join(b"X-%d: y\r\n" % n for n in range(2000))),
    "folded header": get(EVENTS, b"A: b\r\n c\r\n"),
    "forwarded by nonsense": get(EVENTS, b"X-Forwarded-For: \xff,,, <script>\r\nX-Forwarded-Proto: \xfe\r\n"),
    "cookies of odd bytes": get(EVENTS, b"Cookie: " + b"\xff=;" * 100 + b"\r\n"),
    "absolute URL": get(b"http://elsewhere.example:9" + EVENTS),
    "fragment": get(EVENTS + b"#part"),
    "body of 1 MiB on GET": get(EVENTS, b"Content-Length: %d\r\n" % MIB) + b"a" * MIB,
    "no version": get(EVENTS, version=b"").replace(b" \r\n", b"\r\n", 1),
    "version 9.9": get(EVENTS, version=b"HTTP/9.9"),
    "odd Host": get(EVENTS).replace(HOST, b"Host: \xff<>\"' a/b@c:99999999\r\n"),
    "Host with half an address": get(EVENTS).replace(HOST, b"Host: [::1\r\n"),
    "empty Host": get(EVENTS).replace(HOST, b"Host:\r\n"),
    "upgrade to HTTP/2": get(EVENTS, b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"),
}


@pytest.mark.parametrize("raw", ACCEPTED.values(), ids=ACCEPTED)
def test_odd_but_legal_request_is_answered(onmock: Onmock, raw: bytes) -> None:
    received = exchange(onmock, raw.replace(b"{token}", onmock.token.encode()))
    assert assert_sane(received, [200]) == [200]


def test_header_is_not_injected_by_cr_lf(onmock: Onmock) -> None:
    received = exchange(onmock, get(b"/oniva/%0d%0aX-Injected:%20yes?page=%0d%0aX-Injected:%20yes"))
    assert b"x-injected" not in answers_in(received)[0][1].lower()


def test_pipelined_requests_are_answered_in_order(onmock: Onmock) -> None:
    token = onmock.token.encode()
    last = get(EVENTS, b"Connection: close\r\n")
    wanted = [get(EVENTS), get(b"/oniva/nowhere"), get(EVENTS + b"?limit=0"), sized(b"a=b"), last]
    received = exchange(onmock, b"".join(wanted).replace(b"{token}", token), hang_up=False)
    assert assert_sane(received, range(200, 500)) == [200, 404, 400, 400, 200]


def test_garbage_after_a_request_does_not_spoil_its_answer(onmock: Onmock) -> None:
    good = get(EVENTS).replace(b"{token}", onmock.token.encode())
    assert assert_sane(exchange(onmock, good + b"\x00\xff garbage\r\n\r\n"), range(200, 500)) == [200, 400]


def test_expectation_to_continue_is_met_before_the_body(onmock: Onmock) -> None:
    form = b"grant_type=client_credentials&client_id=onmock-crm&client_secret=onmock-crm-secret"
    with onmock.connect() as connection:
        connection.sendall(post(b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: %d\r\n" % len(form)))
        go_on = connection.recv(1000)
        connection.sendall(form)
        assert go_on == b"HTTP/1.1 100 Continue\r\n\r\n"
        assert assert_sane(read_all(connection), [200]) == [200]


UNFINISHED: dict[str, bytes] = {
    "nothing": b"",
    "one byte": b"G",
    "half a head": b"GET /oniva/api/v1/events HTTP/1.1\r\nHost: x\r\nAuth",
    "half a body": post(b"Content-Length: 50\r\n", b"grant_type"),
    "half a chunk": post(CHUNKED, b"50\r\ngrant_type"),
    "chunk of endless size": post(CHUNKED, b"F" * 40 + b"\r\nabc"),
    "endless chunk extension": post(CHUNKED, b"5;" + b"x" * 200_000),
    "endless trailer": post(CHUNKED, b"0\r\n" + b"X: y\r\n" * 20_000),
    "TLS client hello": bytes.fromhex("16030102000100 01fc0303".replace(" ", "")) + bytes(508),
    "bare line feeds": b"GET / HTTP/1.1\nHost: x\n\n",
    "blank lines": b"\r\n" * 500,
}


@pytest.mark.parametrize("raw", UNFINISHED.values(), ids=UNFINISHED)
def test_unfinished_request_is_dropped_when_its_sender_hangs_up(onmock: Onmock, raw: bytes) -> None:
    assert exchange(onmock, raw) == b""


@settings(max_examples=1500, deadline=None, derandomize=True, database=None)
@given(data=st.binary(min_size=1, max_size=400), ends=st.sampled_from([b"", b"\r\n\r\n"]))
def test_random_bytes_are_refused(onmock: Onmock, data: bytes, ends: bytes) -> None:
    assert_sane(exchange(onmock, data + ends))


TEXT = st.binary(max_size=40) | st.sampled_from(
    [b"%00", b"%ff", b"%ED%A0%80", b"%0d%0a", b"..", b"//", b"9" * 400, b"'"]
)
WORD = st.from_regex(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}", fullmatch=True)


@settings(max_examples=1500, deadline=None, derandomize=True, database=None)
@given(
    method=st.sampled_from([b"GET", b"POST", b"PUT", b"OPTIONS", b"TRACE"]) | WORD,
    root=st.sampled_from(
        [b"/", b"/oniva/", EVENTS + b"/", b"/oniva/api/v1/bookings/", b"/oniva/oauth/token", b"/__admin/"]
    ),
    path=TEXT,
    query=st.lists(
        st.tuples(st.sampled_from([b"page", b"limit", b"status", b"from", b"email"]) | TEXT, TEXT), max_size=4
    ),
    head=st.lists(st.tuples(WORD, TEXT), max_size=4),
    body=TEXT,
)
def test_fuzzed_request_never_breaks_the_server(
    onmock: Onmock,
    method: bytes,
    root: bytes,
    path: bytes,
    query: list[tuple[bytes, bytes]],
    head: list[tuple[bytes, bytes]],
    body: bytes,
) -> None:
    target = root + path + b"?" + b"&".join(b"%s=%s" % pair for pair in query)
    lines = [b"%s: %s" % pair for pair in head]
    lines += [b"Authorization: Bearer " + onmock.token.encode(), b"Content-Length: %d" % len(body)]
    raw = method + b" " + target + b" HTTP/1.1\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body
    assert_sane(exchange(onmock, raw), [*range(200, 300), *range(400, 500)])


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to look at the server from outside")
def test_ten_thousand_dropped_connections_leave_neither_files_nor_memory_behind(onmock: Onmock) -> None:
    pieces = [b"", b"G", b"GET /oniva/api/v1/me HTTP/1.1\r\n", get(EVENTS), post(CHUNKED, b"5\r\nab")]

    def drop(times: int) -> None:
        for start in range(0, times, 250):
            with ExitStack() as stack:
                for number in range(start, start + 250):
                    connection = stack.enter_context(onmock.connect())
                    connection.sendall(pieces[number % len(pieces)])
                    if number % 2:
                        # No farewell: the server sees a reset.
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    drop(1000)
    assert until(lambda: onmock.open_files < 50)
    files, memory = onmock.open_files, onmock.resident_kib
    drop(10_000)
    assert until(lambda: onmock.open_files <= files)
    assert onmock.resident_kib <= memory + MARGIN_KIB


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="needs /proc to look at the server from outside")
def test_memory_is_back_to_where_it_was_after_large_and_broken_requests(onmock: Onmock) -> None:
    storm = [raw.replace(b"{token}", onmock.token.encode()) for raw, _ in REFUSED.values()]
    storm += [UNFINISHED["endless trailer"], UNFINISHED["endless chunk extension"], ACCEPTED["body of 1 MiB on GET"]]
    for raw in storm * 2:
        exchange(onmock, raw)
    memory = onmock.resident_kib
    for raw in storm * 4:
        exchange(onmock, raw)
    assert until(lambda: onmock.resident_kib <= memory + MARGIN_KIB)


def test_others_are_served_while_slow_clients_hang(onmock: Onmock) -> None:
    good = get(EVENTS, b"Connection: close\r\n").replace(b"{token}", onmock.token.encode())
    with ExitStack() as stack:
        slow = [stack.enter_context(onmock.connect()) for _ in range(200)]
        for number, connection in enumerate(slow):
            connection.sendall(list(UNFINISHED.values())[number % len(UNFINISHED)][:5000])
        began = time.monotonic()
        assert [assert_sane(exchange(onmock, good), [200]) for _ in range(20)] == [[200]] * 20
        assert time.monotonic() - began < 5


def test_client_that_sends_byte_by_byte_is_served(onmock: Onmock) -> None:
    good = get(EVENTS, b"Connection: close\r\n").replace(b"{token}", onmock.token.encode())
    with onmock.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for at in range(len(good)):
            connection.sendall(good[at : at + 1])
        assert assert_sane(read_all(connection), [200]) == [200]


def test_client_that_never_reads_its_answers_does_not_stop_others(onmock: Onmock) -> None:
    greedy = get(EVENTS + b"?limit=100").replace(b"{token}", onmock.token.encode())
    with ExitStack() as stack:
        for _ in range(10):
            connection = stack.enter_context(onmock.connect())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(greedy * 40)
        assert onmock.is_well()


def test_server_ends_in_time_with_status_0_while_slow_clients_hang(tmp_path: Path) -> None:
    server = Onmock(tmp_path / "stderr", "--no-limits")
    with ExitStack() as stack:
        for number in range(50):
            connection: Any = stack.enter_context(server.connect())
            connection.sendall(list(UNFINISHED.values())[number % len(UNFINISHED)][:5000])
        assert server.is_well()
        status = server.end()
    assert (status, server.complaints) == (0, "")
