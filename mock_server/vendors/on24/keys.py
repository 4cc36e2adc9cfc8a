"""Who may come in: pairs of a key and a secret, sent together in two headers, for an account and what is below it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.core.api_errors import Forbidden, NotFound, Unauthenticated
from mock_server.core.call import Principal, Request
from mock_server.core.errors import ScenarioError
from mock_server.core.world import World

_BOTH = "Header must contain both accessTokenKey and accessTokenSecret."
_WRONG = "AccessTokenKey and AccessTokenSecret are wrong or invalid."
_DEACTIVATED = "AccessTokenKey and AccessTokenSecret are deactivated."
_CLOSED = {
    "inactive": "The client id {client_id} is inactive.",
    "expired": "Client contract with id {client_id} is expired.",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its secret. `client_id` is the account it was made in; `operations` are all it may call, or None."""

    name: str
    key: str
    secret: str
    client_id: int
    is_active: bool
    operations: frozenset[str] | None


class Keys:
    """Knows every pair. A key is unique over all worlds: it tells the world.

    `headers` are the names of the two headers, key first.
    """

    def __init__(self, headers: Sequence[str]) -> None:
        self._key, self._secret = headers
        self._pairs: dict[str, tuple[Pair, World]] = {}
        # By id; the first that is ever let in is the server's own, which keeps its rank when it is let in again.
        self._worlds: dict[str, World] = {}
        self._first = ""

    def admit(self, world: World) -> None:
        """Let in the pairs of a world (its state's `pairs`). Raises ScenarioError for a key that is taken."""
        for pair in world.state.pairs:
            if pair.key in self._pairs:
                raise ScenarioError(f"two pairs have the key {pair.key!r}")
            self._pairs[pair.key] = pair, world
        self._worlds[world.id] = world
        self._first = self._first or world.id

    def dismiss(self, world: World) -> None:
        """Forget a world and its pairs."""
        for pair in world.state.pairs:
            self._pairs.pop(pair.key, None)
        self._worlds.pop(world.id, None)

    def claimed(self, request: Request) -> World | None:
        """Return the world of the key that a request shows, whatever its secret."""
        _, world = self._pairs.get(request.headers.get(self._key) or "", (None, None))
        return world

    def withdraw(self, request: Request, *, is_expired: bool) -> None:
        """Refuse this request as one with a deactivated pair: no other could be had in its place."""
        raise Unauthenticated(_DEACTIVATED)

    def authenticate(self, request: Request, path: Mapping[str, str]) -> Principal:
        """Return whose pair it is, after a look at the account that the path names."""
        pair, world = self._find(request)
        account = _account(path["client_id"], pair, world)
        return Principal(pair.name, pair.name, frozenset(), world.id, account=str(account), operations=pair.operations)

    def locate(self, arguments: Mapping[str, Any]) -> World | None:
        """Return the world that has the event a page was opened for: of several the first, which also is to say that
        nobody knows it.
        """
        first = self._worlds.get(self._first)
        worlds = [*([first] if first is not None else []), *list(self._worlds.values())]
        return next((world for world in worlds if world.state.knows_event(arguments)), next(iter(worlds), None))

    def _find(self, request: Request) -> tuple[Pair, World]:
        key, secret = request.headers.get(self._key), request.headers.get(self._secret)
        if not key or not secret:
            raise Unauthenticated(_BOTH)
        pair, world = self._pairs.get(key, (None, None))
        # Compared also where there is no such key, so that the time an answer takes tells nothing.
        is_right = hmac.compare_digest(secret.encode(), (pair.secret if pair else "").encode())
        if pair is None or world is None or not is_right:
            raise Unauthenticated(_WRONG)
        if not pair.is_active:
            raise Unauthenticated(_DEACTIVATED)
        return pair, world


def _account(text: str, pair: Pair, world: World) -> int:
    """Return the account a path names, which must be the pair's or one below."""
    known = {str(one.id): one for one in world.state.accounts}
    if text not in known:
        raise NotFound(f"The client {text} doesn't exist.")
    account = known[text]
    if pair.client_id not in (account.id, account.parent_id):
        raise Forbidden("You don't have access to this client id")
    if account.state != "active":
        raise Forbidden(_CLOSED[account.state].format(client_id=text))
    return int(account.id)
