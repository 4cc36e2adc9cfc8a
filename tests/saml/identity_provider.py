"""An identity provider for tests: it has a key, and says of people what it is told to."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENTITY_ID = "https://sp.example/entity"
ACS_URL = "https://sp.example/acs"
ISSUER = "https://idp.example/"
NAME_ID = "ann@acme.example"

_NAMES = (
    'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
# Where a signature goes.
PLACEHOLDER = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>'


def encoded(document: bytes | str) -> str:
    """Return a document as it is posted."""
    return base64.b64encode(document.encode() if isinstance(document, str) else document).decode()


def stamp(moment: datetime) -> str:
    """Return a moment as SAML writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Story:
    """What is said of somebody. A text that is None is left out."""

    id: str = "_a1"
    name_id: str = NAME_ID
    attributes: dict[str, str] = field(default_factory=lambda: {"email": NAME_ID, "firstname": "Ann"})
    status: str = "urn:oasis:names:tc:SAML:2.0:status:Success"
    audience: str | None = ENTITY_ID
    recipient: str | None = ACS_URL
    destination: str | None = ACS_URL
    starts: datetime | None = NOW - timedelta(minutes=1)
    ends: datetime | None = NOW + timedelta(minutes=5)
    confirmed_until: datetime | None = NOW + timedelta(minutes=5)
    also_confirmed_until: datetime | None = None
    session_ends: datetime | None = NOW + timedelta(hours=8)
    method: str = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

    def but(self, **changes: object) -> Story:
        """Return another story."""
        return replace(self, **changes)

    def assertion(self, *, signature: str = "") -> str:
        """Return the assertion as XML."""
        attributes = "".join(
            f'<saml:Attribute Name="{name}"><saml:AttributeValue xsi:type="xs:string">{value}</saml:AttributeValue>'
            "</saml:Attribute>"
            for name, value in self.attributes.items()
        )
        restriction = _element("AudienceRestriction", {}, f"<saml:Audience>{self.audience}</saml:Audience>")
        confirmations = self._confirmation(self.confirmed_until)
        if self.also_confirmed_until is not None:
            confirmations += self._confirmation(self.also_confirmed_until)
        session = {"AuthnInstant": stamp(NOW), "SessionIndex": "_s1", "SessionNotOnOrAfter": _stamp(self.session_ends)}
        return (
            f'<saml:Assertion {_NAMES} ID="{self.id}" Version="2.0" IssueInstant="{stamp(NOW)}">'
            f"<saml:Issuer>{ISSUER}</saml:Issuer>{signature}"
            f"<saml:Subject><saml:NameID>{self.name_id}</saml:NameID>{confirmations}</saml:Subject>"
            + _element(
                "Conditions",
                {"NotBefore": _stamp(self.starts), "NotOnOrAfter": _stamp(self.ends)},
                restriction if self.audience else "",
            )
            + _element("AuthnStatement", session)
            + f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
        )

    def response(self, assertion: str, *, signature: str = "") -> str:
        """Return a response around whatever is given, as XML."""
        destination = f' Destination="{self.destination}"' if self.destination else ""
        return (
            f'<samlp:Response {_NAMES} ID="_r-{self.id}" Version="2.0" IssueInstant="{stamp(NOW)}"{destination}>'
            f"<saml:Issuer>{ISSUER}</saml:Issuer>{signature}"
            f'<samlp:Status><samlp:StatusCode Value="{self.status}"/></samlp:Status>{assertion}</samlp:Response>'
        )

    def _confirmation(self, until: datetime | None) -> str:
        data = {"Recipient": self.recipient, "NotOnOrAfter": _stamp(until), "InResponseTo": "_other"}
        return _element("SubjectConfirmation", {"Method": self.method}, _element("SubjectConfirmationData", data))

    def unsigned(self) -> str:
        """Return the response, signed by nobody."""
        return self.response(self.assertion())


class IdentityProvider:
    """Signs stories with a key of its own."""

    def __init__(self, *, elliptic: bool = False, expired: bool = False) -> None:
        self._elliptic, self._expired = elliptic, expired

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
        if self._elliptic:
            return ec.generate_private_key(ec.SECP256R1())
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @cached_property
    def certificate(self) -> str:
        """The certificate of the key, which it signed itself."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
        start = NOW - timedelta(days=400)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(1)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=10 if self._expired else 4000))
            .sign(self._key, hashes.SHA256())
        )
        return made.public_bytes(Encoding.PEM).decode()

    def signed_assertion(self, story: Story) -> str:
        """Return the assertion of a story, signed."""
        return self.sealed(story.assertion(signature=PLACEHOLDER), story.id)

    def with_signed_assertion(self, story: Story) -> str:
        """Return the response of a story, in which the assertion is signed."""
        return story.response(self.signed_assertion(story))

    def with_signed_response(self, story: Story, assertion: str | None = None) -> str:
        """Return the response of a story, signed as a whole."""
        inner = story.assertion() if assertion is None else assertion
        return self.sealed(story.response(inner, signature=PLACEHOLDER), f"_r-{story.id}")

    def sealed(self, document: str, reference: str, *, with_comments: bool = False) -> str:
        """Return a document with a signature in place of the placeholder, over the element with an id."""
        kind = "EXCLUSIVE_XML_CANONICALIZATION_1_0" + ("_WITH_COMMENTS" if with_comments else "")
        algorithm = "ecdsa-sha256" if self._elliptic else "rsa-sha256"
        signer = XMLSigner(signature_algorithm=algorithm, c14n_algorithm=CanonicalizationMethod[kind])
        signed = signer.sign(etree.fromstring(document), key=self._key, cert=self.certificate, reference_uri=reference)
        return etree.tostring(signed).decode()


def _element(name: str, attributes: dict[str, str | None], content: str = "") -> str:
    shown = "".join(f' {key}="{value}"' for key, value in attributes.items() if value is not None)
    return f"<saml:{name}{shown}>{content}</saml:{name}>"


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)
