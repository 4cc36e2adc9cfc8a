"""What a registration must hold, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.on24.forms.form_rules import FormRules, checked_form, is_address, normalised
from mock_server.vendors.on24.forms.phones import digits_of, formatted_phone, is_phone


@dataclass(frozen=True)
class Field:
    """A field of a page."""

    id: str
    is_required: bool = False
    options: Sequence[str] = ()
    lists_countries: bool = False


PAGE = [
    Field("first_name", is_required=True),
    Field("email", is_required=True),
    Field("job_title", is_required=True, options=("Manager", "Engineer")),
    Field("country", lists_countries=True),
    Field("work_phone"),
]
RULES = FormRules(countries=("Switzerland", "United States"), longest={"first_name": 5, "std1": 3})
GOOD = {"first_name": "Ann", "email": "ann@acme.example", "job_title": "Manager"}


def faults(sent: dict[str, str | None], rules: FormRules = RULES, **known: str) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRequest) as caught:
        checked_form(PAGE, sent, rules, known)
    assert {error.message for error in caught.value.errors} == {""}
    return [(error.argument, error.rule) for error in caught.value.errors]


def test_good_form_is_kept() -> None:
    sent = {**GOOD, "country": "Switzerland", "work_phone": "044 555 12 34", "company": None, "std1": " abcdef "}
    assert checked_form(PAGE, sent, RULES) == {
        **GOOD,
        "country": "Switzerland",
        "work_phone": "(044)-555-1234",
        "std1": "abc",
    }


def test_all_that_is_wrong_is_told_address_first() -> None:
    sent = {"job_title": "Wizard", "country": "Atlantis", "work_phone": "12", "first_name": " "}
    assert faults(sent) == [
        ("email", "missing"),
        ("first_name", "blank"),
        ("job_title", "invalid"),
        ("country", "invalid"),
        ("work_phone", "invalid"),
    ]
    assert faults({**GOOD, "email": ""}) == [("email", "blank")]
    assert faults({**GOOD, "email": "ann"}) == [("email", "invalid")]


@pytest.mark.parametrize("title", ["manager", "Manager, Engineer", "Mana"])
def test_listed_value_is_exact(title: str) -> None:
    assert faults({**GOOD, "job_title": title}) == [("job_title", "invalid")]


def test_required_is_not_asked_for_when_not_honored() -> None:
    lenient = replace(RULES, honor_required=False)
    assert checked_form(PAGE, {}, lenient) == {}
    assert checked_form(PAGE, {"email": " "}, lenient) == {"email": ""}
    assert faults({"job_title": "Wizard"}, lenient) == [("job_title", "invalid")]
    assert faults({}, replace(lenient, always=("email",))) == [("email", "missing")]


def test_lists_are_not_asked_for_when_not_honored() -> None:
    lenient = replace(RULES, honor_validation=False)
    sent = {**GOOD, "job_title": "Wizard", "country": "Atlantis", "work_phone": "12 34"}
    assert checked_form(PAGE, sent, lenient) == {**sent, "work_phone": "1234"}
    assert faults({"email": "ann"}, lenient) == [
        ("email", "invalid"),
        ("first_name", "missing"),
        ("job_title", "missing"),
    ]


def test_change_needs_only_what_is_not_known() -> None:
    assert checked_form(PAGE, {"country": ""}, RULES, GOOD) == {"country": ""}
    assert faults({"job_title": ""}, RULES, **GOOD) == [("job_title", "blank")]
    assert faults({}, replace(RULES, always=("email",)), first_name="Ann", job_title="Manager") == [
        ("email", "missing")
    ]


def test_address_is_needed_even_where_the_page_has_none() -> None:
    with pytest.raises(InvalidRequest):
        checked_form([], {}, RULES)


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("john@acme.com", True),
        ("o'neil+x@mail.acme.co.uk", True),
        ("zoë@bücher.example", True),
        ("john@acme", False),
        ("john", False),
        ("@acme.com", False),
        ("john@acme..com", False),
        ("john@acme.com.", False),
        ("jo hn@acme.com", False),
        ("a@b@acme.com", False),
        ("a@acme.com,b@acme.com", False),
        ("john@acme.com\n", False),
    ],
)
def test_addresses(text: str, is_good: bool) -> None:
    assert is_address(text) is is_good


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("5551234", "555-1234"),
        ("415.555.1234", "(415)-555-1234"),
        ("+1 (415) 555-1234", "14155551234"),
        ("+41 44 555 12 34", "41445551234"),
        ("55512345", "55512345"),
        ("١٢٣٤٥٦٧", ""),
    ],
)
def test_telephone_numbers_are_formatted(text: str, kept: str) -> None:
    assert formatted_phone(text) == kept
    assert is_phone(text) is bool(kept)


@given(st.text(max_size=40))
def test_formatting_keeps_the_digits_and_changes_nothing_twice(text: str) -> None:
    once = formatted_phone(text)
    assert digits_of(once) == digits_of(text)
    assert formatted_phone(once) == once


@given(st.dictionaries(st.sampled_from(["std1", "notes", "fax"]), st.text(max_size=30) | st.none()), st.integers(1, 20))
def test_normalised_values_are_stable_and_short(sent: dict[str, str | None], longest: int) -> None:
    limits = dict.fromkeys(("std1", "notes"), longest)
    once = normalised(sent, limits)
    assert once.keys() == {argument for argument, text in sent.items() if text is not None}
    assert all(len(text) <= longest for argument, text in once.items() if argument in limits)
    assert normalised(dict(once), limits) == once
