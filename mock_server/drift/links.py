"""Links: the parts of what strangers call a URL."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def parts_of(url: str) -> SplitResult:
    """Return the parts of a URL, none of a text that is no URL (RFC 3986)."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
