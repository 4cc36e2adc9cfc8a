"""Tokens: what their answer says of their life."""

from __future__ import annotations

from typing import Any

from mock_server.breaks.place import Place
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Teller

# RFC 6749 section 5.1. A token that was given before counts down, so a little less is as good.
_EXPIRES = "expires_in"
_SPARE = 0.05


def judge_lifetime(teller: Teller, document: Any) -> Finding | None:
    """Tell of tokens that live longer or shorter than the contract says."""
    schemes = teller.contract.security.values()
    lifetime = next((one.token_lifetime for one in schemes if one.token_operation == teller.operation.id), None)
    seconds = document.get(_EXPIRES) if isinstance(document, dict) else None
    if lifetime is None or type(seconds) is not int or lifetime * (1 - _SPARE) < seconds <= lifetime:
        return None
    return teller.tell("token-ttl", Place("token"), f"{lifetime} seconds", f"{seconds} seconds")
