"""Breaks of the contract as faults: what a client meets."""

from __future__ import annotations

import pytest
import requests

from tests.faults.conftest import Visitor

EVENTS, ME = "/api/v1/events", "/api/v1/me"


def test_renamed_member_is_met_by_its_new_name(oniva: Visitor) -> None:
    event = oniva.get(EVENTS).json()["items"][0]["id"]
    oniva.order(effect={"break": "getEvent:/title:rename=name"})
    answer = oniva.get(f"{EVENTS}/{event}").json()
    assert "title" not in answer
    assert answer["name"] == oniva.get(EVENTS).json()["items"][0]["title"]
    assert oniva.server.app.runtime.journal.entries(oniva.live.id)[-1].violations == []


def test_lower_maximum_is_refused_in_the_vendors_shape(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"break": "listEvents:query/limit:maximum=50"})
    assert oniva.get(EVENTS, params={"limit": 50}).status_code == 200
    refused = oniva.get(EVENTS, params={"limit": 51})
    assert (refused.status_code, refused.json()["errors"][0]["name"]) == (400, "limit")


def test_ignored_filter_leaves_every_row(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"break": "listEvents:query/status:ignore"})
    assert oniva.get(EVENTS, params={"status": "draft"}).json()["totalCount"] == 60


def test_smaller_default_page_is_shown(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"break": "default-page-size:listEvents:query/limit"})
    assert len(oniva.get(EVENTS).json()["items"]) == 5


def test_other_scope_is_missing_on_every_token(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"break": "listEvents:scope:become=events:view"})
    refused = oniva.get(EVENTS)
    assert refused.status_code == 403
    assert 'scope="events:view"' in refused.headers["WWW-Authenticate"]


def test_lower_limit_is_reached_sooner(oniva: Visitor) -> None:
    oniva.order(effect={"break": "*:limit:value=3"})
    answers = [oniva.get(EVENTS) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["X-RateLimit-Limit"] == "3"


def test_shorter_life_of_tokens_is_told_and_true(oniva: Visitor) -> None:
    oniva.order(effect={"break": "*:token:lifetime=60"})
    told = oniva.token().json()
    assert told["expires_in"] == 60
    headers = {"Authorization": f"Bearer {told['access_token']}"}
    oniva.live.world.clock.advance(59)
    assert oniva.get(ME, headers=headers).status_code == 200
    oniva.live.world.clock.advance(1)
    assert oniva.get(ME, headers=headers).status_code == 401


def test_scheme_of_a_token_is_taken_in_one_spelling_only(oniva: Visitor) -> None:
    _, _, token = oniva.headers["Authorization"].partition(" ")
    small = {"Authorization": f"bearer {token}"}
    assert oniva.get(ME, headers=small).status_code == 200
    oniva.order(effect={"break": "scheme-case:issueToken:token"})
    assert oniva.get(ME, headers=small).status_code == 401
    assert oniva.get(ME).status_code == 200


def test_token_is_given_for_json_and_no_more_for_a_form(oniva: Visitor) -> None:
    client = oniva.live.world.state.clients[0]
    said = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
    oniva.order(effect={"break": "token-json-body:issueToken:operation"})
    url = f"{oniva.base_url}/oauth/token"
    given = requests.post(url, json=said, timeout=10)
    assert oniva.get(ME, headers={"Authorization": f"Bearer {given.json()['access_token']}"}).status_code == 200
    assert requests.post(url, json={**said, "client_secret": "wrong"}, timeout=10).status_code == 401
    for body in ([said], {"grant_type": 1}, "text"):
        assert requests.post(url, json=body, timeout=10).status_code == 400
    assert oniva.token().json()["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("text", "status"),
    [("*:operation:remove", 404), ("*:operation:remove=501", 501), ("*:header/X-Api-Version:require", 400)],
)
def test_operation_is_not_what_it_was(oniva: Visitor, text: str, status: int) -> None:
    oniva.order(effect={"break": text})
    assert oniva.get(ME).status_code == status


def test_body_that_is_no_json_any_more(oniva: Visitor) -> None:
    oniva.order(effect={"break": "*:body:encode=bom"})
    with pytest.raises(requests.JSONDecodeError):
        oniva.get(ME).json()


def test_break_of_one_operation_meets_no_other(oniva: Visitor) -> None:
    fault = oniva.order(effect={"break": "getMe:/name:drop"})
    oniva.get(EVENTS)
    assert (fault.seen, fault.hits) == (0, 0)
    assert "name" not in oniva.get(ME).json()
    assert (fault.seen, fault.hits) == (1, 1)


def test_other_vendors_replies_break_as_well(on24: Visitor) -> None:
    on24.order(effect={"break": "listEvents:/events/*/eventid:retype=string"})
    rows = on24.get("/v2/client/4497/event", params={"itemsPerPage": 2}).json()["events"]
    assert all(isinstance(row["eventid"], str) for row in rows)
