"""No person is in a baseline: every name, address and number of every row is looked for in its bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mock_server.drift import Exchange
from mock_server.drift.history import Baseline, profile_of, write_baseline
from tests.contract.subjects import CONTRACTS
from tests.drift.history.walks import SECRET

Known = Callable[[str], tuple[Baseline, list[Exchange]]]
_PERSONAL = ("firstname", "lastname", "mail", "phone", "mobile", "company", "street", "city", "address")


def _texts(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, name)
    elif isinstance(node, str):
        yield name, node


def _canaries(exchanges: list[Exchange]) -> set[str]:
    texts = (pair for one in exchanges for pair in _texts(one.answered.json()))
    personal = {text for name, text in texts if any(one in name.lower() for one in _PERSONAL) and len(text) > 3}
    # A word in small letters may be one of ours: of a shape.
    return {text for text in personal if not (text.isalpha() and text.islower())}


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_nobody_of_a_tenant_is_in_its_baseline(known_of: Known, tmp_path: Path, vendor: str) -> None:
    baseline, exchanges = known_of(vendor)
    write_baseline(tmp_path / "baseline.json", baseline)
    written = (tmp_path / "baseline.json").read_text()
    canaries = _canaries(exchanges)
    assert len(canaries) > 1000
    assert [text for text in canaries if text in written] == []
    assert SECRET.decode() not in written


def test_words_are_those_that_the_contract_lists(known_of: Known) -> None:
    baseline, _ = known_of("oniva")
    places = [place for seen in baseline.profile.operations.values() for place in seen.places.values()]
    shown = {word for place in places for word in place.words}
    assert {"confirmed", "CHF", "de"} <= shown <= {*_enumerated(CONTRACTS["oniva"].document)}


def _enumerated(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (word for word in node.get("enum", ()) if isinstance(word, str))
        for part in node.values():
            yield from _enumerated(part)
    elif isinstance(node, list):
        for part in node:
            yield from _enumerated(part)


def test_strange_words_that_could_be_names_are_not_kept(known_of: Known) -> None:
    _, exchanges = known_of("oniva")
    bookings = [one for one in exchanges if one.asked.operation == "listEventBookings"]
    names = {row["contact"]["lastName"] for one in bookings for row in one.answered.json()["items"]}
    mixed = [replace(one, answered=replace(one.answered, body=_with_names_for_status(one))) for one in bookings]
    seen = profile_of(CONTRACTS["oniva"], mixed).operations["listEventBookings"]
    assert len(names) > 20
    assert not names & {*seen.places["/items/*/status"].words}


def _with_names_for_status(exchange: Exchange) -> bytes:
    document = exchange.answered.json()
    rows = [{**row, "status": row["contact"]["lastName"]} for row in document["items"]]
    return json.dumps({**document, "items": rows}).encode()
