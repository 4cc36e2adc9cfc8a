"""Values that change their type, their spelling or their case."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.breaks.values import CASES, TYPES, cased, paid, reformatted, retyped, with_cased_keys

MOMENT = "2026-03-02T08:30:00+01:00"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("no-zone", "2026-03-02T08:30:00"),
        ("epoch", 1772436600),
        ("epoch-ms", 1772436600000),
        ("space", "2026-03-02 08:30:00+01:00"),
        ("utc", "2026-03-02T07:30:00Z"),
        ("fraction", "2026-03-02T08:30:00.000+01:00"),
        ("date", "2026-03-02"),
    ],
)
def test_moment_has_another_spelling(form: str, expected: object) -> None:
    assert reformatted(MOMENT, form) == expected
    assert reformatted("no moment at all", form) == "no moment at all"


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))
def test_moment_in_seconds_is_the_same_moment(moment: datetime) -> None:
    text = moment.replace(microsecond=0).isoformat() + "+00:00"
    assert reformatted(text, "epoch") == int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(("form", "expected"), [("string", "12.50"), ("minor-units", 1250), ("comma", "12,50")])
def test_amount_has_another_form(form: str, expected: object) -> None:
    assert paid(12.5, form) == expected
    assert paid("no amount", form) == "no amount"


@given(JSON, st.sampled_from(TYPES))
def test_value_becomes_what_is_asked_and_always_the_same(value: object, kind: str) -> None:
    other = retyped(value, kind)
    assert other == retyped(value, kind)
    wanted = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list, "object": dict}
    assert value is None or isinstance(other, wanted.get(kind, object))


@pytest.mark.parametrize(
    ("case", "expected"),
    [("snake", "booking_number"), ("camel", "bookingNumber"), ("pascal", "BookingNumber"), ("kebab", "booking-number")],
)
def test_name_has_another_case(case: str, expected: str) -> None:
    assert {cased(name, case) for name in ("bookingNumber", "booking_number", "BookingNumber")} == {expected}


@given(JSON, st.sampled_from(CASES))
def test_another_case_leaves_values_alone(value: object, case: str) -> None:
    def values_of(node: object) -> list[object]:
        if isinstance(node, dict):
            return [one for below in node.values() for one in values_of(below)]
        return [one for below in node for one in values_of(below)] if isinstance(node, list) else [node]

    # Two names may become one.
    assert all(one in values_of(value) or one != one for one in values_of(with_cased_keys(value, case)))
