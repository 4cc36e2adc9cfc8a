"""Profiles: how bad findings are by what vendors call no break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mock_server.breaks import catalogue
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL, Finding
from mock_server.drift.kinds import KINDS
from mock_server.drift.profiles import CLIENT_STRICT, NO_BREAK, OF_IDS, VENDOR_LENIENT, rated
from tests.contract.subjects import CONTRACTS
from tests.drift.reports.samples import KNOWN, REPORT

LENIENT = {kind for kinds in NO_BREAK.values() for kind in kinds}


def found() -> Iterator[Finding]:
    """Every break of both vendors as a finding."""
    for vendor in ("oniva", "on24"):
        for one in catalogue(CONTRACTS[vendor]):
            yield Finding(one.kind, one.operation, one.pointer, one.severity, "", "", "replies", one.evidence)


def rate(findings: list[Finding], profile: str) -> list[Finding]:
    return [*rated(replace(REPORT, findings=findings), profile).findings]


def test_ids_and_everything_else_but_the_severity_stay() -> None:
    before = [*found()]
    after = rate(before, VENDOR_LENIENT)
    assert [replace(one, severity=BREAKING) for one in after] == [replace(one, severity=BREAKING) for one in before]
    assert rate(before, CLIENT_STRICT) == before


def test_only_what_vendors_call_no_break_is_lowered() -> None:
    before = [*found()]
    lowered = {
        one.kind
        for one, other in zip(before, rate(before, VENDOR_LENIENT), strict=True)
        if one.severity != other.severity
    }
    assert lowered == {"enum-new-common", "enum-new-rare", "endpoint-deprecated", "id-prefixed"}
    assert LENIENT | {*OF_IDS} <= KINDS.keys()
    assert {KINDS[kind].severity for kind in LENIENT | {*OF_IDS}} <= {DANGEROUS, INFORMATIONAL}


@pytest.mark.parametrize(
    ("pointer", "severity"),
    [
        ("/id", INFORMATIONAL),
        ("/items/*/workspaceId", INFORMATIONAL),
        ("/items/*/event_id", INFORMATIONAL),
        ("/ids/*", INFORMATIONAL),
        ("/items/*/paid", DANGEROUS),
        ("/items/*/startDate", DANGEROUS),
        ("body", DANGEROUS),
        ("/%2A", DANGEROUS),
    ],
)
def test_another_form_is_no_break_of_ids_only(pointer: str, severity: str) -> None:
    (one,) = rate([Finding("format-changed", "getOrder", pointer, DANGEROUS, "", "")], VENDOR_LENIENT)
    assert one.severity == severity


def test_what_is_worse_than_its_kind_stays_so() -> None:
    (one,) = rate([Finding("endpoint-deprecated", "getOrder", "operation", BREAKING, "", "")], VENDOR_LENIENT)
    assert one.severity == BREAKING


def test_accepted_drift_is_rated_too() -> None:
    report = replace(
        REPORT, accepted=[(replace(KNOWN, kind="enum-new-rare", severity=DANGEROUS), REPORT.accepted[0][1])]
    )
    ((one, _),) = rated(report, VENDOR_LENIENT).accepted
    assert one.severity == INFORMATIONAL
