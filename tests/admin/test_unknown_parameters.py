"""A typing error in the query of the control API is told, and does not widen what is asked for."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

from mock_server import Config, create_app


@pytest.mark.parametrize(("method", "known"), [("GET", "world, met"), ("DELETE", "world")])
def test_name_that_is_not_known_is_refused_with_those_that_are(method: str, known: str) -> None:
    app = create_app(Config(vendors=("oniva",)))
    answer = Client(app).open("/__admin/faults?wolrd=oniva-1&x=1", method=method)
    assert answer.status_code == 400
    told = [(one["in"], one["name"], one["message"]) for one in answer.json["errors"]]
    assert told == [("query", name, f"is not known; there are: {known}") for name in ("wolrd", "x")]
    app.close()


def test_long_name_is_not_repeated_in_full() -> None:
    app = create_app(Config(vendors=("oniva",)))
    answer = Client(app).get(f"/__admin/requests?{'n' * 500}=1")
    assert [one["name"] for one in answer.json["errors"]] == ["n" * 60]
    app.close()
