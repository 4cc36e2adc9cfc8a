"""Accounts that are asked as live ones are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.drift.on24.target import Target


@pytest.fixture(scope="session")
def on24_account() -> Iterator[Target]:
    """The default account."""
    target = Target.new()
    yield target
    target.app.close()


@pytest.fixture(scope="session")
def empty_on24_account() -> Iterator[Target]:
    """An account without events."""
    target = Target.new(scenario="empty")
    yield target
    target.app.close()
