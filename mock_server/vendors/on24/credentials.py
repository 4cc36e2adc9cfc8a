"""Credentials of a world of a test's own: one pair of a key and a secret, which no other world has."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from mock_server.core.world import WorldPlan


def new_pairs(
    plan: WorldPlan, world_id: str, scopes: Sequence[str] | None, contract: Contract
) -> Sequence[Mapping[str, Any]]:
    """Return a pair that may call everything; it has no scopes to choose from."""
    if scopes is not None:
        raise ConfigError("a pair of a key and a secret has no scopes; leave them out")
    # As long as those of the help article's example.
    return [{"name": "Test", "key": secrets.token_hex(15)[1:].upper(), "secret": secrets.token_hex(28)[1:]}]
