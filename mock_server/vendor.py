"""The seam: everything the product needs to know of one vendor, as a frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from mock_server.contract import Contract, Operation
from mock_server.core.api_errors import ApiError
from mock_server.core.call import Call, Principal, Reply, Request
from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay
from mock_server.core.world import World, WorldPlan


class Authenticator(Protocol):
    """Tells who sends a request, over all worlds of one vendor."""

    def admit(self, world: World) -> None:
        """Let a world's credentials in."""

    def dismiss(self, world: World) -> None:
        """Forget a world and its credentials."""

    def claimed(self, request: Request) -> World | None:
        """Return the world whose credentials a request shows, before they are looked at: also where they are wrong,
        dead or of a client that only asks for a token. None where it shows none that are known.
        """

    def withdraw(self, request: Request, *, is_expired: bool) -> None:
        """Put the credential that a request shows out of force, as if it had expired or been revoked; do nothing where
        it shows none that can be, and raise the ApiError where only this request can be refused.
        """

    def authenticate(self, request: Request, path: Mapping[str, str]) -> Principal:
        """Return the principal of a request, or raise an ApiError; `path` holds the texts of its path's parameters."""

    def locate(self, arguments: Mapping[str, Any]) -> World | None:
        """Return the world that a request without principal is for, by what it says; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a newcomer needs to begin: credentials by name, and labelled command lines that work when pasted.

    `headers` let in as they are; where they do not, `token_url` swaps `client_id` and `client_secret` for a token.
    """

    credentials: Mapping[str, str]
    commands: Sequence[tuple[str, str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    token_url: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is known when a request is refused: the contract's status for it, the operation if there is one."""

    status: int
    operation: Operation | None
    contract: Contract
    settings: Any


@dataclass(frozen=True, slots=True)
class RecordEditor:
    """How records of one kind are written from outside the API, by whoever owns the world.

    `schema` is the name of the component schema that shows such a record. `create(state, clock, fields)` and
    `change(state, clock, record_id, fields)` return the record as it is then; None where that cannot be done. `fields`
    are what was said, decoded, under the attribute names of the domain; what is nested is a mapping or a list. Both
    raise InvalidRequest, whose arguments are dotted attribute names, for what would not be coherent, and NotFound.
    """

    schema: str
    create: Callable[[Any, Clock, Mapping[str, Any]], Any] | None = None
    change: Callable[[Any, Clock, str, Mapping[str, Any]], Any] | None = None


Handler = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor API. A third one is one sub-package of `vendors` with such a value, and its contract.

    - `contract`: file below `openapi/`; `pages`: files of operations beside the API (what browsers open);
      `scenarios`: folder below `fixtures/`, with a schema beside it.
    - `zone`: the time zone (IANA name) in which a world's days begin.
    - `settings`: frozen dataclass of the guesses that a look at the real API may overturn.
    - `new_base(plan, settings, contract)`: what worlds with the same plan share, whatever their credentials: nothing in
      it changes but what it remembers.
    - `new_state(base, plan, overlay, settings, contract)`: the state of a new world.
    - `new_credentials(plan, world_id, scopes, contract)`: credentials that no other world has, as a scenario has them;
      `scopes` None means all there are. Raises ConfigError for scopes that there are not.
    - `new_authenticator(contract)`: one for all worlds of the vendor.
    - `handlers(authenticator)`: handlers by name (an operationId in snake case). A handler returns a record, or a
      `Reply` for another status or for headers.
    - `render(error, refusal)`: the vendor's reply to an error.
    - `ready(world, base_url, contract)`: what the banner shows.
    - `records`: by kind, what can be pinned or changed from outside the API.
    """

    name: str
    title: str
    contract: str
    scenarios: str
    zone: str
    settings: type
    new_base: Callable[[WorldPlan, Any, Contract], Any]
    new_state: Callable[[Any, WorldPlan, Overlay, Any, Contract], Any]
    new_credentials: Callable[[WorldPlan, str, Sequence[str] | None, Contract], Sequence[Mapping[str, Any]]]
    new_authenticator: Callable[[Contract], Authenticator]
    handlers: Callable[[Any], Mapping[str, Handler]]
    render: Callable[[ApiError, Refusal], Reply]
    ready: Callable[[World, str, Contract], Ready]
    pages: tuple[str, ...] = ()
    records: Mapping[str, RecordEditor] = field(default_factory=dict)
