"""Desk: where every handler of the control API finds worlds, and says where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mock_server.admin.shown import NewWorld, ShownWorld
from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.core.call import Request
from mock_server.runtime import Runtime
from mock_server.worlds import LiveWorld, VendorService

# A vendor's own Host has no other vendors below it.
_OWN_HOST = re.compile(r"//[A-Za-z0-9.-]+\.localhost(?=[:/]|\Z)")


def refused(name: str, message: str, place: str = "body") -> InvalidRequest:
    """Return the error about one member of a request."""
    return InvalidRequest([FieldError(message, "", place, name)])


def one_of(names: Sequence[str]) -> str:
    """Say what is legal where a name is unknown."""
    return f"is not one of {', '.join(names)}" if names else "is unknown; there are none"


class Desk:
    """The runtime, as the handlers ask it."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    def world(self, world_id: str) -> tuple[VendorService, LiveWorld]:
        """Return a world with its vendor's service, or raise NotFound."""
        return self.runtime.worlds.known(world_id)

    def worlds(self, world_id: str | None) -> list[tuple[VendorService, LiveWorld]]:
        """Return one world or, where none is named, all of them."""
        return self.runtime.worlds.all() if world_id is None else [self.world(world_id)]

    def service(self, name: str) -> VendorService:
        """Return a vendor's service, or refuse its name."""
        services = self.runtime.services
        if name not in services:
            raise refused("vendor", one_of(list(services)))
        return services[name]

    def known(self, world_id: str | None) -> str | None:
        """Return the id of a world that there is, or None where none is named."""
        return None if world_id is None else self.world(world_id)[1].id

    def shown_world(self, request: Request, service: VendorService, live: LiveWorld) -> ShownWorld:
        """Return what is shown of a world."""
        return ShownWorld(**self._facts(request, service, live))

    def new_world(self, request: Request, service: VendorService, live: LiveWorld) -> NewWorld:
        """Return what is told once of a world: also its credentials."""
        facts = self._facts(request, service, live)
        ready = service.vendor.ready(live.world, facts["base_url"], service.contract)
        return NewWorld(
            **facts,
            credentials=ready.credentials,
            headers=ready.headers,
            token_url=ready.token_url,
            records=sorted(service.vendor.records),
        )

    def _facts(self, request: Request, service: VendorService, live: LiveWorld) -> dict[str, Any]:
        plan, clock = live.world.plan, live.world.clock
        return {
            "id": live.id,
            "vendor": service.name,
            "name": live.name,
            "is_home": live.is_home,
            "base_url": self._base_url(request, service, live),
            "seed": plan.seed,
            "epoch": plan.epoch,
            "scale": plan.scale,
            "now": clock.now(),
            "frozen": clock.is_frozen,
        }

    @staticmethod
    def _base_url(request: Request, service: VendorService, live: LiveWorld) -> str:
        """Return the address of a world as the client reaches this server."""
        root = _OWN_HOST.sub("//localhost", request.root()).rpartition("/")[0]
        return f"{root}/{service.name}" if live.is_home else f"{root}/worlds/{live.id}"
