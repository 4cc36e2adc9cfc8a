"""Every effect of a fault, as an unmodified client meets it."""

from __future__ import annotations

import logging
import time

import pytest
import requests

from tests.faults.conftest import Visitor

EVENTS, ME = "/api/v1/events", "/api/v1/me"
ON24_EVENTS = "/v2/client/4497/event"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "Bad Request"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "Not Found"),
        (418, "I'm a Teapot"),
        (429, "Too Many Requests"),
        (500, "Internal Server Error"),
        (502, "Bad Gateway"),
        (503, "Service Unavailable"),
        (599, "Error"),
    ],
)
def test_status_is_answered_in_the_vendors_shape(oniva: Visitor, status: int, kind: str) -> None:
    oniva.order("listEvents", effect={"status": status})
    answer = oniva.get(EVENTS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert (answer.json()["title"], answer.json()["status"]) == (kind, status)
    assert oniva.server.app.runtime.journal.entries(oniva.live.id)[-1].violations == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 503])
def test_status_is_answered_in_another_vendors_shape(on24: Visitor, status: int) -> None:
    on24.order("listEvents", effect={"status": status})
    answer = on24.get(ON24_EVENTS)
    assert (answer.status_code, set(answer.json())) == (status, {"message"})


def test_documented_status_has_its_documented_headers(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"status": 401}, times=1)
    oniva.order("listEvents", effect={"status": 429, "retry_after": 7}, times=1)
    refused, limited, fine = (oniva.get(EVENTS) for _ in range(3))
    assert refused.headers["WWW-Authenticate"].startswith('Bearer realm="Oniva", error="invalid_token"')
    assert (limited.status_code, limited.headers["Retry-After"], limited.json()["retryAfter"]) == (429, "7", 7)
    assert fine.status_code == 200


def test_wait_is_told_with_an_undocumented_status(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"status": 503, "retry_after": 2})
    assert oniva.get(ME).headers["Retry-After"] == "2"


def test_token_operation_fails_in_oauths_shape(oniva: Visitor) -> None:
    oniva.order("issueToken", effect={"status": 401}, times=1)
    oniva.order("issueToken", effect={"status": 503}, nth=2)
    first, second, third = (oniva.token() for _ in range(3))
    assert (first.status_code, first.json()["error"]) == (401, "invalid_client")
    assert (second.status_code, set(second.json()) >= {"error"}) == (503, True)
    assert third.status_code == 200


def test_delay_makes_a_client_time_out(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"delay": 0.3}, times=1)
    with pytest.raises(requests.ReadTimeout):
        oniva.get(ME, timeout=0.1)
    assert oniva.get(ME).status_code == 200


def test_delay_can_be_drawn_between_bounds(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"delay": {"from": 0.05, "to": 0.1}}, times=1)
    began = time.perf_counter()
    assert oniva.get(ME).status_code == 200
    assert time.perf_counter() - began >= 0.05


def test_slow_body_comes_whole_in_pieces(oniva: Visitor) -> None:
    expected = oniva.get(ME).content
    oniva.order("getMe", effect={"slow_body": 0.2})
    began = time.perf_counter()
    answer = oniva.get(ME, stream=True)
    pieces = list(answer.raw.stream(amt=None, decode_content=False))
    assert b"".join(pieces) == expected
    assert time.perf_counter() - began >= 0.15


def test_reset_connection_is_a_connection_error(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"connection": "reset"}, times=1)
    with pytest.raises(requests.ConnectionError, match=r"[Rr]eset"):
        oniva.get(ME)
    assert oniva.get(ME).status_code == 200


def test_empty_reply_is_a_connection_error(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"connection": "empty"}, times=1)
    with pytest.raises(requests.ConnectionError, match="without response"):
        oniva.get(ME)
    assert oniva.get(ME).status_code == 200


def test_truncated_body_is_told_by_its_length_and_logged_by_nobody(
    oniva: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    oniva.order("listEvents", effect={"body": "truncated"}, times=1)
    with (
        caplog.at_level(logging.WARNING),
        pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"),
    ):
        oniva.get(EVENTS)
    assert caplog.records == []
    assert oniva.get(EVENTS).status_code == 200


def test_malformed_body_is_no_json(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"body": "malformed"})
    answer = oniva.get(EVENTS)
    assert answer.headers["Content-Type"] == "application/json"
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


