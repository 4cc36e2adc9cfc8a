"""A vendor for any contract: it knows who calls by a header, and says back what a call came with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_server.contract import load_contract
from mock_server.core.api_errors import ApiError, FieldError, InvalidRequest, Unauthenticated
from mock_server.core.call import Call, Principal, Reply, Request, Upload
from mock_server.core.world import World
from mock_server.vendor import Handler, Ready, Refusal, Vendor

WORLD = "toy-1"


@dataclass(frozen=True)
class Settings:
    """There are none."""


class Gate:
    """Lets principals in by their id, in the header X-Key."""

    def __init__(self, principals: tuple[Principal, ...]) -> None:
        self._principals = {one.id: one for one in principals}

    def admit(self, world: World) -> None:
        """Every world is known."""

    def dismiss(self, world: World) -> None:
        """No world is ever left."""

    def claimed(self, request: Request) -> World | None:
        """No world is claimed."""
        return None

    def withdraw(self, request: Request, *, is_expired: bool) -> None:
        """Keys stay."""

    def authenticate(self, request: Request, path: Mapping[str, str]) -> Principal:
        """Return whose key it is."""
        if (key := request.headers.get("X-Key", "")) not in self._principals:
            raise Unauthenticated("the key is unknown")
        return self._principals[key]

    def locate(self, arguments: Mapping[str, Any]) -> World | None:
        """No world is spoken of."""
        return None


def principal(name: str, account: str = "", scopes: str = "read", operations: set[str] | None = None) -> Principal:
    """Return a principal of the toy's world."""
    own = None if operations is None else frozenset(operations)
    return Principal(name, name, frozenset(scopes.split()), WORLD, account=account, operations=own)


def echo(call: Call) -> dict[str, Any]:
    """Say back what the call came with."""
    return {
        "operation": call.operation,
        "arguments": {name: _shown(value) for name, value in call.arguments.items()},
        "root": call.request.root(),
        "bytes": len(call.request.body()),
    }


def complain(call: Call) -> None:
    """Find a fault in every argument; its value is the words, and None has none."""
    raise InvalidRequest([FieldError(str(value or ""), name, rule="blank") for name, value in call.arguments.items()])


def _shown(value: Any) -> Any:
    return [value.name, value.content.decode()] if isinstance(value, Upload) else value


def render(error: ApiError, refusal: Refusal) -> Reply:
    """Return the kind of an error, and what is wrong with which field."""
    faults = error.errors if isinstance(error, InvalidRequest) else ()
    errors = [[fault.place, fault.name, fault.message] for fault in faults]
    return Reply(refusal.status, {"kind": type(error).__name__, "detail": str(error), "errors": errors})


def new_vendor(
    contract: Path, *pages: Path, principals: tuple[Principal, ...] = (), handlers: Mapping[str, Handler] | None = None
) -> Vendor:
    """Return the vendor of a contract, with a scenario beside it; every handler echoes, except those that are given."""
    known = load_contract(contract, *pages).operations.values()
    every: dict[str, Handler] = {**{one.handler_name: echo for one in known}, **(handlers or {})}
    (contract.parent / "scenarios").mkdir(exist_ok=True)
    for name in ("scenario.schema.json", "scenarios/default.json"):
        (contract.parent / name).write_text("{}", encoding="utf-8")
    return Vendor(
        name="toy",
        title="Toy",
        contract=str(contract),
        pages=tuple(map(str, pages)),
        scenarios=str(contract.parent / "scenarios"),
        zone="UTC",
        settings=Settings,
        new_base=lambda plan, settings, contract: None,
        new_state=lambda base, plan, overlay, settings, contract: None,
        new_credentials=lambda plan, world_id, scopes, contract: [],
        new_authenticator=lambda contract: Gate(principals),
        handlers=lambda authenticator: every,
        render=render,
        ready=lambda world, base_url, contract: Ready({}, []),
    )
