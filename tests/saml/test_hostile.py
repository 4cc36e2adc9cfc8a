"""Responses from strangers: wrapped signatures, parsers' traps, and things that are no responses."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.saml import SamlError, ServiceProvider
from tests.saml.identity_provider import ACS_URL, ENTITY_ID, NAME_ID, NOW, PLACEHOLDER, IdentityProvider, Story, encoded

_FAILURE = "urn:oasis:names:tc:SAML:2.0:status:Responder"
EVE = Story(id="_evil", name_id="eve@acme.example")
NOT_ONE = "the response has not exactly one assertion"
_SIGNATURE = re.compile(r"<ds:Signature .*?</ds:Signature>", re.DOTALL)


def refusal(provider: ServiceProvider, posted: str) -> str:
    with pytest.raises(SamlError) as caught:
        provider.consume(posted, NOW)
    return caught.value.reason


def signature_of(document: str) -> str:
    """Return the signature that a document holds."""
    found = _SIGNATURE.search(document)
    assert found is not None
    return found[0]


def wrapped(identity: IdentityProvider) -> dict[str, str]:
    """Return responses in which something good was signed, and something else said."""
    story = Story()
    good = identity.signed_assertion(story)
    signature, bare = signature_of(good), _SIGNATURE.sub("", good)
    inside = signature.replace("</ds:Signature>", f"<ds:Object>{bare}</ds:Object></ds:Signature>")
    whole = identity.with_signed_response(story)
    return {
        "evil-first": story.response(EVE.assertion() + good),
        "evil-last": story.response(good + EVE.assertion()),
        "evil-same-id": story.response(EVE.but(id=story.id).assertion() + good),
        "good-in-extensions": story.response(
            f"<samlp:Extensions>{good}</samlp:Extensions>{EVE.assertion()}",
        ),
        "good-in-object": story.response(EVE.assertion(signature=inside)),
        "good-in-evil": story.response(EVE.assertion(signature=f"<saml:Advice>{good}</saml:Advice>")),
        "signature-moved": story.response(EVE.assertion(signature=signature)),
        "signature-moved-same-id": story.response(EVE.but(id=story.id).assertion(signature=signature)),
        "signature-on-response": story.response(EVE.assertion(), signature=signature),
        "signature-on-response-for-assertion": story.response(bare, signature=signature),
        "signature-in-extensions": story.response(bare + f"<samlp:Extensions>{signature}</samlp:Extensions>"),
        "two-signatures": story.response(good.replace(signature, signature + signature)),
        "response-in-response": EVE.response(EVE.assertion() + f"<samlp:Extensions>{whole}</samlp:Extensions>"),
        "response-in-object": EVE.response(
            EVE.assertion(),
            signature=signature_of(whole).replace(
                "</ds:Signature>", f"<ds:Object>{_SIGNATURE.sub('', whole)}</ds:Object></ds:Signature>"
            ),
        ),
        "other-id-attribute": story.response(
            f'<x Id="{story.id}"/>' + EVE.but(id=story.id).assertion(signature=signature)
        ),
        "nothing-in-response": identity.with_signed_response(story, "").replace(
            "</samlp:Response>", f"{EVE.assertion()}</samlp:Response>"
        ),
    }


@pytest.mark.parametrize("case", sorted(wrapped(IdentityProvider())))
def test_signature_that_covers_something_else_does_not_count(
    provider: ServiceProvider, identity: IdentityProvider, case: str
) -> None:
    assert refusal(provider, encoded(wrapped(identity)[case]))


@pytest.mark.parametrize("with_comments", [False, True], ids=["comments-not-signed", "comments-signed"])
def test_comment_does_not_cut_a_name(
    provider: ServiceProvider, identity: IdentityProvider, with_comments: bool
) -> None:
    name = "ann@acme.example.evil.example"
    story = Story(name_id=name.replace(".evil", "<!-- here -->.evil"), attributes={"email": "a<!---->b<?c?>d"})
    document = story.assertion(signature=PLACEHOLDER)
    signed = identity.sealed(document, story.id, with_comments=with_comments)
    assertion = provider.consume(encoded(story.response(signed)), NOW)
    assert (assertion.name_id, assertion.value("email")) == (name, "abd")


def test_comment_that_is_put_in_later_changes_nothing(provider: ServiceProvider, identity: IdentityProvider) -> None:
    document = identity.with_signed_assertion(Story()).replace("ann@acme", "ann<!-- -->@acme")
    assert provider.consume(encoded(document), NOW).name_id == NAME_ID


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPES = {
    "plain": "<!DOCTYPE samlp:Response>",
    "billion-laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>',
    "external-entity": '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
    "external-subset": '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
    "parameter-entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;]>',
    "default-attribute": '<!DOCTYPE x [<!ATTLIST samlp:Response Version CDATA "2.0">]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES.keys())
@pytest.mark.parametrize("is_signed", [True, False], ids=["signed", "unsigned"])
def test_document_type_is_refused(
    provider: ServiceProvider, trusting: ServiceProvider, identity: IdentityProvider, doctype: str, is_signed: bool
) -> None:
    document = identity.with_signed_assertion(Story()) if is_signed else Story(name_id="&l11;").unsigned()
    assert refusal(provider if is_signed else trusting, encoded(doctype + document)) == "the XML has a document type"


def test_document_type_is_refused_in_any_encoding(trusting: ServiceProvider) -> None:
    document = DOCTYPES["billion-laughs"] + Story(name_id="&l11;").unsigned()
    for codec, declared in (("utf-16", "UTF-16"), ("utf-16-le", "UTF-16LE"), ("utf-32", "UTF-32"), ("utf-7", "UTF-7")):
        content = f'<?xml version="1.0" encoding="{declared}"?>{document}'.encode(codec)
        assert refusal(trusting, base64.b64encode(content).decode())


def test_unknown_entity_is_refused(trusting: ServiceProvider) -> None:
    assert refusal(trusting, encoded(Story(name_id="&me;").unsigned())) == "the response is not XML"


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ("", "the response is not XML"),
        ("%%%", "the response is not base64"),
        ("PHg+PC94Pg", "the response is not base64"),
        ("zoë", "the response is not base64"),
        (encoded("hello"), "the response is not XML"),
        (encoded("<x>"), "the response is not XML"),
        (encoded("<x/><x/>"), "the response is not XML"),
        (encoded("<x a='1' a='2'/>"), "the response is not XML"),
        (encoded(b"\xff\xfe"), "the XML is not UTF-8"),
        (encoded(b"<x>\0</x>"), "the response is not XML"),
        (encoded("<x/>"), "this is no response of SAML 2.0"),
        (encoded('<Response Version="2.0"/>'), "this is no response of SAML 2.0"),
        ("A" * 600_000, "the response is too large"),
        (encoded(b" " * 300_000), "the response is too large"),
        (encoded(Story().unsigned().replace('Version="2.0"', 'Version="1.1"', 1)), "this is no response of SAML 2.0"),
        (encoded(Story(status=_FAILURE).unsigned()), "the response does not tell of success"),
        (encoded(Story().response("")), NOT_ONE),
        (encoded(Story().response(Story().assertion() * 2)), NOT_ONE),
        (encoded(Story().response(f"<x>{Story().assertion()}</x>")), "the assertion stands in an unexpected place"),
        (encoded(Story(id="").unsigned()), "the assertion has no id, or is not of SAML 2.0"),
        (encoded(Story(name_id="").unsigned()), "the assertion has no NameID"),
    ],
    ids=range(21),
)  # fmt: skip
@pytest.mark.parametrize("door", ["provider", "trusting"])
def test_what_is_no_response_is_refused(request: pytest.FixtureRequest, door: str, posted: str, reason: str) -> None:
    given_reason = refusal(request.getfixturevalue(door), posted)
    assert given_reason == reason or (door == "provider" and "signed" in given_reason)


@pytest.mark.parametrize("name", ["EncryptedAssertion", "EncryptedID", "EncryptedAttribute"])
def test_encrypted_parts_are_refused(provider: ServiceProvider, trusting: ServiceProvider, name: str) -> None:
    secret = f'<saml:{name} xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'
    for document in (Story().response(secret), Story().response(Story().assertion() + secret)):
        for door in (provider, trusting):
            assert refusal(door, encoded(document)) == "encrypted assertions, names and attributes are not supported"


def test_deep_documents_are_refused(provider: ServiceProvider, trusting: ServiceProvider) -> None:
    deep = "<x>" * 30_000 + "</x>" * 30_000
    assert refusal(trusting, encoded(deep)) == "this is no response of SAML 2.0"
    assert refusal(provider, encoded(deep)) == "this is no response of SAML 2.0"


def test_deep_signed_documents_are_refused(provider: ServiceProvider, identity: IdentityProvider) -> None:
    deep = "<x>" * 20_000 + "</x>" * 20_000
    document = identity.with_signed_assertion(Story()).replace("</samlp:Response>", f"{deep}</samlp:Response>")
    assert refusal(provider, encoded(document)) == "the signature is not good"


@pytest.mark.parametrize("text", ["2026-13-01T00:00:00Z", "soon", "", "2026-03-02", "0001-01-01T00:00:00+14:00"])
def test_times_that_are_none_are_refused(provider: ServiceProvider, identity: IdentityProvider, text: str) -> None:
    unsigned = re.sub(r'NotOnOrAfter="[^"]*"', f'NotOnOrAfter="{text}"', Story().assertion(
        signature=PLACEHOLDER
    ))  # fmt: skip
    signed = Story().response(identity.sealed(unsigned, "_a1"))
    assert refusal(provider, encoded(signed)).endswith("is no moment")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(content: bytes) -> None:
    assert refusal(ServiceProvider(ENTITY_ID, ACS_URL), base64.b64encode(content).decode())


@given(st.text(max_size=100))
def test_any_text_is_refused(text: str) -> None:
    assert refusal(ServiceProvider(ENTITY_ID, ACS_URL), text)
