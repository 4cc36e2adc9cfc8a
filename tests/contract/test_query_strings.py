"""Random query strings: 200 or 400, and the verdict is that of an oracle written with python's jsonschema."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from mock_server.contract import Operation
from mock_server.contract.parameters import Parameter
from tests.contract.lab import Lab
from tests.contract.recipe import recipe_of
from tests.contract.subjects import CONTRACTS

Pairs = Sequence[tuple[str, str]]

WITH_QUERY = [
    pytest.param(vendor, one.id, id=f"{vendor}-{one.id}")
    for vendor, contract in CONTRACTS.items()
    for one in contract.operations.values()
    if any(parameter.place == "query" for parameter in one.parameters.all)
]

FORMATS = FormatChecker(["date", "date-time", "uuid"])


@FORMATS.checks("email")
def is_email(value: object) -> bool:
    """Stricter than the library's own check, which only looks for an @. Odd but legal addresses are never drawn."""
    return (
        not isinstance(value, str)
        or re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value) is not None
    )


def wrong_names(vendor: str, operation: Operation, pairs: Pairs) -> set[str]:
    """Return the parameters that a query string gets wrong: the oracle."""
    sent: dict[str, list[str]] = defaultdict(list)
    for name, text in pairs:
        # A lone surrogate is not UTF-8: its octets arrive as they were sent, percent-encoded.
        sent[name].append(re.sub("[\ud800-\udfff]", lambda found: quote(found[0], errors="surrogatepass"), text))
    declared = {one.name: one for one in operation.parameters.all if one.place == "query"}
    wrong = {name for name, one in declared.items() if name in sent and not is_right(one, sent[name])}
    if wrong:
        return wrong
    return set(recipe_of(vendor).contradicts({name: sent[name][0] for name in declared if name in sent}))


def is_right(parameter: Parameter, texts: Sequence[str]) -> bool:
    schema = parameter.schema
    if len(texts) > 1:
        return False
    value: Any = texts[0]
    if schema.get("type") == "array":
        value = value.split(",")
    elif schema.get("type") == "integer":
        if not re.fullmatch("-?(0|[1-9][0-9]*)", value):
            return False
        value = int(value)
    return Draft202012Validator(schema, format_checker=FORMATS).is_valid(value)


NASTY = [
    "", " ", "0", "-0", "-1", "+1", " 1", "1 ", "1_0", "1e3", "0x1", "01", "1.0", "1,000", str(10**30),
    str(2**31), str(2**63), "\N{ARABIC-INDIC DIGIT FIVE}", "\N{SUPERSCRIPT TWO}", "\N{FULLWIDTH DIGIT ONE}",
    "\x00", "1\x00", "\ud800", "\udfff1", "null", "None", "true", "[]", "{}", "[1]", "NaN", "Infinity",
    "undefined", ",", ",,", "a,b", "%", "%2", "%00", "'", '"', "; --", "<b>", "../..", "\\", "\n",
    "\r\nX: y", "\ufeff1", "\u202e", "x" * 101, "x" * 100, "\N{GRINNING FACE}" * 50, "2026-05-12",
    "2026-02-29", "2024-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2026-5-1", "20260512",
    "2026-W20-1", "2026-05-12T10:00:00", "2026-05-12T10:00:00Z", "2026-05-12t10:00:00z",
    "2026-05-12 10:00:00Z", "2026-05-12T10:00Z", "2026-05-12T10:00:00+02:00", "2026-05-12T10:00:00 02:00",
    "2026-05-12T10:00:00+0200", "2026-05-12T10:00:00+24:00", "2026-05-12T24:00:00Z", "2026-05-12T10:60:00Z",
    "2026-05-12T10:00:00.123456Z", "2026-05-12T10:00:00,5Z", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "2026-05-12T10:00:00.123456789Z", "1747044000", "anna@example.com",
    "ANNA@EXAMPLE.COM", "anna", "@", "anna@", "@example.com", "anna@@example.com", "a b@example.com",
    "anna@example.com,bob@example.com", "x" * 250 + "@example.com",
]  # fmt: skip
# Without an @: addresses at the edge of their grammar are where format checkers part ways.
RANDOM = st.text(st.characters(exclude_characters="@"), max_size=12) | st.text(
    string.digits + "-+:TZ.,_ e", max_size=12
)


def texts_for(parameter: Parameter) -> st.SearchStrategy[str]:
    """Return texts for a parameter: right ones, nasty ones, random ones."""
    schema = parameter.schema
    good = st.nothing()
    if schema.get("type") == "integer":
        low, high = schema.get("minimum", -1000), schema.get("maximum", 1000)
        edges = [str(bound + step) for bound in (low, high) for step in (-1, 0, 1)]
        good = st.integers(low, high).map(str) | st.sampled_from(edges)
    elif "enum" in schema.get("items", {}):
        known = st.sampled_from([*schema["items"]["enum"], schema["items"]["enum"][0].title()])
        good = st.lists(known, max_size=5).map(",".join)
    return good | st.sampled_from(NASTY) | RANDOM


@st.composite
def query_strings(draw: Any, operation: Operation) -> list[tuple[str, str]]:
    """Known and unknown parameters, some of them repeated, in any order."""
    declared = [one for one in operation.parameters.all if one.place == "query"]
    chosen = draw(st.lists(st.sampled_from(declared), max_size=3))
    pairs = [(one.name, draw(texts_for(one))) for one in chosen]
    strange = st.sampled_from(["", "x", "PAGE", "page[]", "page ", "\x00", "\ud800", "limit\x00", "access_token"])
    pairs += draw(st.lists(st.tuples(strange, st.sampled_from(NASTY)), max_size=2))
    return list(draw(st.permutations(pairs)))


@pytest.mark.parametrize(("vendor", "operation_id"), WITH_QUERY)
@settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_verdict_on_a_random_query_is_the_oracles(
    vendor: str, operation_id: str, lab_of: Callable[[str], Lab], data: st.DataObject
) -> None:
    lab = lab_of(vendor)
    operation = lab.operation(operation_id)
    pairs = data.draw(query_strings(operation))

    assert_verdict(lab, operation, pairs)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:30]))
@pytest.mark.parametrize(("vendor", "operation_id"), WITH_QUERY)
def test_verdict_on_a_nasty_text_is_the_oracles(
    vendor: str, operation_id: str, text: str, lab_of: Callable[[str], Lab]
) -> None:
    lab = lab_of(vendor)
    operation = lab.operation(operation_id)
    for parameter in operation.parameters.all:
        if parameter.place == "query":
            assert_verdict(lab, operation, [(parameter.name, text)])


def assert_verdict(lab: Lab, operation: Operation, pairs: Pairs) -> None:
    wrong = wrong_names(lab.vendor.name, operation, pairs)
    response = lab.get(operation.id, *pairs)

    assert response.status_code == (400 if wrong else 200), (pairs, response.text[:300])
    if wrong:
        told = {one.name for one in operation.parameters.all} & set(strings_in(response.json))
        assert told == wrong, (pairs, response.text)


def strings_in(node: Any) -> Iterator[str]:
    """Yield every string of a JSON document that is not a key: whatever the dialect, names are told as one."""
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from strings_in(child)
