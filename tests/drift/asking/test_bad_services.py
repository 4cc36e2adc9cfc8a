"""Services that answer badly: each ends soon, in one line that says what it was."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mock_server.drift import Asked, NotObserved
from mock_server.drift.asking import Credentials, Limits, Service, Target, Trouble
from tests.drift.asking.raw import RawServer, replies, reply

EVENTS = Asked("listEvents", "GET", "/api/v1/events")
HTML = reply(b"<!DOCTYPE html><html><body>zqx-canary</body></html>", Content_Type="text/html")


def trouble_of(service, asked=EVENTS):
    with pytest.raises(Trouble) as caught:
        service.send(asked)
    assert "\n" not in str(caught.value)
    assert "zqx" not in f"{caught.value!r} {service.weather} {service.trouble}"
    return caught.value


def test_what_is_too_large_is_cut(bad):
    service, _ = bad(replies(reply(b'"' + b"x" * 10_000_000 + b'"')))
    answered = service.send(EVENTS)
    assert answered.is_cut
    assert len(answered.body) == 5 * 1024 * 1024


def test_an_endless_body_ends(bad):
    def answer(connection, head):
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    service, _ = bad(answer, limits=Limits(octets=100_000))
    assert service.send(EVENTS).is_cut


@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_what_drips_ends(bad, before):
    def answer(connection, head):
        connection.sendall(before)
        while not server.stopping.wait(0.01):
            connection.sendall(b"H")

    service, server = bad(answer, limits=Limits(answer=0.1))
    assert str(trouble_of(service)) == "there was no whole answer in time"
    assert len(server.heads) == 4


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        (b"", "it hung up without an answer"),
        (b"zqx-canary is no HTTP\r\n\r\n", "it answers with something that is not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: zqx\r\n" * 200 + b"\r\n", "it answers with something that is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nzqx", "its answer ended before it was whole"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nzq", "its answer ended before it was whole"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzqx\r\n", "its answer ended before it was whole"),
    ],
)
def test_what_is_no_answer_is_asked_for_again_and_then_told(bad, octets, why):
    service, server = bad(replies(octets))
    assert str(trouble_of(service)) == why
    assert len(server.heads) == 4
    assert [one.split(", ")[0] for one in service.weather] == [f"listEvents: {why}"] * 4


def test_a_service_that_never_answered_is_not_asked_again(bad):
    service, server = bad(replies(b""))
    assert trouble_of(service).is_final
    assert service.trouble == str(trouble_of(service)) == "it hung up without an answer"
    assert trouble_of(service).is_final
    assert len(server.heads) == 4


def test_one_operation_that_hangs_up_is_not_the_service(bad):
    service, _ = bad(replies(reply(), *[b""] * 4, reply()))
    assert service.send(EVENTS).status == 200
    assert not trouble_of(service).is_final
    assert service.send(EVENTS).status == 200
    assert service.trouble == ""


def test_a_service_that_goes_away_is_given_up(bad):
    service, server = bad(replies(reply(), b""))
    service.send(EVENTS)
    assert [trouble_of(service).is_final for _ in range(3)] == [False, False, True]
    trouble_of(service)
    assert len(server.heads) == 13


def test_nobody_there_is_unreachable(contracts, time):
    with socket.create_server(("127.0.0.1", 0)) as free:
        target = Target.parse(f"http://127.0.0.1:{free.getsockname()[1]}")
    service = Service(contracts["oniva"], target, Credentials("oniva", {"token": "t"}), time.rules())
    told = [str(trouble_of(service)) for _ in range(2)]
    assert {*told, service.trouble} == {"it is unreachable: the connection is refused"}
    assert time.naps == [1, 2, 4]


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([HTML], "issueToken answered with HTML in place of JSON"),
        ([reply(b"[]")], "issueToken answered with no token"),
        ([reply(b'{"access_token": ""}')], "issueToken answered with no token"),
        ([reply(b'{"access_token": "a\\nb"}')], "issueToken answered with a token that cannot be in a header"),
        ([reply(b'{"access_token": "zqx' + b"x" * 10_000_000)], "issueToken answered with more than anybody reads"),
        ([reply(b'{"error": "zqx"}', "401 Unauthorized")], "issueToken answered 401: the credentials are refused"),
        ([reply(b'{"error": "zqx"}', "400 Bad Request")], "issueToken answered 400: the credentials are refused"),
        ([reply(b"", "302 Found", Location="https://zqx.example")], "a redirect, which is not followed"),
        ([reply(b"", "404 Not Found")], "issueToken answered 404, and no token"),
        ([HTML.replace(b"200 OK", b"503 Nope!")], "issueToken: it answered 503"),
    ],
)
def test_a_token_operation_that_gives_none_is_the_trouble(bad, answers, why):
    service, server = bad(replies(*answers), token=False)
    assert why in str(trouble_of(service))
    assert why in service.trouble
    sent = len(server.heads)
    trouble_of(service)
    assert len(server.heads) == sent
    assert all(head.startswith(b"POST /oauth/token ") for head in server.heads)


def test_a_certificate_that_nobody_vouches_for_is_refused(contracts, time, tmp_path):
    context, certificate = certified(tmp_path)
    with RawServer(replies(reply()), tls=context) as server:
        credentials = Credentials("oniva", {"token": "zqx-canary-token"})
        service = Service(contracts["oniva"], Target.parse(server.url), credentials, time.rules())
        assert str(trouble_of(service)).startswith("its certificate is invalid: self-signed certificate")
        assert (server.heads, time.naps) == ([], [])
        trusting = Service(
            contracts["oniva"], Target.parse(server.url), credentials, time.rules(), authorities=str(certificate)
        )
        assert trusting.send(EVENTS).status == 200
        trusting.close()


def test_a_certificate_of_another_host_is_refused(contracts, time, tmp_path):
    context, certificate = certified(tmp_path)
    with RawServer(replies(reply()), tls=context) as server:
        target = Target.parse(server.url.replace("127.0.0.1", "localhost"))
        credentials = Credentials("oniva", {"token": "zqx-canary-token"})
        service = Service(contracts["oniva"], target, credentials, time.rules(), authorities=str(certificate))
        assert "certificate is invalid" in str(trouble_of(service))
        assert server.heads == []


def test_trouble_is_not_observed():
    assert issubclass(Trouble, NotObserved)


def certified(directory, age=timedelta()):
    """Make a certificate of 127.0.0.1 that vouches for itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "onmock")])
    now = datetime.now(UTC) - age
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate, both = directory / "certificate.pem", directory / "both.pem"
    certificate.write_bytes(pem)
    both.write_bytes(secret + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, certificate
