"""What fails a test at its end, in the words that are read then."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.plugin.conftest import RunSuite

# Ours breaks its contract, and fails: as nothing that is known does, handlers of the server are replaced.
FAULTY = """
    from dataclasses import replace

    import pytest

    @pytest.fixture
    def faulty(onmock_server, monkeypatch):
        def let(operation, handler):
            handlers = onmock_server.running.app.runtime.services["oniva"].handlers
            monkeypatch.setitem(handlers, operation, handler(handlers[operation]))

        return let
"""
VIOLATION = """
    def test_one(oniva, faulty):
        faulty("get_me", lambda real: lambda *given: replace(real(*given), name=7))
        oniva.get("getMe")
"""
ERROR = """
    def fail(*given):
        raise RuntimeError("nobody thought of this")

    def test_one(oniva, faulty):
        faulty("get_me", lambda real: fail)
        assert oniva.session().get(oniva.base_url + "/api/v1/me").status_code == 500
"""
UNMET_FAULTS = """
    def test_one(oniva):
        oniva.fault("listEvents", status=503, times=2)
        oniva.fault("getMe", connection="reset", nth=3)
        oniva.get("getMe")
        oniva.get("getMe")
"""
EXPECTATIONS = """
    def test_one(oniva):
        oniva.expect("listEvents", times=2)
        oniva.expect("getMe", query={"page": "2"}, status=200)
        oniva.get("listEvents", page=2)
        oniva.session().get(oniva.base_url + "/api/v1/event")
        oniva.get("getMe")
"""
TEXTS = {
    "violations": (
        FAULTY + VIOLATION,
        "onmock: our reply to getMe broke the contract: /name: breaks properties/name/type",
    ),
    "errors": (
        FAULTY + ERROR,
        """\
        onmock: a fault of the stand-in's own: RuntimeError in fail (test_theirs.py:14)
          GET /api/v1/me -> 500 (getMe)""",
    ),
    "unmet-faults": (
        UNMET_FAULTS,
        """\
        onmock: the fault {"status": 503} of listEvents was never met
        onmock: the fault {"connection": "reset"} of getMe was never met; 2 requests matched""",
    ),
    "expectations": (
        EXPECTATIONS,
        """\
        onmock: expected 2 requests of listEvents, and 1 came
          GET /api/v1/events?page=2 -> 200 (listEvents)
          GET /api/v1/event -> 404 (no operation)
          beside 3 of issueToken, 1 of getMe
        onmock: expected at least one of getMe with query {"page": "2"}, status 200, and none came
          GET /api/v1/event -> 404 (no operation)
          GET /api/v1/me -> 200 (getMe)
          beside 3 of issueToken, 1 of listEvents""",
    ),
}


@pytest.mark.parametrize("concern", TEXTS)
def test_each_concern_fails_the_test_with_its_text(run_suite: RunSuite, concern: str) -> None:
    source, text = TEXTS[concern]
    outcome = run_suite(source)
    assert outcome.texts == {"test_one": dedent(text)}
    assert outcome.counts == {"passed": 1, "failed": 0, "errors": 1}


@pytest.mark.parametrize("concern", TEXTS)
def test_each_concern_can_be_waived_by_the_marker(run_suite: RunSuite, concern: str) -> None:
    marked = f"import pytest\npytestmark = pytest.mark.onmock(waive=[{concern!r}])\n"
    outcome = run_suite(marked + dedent(TEXTS[concern][0]))
    assert outcome.counts == {"passed": 1, "failed": 0, "errors": 0}, outcome.texts


@pytest.mark.parametrize("concern", TEXTS)
def test_each_concern_can_be_waived_in_the_test(run_suite: RunSuite, concern: str) -> None:
    source = dedent(TEXTS[concern][0]).replace("def test_one(oniva", "def test_one(waived, oniva")
    waiving = f"import pytest\n@pytest.fixture\ndef waived(oniva):\n    oniva.waive({concern!r})\n"
    outcome = run_suite(waiving + source)
    assert outcome.counts == {"passed": 1, "failed": 0, "errors": 0}, outcome.texts


def test_other_concerns_still_fail(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        @pytest.mark.onmock(waive=["violations", "errors", "expectations"])
        def test_one(oniva):
            oniva.expect("getMe")
            oniva.fault("getMe", status=503)
    """)
    assert outcome.texts == {"test_one": 'onmock: the fault {"status": 503} of getMe was never met'}


@pytest.mark.parametrize(
    ("end", "counts"),
    [
        ("assert False", {"passed": 0, "failed": 1, "errors": 0}),
        ("pytest.skip('enough')", {"passed": 0, "failed": 0, "errors": 0}),
        ("pytest.xfail('known')", {"passed": 0, "failed": 0, "errors": 0}),
    ],
)
def test_test_that_did_not_come_to_its_end_is_not_failed_again(
    run_suite: RunSuite, end: str, counts: dict[str, int]
) -> None:
    outcome = run_suite(f"""
        import pytest

        def test_one(oniva):
            oniva.fault("getMe", status=503)
            {end}
    """)
    assert outcome.counts == counts


def test_test_that_could_not_begin_is_not_failed_again(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        @pytest.fixture
        def broken(oniva):
            oniva.fault("getMe", status=503)
            raise RuntimeError("not today")

        def test_one(broken):
            pass
    """)
    assert outcome.counts == {"passed": 0, "failed": 0, "errors": 1}
    assert "not today" in outcome.texts["test_one"]


def test_world_that_was_dropped_by_the_test_is_told_of_still(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        def test_one(oniva):
            oniva.expect("getMe")
            oniva.drop()
    """)
    assert outcome.texts == {"test_one": "onmock: expected at least one of getMe, and none came: no request at all"}


def test_world_that_somebody_else_dropped_is_told_of(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        def test_one(oniva, onmock_server):
            onmock_server.control.reset()
            global gone
            gone = oniva.id

        def test_two():
            print(gone)
    """)
    text = outcome.texts["test_one"]
    assert text.startswith("onmock: the world was gone before the test ended: DELETE /worlds/oniva-")
    assert text.endswith(": 404, There is no world with this id.")


def test_block_of_an_expectation_is_checked_at_its_end(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        def test_met(oniva):
            with oniva.expect("getMe", times=1):
                oniva.get("getMe")
            oniva.get("getMe")

        def test_unmet(oniva):
            oniva.get("getMe")
            with oniva.expect("getMe", times=1):
                oniva.get("listEvents")

        def test_unknown(oniva):
            with pytest.raises(Exception, match="operation is not one of getBooking, getEvent"):
                oniva.expect("getNobody")
    """)
    assert outcome.counts == {"passed": 2, "failed": 1, "errors": 0}
    end = outcome.texts["test_unmet"].splitlines()[-4:]
    assert end == [
        "E       mock_server.client.errors.Unmet: expected 1 request of getMe, and none came",
        "E         beside 1 of issueToken, 1 of listEvents",
        "",
        "test_theirs.py:10: Unmet",
    ]
