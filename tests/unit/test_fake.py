"""Seeded make-believe: the same for ever, and readable backwards."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.fake import Ids, People, Stream, mix, slug
from mock_server.resources import read_pools

SEEDS = st.integers(0, 2**63 - 1)


@pytest.fixture(scope="module")
def people() -> People:
    """Everybody of one seed."""
    return People(7, read_pools())


def test_stream_is_the_same_for_ever() -> None:
    stream = Stream(1, 2, 3)
    assert [stream.below(1000) for _ in range(5)] == [285, 102, 910, 736, 216]
    assert mix(1, 2, 3) == 7702586659592502839


@given(SEEDS, st.integers(1, 1000))
def test_stream_stays_below_its_bound(seed: int, bound: int) -> None:
    stream = Stream(seed)
    assert all(0 <= stream.below(bound) < bound for _ in range(20))


@given(SEEDS, st.lists(st.integers(), max_size=40))
def test_shuffling_loses_nothing(seed: int, things: list[int]) -> None:
    assert sorted(Stream(seed).shuffled(things)) == sorted(things)


def test_chances_are_about_right() -> None:
    stream = Stream(5)
    assert 280 < sum(stream.chance(30) for _ in range(1000)) < 320


@given(SEEDS, st.integers(0, 63), st.integers(0, 2**20 - 1), st.integers(0, 2**38 - 1))
def test_ids_are_uuids_that_read_backwards(seed: int, kind: int, parent: int, row: int) -> None:
    text = Ids(seed).make(kind, parent, row)
    assert str(uuid.UUID(text)) == text
    assert uuid.UUID(text).version == 4
    assert Ids(seed).read(text, kind) == (parent, row)
    assert Ids(seed).read(text.upper(), kind) == (parent, row)
    assert Ids(seed).read(text, kind + 1) is None
    assert Ids(seed + 1).read(text, kind) is None


@given(st.uuids(version=4))
def test_made_up_ids_are_nobodys(made_up: uuid.UUID) -> None:
    assert Ids(1).read(str(made_up), 5) is None


@pytest.mark.parametrize("text", ["", "x", "null", "e852d49b-a6d4-46b4-8627", "{e852d49b-a6d4-46b4-8627-c718957f1bd4}"])
def test_malformed_ids_are_nobodys(text: str) -> None:
    assert Ids(1).read(text, 3) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller & Söhne", "mueller-soehne"),
        ("Zoë d'Œuvre", "zoe-doeuvre"),
        ("L\u2019Été à Genève", "lete-a-geneve"),
        ("--", ""),
    ],
)
def test_slugs_spell_umlauts_out(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.sampled_from(["de", "fr", "it", "en"]), st.integers(0, 5_000_000))
def test_people_are_found_by_their_address(people: People, language: str, number: int) -> None:
    person = people.person(language, number)
    assert (language, number) in set(people.find(person.email))
    assert (language, number) in set(people.find(person.email.upper()))


@given(st.emails())
def test_strangers_are_not_found(people: People, email: str) -> None:
    assert list(people.find(email)) == []


def test_first_people_have_plain_addresses(people: People) -> None:
    assert not any(letter.isdigit() for number in range(2000) for letter in people.person("de", number).email)


def test_people_of_a_language_are_all_different(people: People) -> None:
    assert len({people.person("fr", number).email for number in range(120_000)}) == 120_000
