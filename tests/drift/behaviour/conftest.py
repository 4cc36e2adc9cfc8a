"""Worlds of Oniva that are asked as a live service is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_server import Clock, Config, MockServer
from tests.conftest import EPOCH, NOON
from tests.drift.behaviour.bench import Bench, benched


@pytest.fixture(scope="session")
def oniva_server() -> Iterator[MockServer]:
    """A server whose worlds have the same made-up records."""
    with MockServer(Config(vendors=("oniva",), epoch=EPOCH), clock=Clock(NOON, frozen=True)) as server:
        yield server


@pytest.fixture(scope="session")
def bench(oniva_server: MockServer) -> Iterator[Bench]:
    """The default tenant."""
    with benched(oniva_server) as made:
        yield made
