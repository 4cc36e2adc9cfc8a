"""What is recorded: a request, its reply, and how that was brought about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `path` is below the base URL, with its query; `body` is a text."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply. `body` is a text."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def content_type(self) -> str:
        """The media type."""
        return self.headers.get("Content-Type", "")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A recorded exchange. `by` is "request" where the request alone earns the status, and "fault" where it was ordered
    for the header `Prefer: code=<status>`. `at` is the moment of the world's clock.
    """

    vendor: str
    operation: str
    by: str
    request: Asked
    response: Answered
    at: datetime

    @property
    def name(self) -> str:
        """What tells it from the others of its vendor."""
        return f"{self.operation}.{self.response.status}"
