"""Addresses on the web that a client names."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 2048


def is_web_address(text: str) -> bool:
    """Tell whether a text is an absolute address on the web, without anything that could end a header."""
    if not text.isprintable() or " " in text or len(text) > _LONGEST:
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        host.encode("idna")
        return parts.scheme in ("http", "https") and host != "" and host.isascii() and parts.port != 0
    except ValueError:
        # Also of a host whose labels no name can have.
        return False
