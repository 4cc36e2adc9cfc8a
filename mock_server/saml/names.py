"""Names that SAML 2.0 and XML Signature define."""

from __future__ import annotations

ASSERTION_SPACE = "urn:oasis:names:tc:SAML:2.0:assertion"
METADATA_SPACE = "urn:oasis:names:tc:SAML:2.0:metadata"
PROTOCOL_SPACE = "urn:oasis:names:tc:SAML:2.0:protocol"
SIGNATURE_SPACE = "http://www.w3.org/2000/09/xmldsig#"

ASSERTION = f"{{{ASSERTION_SPACE}}}Assertion"
RESPONSE = f"{{{PROTOCOL_SPACE}}}Response"
SIGNATURE = f"{{{SIGNATURE_SPACE}}}Signature"

BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
HTTP_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
NAME_ID_FORMATS = (
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
)
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
VERSION = "2.0"

# For the paths that ElementTree searches by.
PREFIXES = {"saml": ASSERTION_SPACE, "samlp": PROTOCOL_SPACE, "ds": SIGNATURE_SPACE}
