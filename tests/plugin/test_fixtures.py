"""The fixtures of the plugin, in suites that use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mock_server.resources import fixture_path
from tests.plugin.conftest import RunSuite

ALL_PASS = {"failed": 0, "errors": 0}


def test_world_is_of_one_test_alone(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        ids = set()

        @pytest.mark.parametrize("number", range(3))
        def test_world(oniva, number):
            assert oniva.id not in ids
            ids.add(oniva.id)
            assert oniva.requests == []
            oniva.session().get(oniva.base_url + "/api/v1/events").raise_for_status()
            assert oniva.count("listEvents", status=200) == 1
            assert len(oniva.control.worlds()) == 2  # and the server's own
    """)
    assert outcome.counts == {"passed": 3, **ALL_PASS}, outcome.texts


def test_there_is_a_fixture_for_each_vendor(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        def test_both(oniva, on24):
            assert oniva.client_id in oniva.credentials.values()
            assert oniva.client_secret != oniva.token() != oniva.token()
            assert len(oniva.events()) > 3
            assert oniva.bookings(oniva.events()[0]["id"])
            url = f"{on24.base_url}/v2/client/{on24.client_id}/event/{on24.event_id}"
            assert on24.session().get(url).status_code == 200
            assert on24.events()
            assert on24.registrants()
            assert on24.access_token_key and on24.access_token_secret
    """)
    assert outcome.counts == {"passed": 1, **ALL_PASS}, outcome.texts


def test_clock_starts_at_noon_of_the_same_day_and_turns(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        from datetime import UTC, datetime, timedelta

        def test_clock(oniva):
            assert oniva.now - datetime(2026, 3, 2, 11, tzinfo=UTC) < timedelta(minutes=1)
            assert oniva.freeze() == oniva.now
            before = oniva.now
            assert oniva.advance(hours=1, minutes=30) == before + timedelta(minutes=90)
            assert oniva.advance(timedelta(days=1)) == before + timedelta(days=1, minutes=90)
            assert oniva.advance("PT30M") == before + timedelta(days=1, hours=2)
            assert oniva.freeze(datetime(2026, 5, 1, tzinfo=UTC)) == datetime(2026, 5, 1, tzinfo=UTC) == oniva.now
            assert oniva.unfreeze() >= datetime(2026, 5, 1, tzinfo=UTC)
            assert not oniva.control.clock(oniva.id)["frozen"]

        def test_token_expires_on_the_second(oniva):
            oniva.freeze()
            session = oniva.session()
            url = oniva.base_url + "/api/v1/me"
            oniva.advance(seconds=3599)
            assert session.get(url).status_code == 200
            oniva.advance(seconds=1)
            assert session.get(url).status_code == 401
    """)
    assert outcome.counts == {"passed": 2, **ALL_PASS}, outcome.texts


def test_faults_are_met_and_told(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest
        import requests

        def test_faults(oniva):
            session, url = oniva.session(), oniva.base_url + "/api/v1/events"
            oniva.fault("listEvents", status=503, times=2, retry_after=7)
            assert [session.get(url).status_code for _ in range(3)] == [503, 503, 200]
            oniva.fault("listEvents", match={"query": {"page": "2"}}, connection="reset")
            assert session.get(url).status_code == 200
            with pytest.raises(requests.ConnectionError):
                session.get(url, params={"page": 2})
            oniva.fault("getMe", breaks="getMe:/name:rename=title")
            assert "title" in session.get(oniva.base_url + "/api/v1/me").json()
            assert [one["hits"] for one in oniva.faults()] == [2, 1, 1]
    """)
    assert outcome.counts == {"passed": 1, **ALL_PASS}, outcome.texts


def test_pinned_records_are_shown(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        def test_booking(oniva):
            booking = oniva.add_booking(email="vera.muster@example.com")
            event = booking["eventId"]
            assert [one["id"] for one in oniva.bookings(event, email="vera.muster@example.com")] == [booking["id"]]
            assert oniva.cancel_booking(booking["id"])["status"] == "canceled"
            oniva.reset()
            assert oniva.bookings(event, email="vera.muster@example.com") == []

        def test_check_in(oniva):
            booking = oniva.add_booking(email="vera.muster@example.com")
            oniva.freeze(oniva.get("getEvent", event_id=booking["eventId"])["startDate"])
            oniva.advance(minutes=10)
            (option,) = {one["checkIn"]["attendance"] for one in oniva.check_in(booking["id"])["options"]}
            assert option is True

        def test_cancelled_event(oniva):
            event = oniva.add_booking()["eventId"]
            assert oniva.cancel_event(event)["status"] == "cancelled"
            assert oniva.get("getEvent", event_id=event)["status"] == "cancelled"
    """)
    assert outcome.counts == {"passed": 3, **ALL_PASS}, outcome.texts


