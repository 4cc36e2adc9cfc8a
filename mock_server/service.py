"""Service: one vendor at work, with its worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mock_server.contract import Contract
from mock_server.core.api_errors import ApiError
from mock_server.core.call import Reply
from mock_server.core.clock import Hands
from mock_server.core.world import World
from mock_server.faults import Faults
from mock_server.journal import Journal
from mock_server.kept_world import KeptWorld
from mock_server.ratelimit import RateLimiter
from mock_server.vendor import Authenticator, Handler, Refusal, Vendor


@dataclass(slots=True, eq=False)
class LiveWorld:
    """A world at work, with its budgets and the faults that were ordered in it.

    `start` is where its clock began; `name` is its owner's word for it. The server's own world `is_home`; the others
    were made through the control API.
    """

    world: World
    faults: Faults
    start: Hands
    name: str | None = None
    is_home: bool = False
    limiter: RateLimiter = field(default_factory=RateLimiter)

    def kept(self) -> KeptWorld:
        """Return what is to be remembered of the world as it is."""
        return KeptWorld(self.world.plan, self.name, self.start, self.world.clock.hands)

    @property
    def id(self) -> str:
        """The id of the world, unique over all vendors."""
        return self.world.id


@dataclass(slots=True, eq=False, kw_only=True)
class Service:
    """A contract at work: who may come in, what answers, and its worlds by id, the first of them its home.

    `journal` is one of its own, in place of the server's.
    """

    name: str
    contract: Contract
    authenticator: Authenticator
    handlers: Mapping[str, Handler]
    render: Callable[[ApiError, Refusal], Reply]
    settings: Any
    worlds: dict[str, LiveWorld] = field(default_factory=dict)
    journal: Journal | None = None

    @property
    def home(self) -> LiveWorld:
        """The world that the server itself owns."""
        return next(iter(self.worlds.values()))


@dataclass(slots=True, eq=False, kw_only=True)
class VendorService(Service):
    """One vendor at work."""

    vendor: Vendor
