"""Every header of a vendor's credentials counts: without one of them, or with a wrong one, nobody comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.opinions import Opinion
from tests.contract.subjects import CONTRACTS

SECURED = [
    pytest.param(vendor, one.id, id=f"{vendor}-{one.id}")
    for vendor, contract in CONTRACTS.items()
    for one in contract.operations.values()
    if one.scopes is not None
]


@pytest.mark.parametrize(("vendor", "operation_id"), SECURED)
def test_each_credential_is_needed_and_has_to_be_right(
    vendor: str,
    operation_id: str,
    lab_of: Callable[[str], Lab],
    opinions_of: Callable[[str], tuple[Opinion, Opinion]],
) -> None:
    lab = lab_of(vendor)
    ask = lab.success(operation_id)
    asks: list[Ask] = [ask.without_headers(name) for name in lab.credentials]
    asks += [ask.with_headers({name: f"{value}x"}) for name, value in lab.credentials.items()]

    for one in asks:
        response = lab.send(one)
        assert response.status_code == 401, response.text
        assert [opinion.of_response(operation_id, one, response) for opinion in opinions_of(vendor)] == ["", ""]
