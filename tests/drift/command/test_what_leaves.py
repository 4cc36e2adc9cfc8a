"""What leaves during a whole look: heard by somebody between, to whom every octet is sent."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mock_server import MockServer
from mock_server.core.clock import Clock
from mock_server.drift.asking import Rules, Service, Target, from_environment
from mock_server.drift.deep import DeepWalk
from mock_server.drift.walk import Walk
from tests.conftest import NOON
from tests.contract.subjects import CONTRACTS
from tests.drift.asking.raw import Answer, RawServer, passes_on, replies, reply
from tests.drift.command.conftest import FAST, LOGIN, Tenant, drift

VENDORS = ("oniva", "on24")
New = Callable[..., Tenant]


@dataclass
class Heard:
    """A tenant behind somebody who listens: `target` is where."""

    tenant: Tenant
    between: RawServer
    target: str

    def see_only_reads(self) -> None:
        """See that nothing left but GET, HEAD and POST to where tokens are, and nothing for another host."""
        host = self.between.url.removeprefix("http://").encode()
        tokens = re.escape(self.target.removeprefix(self.between.url).encode()) + rb"/oauth/token"
        assert self.between.heads
        for head in self.between.heads:
            line, *headers = head.partition(b"\r\n\r\n")[0].split(b"\r\n")
            assert re.fullmatch(rb"(GET|HEAD) /[!-~]* HTTP/1\.1|POST " + tokens + rb" HTTP/1\.1", line), line
            assert [one for one in headers if one.lower().startswith(b"host:")] == [b"Host: " + host]
            assert not re.search(rb"(?im)^(x-http-method|x-method|upgrade|expect)", head)


@pytest.fixture
def heard(tenant: New, command_server: MockServer) -> Iterator[Callable[..., Heard]]:
    """Make a tenant that is listened to."""
    with ExitStack() as stack:

        def make(vendor: str) -> Heard:
            one = tenant(vendor)
            between = stack.enter_context(RawServer(passes_on(command_server.port)))
            return Heard(one, between, between.url + one.url.removeprefix(command_server.url))

        yield make


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_whole_look_only_reads(vendor: str, heard: Callable[..., Heard], tmp_path: Path) -> None:
    one = heard(vendor)
    done = one.tenant.drift("--record", str(tmp_path / "recording"), "--format", "json", target=one.target)
    assert done.exit_code in (0, 1)
    one.see_only_reads()
    methods = [head.split(b" ")[0] for head in one.between.heads]
    assert methods.count(b"GET") > 20
    assert (b"POST" in methods) == (vendor == "oniva")


@pytest.mark.parametrize("vendor", ["oniva", pytest.param("on24", marks=pytest.mark.fuzz)])
def test_schemathesis_only_reads(vendor: str, heard: Callable[..., Heard]) -> None:
    pytest.importorskip("schemathesis")
    one, contract = heard(vendor), CONTRACTS[vendor]
    credentials = from_environment(vendor, one.tenant.environment)
    rules = Rules(rate=100_000, max_requests=40, sleep=lambda seconds: None, clock=Clock(NOON, frozen=True))
    service = Service(contract, Target.parse(one.target), credentials, rules)
    walk = Walk(contract, service.send)
    given = {"client_id": credentials["client_id"]} if vendor == "on24" else {}
    walk.ask("listEvents", given)
    deep = DeepWalk(contract, service.send, walk.exchanges)
    deep.run(examples=1)
    service.close()
    one.see_only_reads()
    assert {asked.asked.method for asked in deep.exchanges} == {"GET"}
    assert len(one.between.heads) == service.requests > 5


@contextmanager
def elsewhere(status: str) -> Iterator[tuple[RawServer, Callable[[bytes], bytes]]]:
    """Another host, and an answer that sends whoever asks there."""
    with RawServer(replies(reply())) as other:
        yield other, lambda path: reply(b"", status, Location=other.url.replace("127.0.0.1", "localhost") + "/zqx")


@pytest.mark.parametrize("status", ["301 Moved", "307 Temporary"])
def test_nobody_is_followed_to_another_host(
    status: str, tenant: New, command_server: MockServer, tmp_path: Path
) -> None:
    one, through = tenant(), passes_on(command_server.port)
    with elsewhere(status) as (other, redirect), RawServer(_some(redirect, through)) as between:
        done = one.drift("--fail-on", "dangerous", target=between.url + one.url.removeprefix(command_server.url))
        assert done.exit_code == 1
        assert "endpoint-redirect:getEvent:operation" in done.stdout
        assert (other.connections, other.heads) == (0, [])
        done = drift("--target", between.url, *FAST, **LOGIN)
    assert done.exit_code == 3


def _some(redirect: Callable[[bytes], bytes], through: Answer) -> Answer:
    """Send whoever asks for records elsewhere."""

    def answer(connection: socket.socket, head: bytes) -> None:
        path = head.split(b" ")[1]
        if re.search(rb"/events/[^/]+$", path) or b"/worlds/" not in path:
            connection.sendall(redirect(path))
        else:
            through(connection, head)

    return answer


def test_secrets_are_in_no_address(heard: Callable[..., Heard]) -> None:
    one = heard("oniva")
    assert one.tenant.drift(target=one.target).exit_code == 0
    secret = one.tenant.environment["ONMOCK_ONIVA_CLIENT_SECRET"].encode()
    tokens = _tokens(one.between.heads)
    assert tokens
    lines = b"\n".join(head.split(b"\r\n")[0] for head in one.between.heads)
    assert not [text for text in (secret, *tokens) if text in lines]


def _tokens(heads: Sequence[bytes]) -> set[bytes]:
    found = (re.search(rb"Authorization: Bearer (\S+)", head) for head in heads)
    return {one[1] for one in found if one}
