"""Secrecy: what a secret looks like, in place of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mock_server.drift.exchange import Answered

_SHORTEST = 4
# In a document of the token operation: members that hold a token, in any spelling.
_TOKENS = re.compile(
    rb'(?i)("(?!token_?type)[a-z_]{0,40}(?:token|secret)[a-z_]{0,40}"\s{0,40}:\s{0,40}")([^"\\]*(?:\\.[^"\\]*)*)',
    re.DOTALL,
)
_ESCAPES = re.compile(rb"\\u[0-9a-fA-F]{4}|\\.")


def without_secrets(answered: Answered, secrets: Iterable[str]) -> Answered:
    """Return an answer with secrets, wherever they occur, in the form of what they were: letters x and X, digits 0."""
    body, headers = answered.body, list(answered.headers)
    for secret in sorted({one for one in secrets if len(one) >= _SHORTEST}, key=len, reverse=True):
        body = body.replace(secret.encode(), shape(secret).encode())
        headers = [(name, value.replace(secret, shape(secret))) for name, value in headers]
    return replace(answered, headers=headers, body=body)


def without_tokens(answered: Answered, secrets: Iterable[str]) -> Answered:
    """Return the answer of a token operation, with each member of it that holds a token in its form only."""
    body = _TOKENS.sub(_shaped, answered.body)
    return without_secrets(replace(answered, body=body), secrets)


def _shaped(match: re.Match[bytes]) -> bytes:
    text = _ESCAPES.sub(b"x", match[2]).decode("latin-1")
    return match[1] + shape(text).encode("latin-1")


def shape(text: str) -> str:
    """Return a text of the same length and the same kinds of characters."""
    return re.sub("[1-9]", "0", re.sub("[a-z]", "x", re.sub("[A-Z]", "X", text)))
