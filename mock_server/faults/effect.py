"""What happens to a request that a fault meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from mock_server.core.errors import ConfigError
from mock_server.fake import Stream, label


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect, as the control API's contract describes it; `breaks` is its `break`, which is a word of Python's.

    `delay` is in seconds, or the two bounds between which it is drawn.
    """

    status: int | None = None
    retry_after: int | None = None
    delay: float | tuple[float, float] | None = None
    slow_body: float | None = None
    connection: str | None = None
    body: str | None = None
    token: str | None = None
    limit: str | None = None
    rows: str | None = None
    breaks: str | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Effect:
        """Return the effect that a document describes; raise ConfigError where it has a member that there is not."""
        values = {("breaks" if name == "break" else name): value for name, value in said.items()}
        unknown = sorted(set(values) - {one.name for one in fields(cls)})
        if unknown or not values:
            known = ", ".join("break" if one.name == "breaks" else one.name for one in fields(cls))
            raise ConfigError(f"an effect has {unknown[0] if unknown else 'nothing'}; there are: {known}")
        delay = values.get("delay")
        if isinstance(delay, Mapping):
            values["delay"] = (float(delay["from"]), float(delay["to"]))
        return cls(**values)

    def waiting(self, seed: int, turn: int) -> float:
        """Return how many seconds a request waits: the same for the same seed and turn."""
        if not isinstance(self.delay, tuple):
            return self.delay or 0.0
        low, high = self.delay
        return low + (high - low) * Stream(seed, label("delay"), turn).below(1 << 20) / (1 << 20)
