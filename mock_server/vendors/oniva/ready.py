"""What a newcomer needs to begin: credentials, and two lines to paste."""

from __future__ import annotations

import shlex

from mock_server.contract import Contract
from mock_server.core.world import World
from mock_server.vendor import Ready


def ready(world: World, base_url: str, contract: Contract) -> Ready:
    """Return the first API client's credentials, a curl line for a token and one for a first page."""
    client = world.state.clients[0]
    credentials = shlex.quote(f"{client.id}:{client.secret}")
    token = f"curl -s -u {credentials} -d grant_type=client_credentials {base_url}{contract.path_of('issueToken')}"
    parse = 'sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\''
    page = f'curl -s -H "Authorization: Bearer $({token} | {parse})" {base_url}{contract.path_of("listEvents")}'
    return Ready(
        {"client_id": client.id, "client_secret": client.secret},
        (("a token", token), ("a first page", page)),
        token_url=base_url + contract.path_of("issueToken"),
    )
