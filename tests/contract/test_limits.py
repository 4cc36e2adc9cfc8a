"""Budgets are what the contract says: one operation of each size is asked until it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mock_server.contract import RateLimit
from tests.contract.lab import Lab
from tests.contract.production import exhaust_by_requests
from tests.contract.subjects import CONTRACTS, reads


def _by_size(vendor: str) -> dict[tuple[int, int, str], str]:
    """Return an operation for each kind of budget, one that only reads where there is one."""
    sizes: dict[tuple[int, int, str], str] = {}
    operations = CONTRACTS[vendor].operations.values()
    for one in sorted(operations, key=lambda operation: not reads(vendor, operation)):
        if isinstance(one.rate_limit, RateLimit):
            sizes.setdefault((one.rate_limit.limit, one.rate_limit.window, one.rate_limit.per), one.id)
    return sizes


@pytest.mark.parametrize(
    ("vendor", "operation_id"), [(vendor, one) for vendor in CONTRACTS for one in _by_size(vendor).values()]
)
def test_as_many_requests_pass_as_the_contract_says(
    vendor: str, operation_id: str, new_lab: Callable[..., Lab], lab_of: Callable[[str], Lab]
) -> None:
    lab = new_lab(vendor, limits=True, **lab_of(vendor).recipe.configs.get(429, {}))
    budget = lab.operation(operation_id).rate_limit
    assert budget is not None
    ask = lab.success(operation_id)
    lab.renew()

    passed, refusal = exhaust_by_requests(lab, operation_id, ask)

    assert (passed, refusal.status_code) == (budget.limit, 429)
    lab.app.runtime.clock.advance(budget.window)
    assert lab.send(ask).status_code == lab.operation(operation_id).success
