"""What vendors could publish next: each is told, by its name, and not more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import orjson
import pytest

from mock_server.drift.documents import Document, compare_documents, parse_document
from tests.drift.documents.places import document_of
from tests.drift.releases import on24, on24_asked, oniva, oniva_asked
from tests.drift.releases.spellings_of_parts import ALL as SPELLINGS

Json = Any
RELEASES = {
    "oniva": {**oniva.RELEASES, **oniva_asked.RELEASES},
    "on24": {**on24.RELEASES, **on24_asked.RELEASES},
}
# What is compared of a document; a few operations are in every run.
FEW = ("/oauth/token", "/api/v1/me", "/api/v1/events")
PARTS = {"on24": on24.PATHS, "few": FEW}
# What Oniva has nothing like; ON24's other operations are compared when there is time.
WRITTEN = ("createEvent", "updateEvent", "deleteEvent")
CASES = [
    pytest.param(vendor, name, marks=[pytest.mark.fuzz] * is_long, id=f"{vendor}-{name}")
    for vendor, all_of in RELEASES.items()
    for name, (_, expected) in all_of.items()
    for is_long in [vendor == "on24" and expected[0].split(":")[1] not in WRITTEN]
]


@cache
def text_of(vendor: str) -> bytes:
    """The operations that are compared."""
    document = document_of("oniva" if vendor == "few" else vendor)
    if vendor in PARTS:
        document["paths"] = {path: document["paths"][path] for path in PARTS[vendor]}
    return orjson.dumps(document)


@cache
def ours(vendor: str) -> Document:
    """Them, read once."""
    return parse_document(text_of(vendor), vendor)


def touched(vendor: str, expected: Sequence[str]) -> Json:
    """The document with those operations alone that something is to be told of; with all where it is of the whole."""
    document, names = orjson.loads(text_of(vendor)), {one.split(":")[1] for one in expected}
    if names and names.isdisjoint(("", "*")):
        known = {
            path: {key: one for key, one in item.items() if one.get("operationId") in names}
            for path, item in document["paths"].items()
        }
        document["paths"] = {path: item for path, item in known.items() if item} or document["paths"]
    return document


def read(document: Json) -> Document:
    """Read a document as a stranger's."""
    return parse_document(orjson.dumps(document, option=orjson.OPT_NON_STR_KEYS), "theirs")


def unlike(found: Sequence[str], expected: Sequence[str]) -> list[str]:
    """What is told and was not expected, and the other way round."""
    meant = [(one, _pattern(one), "?:" in one) for one in expected]
    more = [f"more: {one}" for one in found if not any(pattern.fullmatch(one) for _, pattern, _ in meant)]
    less = [
        f"less: {text}"
        for text, pattern, is_free in meant
        if not is_free and not any(pattern.fullmatch(one) for one in found)
    ]
    return [*less, *more]


def _pattern(text: str) -> re.Pattern[str]:
    kinds, operation, place = text.replace("?:", ":").split(":", 2)
    star = "*" if place.startswith("/") else ".*"
    loose = re.escape(place) if star == "*" else re.escape(place).replace(r"\*", ".*")
    return re.compile(f"({kinds}):{re.escape(operation).replace(chr(92) + '*', '.*')}:{loose}")


@pytest.mark.parametrize(("vendor", "name"), CASES)
def test_a_release_is_told(vendor: str, name: str) -> None:
    edit, expected = RELEASES[vendor][name]
    document = touched(vendor, expected)
    before = read(document)
    edit(document)
    assert unlike([one.id for one in compare_documents(before, read(document))], expected) == []


# These have nothing to rewrite in what is compared of ON24.
SPELLED = [(vendor, name) for vendor in ("few", *RELEASES) for name in SPELLINGS]
NOTHING = (("on24", "constants-as-lists"), ("on24", "any-for-one-of"))


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        pytest.param(*one, marks=[pytest.mark.fuzz] * (one[0] != "few"), id=f"{one[0]}-{one[1]}")
        for one in SPELLED
        if one not in NOTHING
    ],
)
def test_another_spelling_is_no_release(vendor: str, name: str) -> None:
    theirs = SPELLINGS[name](orjson.loads(text_of(vendor)))
    assert theirs != orjson.loads(text_of(vendor))
    read_theirs = read(theirs)
    assert [one.id for one in compare_documents(ours(vendor), read_theirs)] == []
    assert [one.id for one in compare_documents(read_theirs, ours(vendor))] == []


@pytest.mark.fuzz
@pytest.mark.parametrize("vendor", RELEASES)
def test_a_release_is_told_in_every_spelling(vendor: str) -> None:
    edit, expected = RELEASES[vendor][{"oniva": "count-gone", "on24": "required-row-member-gone"}[vendor]]
    for name, spell in SPELLINGS.items():
        theirs = deepcopy(orjson.loads(text_of(vendor)))
        edit(theirs)
        found = [one.id for one in compare_documents(ours(vendor), read(spell(theirs)))]
        assert (name, unlike(found, expected)) == (name, [])
