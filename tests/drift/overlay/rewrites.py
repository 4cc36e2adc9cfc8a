"""Ten other vendors that Oniva's API could turn out to be, each as an overlay and as what a client of it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mock_server.contract.naming import snake_case
from mock_server.contract.references import read_yaml
from mock_server.resources import contract_path

Json = Any
Action = dict[str, Json]

DOCUMENT = read_yaml(contract_path("oniva.yaml"))
SCHEMAS = "$.components.schemas"
LISTS = ("EventPage", "BookingPage")
WIRE = ("id", "startDate", "createdAt", "status", "price", "amount")


def same(value: Json) -> Json:
    """What is not spelled otherwise."""
    return value


@dataclass(frozen=True)
class Rewrite:
    """An overlay's actions, and the words of its clients: where things are, what they are called, how they are spelled.

    `names` are other names of properties, `spelled` other forms of values, both by the name in the contract.
    """

    name: str
    actions: list[Action]
    prefix: str = "/api/v1"
    token: str = "/oauth/token"
    rows: tuple[str, ...] = ("items",)
    total: tuple[str, ...] = ("totalCount",)
    size: str = "limit"
    most: int = 100
    page: str = "page"
    offset: str | None = None
    since: str = "from"
    refused: int = 400
    budget: int = 300
    names: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, Callable[[Json], Json]] = field(default_factory=dict)

    def name_of(self, name: str) -> str:
        """The name of a property here."""
        return self.names.get(name, name)

    def value_of(self, name: str, value: Json) -> Json:
        """A value of a property here."""
        return None if value is None else self.spelled.get(name, same)(value)

    def turned(self, page: int, size: int) -> dict[str, Json]:
        """The parameters of a page, from 1."""
        where = {self.page: page} if self.offset is None else {self.offset: (page - 1) * size}
        return {**where, self.size: size}


def removed(target: str) -> Action:
    """Take something away."""
    return {"target": target, "remove": True}


def updated(target: str, update: Json) -> Action:
    """Merge something in."""
    return {"target": target, "update": update}


def replaced(parent: str, name: str, value: Json) -> list[Action]:
    """Put something in the place of all that was there."""
    return [removed(f"{parent}['{name}']"), updated(parent, {name: value})]


def parts() -> Iterator[tuple[str, dict[str, Json]]]:
    """Every object schema of what Oniva sends of its own, as a target and as it is written."""
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if name in ("TokenRequest", "Token", "OAuthError"):
            continue
        for number, part in enumerate(schema.get("allOf", [])):
            if "properties" in part:
                yield f"{SCHEMAS}.{name}.allOf[{number}]", part
        if "properties" in schema:
            yield f"{SCHEMAS}.{name}", schema


def renamed(target: str, part: dict[str, Json], names: dict[str, str]) -> list[Action]:
    """Give properties of one schema other names; their sources stay."""
    actions: list[Action] = []
    for old, new in names.items():
        if old in part["properties"]:
            source = part["properties"][old].get("x-source", snake_case(old))
            actions.append(updated(f"{target}.properties", {new: {**part["properties"][old], "x-source": source}}))
            actions.append(removed(f"{target}.properties.{old}"))
        if old in part.get("required", []):
            actions += [removed(f"{target}.required[?@=='{old}']"), updated(f"{target}.required", new)]
    return actions


def camels() -> dict[str, str]:
    """Every name with a hump, and without."""
    names = [name for _, part in parts() for name in part["properties"]]
    return {name: snake_case(name) for name in names if snake_case(name) != name}


def snake() -> list[Action]:
    """Names in snake case."""
    return [action for target, part in parts() for action in renamed(target, part, camels())]


def enveloped(total: Json, rows: tuple[str, ...], most: int = 100) -> list[Action]:
    """Another envelope around both lists: the rows under names inside each other, the counts as given."""
    actions = []
    for name in LISTS:
        item = DOCUMENT["components"]["schemas"][name]["properties"]["items"]["items"]
        whole: Json = {"type": "array", "x-source": "items", "maxItems": most, "items": item}
        for step in reversed(rows[1:]):
            whole = {"type": "object", "x-source": ".", "required": [step], "properties": {step: whole}}
        page = {"type": "object", "required": [rows[0], *total], "properties": {rows[0]: whole, **total}}
        actions += replaced(SCHEMAS, name, page)
    return actions


def meta(**counts: Json) -> Json:
    """The counts in an object of their own."""
    return {"meta": {"type": "object", "x-source": ".", "required": list(counts), "properties": counts}}


def parameter(key: str, **declared: Json) -> list[Action]:
    """Another declaration of a shared parameter."""
    return replaced("$.components.parameters", key, {"in": "query", **declared})


def sizes(name: str, most: int) -> list[Action]:
    """Another name and another bound of the page size."""
    return parameter(
        "limit",
        name=name,
        **{"x-source": "limit"},
        schema={"type": "integer", "minimum": 1, "maximum": most, "default": 10},
    )


def offsets(name: str) -> list[Action]:
    """Offsets in place of pages."""
    return parameter(
        "page", name=name, **{"x-source": "offset"}, schema={"type": "integer", "minimum": 0, "default": 0}
    )


def written_as(chosen: Callable[[str, Json], bool], kind: str, form: str) -> list[Action]:
    """Another type and format of every property that is chosen, null where it was."""
    actions = []
    for target, part in parts():
        for name, declared in part["properties"].items():
            if chosen(name, declared):
                types = [kind, "null"] if isinstance(declared["type"], list) else kind
                place = f"{target}.properties.{name}"
                actions += [removed(f"{place}.type"), updated(place, {"type": types, "format": form})]
    return actions


def seconds() -> list[Action]:
    """Moments as Unix seconds."""
    return written_as(lambda _, declared: declared.get("format") == "date-time", "integer", "unix-seconds")


def minor_units() -> list[Action]:
    """Money in rappen."""
    money = ("price", "amount", "vatAmount", "feeAmount")
    return written_as(lambda name, _: name in money, "integer", "minor-units")


def capitals() -> list[Action]:
    """Statuses in capitals."""
    actions = []
    for name in ("EventStatus", "BookingStatus"):
        words = DOCUMENT["components"]["schemas"][name]["enum"]
        spelled = {"enum": [word.upper() for word in words], "x-values": {word.upper(): word for word in words}}
        actions += [removed(f"{SCHEMAS}.{name}.enum"), updated(f"{SCHEMAS}.{name}", spelled)]
    return actions


def moved(prefix: str, token: str) -> list[Action]:
    """Every path elsewhere."""
    actions = []
    for path, item in DOCUMENT["paths"].items():
        there = path.replace("/api/v1", prefix) if path.startswith("/api/v1") else token
        actions += [updated("$.paths", {there: item}), removed(f"$.paths['{path}']")]
    return actions


def answered_422(prefix: str = "/api/v1") -> list[Action]:
    """422 for what breaks the contract in a list's parameters."""
    actions = []
    for path in ("/events", "/events/{eventId}/bookings"):
        responses = f"$.paths['{prefix}{path}'].get.responses"
        actions.append(updated(responses, {"422": {"$ref": "#/components/responses/Invalid"}}))
        actions.append(removed(f"{responses}['400']"))
    return actions