def test_wrong_content_type_has_the_right_body(oniva: Visitor) -> None:
    expected = oniva.get(EVENTS).content
    oniva.order("listEvents", effect={"body": "content-type"})
    answer = oniva.get(EVENTS)
    assert (answer.headers["Content-Type"], answer.content) == ("text/html; charset=utf-8", expected)


def test_empty_body_has_its_status(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"body": "empty"})
    answer = oniva.get(EVENTS)
    assert (answer.status_code, answer.headers["Content-Length"], answer.content) == (200, "0", b"")


@pytest.mark.parametrize(("how", "detail"), [("expired", "expired"), ("revoked", "unknown")])
def test_token_stays_dead_until_another_is_asked_for(oniva: Visitor, how: str, detail: str) -> None:
    oniva.order("listEvents", effect={"token": how}, times=1)
    answers = [oniva.get(EVENTS) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all(detail in answer.json()["detail"] for answer in answers)
    renewed = {"Authorization": f"Bearer {oniva.token().json()['access_token']}"}
    assert oniva.get(EVENTS, headers=renewed).status_code == 200


def test_pair_that_is_revoked_for_a_request_is_refused(on24: Visitor) -> None:
    on24.order("listEvents", effect={"token": "revoked"}, times=1)
    refused, fine = on24.get(ON24_EVENTS), on24.get(ON24_EVENTS)
    assert (refused.status_code, fine.status_code) == (401, 200)
    assert refused.json() == {"message": "AccessTokenKey and AccessTokenSecret are deactivated."}


def test_spent_budget_lasts_for_its_window(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"limit": "exhausted"}, times=1)
    first, second = oniva.get(EVENTS), oniva.get(ME)
    assert [one.status_code for one in (first, second)] == [429, 429]
    wait = int(first.headers["Retry-After"])
    assert wait == 60
    oniva.live.world.clock.advance(wait - 1)
    assert oniva.get(EVENTS).status_code == 429
    oniva.live.world.clock.advance(1)
    assert oniva.get(EVENTS).status_code == 200


def test_fault_meets_the_nth_request_and_no_other(oniva: Visitor) -> None:
    fault = oniva.order("getMe", effect={"status": 500}, nth=3, times=2)
    assert [oniva.get(ME).status_code for _ in range(6)] == [200, 200, 500, 500, 200, 200]
    assert (fault.seen, fault.hits) == (6, 2)


def test_fault_meets_what_a_matcher_matches(oniva: Visitor) -> None:
    oniva.order("listEvents", match={"query": {"limit": "5"}}, effect={"status": 500})
    oniva.order("listEvents", match={"query": {"limit": None}, "headers": {"X-Try": "1"}}, effect={"status": 404})
    assert oniva.get(EVENTS, params={"limit": 5}).status_code == 500
    assert oniva.get(EVENTS, params={"limit": 6}).status_code == 200
    assert oniva.get(EVENTS, headers={"x-try": "1"}).status_code == 404
    assert oniva.get(EVENTS, params={"limit": 6}, headers={"x-try": "1"}).status_code == 200


def test_fault_of_one_world_meets_no_other(oniva: Visitor, new_visitor) -> None:
    oniva.order(effect={"status": 500})
    assert new_visitor("oniva").get(ME).status_code == 200
    assert oniva.get(ME).status_code == 500


def test_journal_tells_the_faults_that_were_met(oniva: Visitor) -> None:
    fault = oniva.order("getMe", effect={"connection": "reset"}, times=1)
    with pytest.raises(requests.ConnectionError):
        oniva.get(ME)
    entry = oniva.server.app.runtime.journal.entries(oniva.live.id)[-1]
    assert (entry.faults, entry.status, entry.answer) == ([fault.rule.id], None, None)
    assert entry.milliseconds is not None


def test_keep_alive_goes_on_after_a_fault(oniva: Visitor) -> None:
    oniva.order("getMe", effect={"body": "malformed"}, times=1)
    with requests.Session() as session:
        session.headers.update(oniva.headers)
        sizes = [len(session.get(f"{oniva.base_url}{ME}", timeout=5).content) for _ in range(3)]
    assert len(set(sizes)) == 1
