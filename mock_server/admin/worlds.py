"""Worlds: made, looked at, put back to their start, and dropped with a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.admin.desk import Desk, one_of, refused
from mock_server.admin.faults import unmet
from mock_server.admin.requests import broken_replies, failed
from mock_server.admin.shown import ShownWorld, WorldList, WorldReport
from mock_server.core.api_errors import InvalidRequest, PreconditionFailed
from mock_server.core.call import Call, Reply
from mock_server.core.errors import OnmockError, ScenarioError
from mock_server.scenarios import scenario_names
from mock_server.worlds import TooManyWorlds, VendorService, Wish


def list_worlds(desk: Desk, call: Call) -> WorldList:
    """List every world."""
    return WorldList([desk.shown_world(call.request, *found) for found in desk.worlds(None)])


def create_world(desk: Desk, call: Call) -> Reply:
    """Make a world with credentials of its own."""
    service = desk.service(call.arguments["vendor"])
    wish = _wish(service, call.arguments)
    try:
        live = desk.runtime.worlds.new(service, wish)
    except TooManyWorlds as error:
        raise PreconditionFailed(str(error)) from None
    except OnmockError as error:
        raise _refusal(error, wish) from None
    return Reply(201, desk.new_world(call.request, service, live))


def get_world(desk: Desk, call: Call) -> ShownWorld:
    """Return one world."""
    return desk.shown_world(call.request, *desk.world(call.arguments["world_id"]))


def reset_world(desk: Desk, call: Call) -> ShownWorld:
    """Put a world back to its start."""
    service, live = desk.world(call.arguments["world_id"])
    return desk.shown_world(call.request, service, desk.runtime.worlds.reset(live.id))


def drop_world(desk: Desk, call: Call) -> WorldReport:
    """Forget a world, and say how it went."""
    _, live = desk.world(call.arguments["world_id"])
    if live.is_home:
        raise PreconditionFailed("the server's own world stays; reset it instead")
    entries = desk.runtime.journal.entries(live.id)
    live = desk.runtime.worlds.drop(live.id)
    return WorldReport(live.id, len(entries), broken_replies(entries), failed(entries), unmet(live))


def _wish(service: VendorService, said: Mapping[str, Any]) -> Wish:
    scenario, day = said["scenario"], said["epoch"]
    # A name only: whoever can reach the server has no business with its files.
    if isinstance(scenario, str) and scenario not in (names := scenario_names(service.vendor.scenarios)):
        raise refused("scenario", one_of(names))
    if day is not None and not 1970 <= day.year <= 9000:
        raise refused("epoch", "is not a day from 1970 to 9000")
    return Wish(
        seed=said["seed"],
        epoch=day,
        scenario=scenario,
        scale=said["scale"],
        scopes=said["scopes"],
        name=said["name"],
        is_frozen=said["freeze"],
    )


def _refusal(error: OnmockError, wish: Wish) -> InvalidRequest:
    if isinstance(error, ScenarioError):
        return refused("scenario", f"is not good: {error}")
    return refused("scopes" if wish.scopes is not None else "body", f"cannot be met: {error}")


HANDLERS = (list_worlds, create_world, get_world, reset_world, drop_world)
