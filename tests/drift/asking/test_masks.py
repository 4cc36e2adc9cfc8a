"""Masks, whatever they are given: the same form, the same placeholder for the same text, nothing of what it was."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.drift.asking.announced import announced, retry_after
from mock_server.drift.asking.masked_json import JsonMasker
from mock_server.drift.asking.masks import Masks
from mock_server.drift.asking.secrecy import without_tokens
from mock_server.drift.exchange import Answered

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.text())
def test_a_text_keeps_its_form(text):
    masked = Masks().text(text)
    assert len(masked) == len(text)
    for before, after in zip(text, masked, strict=True):
        # Signs stay; letters and digits stay what they are, in the case that they have.
        assert (before.isalnum(), before.isascii() and before.isdigit(), before.isascii()) == (
            after.isalnum(),
            after.isascii() and after.isdigit() and before.isascii(),
            after.isascii() and before.isascii(),
        )


@given(st.from_regex(r"[A-Za-z]{4,12}", fullmatch=True))
def test_a_word_is_never_itself(word):
    masked = Masks().text(word)
    assert masked.lower() != word.lower()
    assert [one.isupper() for one in masked] == [one.isupper() for one in word]


@given(st.lists(st.text(min_size=1), min_size=2, max_size=6))
def test_the_same_text_has_the_same_placeholder_wherever_it_is(texts):
    masks = Masks()
    first = [masks.text(text) for text in texts]
    assert [masks.text(text) for text in reversed(texts)] == first[::-1]


@pytest.mark.parametrize(
    "asked", ["MARGARETHE@Person.example", "x-margarethe", "Margarethe%20Schneider", "a,Margarethe"]
)
def test_what_is_asked_has_no_word_of_an_answer(asked):
    masks = Masks(["example"])
    masks.text("margarethe@person.example")
    assert "margarethe" not in masks.target(f"/a?q={asked}", ()).lower()
    assert masks.target("/a?q=nobody%40other.example&status=person", ("status",)) == (
        "/a?q=nobody%40other.example&status=person"
    )


@given(st.text(alphabet="abcABCäÄ12@."))
def test_the_case_of_a_text_makes_no_other_text(text):
    masks = Masks()
    assert masks.text(text.upper()).lower() == masks.text(text.lower()).lower()


def test_two_recordings_have_other_placeholders():
    assert Masks().text("Margarethe Schneider") != Masks().text("Margarethe Schneider")


@given(st.uuids())
def test_a_uuid_stays_one_of_its_version_also_in_an_address(value):
    masks = Masks(["https example events"])
    masked = masks.text(str(value))
    assert uuid.UUID(masked).version == value.version
    assert masks.text(f"https://example/events/{value}?a=1") == masks.text(f"https://example/events/{value}?a=1")
    assert masked in masks.text(f"https://example/events/{value}")
    assert masked == str(value) or masked[:8] != str(value)[:8]


def test_what_is_asked_is_masked_only_where_an_answer_had_it():
    masks = Masks()
    masked = masks.text("ann@person.example")
    target = masks.target("/a/no-such-id?email=ann%40person.example&who=nobody&list=x%2Cann%40person.example", ())
    quoted = masked.replace("@", "%40")
    assert target == f"/a/no-such-id?email={quoted}&who=nobody&list=x%2C{quoted}"


@settings(max_examples=200)
@given(VALUES, st.booleans())
def test_a_document_keeps_its_structure(value, is_ascii):
    text = json.dumps(value, ensure_ascii=is_ascii, indent=1)
    masked = JsonMasker(Masks(), ()).masked(text)

    def form(one):
        if isinstance(one, dict):
            return [form(each) for each in one.values()]
        if isinstance(one, list):
            return [form(each) for each in one]
        return len(one) if isinstance(one, str) else type(one)

    pairs = {"object_pairs_hook": lambda found: {str(at): each for at, (_, each) in enumerate(found)}}
    assert form(json.loads(masked, **pairs)) == form(json.loads(text, **pairs))


@settings(max_examples=200)
@given(st.text(alphabet='{}[]",:\\u0 \nabAB12.-eE', max_size=60))
def test_any_text_is_masked_without_a_word_of_it_left(text):
    masked = JsonMasker(Masks(), ()).masked(f'{text}"Margarethe')
    assert "Margarethe" not in masked


@given(st.binary(max_size=80), st.text(alphabet='"tokensecr_:{}\\ ', max_size=60))
def test_any_answer_of_a_token_operation_is_masked(octets, text):
    body = octets + text.encode() + b'"access_token": "s3cretS3cret", "x"'
    assert b"s3cretS3cret" not in without_tokens(Answered(200, [], body), ["s3cretS3cret"]).body


@given(st.sampled_from(["Retry-After", "RateLimit", "X-RateLimit-Reset", "RateLimit-Remaining", "Date"]), st.text())
def test_any_header_is_read_or_left(name, text):
    answered = Answered(429, [(name, text)], b"")
    said, wait = announced(answered, 1e9), retry_after(answered, 1e9)
    assert wait is None or wait >= 0
    assert said.remaining is None or re.search(r"\d", text)
    assert said.reset is None or said.reset >= 0
