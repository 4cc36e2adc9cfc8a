"""Consequences: findings that only follow from another one, so that one change is told once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from mock_server.drift.finding import BEHAVIOUR, DANGEROUS, HISTORY, REPLIES, Finding

_LOCAL, _OFFSET = "datetime-local-as-z", "datetime-offset"

_WITHOUT_EFFECT = (
    "filter-ignored", "filter-status-ignored", "filter-date-ignored", "page-param-ignored", "per-page-param-ignored",
    "sort-ignored",
)  # fmt: skip
_REFUSED = (
    "filter-removed-strict", "filter-value-removed", "max-page-size", "page-param-renamed-strict", "one-based-pages",
    "zero-based-pages", "first-page-refused", "deep-page-refused",
)  # fmt: skip
# Of those, what tells why a good request was refused that names nothing.
_TOLD = ("filter-removed-strict", "filter-value-removed", "max-page-size", "first-page-refused")
# What of two texts that differ may be told of either.
_DIFFERING = ("string-escaped", "string-truncated", "list-differs-from-detail")
# What is not where it was, as a whole.
_ELSEWHERE = ("casing-changed", "envelope-wrapped", "envelope-flattened", "detail-wrapped", "body-html")
# What follows, and from which kinds at the same place of the same operation.
_AT_PLACE: Mapping[str, Sequence[str]] = {
    # Where any value is as good as none, so is a bad one.
    "400-to-200-ignored": (*_WITHOUT_EFFECT, "zero-based-pages"),
    # Where a parameter or a value is not known any more, requests with it are refused.
    "param-refused": (*_REFUSED, "filter-case"),
    # A text that is written otherwise is no other word.
    "scope-renamed": ("string-escaped", "string-truncated", "string-decomposed"),
    # What names what is bad is there, under another name or in another shape.
    "error-field-removed": ("error-field-renamed", "error-field-changed"),
    # What picks nothing picks no nothing either.
    "filter-differs": ("filter-ignored", "filter-status-ignored"),
    # What stands flat beside it, or in an object beside it, is not where it was.
    "field-optional-removed": ("object-flattened", "field-moved"),
    "field-became-optional": ("object-flattened", "field-moved"),
    # Who is refused for want of another scope was not before.
    "scope-lost": ("scope-renamed", "scope-required"),
    # Who takes no word of a filter takes not its first one.
    "filter-value-removed": ("filter-removed-strict",),
    # An id that is too large is another one.
    "ids-renumbered": ("int-beyond-double",),
}
# What follows, and from which kinds anywhere in the same operation.
_IN_OPERATION: Mapping[str, Sequence[str]] = {
    "status-changed": (
        "unknown-param-refused",
        "page-param-renamed-strict",
        "beyond-end-404",
        "deep-page-refused",
        "token-json-body",
    ),
    # Credentials are in a form that nobody reads, or refused in every form.
    "token-basic-refused": ("token-json-body", "credentials-refused"),
    "credentials-refused": ("token-json-body",),
    "header-required": ("token-json-body",),
    # Past the last page is a refusal like others.
    "beyond-end-422": ("400-to-422",),
    "beyond-end-400": ("deep-page-refused",),
    "beyond-end-200": ("400-to-200",),
    # A page that is counted from another number tells one that is out of bounds.
    "bound-exceeded": ("zero-based-pages", "one-based-pages"),
    "token-scope-removed": _ELSEWHERE,
    # Nobody counts the rows of what is no list.
    "enum-new-rare": ("array-single-unlisted",),
    # What names what is bad is there, as all of the error.
    "error-field-removed": ("error-shape", "error-html", "error-casing"),
    # Pages that tell another size than they have are short of it.
    "page-shortened": ("default-page-size",),
    "item-count-differs": ("page-shortened",),
    "page-size-differs": ("default-page-size",),
    # Nobody refuses a token where nothing is.
    "401-to-404": ("endpoint-removed",),
    # A page that is not found is not the operation, and no list without rows.
    "endpoint-removed": ("beyond-end-404", "404-empty-list"),
    "null-became-missing": ("casing-changed",),
    # Who is refused for what the client is called lacks no scope.
    "scope-lost": ("user-agent-required",),
    # Rows come the other way round, however they are asked for.
    "sort-ignored": ("default-order-reversed",),
    # Nobody finds an address by its mask.
    "filter-differs": ("pii-masked", "pages-overlap"),
    "filter-date-differs": ("pages-overlap",),
    # A page that comes again past the end, or that is short of rows, has other rows than are left.
    "total-differs": ("beyond-end-rows", "page-shortened"),
    # What HEAD is answered with is told of HEAD.
    "200-to-204": ("head-refused",),
    # Who writes more digits than are kept asks for a later moment.
    "filter-bound-exclusive": ("datetime-fraction", "pages-overlap"),
    # Who refuses with a page has a challenge of its own.
    "www-authenticate-changed": ("error-html",),
}
# Of the ids that records are asked for by. Where they change, nothing is found by them, and nothing is removed.
_OF_IDS = ("id-prefixed", "id-uuid-to-int", "id-int-to-uuid", "ids-renumbered", "int-beyond-double")


def without_consequences(findings: Sequence[Finding], origins: Mapping[str, Set[tuple[str, str]]]) -> list[Finding]:
    """Return findings without those that follow from others.

    `origins` are, by operation, the operations and JSON pointers of the members that it is asked by.
    """
    findings = _as_before(_settled(findings))
    found = {(one.operation, one.pointer, one.kind) for one in findings}
    in_operation = {(operation, kind) for operation, _, kind in found}
    other_ids = {(operation, pointer) for operation, pointer, kind in found if kind in _OF_IDS}

    def follows(one: Finding) -> bool:
        return (
            _is_refusal(one, in_operation)
            or any((one.operation, one.pointer, cause) in found for cause in _AT_PLACE.get(one.kind, ()))
            or any((one.operation, cause) in in_operation for cause in _IN_OPERATION.get(one.kind, ()))
            or (one.kind == "endpoint-removed" and not other_ids.isdisjoint(origins.get(one.operation, ())))
        )

    return [one for one in findings if not follows(one) and not _is_of_another(one, findings)]


def _is_of_another(one: Finding, findings: Sequence[Finding]) -> bool:
    """Tell whether what two values together show is told of one of them already."""

    def holder(pointer: str) -> str:
        return pointer.rpartition("/")[0]

    others = [other for other in findings if other.operation == one.operation and other.kind != one.kind]
    if one.kind == "tax-differs":
        return any(holder(other.pointer) == holder(one.pointer) for other in others)
    if one.kind == "status-changed":
        status = one.pointer.rpartition("/")[2]
        return any(other.pointer == one.pointer and other.kind.startswith(f"{status}-to-") for other in others)
    if one.kind == "values-changed":
        return any(other.pointer == one.pointer and other.eye == REPLIES for other in others)
    return one.kind == "row-differs" and any(other.pointer == one.pointer for other in others)


def _as_before(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings without what a record is said to have otherwise than its row, where the row is what changed."""
    past = {(one.operation, one.pointer) for one in findings if one.eye == HISTORY}

    def is_as_before(one: Finding) -> bool:
        name = one.pointer.rpartition("/")[2]
        is_other = (one.operation, one.pointer) not in past and one.kind in _DIFFERING and one.eye == BEHAVIOUR
        return is_other and any(at != one.operation and where.endswith(f"/*/{name}") for at, where in past)

    return [one for one in findings if not is_as_before(one)]


def _is_refusal(one: Finding, in_operation: Collection[tuple[str, str]]) -> bool:
    """Tell whether what a good request was refused for is told by another finding."""
    is_refused = one.kind == "status-changed" and one.seen.startswith(("400 to", "422 to"))
    return is_refused and any((one.operation, cause) in in_operation for cause in _TOLD)


def _settled(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with moments that say they are in UTC told as what they are, where that is known of some.

    What is written tells nothing; filters do, and records beside their rows. One writer writes all of them.
    """
    known = {one.kind for one in findings if one.eye == BEHAVIOUR} & {_LOCAL, _OFFSET}
    if known != {_OFFSET}:
        return [*findings]
    words: dict[str, Any] = {"kind": _OFFSET, "severity": DANGEROUS, "seen": "another offset than the zone's"}
    return [replace(one, **words) if one.kind == _LOCAL and one.eye == REPLIES else one for one in findings]
