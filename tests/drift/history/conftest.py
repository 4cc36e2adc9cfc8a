"""Tenants whose servers, walks and baselines are shared by the tests of history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from mock_server.drift import Exchange
from mock_server.drift.history import Baseline
from tests.drift.history.walks import Tenant


@pytest.fixture(scope="session")
def tenant_of() -> Iterator[Callable[..., Tenant]]:
    """A tenant by its vendor and seed, on its first day, with no break ordered."""
    made: list[Tenant] = []

    @cache
    def known(vendor: str, seed: int) -> Tenant:
        made.append(Tenant(vendor, seed))
        return made[-1]

    def tenant(vendor: str, seed: int = 1) -> Tenant:
        one = known(vendor, seed)
        one.order()
        one.turn(0)
        return one

    yield tenant
    for one in made:
        one.lab.app.close()


@pytest.fixture(scope="session")
def known_of(tenant_of: Callable[..., Tenant]) -> Callable[[str], tuple[Baseline, list[Exchange]]]:
    """By vendor, the baseline of two runs of its first tenant, and what it says on its first day."""

    @cache
    def known(vendor: str) -> tuple[Baseline, list[Exchange]]:
        tenant = tenant_of(vendor)
        return tenant.baseline(2), tenant.exchanges()

    return known