def test_vendor_that_only_shows_when_the_test_runs_is_started_as_well(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        def test_one(oniva, onmock_server):
            assert list(onmock_server.running.app.runtime.services) == ["oniva"]
            assert len(oniva.events()) > 3

        @pytest.mark.parametrize("vendor", ["oniva", "on24"])
        def test_any(request, vendor):
            assert request.getfixturevalue(vendor).events()

        def test_unknown(onmock_server):
            with pytest.raises(ValueError, match="there is no vendor 'acme'; there are: on24, oniva"):
                onmock_server.world("acme")
    """)
    assert outcome.counts == {"passed": 4, **ALL_PASS}, outcome.texts


def test_server_itself_is_there_once(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import requests

        seen = set()

        def test_first(onmock_server, oniva):
            seen.add(onmock_server.url)
            answer = requests.get(onmock_server.base_url("oniva") + "/api/v1/events")
            assert answer.status_code == 401
            assert oniva.base_url.startswith(onmock_server.url + "/worlds/")

        def test_second(onmock_server):
            assert seen == {onmock_server.url}
            with onmock_server.world("on24", name="another") as world:
                assert world.events()
            assert world.id not in [one["id"] for one in onmock_server.control.worlds()]
    """)
    assert outcome.counts == {"passed": 2, **ALL_PASS}, outcome.texts


def test_classes_of_unittest_take_the_world_by_a_fixture(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import unittest

        import pytest

        class OneTest(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def _world(self, oniva):
                self.oniva = oniva

            def test_one(self):
                self.assertEqual(self.oniva.requests, [])
                self.assertTrue(self.oniva.events())

            def test_two(self):
                self.assertEqual(self.oniva.requests, [])
    """)
    assert outcome.counts == {"passed": 2, **ALL_PASS}, outcome.texts


def test_coroutines_talk_to_the_world(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import asyncio
        from urllib.parse import urlsplit

        import anyio.pytest_plugin
        import pytest

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        async def status(oniva, headers):
            parts = urlsplit(oniva.base_url)
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            lines = [f"GET {parts.path}/api/v1/me HTTP/1.1", f"Host: {parts.netloc}", "Connection: close", *headers]
            writer.write("\\r\\n".join([*lines, "", ""]).encode())
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            return int(answer.split()[1])

        @pytest.mark.anyio
        async def test_many_at_once(oniva):
            headers = [f"{name}: {text}" for name, text in oniva.auth_headers().items()]
            assert await asyncio.gather(*(status(oniva, headers) for _ in range(5))) == [200] * 5
            assert await status(oniva, []) == 401
            assert oniva.count("getMe", status=200) == 5
    """)
    assert outcome.counts == {"passed": 1, **ALL_PASS}, outcome.texts


@pytest.mark.parametrize("path", ["theirs.json", "absolute"])
def test_scenario_of_a_path_is_read_beside_the_test(run_suite: RunSuite, pytester: pytest.Pytester, path: str) -> None:
    scenario = json.loads(fixture_path("oniva/scenarios/empty.json").read_text(encoding="utf-8"))
    file = Path(pytester.makefile(".json", theirs=json.dumps(scenario)))
    named = path if path.endswith(".json") else str(file)
    outcome = run_suite(f"""
        import pytest

        @pytest.mark.onmock(scenario={named!r})
        def test_nothing(oniva):
            assert oniva.events() == []
    """)
    assert outcome.counts == {"passed": 1, **ALL_PASS}, outcome.texts


def test_run_without_the_plugin_has_no_fixtures(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_one(oniva): pass")
    result = pytester.runpytest_inprocess("-p", "no:onmock")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'oniva' not found"])
