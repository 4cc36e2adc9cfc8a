"""Both judges see what is wrong: bad requests made from the contract, and answers with a fault put in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import orjson
import pytest
from werkzeug.test import TestResponse

from mock_server.contract.parameters import Parameter
from tests.contract.lab import Lab
from tests.contract.opinions import Opinion
from tests.contract.subjects import CONTRACTS, DOCUMENTS, declared_in
from tests.contract.words import told_names

Opinions = Callable[[str], tuple[Opinion, Opinion]]

# What openapi-core 0.23 is known to let pass; ours refuses it. Everything else they must agree on.
LENIENT = {
    "plus sign": "int() takes a sign",
    "blank": "int() takes blanks around",
    "underscore": "int() takes underscores",
    "other digits": "int() takes digits of every script",
    "leading zero": "int() takes leading zeros",
    "twice": "a repeated scalar: it looks at the first",
    "list twice": "a repeated list that is not exploded: it joins them",
}


_OTHER_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _bad_texts(parameter: Parameter) -> Iterator[tuple[str, list[str]]]:
    schema = parameter.schema
    kind = schema.get("type")
    if kind == "integer":
        good = str(schema.get("default", schema.get("minimum", 1)))
        for name, text in {
            "plus sign": f"+{good}",
            "blank": f" {good}",
            "underscore": f"{good[0]}_{good[1:] or '0'}",
            "other digits": good.translate(_OTHER_DIGITS),
            "leading zero": f"0{good}",
            "word": "null",
            "nothing": "",
            "fraction": f"{good}.0",
            "exponent": "1e3",
            "hexadecimal": "0x1",
        }.items():
            yield name, [text]
        if "minimum" in schema:
            yield "below", [str(schema["minimum"] - 1)]
        if "maximum" in schema:
            yield "above", [str(schema["maximum"] + 1)]
            yield "far above", [str(10**30)]
        yield "twice", [good, good]
    if kind == "string" and "enum" in schema:
        yield "unknown", ["nonsense"]
        yield "nothing", [""]
        yield "twice", [schema["enum"][0]] * 2
    if kind == "array" and schema["items"].get("type") == "integer":
        for name, text in {"word": "null", "comma last": "1,", "comma first": ",1", "fraction": "1,1.0"}.items():
            yield name, [text]
    if kind == "array" and "enum" in schema["items"]:
        known = schema["items"]["enum"][0]
        for name, text in {
            "unknown": "nonsense",
            "upper case": known.upper(),
            "nothing": "",
            "comma last": f"{known},",
            "comma first": f",{known}",
            "blank inside": f"{known}, {known}",
        }.items():
            yield name, [text]
        yield "list twice", [known, known]
    if kind == "string" and "maxLength" in schema:
        yield "too long", ["x" * (schema["maxLength"] + 1)]
    if kind == "string" and schema.get("minLength"):
        yield "too short", [""]
    if schema.get("format") == "email":
        yield "no address", ["nobody"]
    if any(option.get("format") == "date-time" for option in schema.get("anyOf", ())):
        for name, text in {
            "no date": "yesterday",
            "no zone": "2026-05-12T10:00:00",
            "no such day": "2026-02-30",
            "no such hour": "2026-05-12T25:00:00Z",
            "day first": "12.05.2026",
        }.items():
            yield name, [text]


BAD_REQUESTS = [
    pytest.param(vendor, one.id, parameter.name, name, texts, id=f"{vendor}-{one.id}-{parameter.name}-{name}")
    for vendor, contract in CONTRACTS.items()
    for one in contract.operations.values()
    for parameter in one.parameters.all
    if parameter.place == "query" and parameter.is_checked_here
    for name, texts in _bad_texts(parameter)
]


@pytest.mark.parametrize(("vendor", "operation_id", "parameter", "name", "texts"), BAD_REQUESTS)
def test_bad_parameter_is_refused_by_the_server_and_by_both_judges(
    vendor: str,
    operation_id: str,
    parameter: str,
    name: str,
    texts: list[str],
    lab_of: Callable[[str], Lab],
    opinions_of: Opinions,
) -> None:
    lab = lab_of(vendor)
    ask = lab.success(operation_id)
    needed = [one for one in ask.query if one[0] != parameter and is_needed(lab, operation_id, one[0])]
    ask = ask.with_query(*((parameter, text) for text in texts), *needed)
    response = lab.send(ask)
    ours, core = opinions_of(vendor)

    assert response.status_code == 400
    assert parameter in told_names(lab, operation_id, response)
    assert [one.of_response(operation_id, ask, response) for one in (ours, core)] == ["", ""]
    assert ours.of_request(operation_id, ask) != ""
    assert bool(core.of_request(operation_id, ask)) == (name not in LENIENT)


def is_needed(lab: Lab, operation_id: str, name: str) -> bool:
    """Tell whether an operation cannot do without a parameter."""
    return any(one.required for one in lab.operation(operation_id).parameters.all if one.name == name)


def _with_json() -> Iterator[Any]:
    """Go through the operations whose success is a JSON object with something that must be there."""
    for (vendor, _), document in DOCUMENTS.items():
        for item in document["paths"].values():
            for declared in declared_in(item):
                answers = [one for status, one in declared["responses"].items() if status.startswith("2")]
                content = answers[0].get("content", {}) if answers else {}
                required = content.get("application/json", {}).get("schema", {}).get("required")
                if required:
                    yield pytest.param(vendor, declared["operationId"], required[0], id=declared["operationId"])


every_json = pytest.mark.parametrize(("vendor", "operation_id", "required"), list(_with_json()))


@every_json
def test_missing_and_unknown_properties_are_seen_by_the_judges(
    vendor: str,
    operation_id: str,
    required: str,
    lab_of: Callable[[str], Lab],
    new_lab: Callable[[str], Lab],
    opinions_of: Opinions,
) -> None:
    lab = (new_lab if lab_of(vendor).is_written_by(operation_id) else lab_of)(vendor)
    ask = lab.success(operation_id)
    response = lab.send(ask)
    ours, core = opinions_of(vendor)

    less, more = response.json, {**response.json, "extra": 1}
    del less[required]

    assert all(one.of_response(operation_id, ask, _saying(less, response)) for one in (ours, core))
    assert "extra" in ours.of_response(operation_id, ask, _saying(more, response))


def _saying(body: dict[str, Any], response: TestResponse) -> TestResponse:
    changed = copy(response)
    changed.set_data(orjson.dumps(body))
    return changed
