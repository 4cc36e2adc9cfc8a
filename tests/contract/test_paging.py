"""Lists, page by page: sizes from the contract, every item once, nothing past the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from mock_server.contract.parameters import Parameter
from tests.contract.lab import Lab
from tests.contract.recipe import Listing, Query
from tests.contract.subjects import every_listing

LabOf = Callable[[str], Lab]
_MOST_PAGES = 150


def declared(lab: Lab, operation_id: str, name: str) -> Parameter:
    """Return a parameter of an operation."""
    return next(one for one in lab.operation(operation_id).parameters.all if one.name == name)


def walk(lab: Lab, operation_id: str, limit: int, query: Query | None = None) -> Iterator[dict[str, Any]]:
    """Yield the pages of a list, to the first empty one."""
    listing = lab.recipe.listings[operation_id]
    page = declared(lab, operation_id, listing.page).schema["minimum"]
    while True:
        pairs = {**(query or {}), listing.page: str(page), listing.limit: str(limit)}
        response = lab.get(operation_id, *pairs.items())
        assert response.status_code == 200, response.text
        yield response.json
        if not response.json[listing.items]:
            return
        page += 1


def listing_of(lab: Lab, operation_id: str) -> tuple[Listing, int, int]:
    """Return how an operation pages, and its default and largest size."""
    listing = lab.recipe.listings[operation_id]
    schema = declared(lab, operation_id, listing.limit).schema
    return listing, schema["default"], schema["maximum"]


@pytest.mark.parametrize("size", ["default", "largest", "smallest", "odd"])
@every_listing()
def test_walk_visits_each_item_once(vendor: str, operation_id: str, size: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, default, largest = listing_of(lab, operation_id)
    everything = [item for page in walk(lab, operation_id, largest) for item in page[listing.items]]
    limits = {"default": default, "largest": largest, "smallest": -(-len(everything) // _MOST_PAGES), "odd": 37}

    pages = list(walk(lab, operation_id, limits[size]))

    visited = [item for page in pages for item in page[listing.items]]
    assert visited == everything
    assert len({orjson.dumps(item) for item in visited}) == len(visited) > default
    assert all(page[listing.total] == len(visited) for page in pages)
    assert all(page[listing.count] == len(page[listing.items]) for page in pages)
    assert all(len(page[listing.items]) == limits[size] for page in pages[:-2])


@every_listing()
def test_page_without_parameters_has_the_default_size(vendor: str, operation_id: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, default, _ = listing_of(lab, operation_id)

    body = lab.get(operation_id).json

    assert len(body[listing.items]) == default
    assert body == lab.get(operation_id, (listing.page, "1"), (listing.limit, str(default))).json


@every_listing()
def test_page_past_the_end_is_empty(vendor: str, operation_id: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, _, largest = listing_of(lab, operation_id)
    total = lab.get(operation_id).json[listing.total]
    furthest = declared(lab, operation_id, listing.page).schema["maximum"]

    for page in (total // largest + 2, 10**6, furthest):
        response = lab.get(operation_id, (listing.page, str(page)), (listing.limit, str(largest)))
        assert response.status_code == 200
        assert (response.json[listing.items], response.json[listing.count]) == ([], 0)
        assert response.json[listing.total] == total


@pytest.mark.parametrize("beyond", ["largest", "smallest"])
@every_listing()
def test_size_out_of_bounds_gives_400_naming_it(vendor: str, operation_id: str, beyond: str, lab_of: LabOf) -> None:
    lab = lab_of(vendor)
    listing, _, largest = listing_of(lab, operation_id)
    limit = largest + 1 if beyond == "largest" else 0

    response = lab.get(operation_id, (listing.limit, str(limit)))

    assert response.status_code == 400
    assert f'"{listing.limit}"' in response.text
    assert f'"{listing.page}"' not in response.text
