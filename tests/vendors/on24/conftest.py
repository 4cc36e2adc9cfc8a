"""Fixtures for ON24: a world on a fixed day, its clock standing still, and a desk to write to it from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mock_server import Clock
from tests.vendors.on24.desk import Desk

EPOCH = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # noon on the Pacific coast


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A world of one's own, to write to."""
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def library() -> Iterator[Desk]:
    """A world that is only read."""
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH)
    yield desk
    desk.close()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file that keeps what was written."""
    return tmp_path / "on24.db"
