"""Profiles: how bad a drift is, for a client that was right yesterday, or by what vendors promise.

Vendors say on their pages about versions which changes they make at any time. Clients break on them all the same, so
that is not the default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mock_server.breaks.casing import words_of
from mock_server.drift.finding import DANGEROUS, INFORMATIONAL, Finding
from mock_server.drift.report import Report

PROFILES = CLIENT_STRICT, VENDOR_LENIENT = ("client-strict", "vendor-lenient")

# What vendors call no break, in words, and the kinds that this is. Added fields and headers are as good as nothing by
# either profile (what is worse of them is a secret), and the order of members is told by nobody.
NO_BREAK: Mapping[str, Sequence[str]] = {
    "new values of enums": ("enum-new-common", "enum-new-rare", "enum-value-added", "alternative-added"),
    "new operations, parameters that may be left out, and other ways to ask": (
        "endpoint-added", "param-added", "request-field-added", "request-type-added", "content-type-added",
    ),
    "other statuses of errors beside those that there are": ("status-added",),
    "the wording of errors": ("error-language",),
    "more than was allowed": ("ratelimit-raised", "scope-not-enforced"),
    "the announcement that something will go": ("endpoint-deprecated",),
}  # fmt: skip
# The same of the length and form of ids, which are opaque: at places whose name ends with the word.
OF_IDS = ("id-prefixed", "format-changed", "pattern-changed", "bound-exceeded", "bound-widened")
_ID = ("id", "ids", "uuid")
_LENIENT = frozenset(kind for kinds in NO_BREAK.values() for kind in kinds)


def rated(report: Report, profile: str) -> Report:
    """Return a report as a profile has it: with the same findings, of which some are as bad as nothing."""
    if profile == CLIENT_STRICT:
        return report
    accepted = [(_leniently(one), why) for one, why in report.accepted]
    return replace(report, findings=[_leniently(one) for one in report.findings], accepted=accepted)


def _leniently(finding: Finding) -> Finding:
    is_none = finding.kind in _LENIENT or (finding.kind in OF_IDS and _is_of_an_id(finding.pointer))
    # What is worse than its kind is no announcement any more.
    return replace(finding, severity=INFORMATIONAL) if is_none and finding.severity == DANGEROUS else finding


def _is_of_an_id(pointer: str) -> bool:
    steps = [step for step in pointer.split("/") if step != "*"]
    words = words_of(steps[-1]) if steps else []
    return bool(words) and words[-1] in _ID
