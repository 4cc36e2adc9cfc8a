"""An exchange as breaks see it: what of a request and of a reply can be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RequestView:
    """What a request says, and what it will be held against.

    `query` has the texts sent under each name; `scopes` are those that the operation asks for (None: no principal);
    `limit` and `window` (seconds) are its budget, None without one; `lifetime` is that of tokens, in seconds. `body`
    reads the bytes when asked.
    A break that changes nothing gives the same view back.
    """

    operation: str
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] | None = None
    limit: int | None = None
    window: int | None = None
    lifetime: int | None = None
    body: Callable[[], bytes] = bytes


@dataclass(frozen=True, slots=True)
class ResponseView:
    """What is sent. `headers` are without the content type; `body` is not compressed yet.

    `now` is the time of the world's clock, in Unix seconds; `path` is what was asked for, as the client sees it, with
    its query.
    """

    operation: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str | None = None
    body: bytes = b""
    now: float = 0.0
    path: str = ""

    @property
    def is_success(self) -> bool:
        """Whether the request did what it should."""
        return 200 <= self.status < 300
