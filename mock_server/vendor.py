"""The seam: everything the product needs to know of one vendor, as a frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from mock_server.contract import Contract, Operation
from mock_server.core.api_errors import ApiError
from mock_server.core.call import Call, Principal, Reply, Request
from mock_server.core.overlay import Overlay
from mock_server.core.world import World, WorldPlan


class Authenticator(Protocol):
    """Tells who sends a request, over all worlds of one vendor."""

    def admit(self, world: World) -> None:
        """Let a world's credentials in."""

    def authenticate(self, request: Request, path: Mapping[str, str]) -> Principal:
        """Return the principal of a request, or raise an ApiError; `path` holds the texts of its path's parameters."""

    def locate(self, arguments: Mapping[str, Any]) -> World | None:
        """Return the world that a request without principal is for, by what it says; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a newcomer needs to begin: credentials by name, and labelled command lines that work when pasted."""

    credentials: Mapping[str, str]
    commands: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is known when a request is refused: the contract's status for it, the operation if there is one."""

    status: int
    operation: Operation | None
    contract: Contract
    settings: Any


Handler = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor API. A third one is one sub-package of `vendors` with such a value, and its contract.

    - `contract`: file below `openapi/`; `pages`: files of operations beside the API (what browsers open);
      `scenarios`: folder below `fixtures/`, with a schema beside it.
    - `zone`: the time zone (IANA name) in which a world's days begin.
    - `settings`: frozen dataclass of the guesses that a look at the real API may overturn.
    - `new_state(plan, overlay, settings, contract)`: the state of a new world.
    - `new_authenticator(contract)`: one for all worlds of the vendor.
    - `handlers(authenticator)`: handlers by name (an operationId in snake case). A handler returns a record, or a
      `Reply` for another status or for headers.
    - `render(error, refusal)`: the vendor's reply to an error.
    - `ready(world, base_url, contract)`: what the banner shows.
    """

    name: str
    title: str
    contract: str
    scenarios: str
    zone: str
    settings: type
    new_state: Callable[[WorldPlan, Overlay, Any, Contract], Any]
    new_authenticator: Callable[[Contract], Authenticator]
    handlers: Callable[[Any], Mapping[str, Handler]]
    render: Callable[[ApiError, Refusal], Reply]
    ready: Callable[[World, str, Contract], Ready]
    pages: tuple[str, ...] = ()
