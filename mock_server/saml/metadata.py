"""What an identity provider needs to know of a service provider (SAML V2.0 Metadata)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from mock_server.saml.names import HTTP_POST, METADATA_SPACE, NAME_ID_FORMATS, PROTOCOL_SPACE


def metadata_of(entity_id: str, acs_url: str, *, wants_signed: bool) -> bytes:
    """Return the document about one service provider, which has one place for responses and signs nothing."""
    # Prefixed names are written out: ElementTree keeps prefixes for the whole process.
    root = Element("md:EntityDescriptor", {"xmlns:md": METADATA_SPACE, "entityID": entity_id})
    wishes = {
        "AuthnRequestsSigned": "false",
        "WantAssertionsSigned": "true" if wants_signed else "false",
        "protocolSupportEnumeration": PROTOCOL_SPACE,
    }
    role = SubElement(root, "md:SPSSODescriptor", wishes)
    for name in NAME_ID_FORMATS:
        SubElement(role, "md:NameIDFormat").text = name
    place = {"Binding": HTTP_POST, "Location": acs_url, "index": "0", "isDefault": "true"}
    SubElement(role, "md:AssertionConsumerService", place)
    document: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return document
