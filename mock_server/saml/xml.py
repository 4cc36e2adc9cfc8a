"""XML from strangers, made a tree: UTF-8, no document type, so no entities and nothing to fetch; and not large."""

from __future__ import annotations

import base64
import binascii
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from mock_server.saml.errors import SamlError

_LARGEST = 256 * 1024


class _Builder(TreeBuilder):
    """Makes the tree. Comments are left out, and the text around them is one text."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type: the parser calls this before it looks at what is declared there."""
        raise SamlError("the XML has a document type")


def decoded(text: str) -> bytes:
    """Return the bytes of a base64 text, which may be broken into lines."""
    if len(text) > 2 * _LARGEST:
        raise SamlError("the response is too large")
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (ValueError, binascii.Error):
        raise SamlError("the response is not base64") from None
    if len(content) > _LARGEST:
        raise SamlError("the response is too large")
    return content


def parsed(content: bytes) -> Element:
    """Return the root of a document; what its declaration says of an encoding does not count, it is UTF-8."""
    try:
        # Sought in the text too, and first: so it is refused wherever it stands, without a parser.
        if "<!DOCTYPE" in content.decode():
            raise SamlError("the XML has a document type")
        parser = XMLParser(target=_Builder(), encoding="utf-8")
        parser.feed(content)
        root: Element = parser.close()
    except UnicodeDecodeError:
        raise SamlError("the XML is not UTF-8") from None
    except ParseError:
        raise SamlError("the response is not XML") from None
    return root
