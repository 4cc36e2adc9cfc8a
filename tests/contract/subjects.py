"""What the generic suite goes through: every vendor, operation, status and listing there is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from mock_server.contract import Contract, Operation, load_contract
from mock_server.resources import contract_path
from mock_server.vendor import Vendor
from mock_server.vendors import discover
from tests.contract.recipe import recipe_of

VENDORS: dict[str, Vendor] = discover()
CONTRACTS: dict[str, Contract] = {
    name: load_contract(contract_path(vendor.contract)) for name, vendor in VENDORS.items()
}


def every_vendor() -> Any:
    """Parametrize a test by `vendor`."""
    return pytest.mark.parametrize("vendor", VENDORS)


def every_operation() -> Any:
    """Parametrize a test by `vendor` and `operation_id`."""
    return _parametrize("operation_id", ((name, one.id) for name, one in _operations()))


def every_status() -> Any:
    """Parametrize a test by `vendor`, `operation_id` and each status that the operation documents."""
    rows = ((name, one.id, status) for name, one in _operations() for status in one.responses)
    return _parametrize("operation_id,status", rows)


def every_read_status() -> Any:
    """Parametrize as `every_status`, over GET operations, without the status that needs another method."""
    rows = (
        (name, one.id, status)
        for name, one in _operations()
        for status in one.responses
        if one.method == "GET" and status != 405
    )
    return _parametrize("operation_id,status", rows)


def every_listing() -> Any:
    """Parametrize a test by `vendor` and the `operation_id` of each list."""
    return _parametrize("operation_id", ((name, one) for name in VENDORS for one in recipe_of(name).listings))


def _operations() -> Iterable[tuple[str, Operation]]:
    return ((name, one) for name, contract in CONTRACTS.items() for one in contract.operations.values())


def _parametrize(names: str, rows: Iterable[tuple[Any, ...]]) -> Any:
    return pytest.mark.parametrize(f"vendor,{names}", [pytest.param(*row, id="-".join(map(str, row))) for row in rows])
