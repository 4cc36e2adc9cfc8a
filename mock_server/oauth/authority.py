"""Authority: the authorization server and the token check of one vendor, over all its worlds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from mock_server.core.api_errors import Unauthenticated
from mock_server.core.call import Call, Principal, Request
from mock_server.core.errors import ScenarioError
from mock_server.core.world import World
from mock_server.oauth.bearer import bearer_token
from mock_server.oauth.clients import Claim, Client, Registered, claims_of, client_ids_of, is_secret_of
from mock_server.oauth.errors import InvalidClient, invalid_request, invalid_scope, unsupported_grant_type
from mock_server.oauth.form import TokenForm
from mock_server.oauth.tokens import AccessToken, Tokens, digest

# RFC 6749 section 3.3: blanks between scope tokens, which hold neither quotes nor backslashes.
_SCOPES = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*\Z")
_RAW_NOTE = (
    "HTTP Basic was sent raw; RFC 6749 section 2.3.1 asks for form-encoded id and secret, "
    "and the vendor may not take them otherwise"
)


class Authority:
    """Knows every client and every token. A client's id is unique over all worlds: it tells the world.

    `lifetime` of tokens in seconds; `scopes` are all there are; `form` is what a token is asked for with.
    """

    def __init__(self, lifetime: int, scopes: Sequence[str], form: TokenForm | None = None) -> None:
        self._lifetime, self._scopes, self._form = lifetime, frozenset(scopes), form or TokenForm()
        self._clients: dict[str, Registered] = {}
        self._tokens = Tokens()
        self._worlds: dict[str, World] = {}

    def admit(self, world: World) -> None:
        """Let in the clients of a world (its state's `clients`), and the tokens its overlay remembers.

        Raises ScenarioError for an id that is taken and for a scope that the contract does not know.
        """
        for client in world.state.clients:
            if client.id in self._clients:
                raise ScenarioError(f"two API clients have the id {client.id!r}")
            if not self._scopes.issuperset(client.scopes):
                unknown = ", ".join(sorted(set(client.scopes) - self._scopes))
                raise ScenarioError(f"the API client {client.id!r} has unknown scopes: {unknown}")
            self._clients[client.id] = Registered(client, world)
        self._worlds[world.id] = world
        self._tokens.admit(world)

    def dismiss(self, world: World) -> None:
        """Forget a world, its clients and its tokens."""
        self._worlds.pop(world.id, None)
        self._tokens.dismiss(world)
        for client in world.state.clients:
            self._clients.pop(client.id, None)

    def claimed(self, request: Request) -> World | None:
        """Return the world of the bearer token, alive or dead, or of the client that asks for one."""
        try:
            principal = self._tokens.find(digest(bearer_token(request)))
        except Unauthenticated:
            known = (self._clients.get(name) for name in client_ids_of(request, self._form))
            return next((one.world for one in known if one is not None), None)
        return self._worlds.get(principal.world) if principal is not None else None

    def authenticate(self, request: Request, path: Mapping[str, str]) -> Principal:
        """Return whose bearer token it is, or raise Unauthenticated."""
        principal = self._tokens.find(digest(bearer_token(request)))
        if principal is None:
            raise Unauthenticated("the access token is unknown", "invalid_token")
        return self._unless_expired(principal, self._worlds.get(principal.world))

    def withdraw(self, request: Request, *, is_expired: bool) -> None:
        """Let the bearer token of a request be expired, or unknown from here on."""
        with suppress(Unauthenticated):
            self._tokens.withdraw(digest(bearer_token(request)), is_expired=is_expired)

    def locate(self, arguments: Mapping[str, Any]) -> World | None:
        """Without a token no world is spoken of: the token operation finds its own by the client."""
        return None

    def issue_token(self, call: Call) -> AccessToken:
        """Run the client credentials grant (RFC 6749 section 4.4) or raise OAuthError."""
        form = self._form.read(call.request)
        if "grant_type" not in form:
            raise invalid_request("grant_type is missing")
        registered = self._authenticate_client(call, form)
        if form["grant_type"] != "client_credentials":
            raise unsupported_grant_type()
        scopes = _grant_scopes(form.get("scope"), registered.client)
        return self._issue(registered, scopes)

    def _issue(self, registered: Registered, scopes: tuple[str, ...]) -> AccessToken:
        client, world = registered.client, registered.world
        now = world.clock.seconds()
        principal = Principal(client.id, client.name, frozenset(scopes), world.id, now + self._lifetime)
        token = self._tokens.issue(principal, now)
        return AccessToken(token, "Bearer", self._lifetime, " ".join(scopes))

    def _authenticate_client(self, call: Call, form: Mapping[str, str]) -> Registered:
        authorization = call.request.headers.get("Authorization")
        for claim in claims_of(authorization, form):
            registered = self._registered(claim)
            # At the address of one world the clients of the others are nobody's.
            if registered is not None and registered.world.state is call.state:
                if authorization is not None and form.get("client_id", registered.client.id) != registered.client.id:
                    raise invalid_request("the client_id in the body is another one than in HTTP Basic")
                if claim.is_raw:
                    call.notes.append(_RAW_NOTE)
                return registered
        raise InvalidClient()

    def _registered(self, claim: Claim) -> Registered | None:
        found = self._clients.get(claim.id)
        return found if is_secret_of(claim, found.client if found else None) else None

    @staticmethod
    def _unless_expired(principal: Principal, world: World | None) -> Principal:
        if world is None:
            raise Unauthenticated("the access token is unknown", "invalid_token")
        if principal.expires_at is not None and world.clock.seconds() >= principal.expires_at:
            raise Unauthenticated("the access token has expired", "invalid_token")
        return principal


def _grant_scopes(asked: str | None, client: Client) -> tuple[str, ...]:
    """Return what to grant, in the client's own order: all of it, or the part that was asked for."""
    if asked is None:
        return client.scopes
    if not _SCOPES.match(asked) or not set(asked.split(" ")) <= set(client.scopes):
        raise invalid_scope()
    return tuple(scope for scope in client.scopes if scope in asked.split(" "))
