"""Filters, alone and combined, against a brute-force filter of the whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from tests.contract.lab import Lab
from tests.contract.recipe import Filter, recipe_of
from tests.contract.subjects import SUBJECTS
from tests.contract.test_paging import listing_of, walk

LabOf = Callable[[str], Lab]
EXAMPLES = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

EVERY_FILTER = [
    pytest.param(vendor, operation_id, one, id=f"{vendor}-{operation_id}-{one.name}")
    for vendor in SUBJECTS
    for operation_id, listing in recipe_of(vendor).listings.items()
    for one in listing.filters
]

every_filtered_listing = pytest.mark.parametrize(
    ("vendor", "operation_id"),
    [
        pytest.param(vendor, operation_id, id=f"{vendor}-{operation_id}")
        for vendor in SUBJECTS
        for operation_id, listing in recipe_of(vendor).listings.items()
        if len(listing.filters) > 1
    ],
)


@pytest.fixture(scope="session")
def everything_of(lab_of: LabOf) -> Callable[[str, str], list[Any]]:
    """All items of a list, unfiltered, by vendor and operation."""

    @cache
    def everything(vendor: str, operation_id: str) -> list[Any]:
        return fetch(lab_of(vendor), operation_id, {})

    return everything


def fetch(lab: Lab, operation_id: str, query: Mapping[str, str]) -> list[Any]:
    """Fetch every item that a query leaves; each page tells how many there are."""
    listing, _, largest = listing_of(lab, operation_id)
    pages = list(walk(lab, operation_id, largest, query))
    items = [item for page in pages for item in page[listing.items]]
    assert {page[listing.total] for page in pages} == {len(items)}
    return items


@pytest.mark.parametrize(("vendor", "operation_id", "one"), EVERY_FILTER)
@EXAMPLES
@given(data=st.data())
def test_filter_leaves_what_brute_force_leaves(
    vendor: str, operation_id: str, one: Filter, lab_of: LabOf, everything_of: Any, data: st.DataObject
) -> None:
    everything = everything_of(vendor, operation_id)
    query = data.draw(one.draw(everything))

    assert fetch(lab_of(vendor), operation_id, query) == [item for item in everything if one.keeps(item, query)]


@pytest.mark.parametrize(("vendor", "operation_id", "one"), EVERY_FILTER)
def test_filter_is_right_at_its_edges(
    vendor: str, operation_id: str, one: Filter, lab_of: LabOf, everything_of: Any
) -> None:
    everything = everything_of(vendor, operation_id)
    for query in one.edges(everything):
        expected = [item for item in everything if one.keeps(item, query)]
        assert fetch(lab_of(vendor), operation_id, query) == expected, query


@every_filtered_listing
@EXAMPLES
@given(data=st.data())
def test_combined_filters_leave_what_brute_force_leaves(
    vendor: str, operation_id: str, lab_of: LabOf, everything_of: Any, data: st.DataObject
) -> None:
    everything = everything_of(vendor, operation_id)
    filters = recipe_of(vendor).listings[operation_id].filters
    chosen = data.draw(st.lists(st.sampled_from(filters), min_size=2, unique_by=lambda one: one.name))
    queries = [data.draw(one.draw(everything)) for one in chosen]
    query = dict(chain.from_iterable(one.items() for one in queries))

    expected = [item for item in everything if all(one.keeps(item, query) for one in chosen)]
    assert fetch(lab_of(vendor), operation_id, query) == expected


@pytest.mark.parametrize(("vendor", "operation_id", "one"), EVERY_FILTER)
def test_default_world_has_something_to_filter(vendor: str, operation_id: str, one: Filter, everything_of: Any) -> None:
    everything = everything_of(vendor, operation_id)

    def is_telling(query: Mapping[str, str]) -> bool:
        return 0 < sum(one.keeps(item, query) for item in everything) < len(everything)

    assert find(
        one.draw(everything), is_telling, settings=settings(derandomize=True, database=None, phases=[Phase.generate])
    )
