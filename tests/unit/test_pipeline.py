"""What happens when we are at fault."""

from __future__ import annotations

import logging

import pytest
from werkzeug.test import Client

from mock_server import Config, create_app
from mock_server.app import App
from mock_server.pipeline import BrokenContract
from tests.conftest import Api


def break_me(app: App, handler) -> Api:
    """Replace the handler of getMe."""
    service = app.runtime.services["oniva"]
    service.handlers = {**service.handlers, "get_me": handler}
    return Api(Client(app))


def not_json(call):
    """Answer what cannot be written."""
    odd = Wrong()
    odd.name = object()
    return odd


def fail(call):
    """Fail in a way that tells something."""
    raise RuntimeError("a secret detail")


class Wrong:
    """Me, with a name that is a number."""

    client_id, name, scopes, tenant, expires_at = "a", 7, [], None, None


def test_broken_reply_raises_when_the_contract_is_enforced(app: App) -> None:
    api = break_me(app, lambda call: Wrong())
    with pytest.raises(BrokenContract, match="/name: breaks properties/name/type"):
        api.get("/me")


def test_broken_reply_is_noted_when_serving() -> None:
    app = create_app(Config())
    answer = break_me(app, lambda call: Wrong()).get("/me")
    assert (answer.status_code, answer.json["name"]) == (200, 7)
    violations = app.runtime.journal.violations()[0].violations
    assert "/name: breaks properties/name/type" in violations


def test_failing_handler_raises_in_tests(app: App) -> None:
    with pytest.raises(RuntimeError, match="a secret detail"):
        break_me(app, fail).get("/me")


@pytest.mark.parametrize("handler", [fail, not_json], ids=["handler", "record"])
def test_failure_tells_the_client_nothing(handler, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = break_me(create_app(Config()), handler).get("/me")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert caplog.records


def test_failing_reply_leaves_one_finished_entry() -> None:
    app = create_app(Config())
    break_me(app, not_json).get("/me")
    entries = [entry for entry in app.runtime.journal.entries() if entry.operation != "issueToken"]
    assert [(entry.operation, entry.status) for entry in entries] == [("getMe", 500)]
