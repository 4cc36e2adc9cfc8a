"""Ordered statuses of every operation: in the shape and with the headers that the vendor has for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

from mock_server import Clock, Config, create_app
from mock_server.app import App
from mock_server.contract import Operation
from mock_server.core.errors import ConfigError
from mock_server.faults import Effect
from mock_server.journal import Entry
from mock_server.vendors import vendor_names
from tests.conftest import EPOCH, NOON

UNDOCUMENTED = (402, 418, 451, 502, 503, 504, 507, 599)


@pytest.fixture(scope="module")
def every_app() -> Iterator[App]:
    """All vendors; a reply that breaks a contract raises."""
    app = create_app(Config(epoch=EPOCH, enforce=True, limits=False), Clock(NOON, frozen=True))
    yield app
    app.close()


def ordered(app: App, vendor: str, operation: Operation, effect: dict[str, object]) -> tuple[TestResponse, Entry]:
    """Send a request without credentials that one fault meets; return the answer and the entry in the journal."""
    faults = app.runtime.services[vendor].home.faults
    fault = faults.order(operation=operation.id, effect=effect)
    path = re.sub(r"\{[^}]+\}", "1", operation.path)
    answer = Client(app).open(f"/{vendor}{path}", method=operation.method)
    faults.remove(fault.rule.id)
    entry = app.runtime.journal.entries()[-1]
    assert entry.faults == [fault.rule.id]
    return answer, entry


@pytest.mark.parametrize("vendor", vendor_names())
def test_every_status_of_every_operation_keeps_to_the_contract(every_app: App, vendor: str) -> None:
    contract = every_app.runtime.services[vendor].contract
    for operation in contract.operations.values():
        documented = {status for status in (*operation.responses, *contract.unmatched) if status >= 400}
        for status in sorted({*documented, *UNDOCUMENTED}):
            answer, entry = ordered(every_app, vendor, operation, {"status": status})
            assert (answer.status_code, entry.status, entry.violations) == (status, status, [])
            assert answer.is_json, (operation.id, status)


@pytest.mark.parametrize("vendor", vendor_names())
@pytest.mark.parametrize("status", [429, 503])
def test_wait_is_told_by_every_operation(every_app: App, vendor: str, status: int) -> None:
    for operation in every_app.runtime.services[vendor].contract.operations.values():
        answer, _ = ordered(every_app, vendor, operation, {"status": status, "retry_after": 17})
        assert answer.headers["Retry-After"] == "17"


def test_status_has_the_words_and_the_challenge_of_life(every_app: App) -> None:
    operations = every_app.runtime.services["oniva"].contract.operations
    expired, _ = ordered(every_app, "oniva", operations["listEvents"], {"status": 401})
    forbidden, _ = ordered(every_app, "oniva", operations["listEvents"], {"status": 403})
    nobody, _ = ordered(every_app, "oniva", operations["issueToken"], {"status": 401})
    assert 'error="invalid_token"' in expired.headers["WWW-Authenticate"]
    assert 'error="insufficient_scope", scope="events:read"' in forbidden.headers["WWW-Authenticate"]
    assert nobody.headers["WWW-Authenticate"].startswith("Basic ")
    assert nobody.json["error"] == "invalid_client"


def test_refused_method_of_the_token_operation_looks_like_a_real_one(every_app: App) -> None:
    operation = every_app.runtime.services["oniva"].contract.operations["issueToken"]
    answer, _ = ordered(every_app, "oniva", operation, {"status": 405})
    real = Client(every_app).put("/oniva/oauth/token")
    assert answer.content_type == real.content_type
    assert (answer.json.keys(), "Allow" in answer.headers) == (real.json.keys(), "Allow" in real.headers)


def test_forbidden_page_has_the_word_of_life(every_app: App) -> None:
    operations = every_app.runtime.services["on24"].contract.operations
    (operation, *_) = [one for one in operations.values() if one.scopes is None and 403 in one.responses]
    answer, _ = ordered(every_app, "on24", operation, {"status": 403})
    assert answer.json["error"] == "FORBIDDEN"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "has at least one of: status"),
        (None, "has at least one of: status"),
        ({"stats": 500}, "has no 'stats'; there are: status"),
        ({"x" * 500: 1}, f"has no '{'x' * 40}'; there are"),
        ({"status": 399}, "the status of an effect is a whole number from 400 to 599"),
        ({"status": 600}, "from 400 to 599"),
        ({"status": "500"}, "from 400 to 599"),
        ({"status": True}, "from 400 to 599"),
        ({"status": 500.5}, "from 400 to 599"),
        ({"status": None}, "from 400 to 599"),
        ({"status": 503, "retry_after": 0}, "whole seconds, at least 1"),
        ({"status": 503, "retry_after": float("inf")}, "whole seconds, at least 1"),
        ({"retry_after": 5}, "has the status that it goes with"),
        ({"delay": -1}, "the delay of an effect is seconds"),
        ({"delay": float("nan")}, "the delay of an effect is seconds"),
        ({"delay": {"from": 1}}, "two bounds, from and to"),
        ({"delay": {"from": 2, "to": 1}}, "in this order"),
        ({"delay": {"from": "a", "to": "b"}}, "two bounds"),
        ({"slow_body": -0.1}, "the slow_body of an effect is seconds"),
        ({"connection": "slow"}, "the connection of an effect is reset or empty"),
        ({"connection": ["reset"]}, "the connection of an effect is reset or empty"),
        ({"body": "gzip"}, "truncated or malformed or content-type or empty"),
        ({"token": "lost"}, "expired or revoked"),
        ({"limit": "half"}, "exhausted"),
        ({"rows": "sorted"}, "duplicate or missing or shuffled or shrinking"),
        ({"break": ""}, "the break of an effect is a text"),
        ({"connection": "reset", "status": 500}, "an effect with connection has no status"),
        ({"rows": "missing", "status": 500}, "an effect with status has no rows"),
        ({"limit": "exhausted", "token": "expired"}, "an effect with token has no limit"),
    ],
    ids=str,
)
def test_effect_without_sense_is_refused_in_one_line(said: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Effect.of(said)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["from", "to", "x"]), inner),
    max_leaves=4,
)
NAMES = ["status", "retry_after", "delay", "slow_body", "connection", "body", "token", "limit", "rows", "break", "x"]


@given(st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=3))
def test_effect_is_understood_or_refused(said: dict[str, object]) -> None:
    try:
        effect = Effect.of(said)
    except ConfigError:
        return
    assert all(getattr(effect, "breaks" if name == "break" else name) is not None for name in said)
    assert effect.waiting(1, 1) >= 0


@given(st.floats(0, 9), st.floats(0, 9), st.integers(0, 2**63), st.integers(1, 99))
def test_drawn_delay_is_between_its_bounds_and_the_same_each_time(
    one: float, other: float, seed: int, turn: int
) -> None:
    low, high = sorted((one, other))
    effect = Effect.of({"delay": {"from": low, "to": high}})
    assert low <= effect.waiting(seed, turn) <= high
    assert effect.waiting(seed, turn) == effect.waiting(seed, turn)
