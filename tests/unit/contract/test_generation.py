"""Values made from a schema alone: the schema takes them, and they stay the same."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.contract.generation import generate, key_of

FORMATS = ["uuid", "date", "date-time", "email", "uri", "uri-reference"]
BOUND = st.integers(-1000, 1000) | st.decimals(-1000, 1000, places=2).map(float)


@st.composite
def numbers(draw: Any) -> dict[str, Any]:
    """Schemas of numbers whose bounds leave room for a few."""
    kind = draw(st.sampled_from(["integer", "number"]))
    schema: dict[str, Any] = {"type": kind}
    step = draw(st.sampled_from([None, 1, 3, 25] if kind == "integer" else [None, 0.01, 0.5, 2.5, 7]))
    if step is not None:
        schema["multipleOf"] = step
    low = draw(BOUND)
    room = (step or (1 if kind == "integer" else 0.01)) * draw(st.integers(2, 50))
    if draw(st.booleans()):
        schema[draw(st.sampled_from(["minimum", "exclusiveMinimum"]))] = low
    if draw(st.booleans()):
        schema[draw(st.sampled_from(["maximum", "exclusiveMaximum"]))] = round(low + room, 2)
    return schema


STRINGS = st.one_of(
    st.builds(lambda form: {"type": "string", "format": form}, st.sampled_from(FORMATS)),
    st.builds(
        lambda low, more: {"type": "string", "minLength": low, "maxLength": low + more},
        st.integers(0, 30),
        st.integers(0, 10),
    ),
    st.just({"type": "string"}),
)
PLAIN = st.one_of(
    STRINGS,
    numbers(),
    st.sampled_from([{"type": "boolean"}, {"type": "null"}, {"const": {"a": [1]}}, {"enum": ["a", 5, None]}]),
    st.just({"type": "integer", "default": 7}),
    st.builds(lambda form: {"type": ["null", "string"], "format": form}, st.sampled_from(FORMATS)),
)


def _compound(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.builds(
            lambda items, least: {"type": "array", "items": items, "minItems": least, "maxItems": least + 2},
            inner,
            st.integers(0, 3),
        ),
        st.builds(
            lambda properties: {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            },
            st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4),
        ),
        st.builds(lambda one: {"anyOf": [{"type": "null"}, one]}, inner),
    )


SCHEMAS = st.recursive(PLAIN, _compound, max_leaves=6)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(schema=SCHEMAS, key=st.integers(0, 2**64 - 1))
def test_generated_value_is_valid(schema: dict[str, Any], key: int) -> None:
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    value = generate(schema, key)
    assert validator.is_valid(value), (value, [error.message for error in validator.iter_errors(value)])


@settings(max_examples=50, deadline=None, derandomize=True)
@given(schema=SCHEMAS, key=st.integers(0, 2**64 - 1))
def test_same_key_gives_the_same_value(schema: dict[str, Any], key: int) -> None:
    assert generate(schema, key) == generate(schema, key)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "integer"},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        {"type": "boolean"},
        *({"type": "string", "format": form} for form in FORMATS),
    ],
    ids=str,
)
def test_other_keys_give_other_values(schema: dict[str, Any]) -> None:
    assert len({generate(schema, key) for key in range(20)}) > 1


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "maximum": -5}, range(-1005, -4)),
        ({"type": "integer", "minimum": 3, "maximum": 3}, [3]),
        ({"type": "number", "minimum": 0.5, "maximum": 0.5}, [0.5]),
        ({"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 5}, [4]),
        ({"type": "integer", "minimum": 0, "exclusiveMinimum": 0, "maximum": 1}, [1]),
        ({"type": "integer", "multipleOf": 1.5, "minimum": 1, "maximum": 5}, [3]),
        ({"type": "string", "maxLength": 0}, [""]),
    ],
)
def test_narrow_bounds_are_kept(schema: dict[str, Any], expected: Any) -> None:
    assert all(generate(schema, key) in expected for key in range(100))


def test_key_is_the_same_on_every_machine() -> None:
    record = type("Record", (), {"id": "abc"})()
    assert key_of(record, "serial") == 12562857193774089243


def test_key_differs_by_record_and_property() -> None:
    one, two = type("A", (), {"id": 1})(), type("B", (), {"id": 2})()
    assert len({key_of(one, "a"), key_of(one, "b"), key_of(two, "a"), key_of(two, "b")}) == 4


def test_record_without_id_has_a_key() -> None:
    assert key_of(object(), "a") == key_of(object(), "a")
