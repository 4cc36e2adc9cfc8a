"""Names on the wire, and names in Python."""

from __future__ import annotations

import pytest

from mock_server.contract.naming import snake_case, source_of


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("bookingNumber", "booking_number"),
        ("id", "id"),
        ("Retry-After", "retry_after"),
        ("eventID", "event_id"),
        ("page2Size", "page2_size"),
        ("already_snake", "already_snake"),
        ("X-RateLimit-Limit", "x_rate_limit_limit"),
    ],
)
def test_snake_case_of_wire_name(wire: str, python: str) -> None:
    assert snake_case(wire) == python


def test_source_is_the_snake_case_name_unless_told() -> None:
    assert source_of("madeAt", {}) == "made_at"
    assert source_of("madeAt", {"x-source": "maker.name"}) == "maker.name"
