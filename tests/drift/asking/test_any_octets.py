"""Any octets: whatever a service sends, it is an answer or trouble in one line, and soon."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.drift import Asked
from mock_server.drift.asking import Credentials, Limits, Service, Target, Trouble
from tests.drift.asking.raw import RawServer

EVENTS = Asked("listEvents", "GET", "/api/v1/events")
PIECES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.0 200\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 999999 No\r\n",
        b"HTTP/9.9 200 OK\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Length: 99999999999999999999999\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Retry-After: 1e999\r\n",
        b"X\xff: \xfe\r\n",
        b": \r\n",
        b" folded\r\n",
        b"\r\n",
        b"5\r\nhello\r\n",
        b"-1\r\n",
        b"ffffffffffffffffffff\r\n",
        b"0\r\n\r\n",
        b"\0",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES | st.binary(max_size=12), max_size=8))
def test_any_octets_are_an_answer_or_trouble(contracts, time, pieces):
    with RawServer(lambda connection, head: connection.sendall(b"".join(pieces))) as server:
        service = Service(
            contracts["oniva"],
            Target.parse(server.url),
            Credentials("oniva", {"token": "zqx-canary-token"}),
            time.rules(tries=0),
            Limits(connect=2.0, answer=2.0),
        )
        # Any other exception is a fault of ours.
        with suppress(Trouble):
            assert service.send(EVENTS).status >= 100
        service.close()
