"""schemathesis, all phases and checks, finds no failure: in process, and over a socket."""

from __future__ import annotations

from collections.abc import Callable

from mock_server import Clock, Config, MockServer
from mock_server.contract import Operation
from tests.conftest import EPOCH, NOON
from tests.contract.lab import Lab
from tests.contract.recipe import recipe_of
from tests.contract.subjects import CONTRACTS, SMALLEST, SUBJECTS, every_subject, every_subject_of, size_of
from tests.schemathesis.campaign import CHECKS, PHASES, Outcome, few, run_in_process, run_over_socket

# How many examples all operations of a vendor share.
_ALL, _MOST, _LEAST = 150, 25, 2
# Larger subjects go over a socket only, but for `make fuzz`.
_QUICK = 20


def examples(vendor: str) -> int:
    """Return how many examples an operation gets: the more of them there are, the fewer for each."""
    return max(_LEAST, min(_MOST, _ALL // size_of(vendor)))


def own_server(vendor: str) -> MockServer:
    """Return a server of one subject, which nobody else sees what is written to."""
    config = Config(vendors=SUBJECTS[vendor].serves, epoch=EPOCH, limits=False)
    server = MockServer(config, clock=Clock(NOON, frozen=True))
    recipe_of(vendor).prepare(server.app)
    return server


def assert_thorough(vendor: str, outcome: Outcome) -> None:
    """Assert that nothing failed, and that the run did what it says."""
    assert outcome.failures == []
    assert outcome.phases >= PHASES
    assert set(outcome.checks) >= set(CHECKS)
    labels = {f"{one.method} {one.path}": one for one in CONTRACTS[vendor].operations.values()}
    assert {label for label, _ in outcome.statuses} == set(labels)
    unearned = recipe_of(vendor).unearned
    assert [label for label, one in labels.items() if not outcome.successes(label) and one.id not in unearned] == []
    takes = {label: one for label, one in labels.items() if 400 in one.responses and takes_values(one)}
    assert [label for label in takes if not outcome.statuses[label, 400]] == []
    # A path is asked in the wrong way once, for whichever of its operations.
    asked_wrongly = {label.split(" ", 1)[1] for label, status in outcome.statuses if status == 405}
    assert {one.path for one in labels.values()} == asked_wrongly
    secured = [label for label, one in labels.items() if one.scopes is not None]
    assert [label for label in secured if not outcome.statuses[label, 401]] == []
    assert not any(status in (429, 500) for _, status in outcome.statuses)


def takes_values(operation: Operation) -> bool:
    """Tell whether an operation takes anything that its schema can refuse."""
    forms = operation.body.forms.values() if operation.body is not None else ()
    said = [one for one in operation.parameters.all if one.place == "query"]
    said += [one for form in forms for one in form.all]
    return any(one.is_checked_here and one.schema != {"type": "string"} for one in said)


@every_subject_of(_QUICK)
def test_app_conforms_in_process(vendor: str, new_lab: Callable[[str], Lab]) -> None:
    outcome = run_in_process(new_lab(vendor), examples(vendor))
    assert_thorough(vendor, outcome)


@every_subject()
def test_app_conforms_over_a_socket(vendor: str, lab_of: Callable[[str], Lab]) -> None:
    with own_server(vendor) as server:
        outcome = run_over_socket(lab_of(vendor), server.url + SUBJECTS[vendor].mount, examples(vendor))
        assert_thorough(vendor, outcome)
        assert server.app.runtime.journal.violations() == []


@every_subject_of(SMALLEST)
def test_two_runs_send_the_same_requests(vendor: str, new_lab: Callable[[str], Lab]) -> None:
    labs = [new_lab(vendor) for _ in range(2)]
    runs = [run_in_process(lab, max(_LEAST, examples(vendor) // 5), only=few(lab)) for lab in labs]
    assert runs[0].requests == runs[1].requests
    assert runs[0].statuses == runs[1].statuses
