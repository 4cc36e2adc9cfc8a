"""A stage for independent services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.drift.audit.running import in_no_time
from tests.drift.independent.serving import Stage, stage


@pytest.fixture(scope="session")
def on_stage() -> Iterator[Stage]:
    """A stage on which one service after another stands."""
    with stage() as made, in_no_time():
        yield made