def budget(requests: int) -> list[Action]:
    """Another limit a minute."""
    return [updated("$.components['x-rate-limits'].api", {"limit": requests})]


def unix(text: str) -> int:
    """A moment as Unix seconds."""
    return int(datetime.fromisoformat(text).timestamp())


def rappen(amount: float) -> int:
    """An amount in rappen."""
    return round(amount * 100)


TIMES = {"startDate": unix, "createdAt": unix}
MONEY = {"price": rappen, "amount": rappen}
WORDS = {"status": str.upper}
COUNTS = {"total": {"type": "integer", "x-source": "total_count"}}
HAL = {"id": "uid", "startDate": "begins", "contact": "guest"}

REWRITES = [
    Rewrite("snake-case", snake(), names=camels(), total=("total_count",)),
    Rewrite(
        "data-and-meta",
        [*enveloped(meta(**COUNTS), ("data",), 50), *sizes("page_size", 50)],
        rows=("data",),
        total=("meta", "total"),
        size="page_size",
        most=50,
    ),
    Rewrite(
        "offsets",
        [*enveloped(meta(**COUNTS, offset={"type": "integer"}), ("items",)), *offsets("skip"), *sizes("take", 100)],
        total=("meta", "total"),
        offset="skip",
        size="take",
    ),
    Rewrite(
        "unix-seconds",
        [
            *seconds(),
            *parameter("from", **{**DOCUMENT["components"]["parameters"]["from"], "name": "since", "x-source": "from"}),
        ],
        since="since",
        spelled=TIMES,
    ),
    Rewrite("minor-units", minor_units(), spelled=MONEY),
    Rewrite("elsewhere", moved("/rest/v2", "/auth/v2/token"), prefix="/rest/v2", token="/auth/v2/token"),
    Rewrite("capitals", capitals(), spelled=WORDS),
    Rewrite("refusals", [*answered_422(), *budget(40)], refused=422, budget=40),
    Rewrite(
        "hal",
        [
            *enveloped(COUNTS, ("_embedded", "list")),
            *(action for target, part in parts() for action in renamed(target, part, HAL)),
        ],
        rows=("_embedded", "list"),
        total=("total",),
        names=HAL,
    ),
    Rewrite(
        "everything",
        [
            *seconds(),
            *minor_units(),
            *capitals(),
            *enveloped(meta(**COUNTS, offset={"type": "integer"}), ("data",), 50),
            *offsets("offset"),
            *sizes("page_size", 50),
            *moved("/rest/v2", "/auth/v2/token"),
            *answered_422("/rest/v2"),
            *budget(60),
        ],
        prefix="/rest/v2",
        token="/auth/v2/token",
        rows=("data",),
        total=("meta", "total"),
        offset="offset",
        size="page_size",
        most=50,
        refused=422,
        budget=60,
        spelled={**TIMES, **MONEY, **WORDS},
    ),
]
