"""Every kind of the catalogue is named by a whole look over HTTP, alone, and what is not is said here, with why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from bench.drift_kinds import KINDS_SEEN_BY_NOBODY, Choice, try_out
from bench.drifting import Sandbox
from mock_server.breaks import CatalogueEntry, catalogue
from tests.contract.subjects import CONTRACTS

Sandboxes = Callable[[str], Sandbox]
# What is as true as the break itself, and not told by its name.
BESIDE: Mapping[str, set[str]] = {
    # It is put on every reply, those of errors too, whose media type is another one.
    "charset-added": {"content-type-vendor"},
}
# A spread for every run; `make fuzz` has all.
ON24 = (
    "204-empty-list", "400-to-422", "401-to-403", "404-to-410", "array-became-map", "bool-to-string", "datetime-no-tz",
    "default-order-reversed", "detail-wrapped", "enum-new-common", "field-optional-removed", "field-renamed",
    "filter-ignored", "id-prefixed", "int-to-string", "links-other-host", "max-page-size", "one-based-pages",
    "page-param-ignored", "page-param-renamed", "pii-masked", "sort-ignored", "string-truncated",
    "total-is-page-count", "unknown-param-refused",
)  # fmt: skip
SEVERAL = 4


def kinds_of(vendor: str) -> list[str]:
    return sorted({one.kind for one in catalogue(CONTRACTS[vendor])} - KINDS_SEEN_BY_NOBODY[vendor].keys())


@cache
def choice(sandbox_of: Sandboxes, vendor: str) -> Choice:
    return Choice(sandbox_of(vendor))


def misses(sandbox: Sandbox, tried: list[CatalogueEntry]) -> list[tuple[str, list[str]]]:
    found = []
    for entry in tried:
        verdict = try_out(sandbox, entry)
        beside = [one.id for one in verdict.beside if one.kind not in BESIDE.get(entry.kind, ())]
        if not verdict.is_named or beside:
            found.append((entry.id, beside))
    return found


@pytest.mark.parametrize("kind", kinds_of("oniva"))
def test_a_kind_of_break_is_named_alone(sandbox_of: Sandboxes, kind: str) -> None:
    tried = choice(sandbox_of, "oniva").of(kind, 1)

    assert tried
    assert misses(sandbox_of("oniva"), tried) == []


@pytest.mark.parametrize("kind", ON24)
def test_a_kind_of_break_is_named_alone_for_another_vendor(sandbox_of: Sandboxes, kind: str) -> None:
    tried = choice(sandbox_of, "on24").of(kind, 1)

    assert tried
    assert misses(sandbox_of("on24"), tried) == []


@pytest.mark.fuzz
@pytest.mark.parametrize(("vendor", "kind"), [(vendor, kind) for vendor in ("oniva", "on24") for kind in kinds_of(vendor)])
def test_breaks_of_a_kind_are_named_wherever_they_show(sandbox_of: Sandboxes, vendor: str, kind: str) -> None:
    tried = choice(sandbox_of, vendor).of(kind, SEVERAL)

    assert tried
    assert misses(sandbox_of(vendor), tried) == []


def test_a_service_as_it_is_has_no_drift(sandbox_of: Sandboxes) -> None:
    """Past the limit too, which is where a look ends that remembers."""
    for vendor in ("oniva", "on24"):
        looked = sandbox_of(vendor).look(is_past_limit=True)
        assert [one.id for one in looked.report.findings] == []
        assert looked.report.trouble == ""


def test_there_are_enough_kinds_and_few_that_nobody_sees() -> None:
    seen = {kind for vendor in ("oniva", "on24") for kind in kinds_of(vendor)}

    assert len(seen) >= 115
    assert {*KINDS_SEEN_BY_NOBODY["oniva"]} <= {one.kind for one in catalogue(CONTRACTS["oniva"])}
