"""Forms of records: one for a schema, which reads and writes as the contract says."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mock_server.contract.record_forms import RecordForms
from mock_server.core.api_errors import InvalidRequest
from tests.contract.subjects import CONTRACTS

SCHEMA = {"type": "object", "properties": {"startDate": {"type": "string"}}, "required": ["startDate"]}


def test_form_reads_by_attributes_and_tells_what_breaks_the_schema() -> None:
    form = RecordForms().of(SCHEMA)
    assert form.read({"startDate": "today"}) == {"start_date": "today"}
    assert form.write(SimpleNamespace(start_date="today")) == (b'{"startDate":"today"}', ())
    assert form.write(SimpleNamespace(start_date=5))[1] != ()
    with pytest.raises(InvalidRequest):
        form.read({"startDate": 5})


def test_form_is_compiled_once_for_a_schema_and_never_taken_for_another() -> None:
    forms = RecordForms()
    assert forms.of(SCHEMA) is forms.of(SCHEMA)
    # Schemas that are not kept by anybody else are at one place in memory, one after the other.
    made = [forms.of({**SCHEMA, "properties": {name: {"type": "string"}}}) for name in ("a", "b", "c")]
    assert [one.read({name: "x"}) for one, name in zip(made, ("a", "b", "c"), strict=True)] == [
        {"a": "x"},
        {"b": "x"},
        {"c": "x"},
    ]


def test_contract_keeps_its_forms() -> None:
    contract = CONTRACTS["oniva"]
    assert contract.form("Booking") is contract.form("Booking")
    assert contract.form("Booking") is not contract.form("Event")
