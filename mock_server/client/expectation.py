"""Expectations: requests that a test wants to have come."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mock_server.client.errors import Unmet
from mock_server.client.shown import RequestInfo

if TYPE_CHECKING:
    from mock_server.client.world import World

_MOST_SHOWN = 12


class Expectation:
    """Requests of one operation that are expected from its making on: exactly `times`, or at least one."""

    def __init__(self, world: World, operation: str, times: int | None, matcher: Mapping[str, Any]) -> None:
        self._world, self._operation, self._times, self._matcher = world, operation, times, matcher
        self._after = max((one["id"] for one in world.control.requests(world.id)), default=0)
        self._is_checked = False

    def __enter__(self) -> Expectation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.check()
        self._is_checked = True

    def check(self) -> None:
        """Raise Unmet, with what did come, unless the requests have come."""
        if not self.is_met():
            raise self.failure(self.told())

    def is_met(self) -> bool:
        """Tell whether the requests have come, or had by the end of the block."""
        count = len(self._came())
        return self._is_checked or (count > 0 if self._times is None else count == self._times)

    def told(self) -> str:
        """Say what was expected and what came."""
        came = self._came()
        lines = [f"expected {self._wanted()}, and {_times(len(came))} came"]
        others = [one for one in reversed(self._world.control.requests(self._world.id)) if one["id"] > self._after]
        if not others:
            return f"{lines[0]}; no request came at all"
        lines += [f"  {shown(one)}" for one in others[:_MOST_SHOWN]]
        if len(others) > _MOST_SHOWN:
            lines.append(f"  and {len(others) - _MOST_SHOWN} more")
        return "\n".join(lines)

    @staticmethod
    def failure(text: str) -> Unmet:
        """Return the failure that says so."""
        return Unmet(text)

    def _wanted(self) -> str:
        how_often = "at least one" if self._times is None else _times(self._times)
        said = ", ".join(f"{name} {value}" for name, value in self._matcher.items())
        return f"{how_often} of {self._operation}{f' with {said}' if said else ''}"

    def _came(self) -> list[RequestInfo]:
        found = self._world.control.find(world=self._world.id, operation=self._operation, **self._matcher)
        return [one for one in found if one["id"] > self._after]


def shown(request: RequestInfo) -> str:
    """Return a request of the journal as one line."""
    query = "&".join(f"{name}={value}" for name, values in request["query"].items() for value in values)
    target = f"{request['path']}?{query}" if query else request["path"]
    status = request["status"] if request["status"] is not None else "no reply"
    return f"{request['method']} {target} -> {status} ({request['operation'] or 'no operation'})"


def _times(count: int) -> str:
    return f"{count} request{'' if count == 1 else 's'}"
