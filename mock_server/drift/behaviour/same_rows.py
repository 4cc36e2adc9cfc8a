"""Same rows: a row is what it is on whichever page it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.breaks.casing import words_of
from mock_server.breaks.place import Place
from mock_server.contract.naming import source_of
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.pages import Page
from mock_server.drift.behaviour.paging import numbered
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.records import differences
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere

_CHANGED = ("updated", "modified", "changed")
_Rows = Mapping[Any, Mapping[str, Any]]


def alike(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Rows of pages 1 and 2 are as they are where all come on one page; each place is told once."""
    if not listing.id or not listing.page or not listing.limit or not _stamps(asker, listing):
        raise NothingThere("its rows cannot be met on two pages, or do not tell when they were changed")
    whole = _by_id(asker, listing, asker.known(listing)[0])
    found: dict[Place, None] = {}
    for number in (0, 1):
        for key, row in _by_id(asker, listing, numbered(asker, listing, number)).items():
            found.update(dict.fromkeys(_places(asker, listing, whole.get(key, row), row)))
    for place in found:
        yield Hit(
            "row-differs", place, "a row is the same on every page", "it is another one on a page of another size"
        )


def _by_id(asker: Asker, listing: Listing, page: Page) -> _Rows:
    """Return the rows of a page by their ids, where no other one has the same."""
    names = names_of(asker.shape(listing).row, listing.id)
    ids = Counter(repr(value_at(row, names)) for row in page.rows)
    rows = {repr(found): row for row in page.rows if (found := value_at(row, names)) is not None}
    return {key: row for key, row in rows.items() if ids[key] == 1}


def _stamps(asker: Asker, listing: Listing) -> list[str]:
    """Return the members that tell when a row was last changed."""
    properties = asker.shape(listing).row.get("properties", {})
    words = {name: words_of(source_of(name, one)) for name, one in properties.items()}
    return [name for name in words if any(word.endswith(_CHANGED) for word in words[name])]


def _places(asker: Asker, listing: Listing, one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Place]:
    known = asker.shape(listing)
    # What somebody changed meanwhile says so.
    if any(one.get(name) != other.get(name) for name in _stamps(asker, listing)):
        return
    for name in known.row.get("properties", {}):
        if name in one and name in other:
            for steps, *both in differences(one[name], other[name], (*known.place_of_row.steps, name)):
                # Counts change with what others do, which is no change of the row.
                if all(isinstance(value, str) for value in both):
                    yield Place("body", steps=steps)
