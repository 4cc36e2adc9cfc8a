"""What is said to the control API, by the names of its contract; all of it can be left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

Texts = Mapping[str, str | None]


class Effect(TypedDict, total=False):
    """What happens to a request that a fault meets. `delay` is in seconds, or the bounds `from` and `to` between which
    it is drawn; `breaks` is the effect `break`.
    """

    status: int
    retry_after: int
    delay: float | Mapping[str, float]
    slow_body: float
    connection: Literal["reset", "empty"]
    body: Literal["truncated", "malformed", "content-type", "empty"]
    token: Literal["expired", "revoked"]
    limit: Literal["exhausted"]
    rows: Literal["duplicate", "missing", "shuffled", "shrinking"]
    breaks: str


class Saying(TypedDict, total=False):
    """What a request says or was answered: exactly these texts under these names, or (None) nothing under a name."""

    method: str | None
    status: int | None
    path: Texts
    query: Texts
    headers: Texts
    body: Texts


class Matcher(Saying, total=False):
    """Which requests are meant."""

    world: str | None
    vendor: str | None
    operation: str | None
