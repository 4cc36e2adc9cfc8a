"""Targets that are not there, or are something else: one line, 3, and nothing half done."""

from __future__ import annotations

import json
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from tests.drift.asking.raw import Answer, RawServer, replies, reply
from tests.drift.asking.test_bad_services import HTML, certified
from tests.drift.command.conftest import FAST, LOGIN, TOKEN, drift

REDIRECT = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {}\r\n\r\n"


def could_not_tell(target: str, why: str, folder: Path, environment: dict[str, str]) -> None:
    """See that the command says why in one line, in its report too, and remembers nothing."""
    out, baseline, overlay = folder / "report.json", folder / "baseline.json", folder / "overlay.yaml"
    out.write_text("of yesterday")
    options = ("--baseline", str(baseline), "--write-overlay", str(overlay), "--format", "json", "--out", str(out))
    done = drift("--target", target, *FAST, *options, **environment)
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("onmock: could not tell: ")
    assert why in done.stderr
    assert why in json.loads(out.read_text())["trouble"]
    assert "zqx" not in done.stderr + out.read_text()
    assert [path.name for path in folder.iterdir() if path.suffix != ".pem"] == [out.name]


def endless(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1000\r\n" + b"[" * 4096 + b"\r\n")


LARGE = reply(b'{"access_token": "' + b"zqx" * 3_500_000 + b'"}')
ANSWERS: list[tuple[str, Answer, str, str]] = [
    ("HTML in place of JSON", replies(HTML), "HTML in place of JSON", "only 0 of"),
    ("10 MB", replies(LARGE), "more than anybody reads", "only 0 of"),
    ("an endless body", endless, "more than anybody reads", "only 0 of"),
    ("an endless redirect", replies(REDIRECT.format("/zqx").encode()), "a redirect", "only 0 of"),
    ("a redirect elsewhere", replies(REDIRECT.format("//zqx.example/").encode()), "a redirect", "only 0 of"),
    ("no HTTP", replies(b"220 zqx ESMTP\r\n"), "not HTTP", "not HTTP"),
    ("nothing", replies(b""), "hung up", "hung up"),
    ("half an answer", replies(reply(b'{"zqx": 1}')[:-3]), "ended before it was whole", "ended before it was whole"),
    ("no secret is good", replies(reply(b'{"error":"zqx"}', "401 No")), "credentials are refused", "are refused"),
    ("errors of its own", replies(reply(b"zqx", "500 Oh")), "it answered 500", "only 0 of"),
    ("nothing of it", replies(reply(b'{"zqx": 1}', "404 No")), "404, and no token", "only 0 of"),
]


@pytest.mark.usefixtures("frugal")
@pytest.mark.parametrize(("answer", "login", "later"), [one[1:] for one in ANSWERS], ids=[one[0] for one in ANSWERS])
@pytest.mark.parametrize("is_let_in", [False, True], ids=["at the door", "inside"])
def test_a_target_that_answers_badly_cannot_be_told_of(
    answer: Answer, login: str, later: str, is_let_in: bool, tmp_path: Path
) -> None:
    with RawServer(answer) as server:
        could_not_tell(server.url, later if is_let_in else login, tmp_path, TOKEN if is_let_in else LOGIN)
        if not is_let_in:
            assert {head.split(b" ")[0] for head in server.heads} == {b"POST"}


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("environment", [LOGIN, TOKEN], ids=["at the door", "inside"])
def test_a_target_that_drips_cannot_be_told_of(environment: dict[str, str], tmp_path: Path) -> None:
    def drips(connection: socket.socket, head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not server.stopping.wait(0.02):
            connection.sendall(b"[")

    with RawServer(drips) as server:
        could_not_tell(server.url, "no whole answer in time", tmp_path, environment)


def test_a_target_that_is_not_there_cannot_be_told_of(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    could_not_tell(f"http://127.0.0.1:{port}", "issueToken: it is unreachable", tmp_path, LOGIN)


def test_a_name_that_nobody_has_cannot_be_told_of(tmp_path: Path) -> None:
    # Too long for any resolver to ask for, so that no network is needed.
    name = ".".join(["no-such-host"] * 30)
    could_not_tell(f"https://{name}", "its host is not known", tmp_path, LOGIN)


@pytest.mark.parametrize(
    ("host", "age", "is_known", "why"),
    [
        ("127.0.0.1", timedelta(), False, "self-signed certificate"),
        ("127.0.0.1", timedelta(days=30), True, "certificate has expired"),
        ("localhost", timedelta(), True, "Hostname mismatch"),
    ],
    ids=["self-signed", "expired", "of another host"],
)
def test_a_certificate_that_is_not_good_ends_it(
    host: str, age: timedelta, is_known: bool, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = certified(tmp_path, age)
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with RawServer(replies(reply()), tls=context) as server:
        could_not_tell(server.url.replace("127.0.0.1", host), f"its certificate is invalid: {why}", tmp_path, LOGIN)
        assert server.heads == []


def test_a_certificate_that_is_good_lets_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with RawServer(replies(reply()), tls=context) as server:
        could_not_tell(server.url, "issueToken answered with no token", tmp_path, LOGIN)
        assert len(server.heads) == 1


def test_plain_http_is_no_tls(tmp_path: Path) -> None:
    with RawServer(replies(reply()), tls=certified(tmp_path)[0]) as server:
        could_not_tell(server.url.replace("https", "http"), "it hung up without an answer", tmp_path, LOGIN)
        assert server.heads == []
