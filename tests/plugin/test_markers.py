"""The marker: what a test says of its world, by itself, its class or its module."""

from __future__ import annotations

import pytest

from tests.plugin.conftest import RunSuite

ALL_PASS = {"failed": 0, "errors": 0}
KNOWN = "seed, epoch, scenario, scale, scopes, freeze, name, breaks, waive"


def test_worlds_are_made_as_marked(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        def info(world):
            found = world.control.get_world(world.id)
            return found["seed"], found["epoch"], found["scale"], found["frozen"], found["name"]

        def test_nothing_marked(oniva):
            assert info(oniva) == (1, "2026-03-02", None, False, "test_theirs.py::test_nothing_marked")

        @pytest.mark.onmock(seed=7, epoch="2027-08-01", scale=50, freeze=True, name="mine")
        def test_marked(oniva):
            assert info(oniva) == (7, "2027-08-01", 50, True, "mine")
            assert oniva.now.isoformat() == "2027-08-01T10:00:00+00:00"

        @pytest.mark.onmock(scenario="empty", scopes=["events:read"])
        def test_empty(oniva):
            assert oniva.events() == []
            assert oniva.get("getMe")["scopes"] == ["events:read"]

        @pytest.mark.onmock(breaks=["listEvents:/items/*/title:rename=name"])
        def test_broken(oniva):
            assert {"name", "title"} & set(oniva.events()[0]) == {"name"}

        @pytest.mark.onmock(breaks="listEvents:/items/*/title:drop")
        def test_broken_once(oniva):
            assert "title" not in oniva.events()[0]
    """)
    assert outcome.counts == {"passed": 5, **ALL_PASS}, outcome.texts


def test_same_marks_make_the_same_data(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        titles = []

        @pytest.mark.parametrize("time", [1, 2])
        def test_twice(oniva, time):
            titles.append(oniva.events())
            assert titles[0] == titles[-1]

        @pytest.mark.onmock(seed=2)
        def test_another(oniva):
            assert oniva.events() not in titles
    """)
    assert outcome.counts == {"passed": 3, **ALL_PASS}, outcome.texts


def test_marks_of_module_class_and_test_are_merged(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        pytestmark = pytest.mark.onmock(seed=3, epoch="2026-06-01", waive=["errors"])

        @pytest.mark.onmock(seed=4, waive="unmet-faults")
        class TestClass:
            @pytest.mark.onmock(scale=60, waive=["expectations"])
            def test_nearest_counts_and_lists_add_up(self, oniva):
                found = oniva.control.get_world(oniva.id)
                assert (found["seed"], found["epoch"], found["scale"]) == (4, "2026-06-01", 60)
                assert oniva.waived == {"errors", "unmet-faults", "expectations"}

        def test_module(oniva):
            assert oniva.control.get_world(oniva.id)["seed"] == 3
            assert oniva.waived == {"errors"}
    """)
    assert outcome.counts == {"passed": 2, **ALL_PASS}, outcome.texts


def test_marks_can_be_of_one_vendor_alone(run_suite: RunSuite) -> None:
    outcome = run_suite("""
        import pytest

        @pytest.mark.onmock(seed=3, epoch="2026-06-01", oniva={"seed": 4, "breaks": "listEvents:/items/*/title:drop"})
        def test_both(oniva, on24):
            assert "title" not in oniva.events()[0]
            for world, seed in [(oniva, 4), (on24, 3)]:
                found = world.control.get_world(world.id)
                assert (found["seed"], found["epoch"]) == (seed, "2026-06-01")
    """)
    assert outcome.counts == {"passed": 1, **ALL_PASS}, outcome.texts


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("sead=3", f"the marker onmock takes {KNOWN}, not sead"),
        ("oniva={'sead': 3}", f"the marker onmock takes {KNOWN}, not sead"),
        ("3", f"the marker onmock takes {KNOWN}, not 3"),
        ("seed=-1", "onmock: POST /worlds: 400, The request is not valid: seed is less than 0."),
        (
            "waive=['unmet']",
            "onmock: there is no concern 'unmet'; there are: violations, errors, unmet-faults, expectations",
        ),
        ("scenario='nowhere.json'", "onmock: [Errno 2] No such file or directory: '{folder}/nowhere.json'"),
        (
            "breaks=['nothing']",
            "onmock: POST /faults: 400, The request is not valid: effect/break cannot be had: 'nothing' is no break; "
            "write operation:place:edit[=value], such as listThings:/items/*/name:rename=title, or an id of the "
            "catalogue.",
        ),
    ],
)
def test_what_cannot_be_had_is_told_in_a_line(
    run_suite: RunSuite, pytester: pytest.Pytester, mark: str, text: str
) -> None:
    outcome = run_suite(f"""
        import pytest

        @pytest.mark.onmock({mark})
        def test_one(oniva):
            pass

        def test_other(oniva):
            assert len(oniva.control.worlds()) == 2
    """)
    assert outcome.texts == {"test_one": text.replace("{folder}", str(pytester.path))}
    assert outcome.counts == {"passed": 1, "failed": 0, "errors": 1}
