"""The same change has another name in some places: of a list's rows, of totals, of tokens, of errors."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.breaks.declared import source_at
from mock_server.breaks.sites import Site
from mock_server.drift.kinds import KINDS

_ROWS: Mapping[str, str] = {"field-renamed": "envelope-renamed"}
_TOTAL: Mapping[str, str] = {"field-required-removed": "meta-total-removed", "field-moved": "meta-moved"}
# What the answer of a token operation has, by RFC 6749 section 5.1.
_TOKEN: Mapping[tuple[str, str], str] = {
    ("field-required-removed", "expires_in"): "expires-in-removed",
    ("int-to-string", "expires_in"): "expires-in-string",
    ("enum-case", "token_type"): "token-type-lower",
    ("field-required-removed", "scope"): "token-scope-removed",
}
_ERROR: Mapping[str, str] = {
    "field-required-removed": "error-field-removed",
    "null-became-missing": "error-field-removed",
    "list-became-summary": "error-field-removed",
    "field-moved": "error-field-removed",
    "object-flattened": "error-field-removed",
    "field-renamed": "error-field-renamed",
    "field-optional-renamed": "error-field-renamed",
    "field-added": "error-field-added",
    "field-added-nested": "error-field-added",
    "int-to-string": "error-code-to-string",
    "enum-new-common": "error-code-renamed",
    "enum-new-rare": "error-code-renamed",
    "enum-case": "error-code-renamed",
}


def is_total(site: Site) -> bool:
    """Whether it is how many rows there are over all pages."""
    return len(site.steps) == 1 and site.kind == "integer" and source_at(site.name, site.schema) == "total_count"


def of_body(kind: str, site: Site, rows: Site | None, *, is_token: bool) -> str:
    """Return the name of a change in a successful reply; `rows` is the site of a list's rows."""
    if rows is not None and site.steps == rows.steps:
        return _ROWS.get(kind, kind)
    if rows is not None and is_total(site):
        return _TOTAL.get(kind, kind)
    return _TOKEN.get((kind, site.name), kind) if is_token else kind


def of_error(kind: str) -> str:
    """Return the name of a change in an error."""
    return _ERROR.get(kind, "error-field-changed" if kind in KINDS else kind)
