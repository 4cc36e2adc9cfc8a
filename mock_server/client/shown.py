"""What the control API says, by the names of its contract."""

from __future__ import annotations

from typing import Any, TypedDict


class WorldInfo(TypedDict):
    """A world, without its credentials. `epoch` is a date and `now` a date-time, as texts."""

    id: str
    vendor: str
    name: str | None
    is_home: bool
    base_url: str
    seed: int
    epoch: str
    scale: int | None
    now: str
    frozen: bool


class NewWorldInfo(WorldInfo):
    """A world just made, and how to get into it."""

    credentials: dict[str, str]
    headers: dict[str, str]
    token_url: str | None
    records: list[str]


class HomeInfo(TypedDict):
    """A world of the server's own."""

    id: str
    vendor: str
    seed: int
    epoch: str
    now: str


class HealthInfo(TypedDict):
    """That the server is well, and its own worlds."""

    status: str
    version: str
    worlds: list[HomeInfo]


class ClockInfo(TypedDict):
    """A clock."""

    now: str
    frozen: bool
    world: str | None


class FaultInfo(TypedDict):
    """A fault, and how often it was met."""

    id: str
    world: str
    operation: str | None
    match: dict[str, Any] | None
    nth: int | None
    times: int | None
    rate: float | None
    seed: int
    effect: dict[str, Any]
    seen: int
    hits: int


class AnswerInfo(TypedDict):
    """What a request was answered."""

    content_type: str | None
    bytes: int
    headers: dict[str, str]


class RequestInfo(TypedDict):
    """An entry of the journal; `status` is None while the request runs, or where its connection was cut."""

    id: int
    vendor: str
    world: str | None
    method: str
    path: str
    query: dict[str, list[str]]
    headers: list[str]
    body: dict[str, list[str]]
    operation: str | None
    client: str | None
    started: str
    milliseconds: float | None
    status: int | None
    answer: AnswerInfo | None
    faults: list[str]
    unknown: list[str]
    notes: list[str]
    violations: list[str]
    error: str | None


class ViolationInfo(TypedDict):
    """How an exchange broke the contract."""

    side: str
    request: int
    world: str | None
    operation: str | None
    status: int | None
    texts: list[str]


class Report(TypedDict):
    """What was left to be said of a world that was dropped."""

    id: str
    requests: int
    violations: list[ViolationInfo]
    errors: list[RequestInfo]
    unmet_faults: list[FaultInfo]
