"""Faults: ordered, looked at, and cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.admin.desk import Desk, one_of, refused
from mock_server.admin.shown import FaultList, ShownFault
from mock_server.breaks import parse_break
from mock_server.core.api_errors import NotFound
from mock_server.core.call import Call, Reply
from mock_server.core.errors import ConfigError
from mock_server.faults import Effect, Fault
from mock_server.worlds import LiveWorld, VendorService


def list_faults(desk: Desk, call: Call) -> FaultList:
    """List the faults of one world, or of all."""
    met = call.arguments["met"]
    found = [(fault, live) for _, live in desk.worlds(call.arguments["world"]) for fault in live.faults.all()]
    return FaultList([ShownFault.of(fault, live) for fault, live in found if met in (None, fault.hits > 0)])


def order_fault(desk: Desk, call: Call) -> Reply:
    """Order a fault in a world."""
    said = call.arguments
    service, live = _place(desk, said["world"])
    operation, effect = said["operation"], said["effect"]
    if operation is not None and operation not in service.contract.operations:
        raise refused("operation", one_of(sorted(service.contract.operations)))
    _check(service, effect)
    names = ("match", "nth", "times", "rate", "seed")
    fault = live.faults.order(operation=operation, effect=effect, **{name: said[name] for name in names})
    return Reply(201, ShownFault.of(fault, live))


def get_fault(desk: Desk, call: Call) -> ShownFault:
    """Return one fault."""
    return ShownFault.of(*_find(desk, call.arguments["fault_id"]))


def cancel_fault(desk: Desk, call: Call) -> Reply:
    """Cancel one fault."""
    fault, live = _find(desk, call.arguments["fault_id"])
    live.faults.remove(fault.rule.id)
    return Reply(204)


def cancel_faults(desk: Desk, call: Call) -> Reply:
    """Cancel the faults of one world, or of all."""
    for _, live in desk.worlds(call.arguments["world"]):
        live.faults.remove(*(fault.rule.id for fault in live.faults.all()))
    return Reply(204)


def unmet(live: LiveWorld) -> list[ShownFault]:
    """Return the faults of a world that no request ever met."""
    return [ShownFault.of(fault, live) for fault in live.faults.all() if not (fault.hits or fault.is_standing)]


def _check(service: VendorService, effect: Mapping[str, Any]) -> None:
    """Refuse an effect that cannot be had."""
    try:
        wanted = Effect.of(effect)
    except ConfigError as error:
        raise refused("effect", str(error)) from None
    try:
        if wanted.breaks is not None:
            parse_break(wanted.breaks, service.contract)
    except ConfigError as error:
        raise refused("effect/break", f"cannot be had: {error}") from None


def _place(desk: Desk, world_id: str | None) -> tuple[VendorService, LiveWorld]:
    if world_id is not None:
        return desk.world(world_id)
    services = list(desk.runtime.services.values())
    if len(services) > 1:
        homes = [service.home.id for service in services]
        raise refused("world", f"is required where several vendors are served; the server's own: {', '.join(homes)}")
    return services[0], services[0].home


def _find(desk: Desk, fault_id: str) -> tuple[Fault, LiveWorld]:
    for _, live in desk.worlds(None):
        fault = live.faults.find(fault_id)
        if fault is not None:
            return fault, live
    raise NotFound("there is no fault with this id")


HANDLERS = (list_faults, order_fault, get_fault, cancel_fault, cancel_faults)
