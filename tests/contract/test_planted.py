"""The tests of lists are no decoration: a filter that is swallowed, or a page that is cut short, is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import Phase, find, settings
from werkzeug.test import Client

from tests.contract.lab import Lab
from tests.contract.recipe import Filter, Query
from tests.contract.subjects import every_listing
from tests.contract.test_filters import EVERY_FILTER, fetch
from tests.contract.test_paging import listing_of, walk

NewLab = Callable[[str], Lab]
PLAIN = settings(derandomize=True, database=None, phases=[Phase.generate])


def swallow(lab: Lab, names: Iterable[str]) -> None:
    """Let a lab's app not see some parameters."""
    app, unseen = lab.app, {name.lower() for name in names}

    def swallowing(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        pairs = parse_qsl(environ["QUERY_STRING"], keep_blank_values=True)
        environ["QUERY_STRING"] = urlencode([pair for pair in pairs if pair[0].lower() not in unseen])
        return app(environ, start_response)

    lab.client = Client(swallowing)


@pytest.mark.parametrize(("vendor", "operation_id", "one"), EVERY_FILTER)
def test_swallowed_filter_is_seen(vendor: str, operation_id: str, one: Filter, new_lab: NewLab) -> None:
    lab = new_lab(vendor)
    everything = fetch(lab, operation_id, {})

    def is_telling(query: Query) -> bool:
        return not all(one.keeps(item, query) for item in everything)

    query = find(one.draw(everything), is_telling, settings=PLAIN)
    swallow(lab, query)

    assert fetch(lab, operation_id, query) != [item for item in everything if one.keeps(item, query)]


@every_listing()
def test_swallowed_page_size_is_seen(vendor: str, operation_id: str, new_lab: NewLab) -> None:
    lab = new_lab(vendor)
    listing, _, _ = listing_of(lab, operation_id)
    swallow(lab, [listing.limit])

    assert len(next(walk(lab, operation_id, 1))[listing.items]) != 1
