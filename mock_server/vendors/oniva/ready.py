"""What a newcomer needs to begin: credentials, and two lines to paste."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from mock_server.core.vendor import Ready, World


def ready(world: World, base_url: str, path_of: Callable[[str], str]) -> Ready:
    """Return the first API client's credentials, a curl line for a token and one for a first page."""
    client = world.state.clients[0]
    credentials = shlex.quote(f"{client.id}:{client.secret}")
    token = f"curl -s -u {credentials} -d grant_type=client_credentials {base_url}{path_of('issueToken')}"
    parse = 'sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\''
    page = f'curl -s -H "Authorization: Bearer $({token} | {parse})" {base_url}{path_of("listEvents")}'
    return Ready({"client_id": client.id, "client_secret": client.secret}, (("a token", token), ("a first page", page)))
