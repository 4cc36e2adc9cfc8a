"""Responses that are signed: whom they are for, when, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.saml import SamlError, SeenAssertions, ServiceProvider
from mock_server.store import MemoryOverlay
from tests.saml.identity_provider import ACS_URL, ENTITY_ID, ISSUER, NAME_ID, NOW, IdentityProvider, Story, encoded

SKEW = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def refusal(provider: ServiceProvider, document: str, now: datetime = NOW) -> str:
    with pytest.raises(SamlError) as caught:
        provider.consume(encoded(document), now)
    return caught.value.reason


@pytest.mark.parametrize("way", ["assertion", "response", "both"])
@pytest.mark.parametrize("elliptic", [False, True], ids=["rsa", "ecdsa"])
def test_signed_response_counts(identity: IdentityProvider, way: str, elliptic: bool) -> None:
    signer = IdentityProvider(elliptic=True) if elliptic else identity
    story = Story()
    document = {
        "assertion": lambda: signer.with_signed_assertion(story),
        "response": lambda: signer.with_signed_response(story),
        "both": lambda: signer.with_signed_response(story, signer.signed_assertion(story)),
    }[way]()
    assertion = ServiceProvider(ENTITY_ID, ACS_URL, signer.certificate).consume(encoded(document), NOW)
    assert (assertion.id, assertion.issuer, assertion.name_id) == ("_a1", ISSUER, NAME_ID)
    assert assertion.attributes == {"email": (NAME_ID,), "firstname": ("Ann",)}
    assert (assertion.session_index, assertion.session_ends) == ("_s1", NOW + timedelta(hours=8))
    assert assertion.is_verified


def test_certificate_may_be_the_base64_alone(identity: IdentityProvider) -> None:
    alone = "".join(identity.certificate.splitlines()[1:-1])
    provider = ServiceProvider(ENTITY_ID, ACS_URL, alone)
    assert provider.consume(encoded(identity.with_signed_assertion(Story())), NOW).is_verified


def test_dates_of_the_certificate_do_not_count() -> None:
    old = IdentityProvider(expired=True)
    provider = ServiceProvider(ENTITY_ID, ACS_URL, old.certificate)
    assert provider.consume(encoded(old.with_signed_assertion(Story())), NOW).is_verified


def test_another_key_does_not_count(provider: ServiceProvider) -> None:
    stranger = IdentityProvider()
    assert refusal(provider, stranger.with_signed_assertion(Story())) == "the signature is not good"
    assert refusal(provider, stranger.with_signed_response(Story())) == "the signature is not good"


def test_nothing_signed_does_not_count(provider: ServiceProvider) -> None:
    assert refusal(provider, Story().unsigned()) == "neither the response nor the assertion is signed"


@pytest.mark.parametrize("change", [("Ann", "Eve"), (NAME_ID, "eve@acme.example"), ("_a1", "_a2"), ("_s1", "_s2")])
def test_what_was_altered_does_not_count(
    provider: ServiceProvider, identity: IdentityProvider, change: tuple[str, str]
) -> None:
    for document in (identity.with_signed_assertion(Story()), identity.with_signed_response(Story())):
        assert refusal(provider, document.replace(*change)) == "the signature is not good"


def test_assertion_is_good_for_a_while(provider: ServiceProvider, identity: IdentityProvider) -> None:
    story = Story()
    document = identity.with_signed_assertion(story)
    assert refusal(provider, document, story.starts - SKEW - SECOND) == "the assertion is not good yet"
    assert refusal(provider, document, story.ends + SKEW) == "the assertion is not good any more"
    assert refusal(provider, document, NOW + timedelta(days=4000)) == "the assertion is not good any more"
    assert provider.consume(encoded(document), story.ends + SKEW - SECOND).id == "_a1"
    again = identity.with_signed_assertion(story.but(id="_a2"))
    assert provider.consume(encoded(again), story.starts - SKEW).id == "_a2"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"confirmed_until": NOW - SKEW}, "the assertion is not good any more"),
        ({"session_ends": NOW - SKEW}, "the assertion is not good any more"),
        ({"ends": None, "confirmed_until": None}, "the assertion does not say until when it is good"),
        ({"audience": "https://other.example/"}, "the assertion is for another audience"),
        ({"audience": None}, "the assertion is for another audience"),
        ({"recipient": "https://other.example/acs"}, "the Recipient is another place"),
        ({"destination": "https://other.example/acs"}, "the Destination is another place"),
        ({"method": "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"}, "the assertion is not for its bearer"),
        ({"name_id": " "}, "the assertion has no NameID"),
        ({"name_id": "ann@acme.example<saml:x/>.evil"}, "the assertion has no NameID"),
    ],
    ids=str,
)
def test_signed_assertion_for_others_does_not_count(
    provider: ServiceProvider, identity: IdentityProvider, changes: dict[str, object], reason: str
) -> None:
    assert refusal(provider, identity.with_signed_response(Story().but(**changes))) == reason


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": None, "destination": None},
        {"recipient": "http://localhost/acs", "destination": "http://localhost/acs"},
        {"starts": None, "session_ends": None},
        {"ends": None},
        {"confirmed_until": None},
        {"ends": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)},
    ],
    ids=str,
)
def test_what_is_left_out_is_not_asked_for(identity: IdentityProvider, changes: dict[str, object]) -> None:
    provider = ServiceProvider(ENTITY_ID, ACS_URL, identity.certificate, other_urls=("http://localhost/acs",))
    document = identity.with_signed_assertion(Story().but(**changes))
    assert provider.consume(encoded(document), NOW).id == "_a1"
    assert refusal(provider, document) == "the assertion was used before"


def test_assertion_counts_once(provider: ServiceProvider, identity: IdentityProvider) -> None:
    document = identity.with_signed_assertion(Story())
    provider.consume(encoded(document), NOW)
    assert refusal(provider, document) == "the assertion was used before"
    assert refusal(provider, identity.with_signed_response(Story())) == "the assertion was used before"
    elsewhere = replace(provider, acs_url="https://sp.example/other", other_urls=(ACS_URL,))
    assert refusal(elsewhere, document) == "the assertion was used before"
    assert provider.consume(encoded(identity.with_signed_assertion(Story(id="_a2"))), NOW).id == "_a2"


def test_assertion_that_can_be_brought_in_two_ways_counts_once(
    provider: ServiceProvider, identity: IdentityProvider
) -> None:
    later = NOW + timedelta(minutes=30)
    document = identity.with_signed_assertion(Story(ends=None, also_confirmed_until=later))
    provider.consume(encoded(document), NOW)
    assert refusal(provider, document, NOW + timedelta(minutes=20)) == "the assertion was used before"
    assert refusal(provider, document, later + SKEW) == "the assertion is not good any more"


def test_used_assertions_are_forgotten_when_nobody_can_use_them() -> None:
    seen = SeenAssertions()
    assert seen.take("idp", "_a1", NOW + SECOND, NOW)
    assert not seen.take("idp", "_a1", NOW + SECOND, NOW)
    assert seen.take("other", "_a1", NOW + SECOND, NOW)
    assert not seen.take("idp", "_a1", NOW + SECOND, NOW - timedelta(days=1))
    assert seen.take("idp", "_a1", NOW + SECOND, NOW + SECOND + timedelta(days=7))


def test_used_assertions_outlast_the_process_with_an_overlay() -> None:
    overlay = MemoryOverlay()
    assert SeenAssertions(overlay).take("idp", "_a1", NOW + SECOND, NOW)
    assert not SeenAssertions(overlay).take("idp", "_a1", NOW + SECOND, NOW)
    assert "_a1" not in str(list(overlay.items("assertion")))


@given(st.integers(0, 5_000), st.characters())
def test_one_other_character_never_gives_another_person(identity: IdentityProvider, place: int, character: str) -> None:
    document = _signed(identity)
    at = place % len(document)
    altered = document[:at] + character + document[at + 1 :]
    try:
        assertion = ServiceProvider(ENTITY_ID, ACS_URL, identity.certificate).consume(encoded(_bytes(altered)), NOW)
    except SamlError:
        return
    assert (assertion.name_id, assertion.value("firstname")) == (NAME_ID, "Ann")


@lru_cache(1)
def _signed(identity: IdentityProvider) -> str:
    return identity.with_signed_assertion(Story())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
