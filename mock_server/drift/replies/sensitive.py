"""Sensitive: new members that nobody should be sent: secrets, and what says who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.breaks.casing import words_of
from mock_server.drift.replies.refusals import texts_in

_SECRETS = frozenset(
    {"apikey", "credential", "credentials", "passphrase", "passwd", "password", "privatekey", "secret", "secrets"}
)
# A token opens something, unless it only tells where a list goes on.
_TOKENS, _OF_PAGES = frozenset({"token", "tokens"}), frozenset({"page", "next", "prev", "cursor", "continuation"})
_KEY, _OPENING = "key", frozenset({"api", "private", "access"})
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}\Z")
_PHONE = re.compile(r"\+\d[\d ()/.-]{7,20}\Z")


def sensitivity(names: Iterable[str], objects: Iterable[Mapping[str, Any]]) -> str:
    """Return in a half sentence why new members of objects are not for everybody; "" where nothing says so."""
    known = [*names]
    if any(map(_is_secret, known)):
        return "by its name a secret"
    values = texts_in([one[name] for one in objects for name in known if name in one])
    return "with addresses or numbers of people" if any(map(_is_of_somebody, values)) else ""


def _is_secret(name: str) -> bool:
    words = {*words_of(name)}
    is_token = bool(words & _TOKENS) and not words & _OF_PAGES
    return bool(words & _SECRETS) or is_token or (_KEY in words and bool(words & _OPENING))


def _is_of_somebody(text: str) -> bool:
    return _ADDRESS.match(text) is not None or _PHONE.match(text) is not None
