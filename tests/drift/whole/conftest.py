"""Services on sockets, one of each vendor, for all looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from bench.drift_kinds import Choice
from bench.drifting import Sandbox, sandbox


@pytest.fixture(scope="session")
def sandbox_of() -> Iterator[Callable[[str], Sandbox]]:
    """A sandbox by its vendor, whose baseline is of a look at it as it is."""
    with ExitStack() as stack:
        yield cache(lambda vendor: stack.enter_context(sandbox(vendor)))


@pytest.fixture(scope="session")
def choice_of(sandbox_of: Callable[[str], Sandbox]) -> Callable[[str], Choice]:
    """What can be tried out of a vendor's sandbox."""
    return cache(lambda vendor: Choice(sandbox_of(vendor)))
