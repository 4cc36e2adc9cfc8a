"""Kinds of findings that replies alone can show, and how bad each is; where the catalogue of breaks has one, as bad."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL

_BREAKING = """
endpoint-removed endpoint-gone endpoint-501 method-refused credentials-refused scope-required scope-renamed scope-lost
param-required param-refused header-required accept-required status-changed 200-to-202 200-to-204
401-to-403 401-to-404 403-to-401 403-to-404 404-to-200-null 404-to-200-error 429-to-403 429-to-503
204-empty-list 404-empty-list envelope-wrapped envelope-renamed envelope-flattened detail-wrapped list-became-summary
meta-total-removed meta-moved body-html body-not-json bom charset-latin1 casing-changed
field-required-removed field-renamed field-optional-renamed field-moved became-nullable-all became-nullable-rare
object-flattened object-to-id object-to-string int-to-string number-to-string bool-to-int bool-to-string
string-to-object
id-int-to-uuid id-uuid-to-int id-to-object array-to-csv array-items-to-objects array-became-map array-single-unlisted
type-changed enum-case enum-to-int datetime-no-tz datetime-epoch datetime-epoch-ms datetime-space datetime-date-only
datetime-local-as-z datetime-day-first money-number-to-string money-string-to-float money-comma
money-minor-units pii-masked
links-relative retry-after-missing retry-after-date ratelimit-reset-epoch content-type-text content-type-vendor
error-shape error-html error-casing error-field-renamed error-field-removed error-code-to-string error-code-renamed
error-field-changed expires-in-string expires-in-removed token-basic-refused
"""
_DANGEROUS = """
endpoint-redirect trailing-slash endpoint-deprecated 200-to-206 400-to-422 400-to-200 400-to-200-ignored 404-to-410
410-to-404 412-to-409 gzip-forced null-became-missing null-became-empty int-to-float int-beyond-double
number-precision id-prefixed format-changed bound-exceeded enum-new-common enum-new-rare datetime-offset
datetime-fraction string-truncated string-escaped total-zero www-authenticate-removed www-authenticate-changed
ratelimit-headers-removed ratelimit-headers-renamed header-removed header-renamed header-changed content-type-removed
cache-control-public duplicate-key number-exponent token-ttl token-scope-removed
"""
_INFORMATIONAL = """
field-added field-added-nested error-field-added string-decomposed charset-added header-added token-type-lower
auth-not-enforced error-language
"""

SEVERITIES: Mapping[str, str] = {
    kind: severity
    for severity, kinds in ((BREAKING, _BREAKING), (DANGEROUS, _DANGEROUS), (INFORMATIONAL, _INFORMATIONAL))
    for kind in kinds.split()
}
