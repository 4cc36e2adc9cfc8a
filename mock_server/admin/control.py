"""The control API as a service: a contract, a handler for each of its operations, and a dialect of errors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from mock_server.admin import clock, faults, records, requests, server, snapshots, worlds
from mock_server.admin.desk import Desk
from mock_server.admin.errors import render
from mock_server.contract import load_contract
from mock_server.core.api_errors import Unauthenticated
from mock_server.core.call import Principal, Request
from mock_server.core.world import World
from mock_server.resources import contract_path
from mock_server.runtime import Runtime, bound
from mock_server.worlds import Service

ADMIN_PATH = "/__admin"
_CONTRACT = "admin/openapi.yaml"
_ROOMS = (server, worlds, records, clock, faults, requests, snapshots)


class Nobody:
    """Knows nobody: the operations ask for no credentials."""

    def admit(self, world: World) -> None:
        """There are no worlds."""

    def dismiss(self, world: World) -> None:
        """There are no worlds."""

    def claimed(self, request: Request) -> World | None:
        """No credential is of any world."""
        return None

    def withdraw(self, request: Request, *, is_expired: bool) -> None:
        """No credential is in force."""

    def authenticate(self, request: Request, path: Mapping[str, str]) -> Principal:
        """Let nobody in."""
        raise Unauthenticated("nobody is known here")

    def locate(self, arguments: Mapping[str, Any]) -> World | None:
        """No world is spoken of."""
        return None


def new_admin_service(runtime: Runtime) -> Service:
    """Bind the control API to a runtime. What is asked there stands in no journal."""
    desk = Desk(runtime)
    handlers = {one.__name__: partial(one, desk) for room in _ROOMS for one in room.HANDLERS}
    contract = load_contract(contract_path(_CONTRACT))
    return Service(
        name="admin",
        contract=contract,
        authenticator=Nobody(),
        handlers=bound("admin", contract, handlers),
        render=render,
        settings=None,
        is_noted=False,
    )
