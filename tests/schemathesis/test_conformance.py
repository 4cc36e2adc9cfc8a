"""schemathesis, all phases and checks, finds no failure: in process, and over a socket."""

from __future__ import annotations

from collections.abc import Callable

from mock_server import MockServer
from tests.contract.lab import Lab
from tests.contract.subjects import CONTRACTS, VENDORS, every_vendor
from tests.schemathesis.campaign import CHECKS, PHASES, Outcome, run_in_process, run_over_socket

EXAMPLES = 25


def assert_thorough(vendor: str, outcome: Outcome) -> None:
    """Assert that nothing failed, and that the run did what it says."""
    assert outcome.failures == []
    assert outcome.phases >= PHASES
    assert set(outcome.checks) >= set(CHECKS)
    labels = {f"{one.method} {one.path}": one for one in CONTRACTS[vendor].operations.values()}
    assert {label for label, _ in outcome.statuses} == set(labels)
    assert [label for label in labels if not outcome.successes(label)] == []
    refused = [label for label, one in labels.items() if 400 in one.responses and not outcome.statuses[label, 400]]
    assert refused == []
    assert all(outcome.statuses[label, 405] for label in labels)
    assert all(outcome.statuses[label, 401] for label, one in labels.items() if one.scopes is not None)
    assert not any(status in (429, 500) for _, status in outcome.statuses)


@every_vendor()
def test_app_conforms_in_process(vendor: str, lab_of: Callable[[str], Lab]) -> None:
    outcome = run_in_process(VENDORS[vendor], lab_of(vendor).app, EXAMPLES)
    assert_thorough(vendor, outcome)


@every_vendor()
def test_app_conforms_over_a_socket(vendor: str, unlimited_server: MockServer) -> None:
    outcome = run_over_socket(VENDORS[vendor], unlimited_server.base_url(vendor), EXAMPLES)
    assert_thorough(vendor, outcome)
    assert unlimited_server.app.runtime.journal.violations() == []


@every_vendor()
def test_two_runs_send_the_same_requests(vendor: str, lab_of: Callable[[str], Lab]) -> None:
    runs = [run_in_process(VENDORS[vendor], lab_of(vendor).app, 5) for _ in range(2)]
    assert runs[0].requests == runs[1].requests
    assert runs[0].statuses == runs[1].statuses
