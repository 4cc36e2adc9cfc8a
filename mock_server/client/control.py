"""ControlClient: every operation of the control API as a method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any, TypeVar, Unpack, cast
from urllib.parse import quote

from mock_server.client.caller import Caller
from mock_server.client.said import Effect, Matcher, Texts
from mock_server.client.shown import (
    ClockInfo,
    FaultInfo,
    HealthInfo,
    NewWorldInfo,
    Report,
    RequestInfo,
    ViolationInfo,
    WorldInfo,
)
from mock_server.client.transport import Transport
from mock_server.client.world import World

W = TypeVar("W", bound=World)


class ControlClient:
    """The control API of the server at `url`. Safe to use from many threads.

    `timeout` is in seconds; a `transport` leads to the server in another way than over a socket. Methods raise
    ControlError where the server refuses or cannot be reached. As a context manager it lets go of its connections at
    the end. Raises ValueError for what is no URL of a server.
    """

    def __init__(self, url: str, *, timeout: float = 30.0, transport: Transport | None = None) -> None:
        self._caller = Caller(url, timeout, transport)
        self.url = self._caller.url

    def close(self) -> None:
        """Let go of connections. The client can be used again."""
        self._caller.close()

    def __enter__(self) -> ControlClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The server

    def health(self) -> HealthInfo:
        """Say whether the server is well, and what its own worlds are."""
        return cast(HealthInfo, self._caller.call("GET", "/health"))

    def reset(self) -> None:
        """Drop every world that was made, and put the server's own back to their start."""
        self._caller.call("POST", "/reset")

    def snapshot(self) -> dict[str, Any]:
        """Return all that can change, as one document."""
        return cast(dict[str, Any], self._caller.call("GET", "/snapshots"))

    def restore(self, snapshot: Mapping[str, Any]) -> list[WorldInfo]:
        """Put everything back as a snapshot has it."""
        return cast(list[WorldInfo], self._caller.call("PUT", "/snapshots", snapshot)["worlds"])

    # Worlds

    def world(self, vendor: str, *, kind: type[W] = World, **wish: Any) -> W:  # type: ignore[assignment]
        """Make a world, as an object to work with; `wish` is what `create_world` takes."""
        return kind(self, self.create_world(vendor, **wish))

    def create_world(
        self,
        vendor: str,
        *,
        seed: int | None = None,
        epoch: date | str | None = None,
        scenario: str | Mapping[str, Any] | None = None,
        scale: int | None = None,
        scopes: Sequence[str] | None = None,
        name: str | None = None,
        freeze: bool = False,
    ) -> NewWorldInfo:
        """Make a world; what is left out is as in the server's own."""
        wish = {
            "vendor": vendor,
            "seed": seed,
            "epoch": epoch.isoformat() if isinstance(epoch, date) else epoch,
            "scenario": scenario,
            "scale": scale,
            "scopes": None if scopes is None else list(scopes),
            "name": name,
            "freeze": freeze,
        }
        return cast(NewWorldInfo, self._caller.call("POST", "/worlds", wish))

    def worlds(self) -> list[WorldInfo]:
        """List every world."""
        return cast(list[WorldInfo], self._caller.call("GET", "/worlds")["worlds"])

    def get_world(self, world_id: str) -> WorldInfo:
        """Return one world."""
        return cast(WorldInfo, self._caller.call("GET", f"/worlds/{_part(world_id)}"))

    def reset_world(self, world_id: str) -> WorldInfo:
        """Put a world back to its start."""
        return cast(WorldInfo, self._caller.call("POST", f"/worlds/{_part(world_id)}/reset"))

    def drop_world(self, world_id: str) -> Report:
        """Forget a world; return how it went."""
        return cast(Report, self._caller.call("DELETE", f"/worlds/{_part(world_id)}"))

    def create_record(self, world_id: str, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Pin a record; return it as the vendor's API shows it."""
        path = f"/worlds/{_part(world_id)}/records/{_part(kind)}"
        return cast(dict[str, Any], self._caller.call("POST", path, fields))

    def change_record(self, world_id: str, kind: str, record_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change a record; return it as the vendor's API shows it."""
        path = f"/worlds/{_part(world_id)}/records/{_part(kind)}/{_part(record_id)}"
        return cast(dict[str, Any], self._caller.call("PATCH", path, fields))

    # The clock

    def clock(self, world: str | None = None) -> ClockInfo:
        """Say what time it is."""
        return cast(ClockInfo, self._caller.call("GET", "/clock", world=world))

    def turn_clock(
        self,
        *,
        world: str | None = None,
        set: datetime | str | None = None,
        advance: timedelta | float | str | None = None,
        freeze: bool | None = None,
    ) -> ClockInfo:
        """Set, advance (seconds, a timedelta or an ISO 8601 duration), freeze or let go a clock, or all."""
        turn = {
            "world": world,
            "set": set.isoformat() if isinstance(set, datetime) else set,
            "advance": advance.total_seconds() if isinstance(advance, timedelta) else advance,
            "freeze": freeze,
        }
        return cast(ClockInfo, self._caller.call("POST", "/clock", turn))

    # Faults

    def order_fault(
        self,
        *,
        world: str | None = None,
        operation: str | None = None,
        match: Mapping[str, Texts] | None = None,
        nth: int | None = None,
        times: int | None = None,
        rate: float | None = None,
        seed: int = 0,
        **effect: Unpack[Effect],
    ) -> FaultInfo:
        """Let something go wrong. `breaks` is the effect `break`, which is a word of Python's."""
        order = {
            "world": world,
            "operation": operation,
            "match": match,
            "nth": nth,
            "times": times,
            "rate": rate,
            "seed": seed,
            "effect": {("break" if name == "breaks" else name): value for name, value in effect.items()},
        }
        return cast(FaultInfo, self._caller.call("POST", "/faults", order))

    def faults(self, world: str | None = None, *, met: bool | None = None) -> list[FaultInfo]:
        """List the faults."""
        asked = None if met is None else str(met).lower()
        return cast(list[FaultInfo], self._caller.call("GET", "/faults", world=world, met=asked)["faults"])

    def get_fault(self, fault_id: str) -> FaultInfo:
        """Return one fault."""
        return cast(FaultInfo, self._caller.call("GET", f"/faults/{_part(fault_id)}"))

    def cancel_fault(self, fault_id: str) -> None:
        """Cancel one fault."""
        self._caller.call("DELETE", f"/faults/{_part(fault_id)}")

    def cancel_faults(self, world: str | None = None) -> None:
        """Cancel the faults of one world, or of all."""
        self._caller.call("DELETE", "/faults", world=world)

    # The journal

    def requests(
        self,
        world: str | None = None,
        *,
        operation: str | None = None,
        status: int | None = None,
        since: int | datetime | None = None,
    ) -> list[RequestInfo]:
        """List what was asked, newest first."""
        after = since.isoformat() if isinstance(since, datetime) else since
        found = self._caller.call("GET", "/requests", world=world, operation=operation, status=status, since=after)
        return cast(list[RequestInfo], found["requests"])

    def unmatched(self, world: str | None = None) -> list[RequestInfo]:
        """List what no operation matched, newest first."""
        return cast(list[RequestInfo], self._caller.call("GET", "/requests/unmatched", world=world)["requests"])

    def forget_requests(self, world: str | None = None) -> None:
        """Forget what has been answered."""
        self._caller.call("DELETE", "/requests", world=world)

    def count(self, **matcher: Unpack[Matcher]) -> int:
        """Count the requests that a matcher matches."""
        return int(self._caller.call("POST", "/requests/count", {**matcher})["count"])

    def find(self, **matcher: Unpack[Matcher]) -> list[RequestInfo]:
        """List the requests that a matcher matches, newest first."""
        return cast(list[RequestInfo], self._caller.call("POST", "/requests/find", {**matcher})["requests"])

    def violations(self, world: str | None = None, *, side: str | None = None) -> list[ViolationInfo]:
        """List what broke the contract, newest first."""
        return cast(list[ViolationInfo], self._caller.call("GET", "/violations", world=world, side=side)["violations"])

    # Beside the control API

    def send(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, bytes]:
        """Send any request to the server; return status and body."""
        return self._caller.send(method, url, headers or {}, body)


def _part(text: str) -> str:
    return quote(text, safe="")
