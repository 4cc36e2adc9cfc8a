"""Requests against the contract: decoded arguments, or faults that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from mock_server.contract import Contract
from mock_server.contract.parameters import Decoded, Parameter, Parameters
from mock_server.core.api_errors import FieldError

TRACE = "6f2c1c0e-4d0f-4f0b-9d8f-0c8a4f3f7a10"
NEEDED: Mapping[str, Sequence[str]] = {"since": ["2026-01-02"]}


@pytest.fixture
def parameters(acme: Contract) -> Parameters:
    """Those of `listWidgets`."""
    return acme.operations["listWidgets"].parameters


def decode(parameters: Parameters, headers: Mapping[str, str] | None = None, **query: str | Sequence[str]) -> Decoded:
    sent = {name: [text] if isinstance(text, str) else text for name, text in query.items()}
    return parameters.decode({}, {**NEEDED, **sent}, {"X-Trace-Id": TRACE, **(headers or {})})


def test_defaults_fill_what_was_not_sent(parameters: Parameters) -> None:
    decoded = decode(parameters)
    assert decoded.errors == []
    assert decoded.arguments == {
        "page": 0,
        "color": None,
        "sizes": None,
        "verbose": None,
        "ratio": None,
        "since": date(2026, 1, 2),
        "until": None,
        "secret": None,
        "trace": TRACE,
        "x_tags": None,
    }


@pytest.mark.parametrize(
    ("name", "texts", "argument", "value"),
    [
        ("pageOffset", ["12"], "page", 12),
        ("color", ["red"], "color", ("red",)),
        ("color", ["red", "blue"], "color", ("red", "blue")),
        ("sizes", ["1,2,3"], "sizes", (1, 2, 3)),
        ("verbose", ["true"], "verbose", True),
        ("verbose", ["false"], "verbose", False),
        ("ratio", ["0.5"], "ratio", 0.5),
        ("ratio", ["3"], "ratio", 3.0),
        ("since", ["2024-02-29"], "since", date(2024, 2, 29)),
        ("until", ["2026-01-02T03:04:05Z"], "until", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("until", ["2026-01-02t03:04:05z"], "until", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (
            "until",
            ["2026-01-02T03:04:05-02:30"],
            "until",
            datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(-timedelta(hours=2.5))),
        ),
        ("until", ["2016-12-31T23:59:60Z"], "until", datetime(2017, 1, 1, tzinfo=UTC)),
        ("until", ["5"], "until", 5),
    ],
)
def test_text_becomes_a_value(
    parameters: Parameters, name: str, texts: list[str], argument: str, value: object
) -> None:
    decoded = decode(parameters, **{name: texts})
    assert decoded.errors == []
    assert decoded.arguments[argument] == value


@pytest.mark.parametrize("value", ["a", "a,b"])
def test_list_in_a_header_has_commas(parameters: Parameters, value: str) -> None:
    assert decode(parameters, {"X-Tags": value}).arguments["x_tags"] == tuple(value.split(","))


@pytest.mark.parametrize(
    ("name", "texts", "message"),
    [
        ("pageOffset", [""], "'' is not an integer"),
        ("pageOffset", ["+1"], "'+1' is not an integer"),
        ("pageOffset", [" 1"], "' 1' is not an integer"),
        ("pageOffset", ["1_0"], "'1_0' is not an integer"),
        ("pageOffset", ["\N{ARABIC-INDIC DIGIT ONE}"], "'\N{ARABIC-INDIC DIGIT ONE}' is not an integer"),
        ("pageOffset", ["1\n"], "'1\\n' is not an integer"),
        ("pageOffset", ["9" * 100], "'" + "9" * 57 + "...' is out of range"),
        ("pageOffset", ["-1"], "-1 is less than the minimum of 0"),
        ("pageOffset", ["1", "1"], "given 2 times; once is allowed"),
        ("color", ["green"], "'green' is not one of red, blue"),
        ("color", ["red,blue"], "'red,blue' is not one of red, blue"),
        ("color", ["red", "red", "red"], '["red","red","red"] has more than 2 items'),
        ("sizes", ["1", "2"], "given 2 times; give it once, with commas between the values"),
        ("sizes", ["1,,2"], "'' is not an integer"),
        ("verbose", ["1"], "'1' is neither true nor false"),
        ("verbose", ["True"], "'True' is neither true nor false"),
        ("ratio", ["NaN"], "'NaN' is not a number"),
        ("ratio", ["1e3"], "'1e3' is not a number"),
        ("ratio", ["0"], "0.0 is less than or equal to the minimum of 0"),
        ("since", ["2026-02-30"], '"2026-02-30" is not a "date"'),
        ("since", ["0000-01-01"], "'0000-01-01' is outside the calendar"),
        ("until", ["2026-01-02T03:04:05"], "'2026-01-02T03:04:05' is not a moment"),
        ("until", ["9999-12-31T23:59:60Z"], "'9999-12-31T23:59:60Z' is not a moment"),
        ("secret", ["ab"], '"ab" is shorter than 3 characters'),
    ],
)
def test_bad_text_is_a_named_fault(parameters: Parameters, name: str, texts: list[str], message: str) -> None:
    decoded = decode(parameters, **{name: texts})
    fault = parameters.locate(decoded.errors[0])
    assert len(decoded.errors) == 1
    assert (fault.place, fault.name, fault.message) == ("query", name, message)


def test_every_fault_is_named(parameters: Parameters) -> None:
    decoded = decode(parameters, {"X-Trace-Id": "no"}, pageOffset="x", verbose="x")
    assert {(error.place, error.name) for error in decoded.errors} == {
        ("query", "pageOffset"),
        ("query", "verbose"),
        ("header", "X-Trace-Id"),
    }


def test_missing_required_parameters_are_named(parameters: Parameters) -> None:
    assert [
        (error.place, error.name, error.argument, error.message) for error in parameters.decode({}, {}, {}).errors
    ] == [("query", "since", "since", "is required"), ("header", "X-Trace-Id", "trace", "is required")]


def test_unknown_query_parameters_are_listed(parameters: Parameters) -> None:
    assert decode(parameters, page="5", Color="red").unknown == ["page", "Color"]


def test_parameter_of_a_path_belongs_to_each_operation_of_it(acme: Contract) -> None:
    for name in ("getWidget", "deleteWidget"):
        assert [one.argument for one in acme.operations[name].parameters.all] == ["widget_id"]


def test_parameter_checked_by_the_handler_is_passed_on(acme: Contract) -> None:
    decoded = acme.operations["getWidget"].parameters.decode({"widget_id": "no uuid"}, {}, {})
    assert (decoded.arguments, decoded.errors) == ({"widget_id": "no uuid"}, [])


def test_fault_of_an_argument_is_located(parameters: Parameters) -> None:
    fault = parameters.locate(FieldError("is too far", "page"))
    assert (fault.message, fault.place, fault.name) == ("is too far", "query", "pageOffset")


def test_fault_that_has_a_name_keeps_it(parameters: Parameters) -> None:
    fault = FieldError("is odd", "page", "body", "grant")
    assert parameters.locate(fault) is fault
    assert parameters.locate(FieldError("is odd", "nothing")).name == ""


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("color", "red", True),
        ("color", "anna@example.com", False),
        ("pageOffset", "7", True),
        ("pageOffset", "a-token", False),
        ("since", "2026-01-02", True),
        ("verbose", "true", True),
        ("secret", "abc", False),
        ("unknown", "7", False),
    ],
)
def test_only_values_that_can_be_nobodys_may_be_shown(
    parameters: Parameters, name: str, text: str, shown: bool
) -> None:
    assert parameters.may_be_shown(name, decode(parameters, **{name: text})) is shown


@pytest.mark.parametrize("declared", [{}, {"schema": {"type": "string"}}])
def test_parameter_without_constraints_takes_any_text(declared: dict[str, Any]) -> None:
    assert Parameter({"name": "q", "in": "query", **declared}).decode(["\x00 anything"]) == "\x00 anything"


def test_default_is_decoded_like_a_value_that_was_sent() -> None:
    days = {"type": "array", "items": {"type": "string", "format": "date"}, "default": ["2026-01-02"]}
    declared = [
        {"name": "day", "in": "query", "schema": {"type": "string", "format": "date", "default": "2026-01-02"}},
        {"name": "days", "in": "query", "schema": days},
    ]
    arguments = Parameters(declared).decode({}, {}, {}).arguments
    assert arguments == {"day": date(2026, 1, 2), "days": (date(2026, 1, 2),)}


@pytest.mark.parametrize("style", ["deepObject", "pipeDelimited", "spaceDelimited", "matrix"])
def test_style_that_is_not_understood_is_refused(style: str) -> None:
    with pytest.raises(ValueError, match="style"):
        Parameter({"name": "filter", "in": "query", "style": style, "schema": {"type": "array"}})


def test_list_of_dates_is_decoded() -> None:
    declared = {
        "name": "days",
        "in": "query",
        "explode": False,
        "schema": {"type": "array", "maxItems": 2, "items": {"type": "string", "format": "date"}},
    }
    decoded = Parameters([declared]).decode({}, {"days": ["2026-01-02,2026-01-03"]}, {})
    assert decoded.arguments == {"days": (date(2026, 1, 2), date(2026, 1, 3))}


def test_moment_in_unix_seconds_is_decoded() -> None:
    declared = {"name": "since", "in": "query", "schema": {"type": "integer", "format": "unix-seconds"}}
    assert Parameters([declared]).decode({}, {"since": ["0"]}, {}).arguments == {
        "since": datetime(1970, 1, 1, tzinfo=UTC)
    }
    assert (
        Parameters([declared]).decode({}, {"since": ["9" * 18]}, {}).errors[0].message.endswith("outside the calendar")
    )


def test_values_mean_what_the_contract_says() -> None:
    status = {"type": "string", "enum": ["OPEN", "CANCELLED"], "x-values": {"OPEN": "open", "CANCELLED": "canceled"}}
    declared = {"name": "status", "in": "query", "explode": False, "schema": {"type": "array", "items": status}}
    assert Parameters([declared]).decode({}, {"status": ["CANCELLED,OPEN"]}, {}).arguments == {
        "status": ("canceled", "open")
    }
    assert Parameters([declared]).decode({}, {"status": ["canceled"]}, {}).errors


def test_values_given_twice_are_not_shown(parameters: Parameters) -> None:
    assert not parameters.may_be_shown("pageOffset", decode(parameters, pageOffset=["7", "a-token"]))
    assert not parameters.may_be_shown("color", decode(parameters, color=["red", "a-token"]))


def test_value_that_only_the_handler_checks_is_not_shown() -> None:
    declared = {"name": "id", "in": "query", "x-checked-by": "handler", "schema": {"type": "string", "format": "uuid"}}
    parameters = Parameters([declared])
    assert not parameters.may_be_shown("id", parameters.decode({}, {"id": ["a-token"]}, {}))
