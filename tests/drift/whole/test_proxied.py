"""Drifts that no break rehearses are named too: a proxy before a faithful service has them, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bench.drifting import Sandbox
from mock_server.drift.report import COULD_NOT_TELL
from tests.drift.whole.drifts import IN_REPLIES, IN_REQUESTS
from tests.drift.whole.proxy import Drift, Proxy, as_it_is, proxy

# Who compares a row with its record, or with what it was, sees them all alike.
OF_VALUES = {
    "capitals",
    "an hour later",
    "rounded",
    "with a tax",
    "below zero",
    "one address",
    "swapped names",
    "no tags",
}


@pytest.fixture(scope="module")
def between(sandbox_of) -> Iterator[Proxy]:
    """A proxy before Oniva's sandbox."""
    with proxy(sandbox_of("oniva").server.port) as made:
        yield made


@pytest.fixture
def behind(sandbox_of, between: Proxy) -> Sandbox:
    """The sandbox, asked by the proxy."""
    return replace(sandbox_of("oniva"), front=f"{between.url}/oniva")


def told(between: Proxy, behind: Sandbox, drift: Drift) -> set[str]:
    between.drift = drift
    report = behind.look().report
    assert report.exit_code() != COULD_NOT_TELL
    return {one.id for one in report.findings}


def test_a_proxy_that_changes_nothing_is_no_drift(between: Proxy, behind: Sandbox) -> None:
    assert told(between, behind, as_it_is) == set()


@pytest.mark.parametrize("name", IN_REQUESTS)
def test_a_drift_in_how_requests_are_taken_is_named(between: Proxy, behind: Sandbox, name: str) -> None:
    assert name in told(between, behind, IN_REQUESTS[name])


@pytest.mark.parametrize(
    "what", [pytest.param(one, marks=[pytest.mark.fuzz] * (one in OF_VALUES)) for one in IN_REPLIES]
)
def test_a_drift_in_what_is_replied_is_named(between: Proxy, behind: Sandbox, what: str) -> None:
    name, drift = IN_REPLIES[what]

    assert name in told(between, behind, drift)
