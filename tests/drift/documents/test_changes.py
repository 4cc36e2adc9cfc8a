"""Single changes of the vendors' own documents, each named."""

from __future__ import annotations

from functools import cache

import orjson
import pytest

from mock_server.drift.documents import Document, compare_documents, parse_document
from tests.contract.subjects import VENDORS
from tests.drift.documents.changes import CHANGES
from tests.drift.documents.places import document_of, sample_of


@cache
def document(vendor: str) -> Document:
    """A vendor's document, read once."""
    return parse_document(orjson.dumps(sample_of(vendor)), vendor)


CASES = [
    pytest.param(vendor, name, id=f"{vendor}-{name}")
    for vendor in VENDORS
    for name, change in CHANGES.items()
    if change(sample_of(vendor)) is not None
]


@pytest.mark.parametrize(("vendor", "name"), CASES)
def test_a_single_change_is_the_only_finding(vendor: str, name: str) -> None:
    changed = sample_of(vendor)
    expected = CHANGES[name](changed)
    findings = compare_documents(document(vendor), parse_document(orjson.dumps(changed), "changed"))
    assert [(one.id, one.severity) for one in findings] == [expected]
    assert findings[0].eye == "documents"
    assert findings[0].says != findings[0].seen


@pytest.mark.parametrize("vendor", VENDORS)
def test_forty_changes_and_more_have_a_place_in_every_document(vendor: str) -> None:
    assert sum(case.values[0] == vendor for case in CASES) >= 40


def test_every_change_has_a_place_somewhere() -> None:
    assert {case.values[1] for case in CASES} == CHANGES.keys()


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_change_is_found_among_all_operations(vendor: str) -> None:
    changed = document_of(vendor)
    ours = parse_document(orjson.dumps(changed), vendor)
    expected = [CHANGES[name](changed) for name in ("nothing-is-asked-for", "required-field-removed", "filter-renamed")]
    findings = compare_documents(ours, parse_document(orjson.dumps(changed), "changed"))
    assert {(one.id, one.severity) for one in findings} == {*expected}
