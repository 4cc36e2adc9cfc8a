"""Masked headers: what says how something is sent stays, and whatever else somebody writes into a header does not."""

from __future__ import annotations

import re
from collections.abc import Callable

from mock_server.drift.discretion import may_be_told

# Headers that say how something is sent, and not what (RFC 9110, 9111, 9745, 8594), and counts of requests.
_OPEN = re.compile(
    r"content-(type|length|encoding|language)|transfer-encoding|connection|keep-alive|date|age|cache-control|pragma|expires"
    r"|vary|allow|server|accept(-[a-z]+)?|retry-after|deprecation|sunset|www-authenticate|last-modified|user-agent"
    r"|if-modified-since|strict-transport-security|x-content-type-options|(x-)?rate-?limit(-[a-z]+)?",
    re.IGNORECASE,
)
_COUNTING = re.compile(r"content-length|age|retry-after|deprecation|(x-)?rate-?limit(-[a-z]+)?", re.IGNORECASE)
# What they are written with.
_WORDS = frozenset(
    """
    application json problem text html plain xml csv octet-stream x-www-form-urlencoded multipart form-data vnd charset
    utf-8 utf-16 utf8 us-ascii iso-8859-1 iso-8859-15 latin-1 windows-1252
    gzip deflate br zstd identity compress chunked close keep-alive timeout
    no-cache no-store no-transform public private max-age s-maxage must-revalidate proxy-revalidate immutable
    stale-while-revalidate stale-if-error max-stale accept accept-encoding accept-language origin authorization cookie
    user-agent get head post put patch delete options trace
    bearer basic digest realm error error_description invalid_token invalid_request invalid_client insufficient_scope
    nginx apache cloudflare onmock onmock-drift nosniff includesubdomains preload limit remaining reset policy
    true gmt utc
    mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec
    en de fr it en-us en-gb de-ch fr-ch it-ch de-de fr-fr it-it q r t w
    """.split()  # noqa: SIM905  # it reads like this
)
_TOKEN = re.compile(r"[\w-]+")
_SHORT, _LONG = re.compile(r"-?\d{1,6}", re.ASCII), re.compile(r"\d{1,10}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d)?|\d\dZ", re.ASCII)


def masked_header(name: str, value: str, mask: Callable[[str], str]) -> tuple[str, str]:
    """Return a header in which `mask` stands for what could be a person's or a secret, its name if need be included."""
    told = name if may_be_told(name) else mask(name)
    if not _OPEN.fullmatch(name):
        return told, mask(value)
    numbers = _LONG if _COUNTING.fullmatch(name) else _SHORT

    def kept(match: re.Match[str]) -> str:
        token = match[0]
        is_open = token.lower() in _WORDS or numbers.fullmatch(token) or _MOMENT.fullmatch(token)
        return token if is_open else mask(token)

    return told, _TOKEN.sub(kept, value)
