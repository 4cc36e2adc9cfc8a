"""What a newcomer needs to begin: credentials, and two lines to paste."""

from __future__ import annotations

import shlex

from mock_server.contract import Contract
from mock_server.core.world import World
from mock_server.vendor import Ready

# An overlay may have taken it away.
_PAGE = "listEvents"


def ready(world: World, base_url: str, contract: Contract) -> Ready:
    """Return the first API client's credentials, a curl line for a token and one for a first page, if there is one."""
    client = world.state.clients[0]
    credentials = shlex.quote(f"{client.id}:{client.secret}")
    token_url = base_url + contract.path_of("issueToken")
    token = f"curl -s -u {credentials} -d grant_type=client_credentials {token_url}"
    commands = [("a token", token)]
    if _PAGE in contract.operations:
        parse = 'sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\''
        shown = f'"Authorization: Bearer $({token} | {parse})"'
        commands.append(("a first page", f"curl -s -H {shown} {base_url}{contract.path_of(_PAGE)}"))
    return Ready({"client_id": client.id, "client_secret": client.secret}, commands, token_url=token_url)
