"""Logins: how tokens are got, kept and renewed; how keys are shown."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift import Asked, NotObserved
from mock_server.drift.asking import Credentials, Service, Target, Trouble
from tests.drift.asking.conftest import SECRET
from tests.drift.asking.raw import replies, reply

EVENTS = Asked("listEvents", "GET", "/api/v1/events")
TOKEN = Asked("issueToken", "POST", "/oauth/token", expects=(200, 400, 401))


def token(value="zqx-token-1", **more):
    said = "".join(f', "{name}": {text}' for name, text in more.items())
    return reply(f'{{"access_token": "{value}"{said}}}'.encode())


def posts(server):
    return [head for head in server.heads if head.startswith(b"POST")]


def shown(server):
    return [line for head in server.heads for line in head.split(b"\r\n") if line.startswith(b"Authorization: Bearer")]


def test_a_token_is_asked_for_once(real):
    one = real()
    for page in (1, 2, 3):
        assert one.walk.ask("listEvents", query={"page": page}).answered.status == 200
    assert len(posts(one.proxy)) == 1
    assert len(one.service.logins) == 1


def test_a_token_is_asked_for_with_basic(bad):
    service, server = bad(replies(token(), reply()), token=False)
    service.send(EVENTS)
    (post,) = posts(server)
    line = next(one for one in post.split(b"\r\n") if one.startswith(b"Authorization: Basic "))
    # RFC 6749 section 2.3.1: form-encoded first.
    assert base64.b64decode(line.split()[-1]) == b"canary-client:zqx-canary%2Fsecret%2B1"
    assert post.endswith(b"\r\n\r\ngrant_type=client_credentials")


def test_a_server_that_takes_credentials_in_the_body_only_gets_them_there(bad):
    def answer(connection, head):
        is_post = head.startswith(b"POST")
        refused = is_post and b"Authorization" in head
        connection.sendall(
            reply(b"{}", "401 Unauthorized") if refused else token(expires_in=100) if is_post else reply()
        )

    service, server = bad(answer, token=False)
    service.send(EVENTS)
    assert parse_qs(posts(server)[1].decode().split("\r\n\r\n")[1]) == {
        "grant_type": ["client_credentials"],
        "client_id": [SECRET["client_id"]],
        "client_secret": [SECRET["client_secret"]],
    }


@pytest.mark.parametrize("status", ["400 Bad Request", "415 Unsupported Media Type"])
def test_a_server_that_reads_json_only_gets_json_after_both_forms(bad, status):
    def answer(connection, head):
        is_form = head.startswith(b"POST") and b"application/x-www-form-urlencoded" in head
        connection.sendall(reply(b"{}", status) if is_form else token() if head.startswith(b"POST") else reply())

    service, server = bad(answer, token=False)
    service.send(EVENTS)
    assert len(posts(server)) == 3
    assert json.loads(posts(server)[2].decode().split("\r\n\r\n")[1]) == {
        "grant_type": "client_credentials",
        "client_id": SECRET["client_id"],
        "client_secret": SECRET["client_secret"],
    }
    assert [one.asked.body for one in service.logins] == [None, None, None]


def test_credentials_that_are_refused_twice_are_shown_no_third_time(bad):
    service, server = bad(replies(*[reply(b"{}", "401 Unauthorized")] * 3), token=False)
    with pytest.raises(Trouble, match="the credentials are refused"):
        service.send(EVENTS)
    assert len(posts(server)) == 2


@pytest.mark.parametrize(("lifetime", "margin"), [(3600, 60), (100, 10)])
def test_a_token_is_renewed_before_it_expires(bad, time, lifetime, margin):
    service, server = bad(replies(token(expires_in=lifetime), reply(), reply(), token("zqx-2"), reply()), token=False)
    service.send(EVENTS)
    time.now += lifetime - margin - 1
    service.send(EVENTS)
    assert len(posts(server)) == 1
    time.now += 1
    service.send(EVENTS)
    assert shown(server) == [b"Authorization: Bearer zqx-token-1"] * 2 + [b"Authorization: Bearer zqx-2"]


def test_without_a_lifetime_the_contract_tells_it(bad, time):
    service, server = bad(replies(token(), reply(), reply(), token(), reply()), token=False)
    service.send(EVENTS)
    time.now += service.contract.scheme.token_lifetime - 61
    service.send(EVENTS)
    assert len(posts(server)) == 1
    time.now += 1
    service.send(EVENTS)
    assert len(posts(server)) == 2


def test_a_token_that_expires_midway_is_renewed_once_and_unseen(real):
    one = real()
    one.walk.ask("listEvents")
    one.control.order_fault(world=one.world["id"], operation="listEvents", times=1, token="expired")
    assert one.walk.ask("listEvents").answered.status == 200
    assert len(posts(one.proxy)) == 2
    assert one.service.weather == []


def test_what_stays_refused_after_a_new_token_is_an_answer(bad):
    refused = reply(b"{}", "401 Unauthorized")
    service, server = bad(replies(token(), refused, token("zqx-2"), refused), token=False)
    assert service.send(EVENTS).status == 401
    assert len(server.heads) == 4
    assert service.trouble == ""


def test_a_401_that_was_expected_renews_nothing(bad):
    service, server = bad(replies(token(), reply(b"{}", "401 Unauthorized")), token=False)
    assert service.send(replace(EVENTS, expects=(401,))).status == 401
    assert len(server.heads) == 2


@pytest.mark.parametrize("body", [b'{"accessToken": "zqx-1"}', b'{"data": {"token": "zqx-1", "expiresIn": "5"}}'])
def test_a_token_answer_that_has_drifted_lets_in_still(bad, body):
    service, server = bad(replies(reply(body), reply()), token=False)
    assert service.send(EVENTS).status == 200
    assert shown(server) == [b"Authorization: Bearer zqx-1"]
    assert b"zqx" not in service.logins[0].answered.body


def test_the_token_exchange_is_kept_without_secret_and_token(real):
    one = real()
    one.walk.ask("listEvents")
    (exchange,) = one.service.logins
    assert exchange.asked.method == "POST"
    assert set(exchange.answered.json()) == {"access_token", "token_type", "expires_in", "scope"}
    assert exchange.answered.json()["token_type"] == "Bearer"
    assert set(exchange.answered.json()["access_token"]) <= set("xX0-_")
    sent = shown(one.proxy)[0].split()[-1]
    assert len(sent) == len(exchange.answered.json()["access_token"])
    assert sent not in exchange.answered.body


@pytest.mark.parametrize(("credentials", "status"), [("own", 200), ("wrong", 401), ("none", 401)])
def test_the_token_operation_can_be_asked_on_purpose(real, credentials, status):
    one = real()
    answered = one.service.send(replace(TOKEN, credentials=credentials))
    assert answered.status == status
    assert one.world["credentials"]["client_secret"] not in str(answered.body)
    if status == 200:
        assert set(answered.json()["access_token"]) <= set("xX0-_")


def test_a_token_operation_can_be_asked_for_what_it_refuses(real):
    one = real()
    answered = one.service.send(replace(TOKEN, body=b"grant_type=password"))
    assert (answered.status, answered.json()["error"]) == (400, "unsupported_grant_type")


def test_wrong_credentials_are_the_trouble(real):
    one = real(secrets={"client_secret": "zqx-canary"})
    with pytest.raises(Trouble, match="issueToken answered 401: the credentials are refused"):
        one.walk.ask("listEvents")
    assert len(one.proxy.heads) == 2


def test_wrong_keys_are_the_trouble_when_a_second_operation_refuses_them(real):
    one = real("on24", secrets={"access_token_secret": "zqx-canary"})
    assert one.walk.ask("listEvents", one.path).answered.status == 401
    with pytest.raises(Trouble, match="the credentials are refused"):
        one.walk.ask("listAttendees", one.path)
    assert "refused" in one.service.trouble


def test_one_operation_that_refuses_good_keys_is_no_trouble(real):
    one = real("on24")
    one.control.order_fault(world=one.world["id"], operation="listAttendees", status=401)
    assert one.walk.ask("listEvents", one.path).answered.status == 200
    for _ in range(2):
        assert one.walk.ask("listAttendees", one.path, afresh=True).answered.status == 401
    assert one.service.trouble == ""


def test_a_token_from_elsewhere_is_shown_and_none_asked_for(bad):
    service, server = bad(replies(reply()))
    service.send(EVENTS)
    assert shown(server) == [b"Authorization: Bearer zqx-canary-token"]
    with pytest.raises(NotObserved, match="nothing to ask for one with"):
        service.send(TOKEN)


def test_a_header_of_the_asker_does_not_stand_beside_own_credentials(bad):
    service, server = bad(replies(reply()))
    service.send(replace(EVENTS, headers={"authorization": "Basic abc"}))
    service.send(replace(EVENTS, headers={"authorization": "Basic abc"}, credentials="none"))
    assert b"Basic" not in server.heads[0]
    assert b"authorization: Basic abc" in server.heads[1]


@pytest.mark.parametrize(
    ("vendor", "values", "variables"),
    [
        ("oniva", {"client_id": "a"}, "ONMOCK_ONIVA_CLIENT_SECRET"),
        ("oniva", {}, "ONMOCK_ONIVA_CLIENT_ID and ONMOCK_ONIVA_CLIENT_SECRET"),
        ("on24", {"client_id": "1"}, "ONMOCK_ON24_ACCESS_TOKEN_KEY and ONMOCK_ON24_ACCESS_TOKEN_SECRET"),
    ],
)
def test_missing_credentials_are_named_by_their_variables(contracts, vendor, values, variables):
    with pytest.raises(ConfigError, match=f"set {variables},"):
        Service(contracts[vendor], Target.parse("https://example.com"), Credentials(vendor, values))
