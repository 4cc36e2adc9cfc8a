"""Without a certificate: what looks like a response is believed. And what a service provider tells of itself."""

from __future__ import annotations

import builtins
import subprocess
import sys
import textwrap
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from mock_server.core.errors import ConfigError
from mock_server.saml import ServiceProvider
from tests.saml.identity_provider import ACS_URL, ENTITY_ID, NAME_ID, NOW, IdentityProvider, Story, encoded

_MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"


def test_unsigned_response_is_believed_whenever_and_for_whomever(trusting: ServiceProvider) -> None:
    document = Story(audience="https://other.example/", destination="https://other.example/", ends=None).unsigned()
    for days in (0, 0, 1, 4000):
        assertion = trusting.consume(encoded(document), NOW + timedelta(days=days))
        assert (assertion.name_id, assertion.is_verified) == (NAME_ID, False)


def test_signature_does_not_count_without_a_certificate(trusting: ServiceProvider, identity: IdentityProvider) -> None:
    document = identity.with_signed_assertion(Story()).replace("Ann", "Eve")
    assert trusting.consume(encoded(document), NOW).value("firstname") == "Eve"


def test_base64_may_be_broken_into_lines(trusting: ServiceProvider) -> None:
    posted = "\r\n".join(textwrap.wrap(encoded(Story().unsigned()), 76))
    assert trusting.consume(posted, NOW).name_id == NAME_ID


def test_attributes_have_all_their_values(trusting: ServiceProvider) -> None:
    more = (
        '<saml:Attribute Name="email"><saml:AttributeValue>second@acme.example</saml:AttributeValue></saml:Attribute>'
        '<saml:Attribute Name="urn:oid:2.5.4.4" FriendlyName="LastName">'
        "<saml:AttributeValue> </saml:AttributeValue><saml:AttributeValue>Muster &amp; Co</saml:AttributeValue>"
        '</saml:Attribute><saml:Attribute Name="x" FriendlyName="email"/><saml:Attribute Name="none"/>'
    )
    document = Story().unsigned().replace("</saml:AttributeStatement>", more + "</saml:AttributeStatement>")
    assertion = trusting.consume(encoded(document), NOW)
    assert assertion.attributes["email"] == (NAME_ID, "second@acme.example")
    assert assertion.attributes["LastName"] == assertion.attributes["urn:oid:2.5.4.4"] == ("", "Muster & Co")
    assert assertion.value("EMAIL") == NAME_ID
    assert assertion.value("lastname") == "Muster & Co"
    assert assertion.value("none") is None
    assert assertion.value("nothing") is None


@pytest.mark.parametrize("is_signed", [True, False])
def test_metadata_tell_where_and_what(identity: IdentityProvider, is_signed: bool) -> None:
    address = "https://sp.example/acs?a=1&b=2"
    document = ServiceProvider(ENTITY_ID, address, identity.certificate if is_signed else None).metadata()
    root = etree.fromstring(document)
    assert (root.tag, root.get("entityID")) == (f"{_MD}EntityDescriptor", ENTITY_ID)
    (role,) = root
    assert role.tag == f"{_MD}SPSSODescriptor"
    assert role.get("protocolSupportEnumeration") == "urn:oasis:names:tc:SAML:2.0:protocol"
    assert role.get("WantAssertionsSigned") == str(is_signed).lower()
    place = role.find(f"{_MD}AssertionConsumerService")
    assert place is not None
    assert place.get("Location") == address
    assert place.get("Binding") == "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
    assert place.get("index") == "0"


@pytest.mark.parametrize("text", ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "zoë"])
def test_bad_certificate_is_told_at_once(text: str) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        ServiceProvider(ENTITY_ID, ACS_URL, text)


def test_missing_extra_is_told_at_once(monkeypatch: pytest.MonkeyPatch, identity: IdentityProvider) -> None:
    certificate = identity.certificate
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] in ("signxml", "lxml", "cryptography"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"pip install onmock\[saml\]"):
        ServiceProvider(ENTITY_ID, ACS_URL, certificate)
    assert ServiceProvider(ENTITY_ID, ACS_URL).consume(encoded(Story().unsigned()), NOW).name_id == NAME_ID


def test_room_starts_without_the_extra() -> None:
    source = "import sys, mock_server.saml; print({'signxml', 'lxml', 'cryptography'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
