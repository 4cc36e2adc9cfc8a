"""Ways into a world without a socket, and from another process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.plugin.conftest import CHECKOUT, RunSuite

ALL_PASS = {"failed": 0, "errors": 0}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The URL of a server in another process."""
    command = [sys.executable, "-m", "mock_server", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        yield next(found[0] for found in (re.search(r"http://[^/\s]+", line) for line in lines) if found)
        process.terminate()


TESTS = """
    from datetime import timedelta

    import pytest

    def test_server(onmock_server, oniva):
        assert oniva.base_url.startswith(onmock_server.url)
        assert (onmock_server.running, oniva.wsgi_app) == (None, None)
        with pytest.raises(Exception, match="the server runs in another process"):
            oniva.transport()

    @pytest.mark.onmock(seed=3, oniva={"breaks": ["listEvents:/items/*/title:rename=name"]})
    def test_everything_else_is_the_same(oniva, on24):
        oniva.expect("listEvents", times=2)
        before = oniva.freeze()
        assert oniva.advance(hours=1) - before == timedelta(hours=1)
        booking = oniva.add_booking(email="vera.muster@example.com")
        assert oniva.bookings(booking["eventId"], email="vera.muster@example.com")[0]["id"] == booking["id"]
        assert "name" in oniva.events()[0]
        assert oniva.session().get(oniva.base_url + "/api/v1/events").status_code == 200
        assert on24.registrants()

    def test_end(oniva):
        oniva.fault("getMe", status=503)
"""


@pytest.mark.parametrize("how", ["option", "setting"])
def test_server_that_runs_elsewhere_takes_the_same_tests(
    run_suite: RunSuite, pytester: pytest.Pytester, elsewhere: str, how: str
) -> None:
    if how == "setting":
        pytester.makeini(f"[pytest]\nonmock_url = {elsewhere}/")
    outcome = run_suite(TESTS, *(["--onmock-url", elsewhere] if how == "option" else []))
    assert outcome.texts == {"test_end": 'onmock: the fault {"status": 503} of getMe was never met'}
    assert outcome.counts == {"passed": 3, "failed": 0, "errors": 1}


def test_server_that_does_not_answer_is_told_of_in_a_line(run_suite: RunSuite) -> None:
    outcome = run_suite("def test_one(oniva): pass", "--onmock-url", "http://127.0.0.1:9")
    assert outcome.texts == {
        "test_one": "onmock: POST http://127.0.0.1:9/__admin/worlds: the server did not answer: "
        "[Errno 111] Connection refused"
    }


@pytest.mark.parametrize("url", ["127.0.0.1:8024", "ftp://127.0.0.1", "http://"])
def test_what_is_no_url_ends_the_run_in_a_line(pytester: pytest.Pytester, url: str) -> None:
    result = pytester.runpytest_inprocess("--onmock-url", url)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines[0] == (
        f"ERROR: --onmock-url: {url!r} is not the URL of a server, such as http://127.0.0.1:8024"
    )


def test_requests_goes_in_without_a_socket(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest
        import requests

        @pytest.fixture(autouse=True)
        def no_sockets(oniva, monkeypatch):
            def refuse(*given):
                raise OSError("a socket was opened")

            monkeypatch.setattr("socket.socket.connect", refuse)

        def test_session(oniva):
            session, url = oniva.session(in_process=True), oniva.base_url + "/api/v1/events"
            answer = session.get(url, params={"limit": 1, "page": 2})
            assert (answer.status_code, answer.reason, answer.json()["itemCount"]) == (200, "OK", 1)
            assert answer.headers["content-type"] == "application/json"
            assert session.get(url, headers={"Authorization": "Bearer x"}).status_code == 401
            oniva.fault("listEvents", connection="reset", times=1)
            with pytest.raises(requests.ConnectionError, match="a fault that was ordered"):
                session.get(url)

        def test_adapter(oniva):
            session = requests.Session()
            session.mount(oniva.base_url, oniva.transport())
            form = {"grant_type": "client_credentials", **oniva.credentials}
            assert session.post(oniva.base_url + "/oauth/token", data=form).json()["token_type"] == "Bearer"
            assert session.post(oniva.base_url + "/oauth/token", data="").status_code == 400
            with pytest.raises(requests.ConnectionError, match="a socket was opened"):
                session.get("http://127.0.0.1:9/")

        def test_files_and_bodies(on24):
            session = on24.session(in_process=True)
            url = f"{on24.base_url}/v2/client/{on24.client_id}/event/{on24.event_id}/registrant"
            answer = session.post(url, data={"email": "ada.marsh@acme.example", "firstname": "Ada", "lastname": "Ö"})
            assert answer.status_code == 200
            (request,) = on24.requests
            assert on24.count(request["operation"], body={"lastname": "Ö"}) == 1
    """)
    assert outcome.counts == {"passed": 3, **ALL_PASS}, outcome.texts


def test_both_doors_of_requests_lead_to_the_same(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import io

        import pytest
        import requests

        EFFECTS = [
            {"connection": "reset"}, {"connection": "empty"}, {"body": "truncated"}, {"body": "malformed"},
            {"body": "content-type"}, {"body": "empty"}, {"status": 503, "retry_after": 9}, {"slow_body": 0.01},
        ]

        def outcome(session, *asked, **options):
            try:
                answer = session.request(*asked, **options)
            except requests.RequestException as error:
                return type(error)
            headers = {
                name.lower(): text
                for name, text in answer.headers.items()
                if name not in ("Date", "Connection") and "ratelimit" not in name.lower()
            }
            return answer.status_code, answer.reason, headers, answer.content, answer.encoding, answer.url

        @pytest.mark.parametrize("effect", EFFECTS, ids=str)
        def test_faults(oniva, effect):
            oniva.freeze()
            oniva.fault("listEvents", **effect)
            asked = ["GET", oniva.base_url + "/api/v1/events"]
            assert outcome(oniva.session(), *asked) == outcome(oniva.session(in_process=True), *asked)

        def form(way):
            text = b"grant_type=client_credentials&client_id=x&client_secret=y"
            parts = iter([text[:9], text[9:]])
            return {"bytes": text, "text": text.decode(), "file": io.BytesIO(text), "parts": parts}[way]

        @pytest.mark.parametrize("way", ["bytes", "text", "file", "parts"])
        def test_bodies(oniva, way):
            asked = ["POST", oniva.base_url + "/oauth/token"]
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            seen = [
                outcome(session, *asked, data=form(way), headers=headers)
                for session in (oniva.session(), oniva.session(in_process=True))
            ]
            assert seen[0] == seen[1]
            assert seen[0][0] == 401

        PATHS = ["/api/v1/events?q=%2F&page=2", "/api/v1/events/a%2Fb", "/api/v1/%C3%A9", "/x y", ""]

        @pytest.mark.parametrize("path", PATHS)
        @pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
        def test_paths(oniva, method, path):
            oniva.freeze()
            asked = [method, oniva.base_url + path]
            assert outcome(oniva.session(), *asked) == outcome(oniva.session(in_process=True), *asked)
    """)
    assert outcome.counts == {"passed": 8 + 4 + 15, **ALL_PASS}, outcome.texts


def test_wsgi_clients_go_in_below_the_address_of_the_world(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        from urllib.parse import urlsplit

        import pytest
        from werkzeug.test import Client

        def test_wsgi(oniva):
            path = urlsplit(oniva.base_url).path + "/api/v1/me"
            assert Client(oniva.wsgi_app).get(path, headers=oniva.auth_headers()).status_code == 200
            assert Client(oniva.wsgi_app).get(path).status_code == 401
            assert oniva.count("getMe") == 2

        def test_others(oniva, monkeypatch):
            with pytest.raises(ValueError, match="there is no transport for 'urllib3'; there are: requests, httpx"):
                oniva.transport("urllib3")
            monkeypatch.setitem(__import__("sys").modules, "httpx", None)
            with pytest.raises(Exception, match=r"httpx: it is not installed \\(pip install httpx\\)"):
                oniva.transport("httpx")
            monkeypatch.setitem(__import__("sys").modules, "requests", None)
            with pytest.raises(Exception, match=r"requests: it is not installed \\(pip install requests\\)"):
                oniva.session()
    """)
    assert outcome.counts == {"passed": 2, **ALL_PASS}, outcome.texts


def test_httpx_goes_in_without_a_socket(run_suite: RunSuite) -> None:
    pytest.importorskip("httpx")
    outcome = run_suite("""
        import httpx

        def test_httpx(oniva):
            with httpx.Client(transport=oniva.transport("httpx"), headers=oniva.auth_headers()) as client:
                assert client.get(oniva.base_url + "/api/v1/me").status_code == 200
    """)
    assert outcome.counts == {"passed": 1, **ALL_PASS}, outcome.texts
