"""Lists, page by page: sizes from the contract, every item once, nothing past the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from mock_server.contract.parameters import Parameter
from tests.contract.lab import Lab
from tests.contract.opinions import Opinion
from tests.contract.recipe import Listing, Query
from tests.contract.subjects import every_listing
from tests.contract.words import told_names

LabOf = Callable[[str], Lab]
_MOST_PAGES = 60


def declared(lab: Lab, operation_id: str, name: str) -> Parameter:
    """Return a parameter of an operation."""
    return next(one for one in lab.operation(operation_id).parameters.all if one.name == name)


def walk(lab: Lab, operation_id: str, limit: int, query: Query | None = None) -> Iterator[dict[str, Any]]:
    """Yield the pages of a list: to the first empty one, or to the last where none is empty but the only one."""
    listing = lab.recipe.listings[operation_id]
    page, seen = first_page(lab, operation_id), 0
    while True:
        body = fetch_page(lab, operation_id, page, limit, query)
        yield body
        seen += len(body[listing.items])
        if not body[listing.items] or (listing.past_end != 200 and seen >= body[listing.total]):
            return
        page += 1


def fetch_page(lab: Lab, operation_id: str, page: int, limit: int, query: Query | None = None) -> dict[str, Any]:
    """Fetch a page that there is."""
    listing = lab.recipe.listings[operation_id]
    pairs = {**listing.query, **(query or {}), listing.page: str(page), listing.limit: str(limit)}
    response = lab.get(operation_id, *pairs.items())
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json
    return body


def first_page(lab: Lab, operation_id: str) -> int:
    """Return the number of the first page."""
    return int(declared(lab, operation_id, lab.recipe.listings[operation_id].page).schema["minimum"])


def listing_of(lab: Lab, operation_id: str) -> tuple[Listing, int | None, int]:
    """Return how an operation pages, its default size (None: it sends all), and its largest."""
    listing = lab.recipe.listings[operation_id]
    schema = declared(lab, operation_id, listing.limit).schema
    return listing, schema.get("default"), schema.get("maximum") or schema["x-cap"]


@pytest.mark.parametrize("size", ["default", "largest", "smallest", "odd"])
@every_listing()
def test_walk_visits_each_item_once(vendor: str, operation_id: str, size: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, default, largest = listing_of(lab, operation_id)
    everything = [item for page in walk(lab, operation_id, largest) for item in page[listing.items]]
    smallest = -(-len(everything) // _MOST_PAGES)
    limit = {"default": default or largest, "largest": largest, "smallest": smallest, "odd": 37}[size]

    pages = list(walk(lab, operation_id, limit))

    visited = [item for page in pages for item in page[listing.items]]
    assert visited == everything
    assert len({orjson.dumps(item) for item in visited}) == len(visited) > smallest
    assert all(page[listing.total] == len(visited) for page in pages)
    assert all(listing.count is None or page[listing.count] == len(page[listing.items]) for page in pages)
    assert all(len(page[listing.items]) == limit for page in pages[:-2])


@every_listing()
def test_list_without_paging_has_the_default_size(vendor: str, operation_id: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, default, _ = listing_of(lab, operation_id)

    body = lab.get(operation_id, *listing.query.items()).json

    if default is None:
        assert len(body[listing.items]) == body[listing.total]
    else:
        assert len(body[listing.items]) == min(default, body[listing.total])
        assert body == fetch_page(lab, operation_id, first_page(lab, operation_id), default)


@every_listing()
def test_page_past_the_end_is_empty_or_refused(
    vendor: str, operation_id: str, lab_of: LabOf, opinions_of: Callable[[str], tuple[Opinion, Opinion]]
) -> None:
    lab = lab_of(vendor)
    listing, _, largest = listing_of(lab, operation_id)
    first = first_page(lab, operation_id)
    total = fetch_page(lab, operation_id, first, largest)[listing.total]
    furthest = declared(lab, operation_id, listing.page).schema.get("maximum", 10**15)

    for page in (first + -(-total // largest), 10**6, furthest):
        pairs = {**listing.query, listing.page: str(page), listing.limit: str(largest)}
        response = lab.get(operation_id, *pairs.items())
        assert response.status_code == listing.past_end
        assert [one.of_response(operation_id, lab.success(operation_id), response) for one in opinions_of(vendor)] == [
            "",
            "",
        ]
        if listing.past_end == 200:
            assert response.json[listing.items] == []
            assert listing.count is None or response.json[listing.count] == 0
            assert response.json[listing.total] == total


@pytest.mark.parametrize("beyond", ["largest", "smallest"])
@every_listing()
def test_size_out_of_bounds_is_refused_or_cut(vendor: str, operation_id: str, beyond: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, _, largest = listing_of(lab, operation_id)
    is_cut = "x-cap" in declared(lab, operation_id, listing.limit).schema
    limit = largest + 1 if beyond == "largest" else 0

    response = lab.get(operation_id, *{**listing.query, listing.limit: str(limit)}.items())

    if limit and is_cut:
        assert response.json == fetch_page(lab, operation_id, first_page(lab, operation_id), largest)
    else:
        assert response.status_code == 400
        assert listing.limit in told_names(lab, operation_id, response)
        assert listing.page not in told_names(lab, operation_id, response)
