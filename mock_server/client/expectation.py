"""Expectations: requests that a test wants to have come."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mock_server.client.errors import Unmet
from mock_server.client.said import Saying
from mock_server.client.shown import RequestInfo

if TYPE_CHECKING:
    from mock_server.client.world import World

_MOST_SHOWN = 12
# Numbers and days.
_PLAIN = re.compile(r"[0-9]{1,9}|[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Expectation:
    """Requests of one operation that are expected from its making on: exactly `times`, or at least one."""

    def __init__(self, world: World, operation: str, times: int | None, saying: Saying) -> None:
        self._world, self._operation, self._times, self._saying = world, operation, times, saying
        self._after = 0
        # Asked at once, so that a slip of the pen fails where it stands.
        self._came()
        self._after = max((one["id"] for one in world.control.requests(world.id)), default=0)
        self._is_checked = False

    def __enter__(self) -> Expectation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        __tracebackhide__ = True
        if error is None:
            self.check()
        self._is_checked = True

    def check(self) -> None:
        """Raise Unmet, with what did come, unless the requests have come."""
        # Pytest then shows the line of the test.
        __tracebackhide__ = True
        if not self.is_met():
            raise Unmet(self.told())

    def is_met(self) -> bool:
        """Tell whether the requests have come, or had by the end of the block."""
        if self._is_checked:
            return True
        count = len(self._came())
        return count > 0 if self._times is None else count == self._times

    def told(self) -> str:
        """Say what was expected and what came: each request that is near, and how many of other operations."""
        came = self._came()
        requests = self._world.control.requests(self._world.id)
        since = [one for one in reversed(requests) if one["id"] > self._after]
        lines = [f"expected {self._wanted()}, and {len(came) or 'none'} came"]
        # Where no operation matches, the address may be the slip of the pen that a test is there to find.
        near = [one for one in since if one["operation"] in (self._operation, None)]
        lines += [f"  {shown(one)}" for one in near[:_MOST_SHOWN]]
        if len(near) > _MOST_SHOWN:
            lines.append(f"  and {len(near) - _MOST_SHOWN} more")
        others = Counter(one["operation"] for one in since if one not in near)
        if others:
            lines.append(f"  beside {', '.join(f'{count} of {name}' for name, count in others.items())}")
        return "\n".join(lines) if since else f"{lines[0]}: no request at all"

    def _wanted(self) -> str:
        how_often = "at least one" if self._times is None else _times(self._times)
        said = ", ".join(f"{name} {_masked(name, value)}" for name, value in self._saying.items())
        return f"{how_often} of {self._operation}{f' with {said}' if said else ''}"

    def _came(self) -> list[RequestInfo]:
        found = self._world.control.find(world=self._world.id, operation=self._operation, **self._saying)
        return [one for one in found if one["id"] > self._after]


def shown(request: RequestInfo) -> str:
    """Return a request of the journal as one line."""
    query = "&".join(f"{name}={value}" for name, values in request["query"].items() for value in values)
    target = f"{request['path']}?{query}" if query else request["path"]
    status = request["status"] if request["status"] is not None else "no reply"
    return f"{request['method']} {target} -> {status} ({request['operation'] or 'no operation'})"


def _masked(place: str, said: Any) -> str:
    """Return what was to be said as JSON, with `***` for what may be a person or a secret, as in the journal."""
    if not isinstance(said, Mapping):
        return json.dumps(said)
    is_open = place in ("path", "query")
    texts = {name: text if is_open and _PLAIN.fullmatch(text or "") else text and "***" for name, text in said.items()}
    return json.dumps(texts)


def _times(count: int) -> str:
    return f"{count} request{'' if count == 1 else 's'}"
