"""Signatures of responses and assertions, by signxml, which is an extra: imported only for a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from mock_server.core.errors import ConfigError
from mock_server.saml.errors import SamlError
from mock_server.saml.names import ASSERTION, PREFIXES, RESPONSE, SIGNATURE
from mock_server.saml.xml import parsed

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_MISSING = "checking signatures of SAML responses needs an extra: pip install onmock[saml]"
_BEGIN = "-----BEGIN CERTIFICATE-----"
_END = "-----END CERTIFICATE-----"


class Seal:
    """The certificate that an identity provider signs with.

    It stands for its key: neither its dates nor who issued it are looked at (SAML V2.0 Metadata Interoperability
    Profile, section 2.6.1).
    """

    def __init__(self, certificate: str) -> None:
        self._certificate = _loaded(certificate)

    def opened(self, content: bytes, root: Element) -> Element:
        """Return the one assertion of a response, from the bytes that a good signature covers; raise SamlError.

        The response or the assertion is signed, or both. Signatures anywhere else, which may cover anything, are
        refused, and so is a signature that covers something else than the element it stands in.
        """
        on_response = root.findall("ds:Signature", PREFIXES)
        on_assertion = root.findall("saml:Assertion/ds:Signature", PREFIXES)
        if not on_response and not on_assertion:
            raise SamlError("neither the response nor the assertion is signed")
        if len(on_response) > 1 or len(on_assertion) > 1:
            raise SamlError("an element is signed twice")
        if len(on_response) + len(on_assertion) != sum(1 for _ in root.iter(SIGNATURE)):
            raise SamlError("a signature stands in an unexpected place")
        # The one of the response covers more: what it covers is read, also where both are signed.
        covered = [self._covered(content, f"./{ASSERTION}/", ASSERTION)] if on_assertion else []
        covered += [self._covered(content, "./", RESPONSE)] if on_response else []
        return _assertion(covered[-1])

    def _covered(self, content: bytes, place: str, tag: str) -> Element:
        """Return what the signature at a place covers, made from the very bytes that were hashed."""
        from signxml.verifier import SignatureConfiguration, XMLVerifier

        moment = self._certificate.not_valid_before_utc
        expected = SignatureConfiguration(location=place, verification_time=moment)
        try:
            result = XMLVerifier().verify(content, x509_cert=self._certificate, expect_config=expected)
        except Exception as error:
            # Besides its own errors, the library lets through whatever lxml, cryptography and Python raise on what
            # strangers wrote. Whichever it is, nothing was proved.
            raise SamlError("the signature is not good") from error
        if isinstance(result, list):
            raise SamlError("the signature covers several elements")
        element = parsed(result.signed_data)
        if element.tag != tag:
            raise SamlError("the signature covers another element")
        return element


def _assertion(covered: Element) -> Element:
    found = covered if covered.tag == ASSERTION else covered.find("saml:Assertion", PREFIXES)
    if found is None:
        raise SamlError("the signature covers no assertion")
    return found


def _loaded(text: str) -> Certificate:
    """Read a certificate as PEM, or as metadata has it: the base64 alone."""
    try:
        import signxml  # noqa: F401 - so that what is missing is told at the start
        from cryptography.x509 import load_pem_x509_certificate
    except ImportError:
        raise ConfigError(_MISSING) from None
    pem = text if _BEGIN in text else f"{_BEGIN}\n{text.strip()}\n{_END}\n"
    try:
        return load_pem_x509_certificate(pem.encode())
    except ValueError as error:
        raise ConfigError(f"the certificate for SAML cannot be read: {error}") from error
