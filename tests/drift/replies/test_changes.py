"""Changes that the catalogue does not have, what findings may not show, and how they are folded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest

from mock_server.breaks import parse_break
from mock_server.drift import Answered, Exchange, Finding
from mock_server.drift.replies import judge, judge_all
from tests.contract.subjects import CONTRACTS
from tests.drift.replies.recording import recorded

CONTRACT = CONTRACTS["oniva"]
EVENTS = "listEvents"


def record(operation: str, status: int = 200) -> Exchange:
    return next(one.exchange for one in recorded("oniva", operation) if one.view.status == status)


def changed(exchange: Exchange, **parts: Any) -> Exchange:
    """The exchange with other parts in its answer; a `document` becomes its body, `headers` come beside its own."""
    answered = exchange.answered
    if "document" in parts:
        parts["body"] = orjson.dumps(parts.pop("document"))
    if "headers" in parts:
        parts["headers"] = [*answered.headers, *parts["headers"]]
    return replace(exchange, answered=replace(answered, **parts))


def ids(exchange: Exchange) -> list[str]:
    return [one.id for one in judge(CONTRACT, exchange)]


def document(exchange: Exchange) -> Any:
    return exchange.answered.json()


@pytest.mark.parametrize(
    ("location", "kind"),
    [("/api/v1/events/", "trailing-slash"), ("/api/v2/events", "endpoint-redirect"), ("", "endpoint-redirect")],
)
def test_redirections_are_told_by_where_they_lead(location: str, kind: str) -> None:
    moved = changed(record(EVENTS), status=301, headers=[("Location", location)], body=b"")
    assert ids(moved) == [f"{kind}:{EVENTS}:operation"]


def test_answers_without_credentials_are_told() -> None:
    refused, good = record(EVENTS, 401), record(EVENTS)
    assert ids(replace(refused, answered=good.answered)) == [f"auth-not-enforced:{EVENTS}:status/401"]


def test_good_credentials_that_are_refused_are_told() -> None:
    good, refused, forbidden = record(EVENTS), record(EVENTS, 401), record(EVENTS, 403)
    assert ids(replace(good, answered=refused.answered)) == [f"credentials-refused:{EVENTS}:operation"]
    assert [one.split(":")[0] for one in ids(replace(good, answered=forbidden.answered))] == ["scope-lost"]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_bad_weather_is_no_drift(status: int) -> None:
    assert ids(changed(record(EVENTS), status=status, body=b"<html>later</html>", headers=[])) == []


@pytest.mark.parametrize(
    "header",
    [("Deprecation", "@1767225600"), ("Sunset", "Thu, 01 Jan 2026 00:00:00 GMT"), ("Warning", '299 - "goes"'),
     ("Link", '<https://example.com/v2>; rel="successor-version"')],
)  # fmt: skip
def test_headers_that_tell_of_an_end_are_told(header: tuple[str, str]) -> None:
    assert ids(changed(record(EVENTS), headers=[header])) == [f"endpoint-deprecated:{EVENTS}:operation"]


def test_caches_that_may_keep_a_reply_are_told() -> None:
    kept = changed(record(EVENTS), headers=[("Cache-Control", "public, max-age=600")])
    assert ids(kept) == [f"cache-control-public:{EVENTS}:header/Cache-Control"]
    assert ids(changed(record(EVENTS), headers=[("Cache-Control", "private, no-store")])) == []


def test_another_challenge_is_told() -> None:
    refused = record(EVENTS, 401)
    headers = [(n, 'Digest realm="x"' if n == "WWW-Authenticate" else text) for n, text in refused.answered.headers]
    other = replace(refused, answered=replace(refused.answered, headers=headers))
    assert ids(other) == [f"www-authenticate-changed:{EVENTS}:header/WWW-Authenticate"]


def test_errors_in_another_language_are_told() -> None:
    refused = record(EVENTS, 401)
    german = {**document(refused), "detail": "Der Zugriff ist nicht erlaubt."}
    assert ids(changed(refused, document=german)) == [f"error-language:{EVENTS}:error"]


def test_an_error_of_other_members_is_one_finding() -> None:
    other = changed(record(EVENTS, 401), document={"code": 7, "reason": "no token"})
    assert ids(other) == [f"error-shape:{EVENTS}:error"]


def test_another_word_for_an_error_is_told() -> None:
    refused = record("issueToken", 401)
    renamed = changed(refused, document={**document(refused), "error": "client_unknown"})
    assert ids(renamed) == ["error-code-renamed:issueToken:error/error"]


def test_a_body_that_is_no_json_is_told() -> None:
    assert ids(changed(record(EVENTS), body=b"{'items': []}")) == [f"body-not-json:{EVENTS}:body"]
    assert ids(changed(record(EVENTS), body=b"")) == [f"body-not-json:{EVENTS}:body"]


def test_a_new_word_is_shown_only_if_it_is_written_as_the_known_ones_are() -> None:
    event = record("getEvent")
    seen = {}
    for word in ("postponed", "Postponed", "anna.canary", "anna@example.com"):
        (found,) = judge(CONTRACT, changed(event, document={**document(event), "status": word}))
        seen[word] = found.seen
    assert seen == {
        "postponed": "also postponed",
        "Postponed": "also a text of 9 characters",
        "anna.canary": "also a text of 11 characters",
        "anna@example.com": "also a text of 16 characters",
    }


def test_thirty_names_in_another_case_are_one_finding_of_each_operation() -> None:
    order = parse_break("*:body:case=snake", CONTRACT)
    exchanges = [one.broken(order) for name in (EVENTS, "getMe") for one in recorded("oniva", name)]
    found = judge_all(CONTRACT, [one for one in exchanges if one is not None])
    assert [one.id for one in found] == [f"casing-changed:{EVENTS}:body", "casing-changed:getMe:body"]


def test_rows_and_replies_are_counted() -> None:
    broken = broken_by(f"{EVENTS}:/items/*/title:drop")
    rows = sum(len(document(one)["items"]) for one in broken)
    (found,) = judge_all(CONTRACT, broken)
    assert (found.id, found.count) == (f"field-required-removed:{EVENTS}:/items/*/title", rows)
    assert len(broken) > 1


def broken_by(text: str) -> list[Exchange]:
    order = parse_break(text, CONTRACT)
    found = [one.broken(order) for one in recorded("oniva", text.partition(":")[0])]
    return [one for one in found if one is not None]


def test_what_changed_below_a_renamed_member_is_told_as_well() -> None:
    renamed = broken_by(f"{EVENTS}:/items:rename=data")[0]
    body = document(renamed)
    both = changed(renamed, document={**body, "data": [{**row, "startDate": 1767225600} for row in body["data"]]})
    assert ids(both) == [f"envelope-renamed:{EVENTS}:/items", f"datetime-epoch:{EVENTS}:/items/*/startDate"]


def actions_of(text: str) -> list[Any]:
    (found,) = judge_all(CONTRACT, broken_by(text))
    return [*found.actions]


SCHEMA = "$.paths['/api/v1/me'].get.responses['200'].content['application/json'].schema"


def test_overlay_actions_add_rename_and_retype_properties() -> None:
    assert actions_of("getMe:body:add=novelty") == [
        {"target": f"{SCHEMA}.properties", "update": {"novelty": {"type": "string"}}}
    ]
    assert actions_of("getMe:/expiresAt:format=epoch") == [
        {"target": f"{SCHEMA}.properties['expiresAt']", "update": {"type": "integer", "format": "unix-seconds"}}
    ]
    removed, _, added, required = actions_of("getMe:/name:rename=title")
    assert removed == {"target": f"{SCHEMA}.properties['name']", "remove": True}
    assert added["update"]["title"]["x-source"] == "name"
    assert required == {"target": SCHEMA, "update": {"required": ["title"]}}


CANARIES = ("anna.canary@example.com", "Canary Quill", "sk_live_c4n4ry0123456789", "+41 79 555 01 99")


def shown(findings: list[Finding]) -> str:
    return repr(findings)


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("operation", ["listEventBookings", "getBooking", "getMe", "issueToken"])
def test_no_value_is_in_a_finding(operation: str, canary: str) -> None:
    """Whatever is put where: every scalar becomes the canary, then every value an object with it, then its key."""
    exchange = record(operation)
    for put in (lambda _: canary, lambda one: {"value": canary, "also": one}, lambda one: [canary, one]):
        found = judge(CONTRACT, changed(exchange, document=everywhere(document(exchange), put)))
        assert found
        assert canary not in shown(found)
    keyed = judge(CONTRACT, changed(exchange, document={**document(exchange), canary: 1}))
    assert keyed
    # The overlay has to have the name of a member, and findings say it only where it is a plain word.
    assert canary not in shown([replace(one, actions=()) for one in keyed])
    headers = judge(CONTRACT, changed(exchange, headers=[("Content-Type", canary), ("X-RateLimit-Reset", canary)]))
    assert canary not in shown(headers)


def everywhere(node: Any, put: Any) -> Any:
    if isinstance(node, dict):
        return {name: everywhere(one, put) for name, one in node.items()}
    if isinstance(node, list):
        return [everywhere(one, put) for one in node]
    return put(node)


def test_replies_of_operations_that_the_contract_has_not_are_left_alone() -> None:
    exchange = record("getMe")
    other = replace(exchange, asked=replace(exchange.asked, operation="somethingElse"))
    assert judge_all(CONTRACT, [other, Exchange(other.asked, Answered(200, exchange.answered.headers, b""))]) == []
