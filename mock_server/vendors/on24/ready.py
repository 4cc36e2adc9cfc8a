"""What a newcomer needs to begin: credentials, and lines to paste."""

from __future__ import annotations

import shlex

from mock_server.contract import Contract
from mock_server.core.world import World
from mock_server.vendor import Ready

_JOHN = "email=john%40acme.com&firstname=John&lastname=Smith&company=Acme"


def ready(world: World, base_url: str, contract: Contract) -> Ready:
    """Return the first pair, an event that takes registrations, and curl lines for a list and a registration."""
    state = world.state
    pair, event = state.pairs[0], state.open_event(world.clock)
    names = [scheme.header for scheme in contract.security.values()]
    key, secret = (shlex.quote(f"{name}: {value}") for name, value in zip(names, (pair.key, pair.secret), strict=True))
    curl = f"curl -s -H {key} -H {secret}"

    def url(operation: str, event_id: object = "") -> str:
        path = contract.path_of(operation)
        return base_url + path.replace("{clientId}", str(pair.client_id)).replace("{eventId}", str(event_id))

    credentials = {"client_id": str(pair.client_id), "access_token_key": pair.key, "access_token_secret": pair.secret}
    commands = []
    # An overlay may have taken either away.
    if "listEvents" in contract.operations:
        commands.append(("the events", f"{curl} {url('listEvents')}"))
    if event is not None:
        credentials["event_id"] = str(event.id)
    if event is not None and "registerForEvent" in contract.operations:
        commands.append(("a registration", f"{curl} -d {shlex.quote(_JOHN)} {url('registerForEvent', event.id)}"))
    return Ready(credentials, commands, headers=dict(zip(names, (pair.key, pair.secret), strict=True)))
