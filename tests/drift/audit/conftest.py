"""Services behind a proxy, one of each vendor, for all looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from mock_server import Clock, Config, MockServer
from tests.conftest import EPOCH, NOON
from tests.drift.audit.running import Audited, audited, in_no_time


@pytest.fixture(scope="session")
def audit_server() -> Iterator[MockServer]:
    """A server whose clock stands."""
    with MockServer(Config(epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        yield server


@pytest.fixture(scope="session")
def audited_of(
    audit_server: MockServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Audited]]:
    """What is audited, by its vendor."""
    with ExitStack() as stack:

        def made(vendor: str) -> Audited:
            return stack.enter_context(audited(audit_server, vendor, tmp_path_factory.mktemp(vendor)))

        yield cache(made)


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let time pass where it is slept only, and nothing be found where the test runs."""
    monkeypatch.chdir(tmp_path_factory.mktemp("here"))
    with in_no_time():
        yield
