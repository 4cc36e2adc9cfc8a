"""Tests that ask for a token and a page, of a world of their own and of pytest-httpserver; and tests of nothing.

`python -m bench.suite NUMBER` runs so many of each, in turns, and prints one JSON line: seconds of each, by kind.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import sys
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from pytest_httpserver import HTTPServer

from mock_server.harness import Harness
from mock_server.harness.server import TestServer

_TOKEN, _PAGE = "/oauth/token", "/api/v1/events"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _ask(base_url: str, **credentials: str) -> list[bytes]:
    """Ask for a token and a page, as anybody's code would; return both answers."""
    form = urlencode({"grant_type": "client_credentials", **credentials})
    token = _answer(base_url, "POST", _TOKEN, form, _FORM)
    bearer = {"Authorization": f"Bearer {json.loads(token)['access_token']}"}
    return [token, _answer(base_url, "GET", _PAGE, None, bearer)]


def _answer(base_url: str, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
    parts = urlsplit(base_url)
    with contextlib.closing(http.client.HTTPConnection(parts.netloc)) as connection:
        connection.request(method, parts.path + path, body, headers)
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat every test, in turns with the others."""
    metafunc.parametrize("number", metafunc.config.stash[Times.NUMBERS], scope="module")


@pytest.fixture(scope="session")
def canned(onmock_server: TestServer) -> list[bytes]:
    """Return the bytes of both answers."""
    with onmock_server.world("oniva") as world:
        return _ask(world.base_url, **world.credentials)


def test_nothing(number: int) -> None:
    """What pytest itself takes."""


def test_world(oniva: Harness, number: int) -> None:
    """A world, made and dropped."""
    _ask(oniva.base_url, **oniva.credentials)


def test_canned(httpserver: HTTPServer, canned: list[bytes], number: int) -> None:
    """The same two answers from a server that knows nothing else."""
    token, page = canned
    httpserver.expect_request(_TOKEN, method="POST").respond_with_data(token, content_type="application/json")
    httpserver.expect_request(_PAGE, method="GET").respond_with_data(page, content_type="application/json")
    _ask(httpserver.url_for(""), client_id="id", client_secret="secret")
    httpserver.check_assertions()


class Times:
    """A plugin that adds up how long each test took, with its setup and teardown, all but the first of each kind."""

    NUMBERS = pytest.StashKey[range]()

    def __init__(self, tests: int) -> None:
        self._tests, self._seconds = tests, defaultdict[str, float](float)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Say how many tests there are."""
        config.stash[self.NUMBERS] = range(-1, self._tests)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a part of a test."""
        assert not report.failed, report.longreprtext
        self._seconds[report.nodeid.rpartition("::")[2]] += report.duration

    def by_kind(self) -> dict[str, list[float]]:
        """Return the seconds of each test; the servers start in the first ones."""
        kinds: defaultdict[str, list[float]] = defaultdict(list)
        for name, seconds in self._seconds.items():
            if not name.endswith("[-1]"):
                kinds[name.partition("[")[0]].append(seconds)
        return kinds


def main() -> None:
    """Run the tests of this file."""
    sys.modules["bench.suite"] = sys.modules[__name__]
    times = Times(int(sys.argv[1]))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        options: list[Any] = ["-q", "-c", os.devnull, "-p", "no:cacheprovider", "--import-mode=importlib", __file__]
        code = pytest.main(options, plugins=[times])
    assert code == 0, printed.getvalue()
    print(json.dumps(times.by_kind()))


if __name__ == "__main__":
    main()
