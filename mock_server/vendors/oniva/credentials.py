"""Credentials of a world of a test's own: one API client, which no other world has."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from mock_server.core.world import WorldPlan


def new_clients(
    plan: WorldPlan, world_id: str, scopes: Sequence[str] | None, contract: Contract
) -> Sequence[Mapping[str, Any]]:
    """Return a client with all scopes, or with those that are named."""
    known = contract.scheme.scopes
    unknown = sorted(set(scopes or ()) - set(known))
    if unknown:
        raise ConfigError(f"there is no scope {unknown[0]!r}; there are: {', '.join(known)}")
    granted = known if scopes is None else tuple(scope for scope in known if scope in scopes)
    return [{"id": world_id, "name": "Test", "secret": secrets.token_urlsafe(24), "scopes": granted}]
