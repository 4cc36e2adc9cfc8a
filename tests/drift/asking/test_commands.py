"""Commands: a line that shows something again when a shell has the variables, and nothing that is secret."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from shutil import which

import pytest

from mock_server.drift import Asked
from mock_server.drift.asking import Credentials, Service, Target
from tests.drift.asking.raw import replies, reply

EVENTS = Asked("listEvents", "GET", "/api/v1/events")


def test_keys_and_the_account_are_variables(real):
    one = real("on24")
    asked = one.walk.ask("listEvents", one.path).asked
    assert one.service.again(asked) == (
        'curl -sS -i -H "accessTokenKey: $ONMOCK_ON24_ACCESS_TOKEN_KEY"'
        ' -H "accessTokenSecret: $ONMOCK_ON24_ACCESS_TOKEN_SECRET"'
        f' {one.service.target}/v2/client/"$ONMOCK_ON24_CLIENT_ID"/event'
    )


def test_a_token_is_a_variable(bad):
    service, _ = bad(replies(reply()))
    line = service.again(replace(EVENTS, target="/api/v1/events?limit=5&status=cancelled&from=2026-03-02"))
    assert line.startswith('curl -sS -i -H "Authorization: Bearer $ONMOCK_ONIVA_TOKEN" ')
    assert line.endswith("/api/v1/events?limit=5&status=cancelled&from=2026-03-02'")


def test_a_scheme_in_small_letters_is_shown_so(bad):
    service, server = bad(replies(reply()))
    small = replace(EVENTS, credentials="small")
    service.send(small)
    assert b"\r\nAuthorization: bearer zqx-canary-token\r\n" in server.heads[0]
    assert ' -H "Authorization: bearer $ONMOCK_ONIVA_TOKEN" ' in service.again(small)


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/events/zqx-person/bookings",
        "/api/v1/events?workspace=zqx%40person.example",
        "/api/v1/events?zqx=1&limit=zqx",
        "/api/v1/events?unknown=zqx%22%24(id)",
        "/zqx/zqx",
    ],
)
def test_what_may_be_a_person_is_hidden(bad, target):
    service, _ = bad(replies(reply()))
    operation = "listEventBookings" if "bookings" in target else "listEvents"
    line = service.again(Asked(operation, "GET", target, headers={"If-None-Match": '"zqx"', "Accept": ""}))
    assert "zqx" not in line.replace("zqx=1", "").replace("?zqx=", "")
    assert "HIDDEN" in line


def test_head_wrong_credentials_and_none_are_said(bad):
    service, _ = bad(replies(reply()))
    assert service.again(replace(EVENTS, method="HEAD")).startswith("curl -sS -I ")
    assert "'Authorization: wrong'" in service.again(replace(EVENTS, credentials="wrong"))
    assert "Authorization" not in service.again(replace(EVENTS, credentials="none"))


@pytest.mark.skipif(which("curl") is None, reason="curl is not there")
@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/$(id)`id`\";'x"])
def test_a_shell_sends_the_same_request(contracts, time, bad, path):
    service, server = bad(replies(reply()))
    asked = replace(EVENTS, target=path)
    service.send(asked)
    environment = {"ONMOCK_ONIVA_TOKEN": "zqx-canary-token", "PATH": "/usr/bin:/bin"}
    subprocess.run(service.again(asked), shell=True, check=True, env=environment, capture_output=True, timeout=20)
    ours, theirs = (head.split(b"\r\n") for head in server.heads)
    assert theirs[0].startswith(b"GET /api/v1/")
    assert b"uid=" not in theirs[0]
    if path == "/api/v1/events":
        assert theirs[0] == ours[0]
    assert b"Authorization: Bearer zqx-canary-token" in theirs


@pytest.mark.skipif(which("curl") is None, reason="curl is not there")
def test_the_line_of_a_token_request_works(contracts, time, bad):
    service, server = bad(replies(reply(b'{"access_token": "a"}')), token=False)
    service.send(Asked("issueToken", "POST", "/oauth/token"))
    environment = {f"ONMOCK_ONIVA_{name.upper()}": value for name, value in service.credentials.items()}
    line = service.again(Asked("issueToken", "POST", "/oauth/token"))
    assert "zqx" not in line
    subprocess.run(line, shell=True, check=True, env=environment, capture_output=True, timeout=20)
    assert server.heads[1].startswith(b"POST /oauth/token ")
    assert server.heads[1].endswith(b"grant_type=client_credentials")


def test_a_service_shows_where_it_is_only(contracts):
    credentials = Credentials("oniva", {"client_id": "zqx", "client_secret": "zqx"})
    service = Service(contracts["oniva"], Target.parse("https://example.com/base/"), credentials)
    assert repr(service) == "<service at https://example.com/base>"
