"""Random query strings: 200 or 400, and the verdict is that of an oracle written with python's jsonschema."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from mock_server.contract import Operation
from mock_server.contract.parameters import Parameter
from tests.contract.lab import Lab
from tests.contract.subjects import CONTRACTS, DOCUMENTS, every_subject, reads
from tests.contract.words import told_names

Pairs = Sequence[tuple[str, str]]


def in_query(operation: Operation) -> list[Parameter]:
    """Return an operation's parameters in the query."""
    return [one for one in operation.parameters.all if one.place == "query"]


WITH_QUERY = [
    pytest.param(vendor, one.id, id=f"{vendor}-{one.id}")
    for vendor, contract in CONTRACTS.items()
    for one in contract.operations.values()
    if in_query(one) and reads(vendor, one)
]
# By vendor, name and schema: the operation where a parameter is tried with every nasty text.
DISTINCT = {
    (vendor, parameter.name, str(parameter.schema)): one.id
    for vendor, contract in CONTRACTS.items()
    for one in reversed(contract.operations.values())
    if reads(vendor, one)
    for parameter in in_query(one)
}
EXAMPLES = max(40, min(250, 1000 // len(WITH_QUERY)))

FORMATS = FormatChecker(["date", "date-time", "uuid"])


@FORMATS.checks("email")
def is_email(value: object) -> bool:
    """Stricter than the library's own check, which only looks for an @. Odd but legal addresses are never drawn."""
    return (
        not isinstance(value, str)
        or re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value) is not None
    )


def wrong_names(lab: Lab, operation: Operation, pairs: Pairs) -> set[str]:
    """Return the parameters that a query string gets wrong: the oracle."""
    declared = {known_as(lab, operation, one.name): one for one in in_query(operation)}
    sent = grouped(lab, operation, pairs)
    wrong = {
        one.name
        for key, one in declared.items()
        if one.is_checked_here and (one.required if key not in sent else not is_right(one, sent[key]))
    }
    if wrong or is_refused_for_names(lab, operation, pairs):
        return wrong
    query = {one.name: sent[key][0] for key, one in declared.items() if key in sent}
    return set(lab.recipe.contradicts(lab, operation.id, query)) or past_the_end(lab, operation, query)


def is_refused_for_names(lab: Lab, operation: Operation, pairs: Pairs) -> bool:
    """Tell whether a name that is not known is a fault, and there is one."""
    known = {known_as(lab, operation, one.name) for one in in_query(operation)}
    is_strict = DOCUMENTS[lab.subject.name, operation.document].get("x-unknown-parameters") == "refused"
    return is_strict and not known.issuperset(grouped(lab, operation, pairs))


def grouped(lab: Lab, operation: Operation, pairs: Pairs) -> dict[str, list[str]]:
    """Return what was sent by what names are known as: one name after the other, each in the order it came."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for name, text in pairs:
        # A lone surrogate is not UTF-8: its octets arrive as they were sent, percent-encoded.
        by_name[name].append(re.sub("[\ud800-\udfff]", lambda found: quote(found[0], errors="surrogatepass"), text))
    by_key: dict[str, list[str]] = defaultdict(list)
    for name, texts in by_name.items():
        by_key[known_as(lab, operation, name)] += texts
    return by_key


def known_as(lab: Lab, operation: Operation, name: str) -> str:
    """Return what a name is known as: itself, or its small letters where the document takes any case."""
    document = DOCUMENTS[lab.subject.name, operation.document]
    return name.lower() if document.get("x-case-insensitive-names") else name


def past_the_end(lab: Lab, operation: Operation, query: Mapping[str, str]) -> set[str]:
    """Return the parameter that asks for a page past the end, where that is wrong."""
    listing = lab.recipe.listings.get(operation.id)
    if listing is None or listing.past_end == 200 or not query.get(listing.page):
        return set()
    first = {name: text for name, text in query.items() if name != listing.page}
    body = lab.get(operation.id, *first.items()).json
    schema = next(one.schema for one in in_query(operation) if one.name == listing.limit)
    size = min(int(query.get(listing.limit, schema["default"])), schema.get("x-cap", 10**9))
    return {listing.page} if int(query[listing.page]) > max(0, -(-body[listing.total] // size) - 1) else set()


def is_right(parameter: Parameter, texts: Sequence[str]) -> bool:
    schema = parameter.schema
    options = schema.get("anyOf", [schema])
    return len(texts) == 1 and any(
        Draft202012Validator(one, format_checker=FORMATS).is_valid(value_of(one, texts[0])) for one in options
    )


def value_of(schema: Mapping[str, Any], text: str) -> Any:
    """Return the JSON that a text stands for, where it stands for any."""
    if schema.get("type") == "array":
        texts = text.split(",")
        is_of_integers = schema["items"].get("type") == "integer"
        return [int(one) if is_of_integers and is_integer(one) else one for one in texts]
    if schema.get("type") == "integer":
        # More than eighteen digits are no number that anything here counts.
        longest = 4000 if "x-cap" in schema else 18
        return int(text) if is_integer(text) and len(text) <= longest else None
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text)
    if schema.get("x-any-case"):
        return next((word for word in schema["enum"] if word.lower() == text.lower()), text)
    return text


def is_integer(text: str) -> bool:
    return re.fullmatch("-?(0|[1-9][0-9]*)", text) is not None


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
    elif "enum" in schema:
        known = st.sampled_from(schema["enum"])
        good = known | known.map(str.swapcase)
    elif "enum" in schema.get("items", {}):
        known = st.sampled_from([*schema["items"]["enum"], schema["items"]["enum"][0].title()])
        good = st.lists(known, max_size=5).map(",".join)
    return good | st.sampled_from(NASTY) | RANDOM


@st.composite
def query_strings(draw: Any, operation: Operation) -> list[tuple[str, str]]:
    """Known and unknown parameters, some of them repeated, in any order."""
    chosen = draw(st.lists(st.sampled_from(in_query(operation)), max_size=3))
    spell = st.sampled_from([str, str, str.lower, str.upper])
    pairs = [(draw(spell)(one.name), draw(texts_for(one))) for one in chosen]
    strange = st.sampled_from(["", "x", "PAGE", "page[]", "page ", "\x00", "\ud800", "limit\x00", "access_token"])
    pairs += draw(st.lists(st.tuples(strange, st.sampled_from(NASTY)), max_size=2))
    return list(draw(st.permutations(pairs)))


@pytest.mark.parametrize(("vendor", "operation_id"), WITH_QUERY)
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
@every_subject()
def test_verdict_on_a_nasty_text_is_the_oracles(vendor: str, text: str, lab_of: Callable[[str], Lab]) -> None:
    lab = lab_of(vendor)
    for (owner, name, _), operation_id in DISTINCT.items():
        if owner == vendor:
            assert_verdict(lab, lab.operation(operation_id), [(name, text)])


def assert_verdict(lab: Lab, operation: Operation, pairs: Pairs) -> None:
    wrong = wrong_names(lab, operation, pairs)
    response = lab.get(operation.id, *pairs)

    if wrong or is_refused_for_names(lab, operation, pairs):
        told = told_names(lab, operation.id, response)
        assert response.status_code == 400, (operation.id, pairs, response.text[:300])
        assert told == wrong if lab.recipe.tells_all else told <= wrong, (operation.id, pairs, response.text)
    else:
        # Who asks for one thing may ask in good form for one that is not there.
        right = {operation.success} if operation.id in lab.recipe.listings else {operation.success, 404}
        assert response.status_code in right, (operation.id, pairs, response.text[:300])
