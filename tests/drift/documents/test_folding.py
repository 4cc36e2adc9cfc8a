"""One change in many places is one finding; what is told is what a client would want to know first."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

import orjson
import pytest

from mock_server.breaks import catalogue
from mock_server.contract import load_contract
from mock_server.drift import Finding
from mock_server.drift.documents import compare_documents, parse_document
from mock_server.resources import contract_path
from tests.contract.subjects import SUBJECTS, VENDORS
from tests.drift.documents.changes import CHANGES
from tests.drift.documents.places import Json, document_of, members, operations, sample_of
from tests.drift.documents.rewrites import REWRITES

_HEADER = "required-header-of-request-came"


def found(ours: Json, theirs: Json) -> list[Finding]:
    """Return what is found of two documents."""
    return compare_documents(*(parse_document(orjson.dumps(one), "a document") for one in (ours, theirs)))


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_error_that_changed_under_all_operations_is_one_finding(vendor: str) -> None:
    ours = sample_of(vendor)
    theirs = deepcopy(ours)
    roots = [one for one in members(theirs, "error") if len(one.steps) == 1]
    usual = Counter(tuple(one.holder["properties"]) for one in roots).most_common(1)[0][0]
    first = next(one for one in roots if tuple(one.holder["properties"]) == usual)
    for one in operations(theirs):
        for reply in (reply for status, reply in one.declared["responses"].items() if status >= "4"):
            for content in reply.get("content", {}).values():
                if tuple(content["schema"].get("properties", ())) == usual:
                    content["schema"]["properties"][first.name] = {"type": "boolean"}
    (one,) = found(ours, theirs)
    assert one.pointer == first.pointer
    assert one.count > 12
    assert "also in" in one.seen


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_component_that_changed_is_one_finding_inlined_or_not(vendor: str) -> None:
    ours = REWRITES["schemas-by-reference"](document_of(vendor))
    theirs = deepcopy(ours)
    components = theirs["components"]["schemas"].values()
    schema = max(components, key=lambda one: len(one.get("properties", ())))
    name = next(name for name, one in schema["properties"].items() if one.get("type") == "string")
    schema["properties"][name]["type"] = "boolean"
    findings = found(ours, theirs)
    assert {one.kind for one in findings} == {"type-changed"}
    assert len(findings) <= 2
    assert {one.pointer.rpartition("/")[2] for one in findings} == {name}


@pytest.mark.parametrize("vendor", VENDORS)
def test_names_in_another_case_are_one_finding(vendor: str) -> None:
    ours = sample_of(vendor)
    theirs = deepcopy(ours)
    for one in members(theirs):
        if {*one.holder["properties"]} == {name.upper() for name in one.holder["properties"]}:
            continue
        one.holder["required"] = [name.upper() for name in one.holder.get("required", ())]
        one.holder["properties"] = {name.upper(): each for name, each in one.holder["properties"].items()}
    findings = [one for one in found(ours, theirs) if one.kind != "field-renamed"]
    assert [(one.kind, one.pointer) for one in findings] == [("casing-changed", "body")]
    assert findings[0].count > 5


def _kind_and_family(text: str) -> tuple[str, str]:
    kind, _, place = text.split(":", 2)
    return kind, place.partition("/")[0]


@pytest.mark.parametrize("vendor", VENDORS)
def test_ids_are_those_of_the_catalogue(vendor: str) -> None:
    contract = load_contract(contract_path(next(iter(SUBJECTS[vendor].documents.values()))))
    ids = {one.id for one in catalogue(contract)}
    known = {_kind_and_family(one) for one in ids}
    checked = 0
    for name, change in CHANGES.items():
        expected = change(sample_of(vendor))
        # A header that came is in the catalogue by one name alone.
        if expected is not None and _kind_and_family(expected[0]) in known and name != "header-added":
            # Of two documents, a member that is optional has another name like one that is required.
            assert expected[0] in ids or name in ("optional-field-renamed", "required-parameter-came", _HEADER)
            checked += 1
    assert checked >= 12


@pytest.mark.parametrize("vendor", VENDORS)
def test_findings_carry_the_evidence_of_the_contract_and_come_by_severity(vendor: str) -> None:
    ours = sample_of(vendor)
    theirs = deepcopy(ours)
    for name in ("field-added", "required-field-removed", "filter-word-added", "default-page-size-changed"):
        CHANGES[name](theirs)
    findings = found(ours, theirs)
    assert [one.severity for one in findings] == sorted(
        (one.severity for one in findings), key=("breaking", "dangerous", "informational").index
    )
    assert {one.evidence for one in findings} <= {"stated", "observed", "inferred", "convention"}
