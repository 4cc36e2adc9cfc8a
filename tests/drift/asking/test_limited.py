"""Which answers say that a limit is passed: the contract has a status for that, which may be another refusal's too."""

from __future__ import annotations

import pytest

from mock_server.drift import Answered
from mock_server.drift.limited import is_limited
from tests.contract.subjects import CONTRACTS

TOO_MANY = b'{"message": "You have reached the maximum number of calls for this api."}'
NO_PERMISSION = b'{"message": "You do not have permission to perform the requested operation."}'


@pytest.mark.parametrize(
    ("vendor", "status", "body", "expected"),
    [
        ("oniva", 429, b"", True),
        ("oniva", 403, TOO_MANY, False),
        ("on24", 429, b"", True),
        ("on24", 403, TOO_MANY, True),
        ("on24", 403, NO_PERMISSION, False),
        ("on24", 400, TOO_MANY, False),
    ],
)
def test_a_limit_is_told_from_other_refusals(vendor: str, status: int, body: bytes, expected: bool) -> None:
    operation = CONTRACTS[vendor].operations["listEvents"]
    assert is_limited(operation, Answered(status, [], body)) is expected
