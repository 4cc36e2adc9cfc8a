"""More vendors that ours could turn out to be, each several things at once: `TURNS` by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mock_server.contract.naming import snake_case, source_of
from tests.drift.overlay import rewrites_on24
from tests.drift.overlay.rewrites import (
    DOCUMENT,
    SCHEMAS,
    answered_422,
    budget,
    camels,
    enveloped,
    moved,
    parameter,
    parts,
    removed,
    renamed,
    replaced,
    updated,
    written_as,
)

Json = Any
Action = dict[str, Json]
COUNTED = {"total": {"type": "integer", "x-source": "total_count"}, "number": {"type": "integer", "x-source": "page"}}
MONEY = ("price", "amount", "vatAmount", "feeAmount")


def kebab(reform: Callable[[str, Json], Json] = rewrites_on24.same_form) -> list[Action]:
    """Names with hyphens, and members of another form."""
    names = {name: snake.replace("_", "-") for name, snake in camels().items()}
    actions: list[Action] = []
    for target, part in parts():
        own = {
            names.get(name, name): {"x-source": source_of(name, one), **reform(name, one)}
            for name, one in part["properties"].items()
        }
        actions += replaced(target, "properties", own)
        actions += replaced(target, "required", [names.get(name, name) for name in part["required"]])
    return actions


def as_decimal(name: str, schema: Json) -> Json:
    """Money as a text."""
    return {**_without(schema, "minimum"), **_typed(schema, "string", "decimal")} if name in MONEY else schema


def as_milliseconds(_: str, schema: Json) -> Json:
    """A moment as Unix milliseconds."""
    return (
        {**schema, **_typed(schema, "integer", "unix-milliseconds")} if schema.get("format") == "date-time" else schema
    )


def _typed(schema: Json, kind: str, form: str) -> Json:
    return {"type": [kind, "null"] if isinstance(schema["type"], list) else kind, "format": form}


def _without(schema: Json, key: str) -> Json:
    return {name: one for name, one in schema.items() if name != key}


def paged(page: str, size: str, most: int, usual: int) -> list[Action]:
    """Other names of a page and of its size, another most, another size where nothing is said."""
    bounds = {"type": "integer", "minimum": 1}
    return [
        *parameter("limit", name=size, **{"x-source": "limit"}, schema={**bounds, "maximum": most, "default": usual}),
        *parameter("page", name=page, **{"x-source": "page"}, schema={**bounds, "default": 1}),
    ]


def money(form: str) -> list[Action]:
    """Money as texts."""
    actions = written_as(lambda name, _: name in MONEY, "string", form)
    for target, part in parts():
        for name in MONEY:
            if "minimum" in part["properties"].get(name, {}):
                actions.append(removed(f"{target}.properties.{name}.minimum"))
    return actions


def milliseconds() -> list[Action]:
    """Moments as Unix milliseconds."""
    return written_as(lambda _, declared: declared.get("format") == "date-time", "integer", "unix-milliseconds")


def spelled(spell: Callable[[str], str]) -> list[Action]:
    """Statuses and kinds spelled otherwise."""
    actions = []
    for name in ("EventStatus", "BookingStatus"):
        words = DOCUMENT["components"]["schemas"][name]["enum"]
        said = {"enum": [spell(word) for word in words], "x-values": {spell(word): word for word in words}}
        actions += [removed(f"{SCHEMAS}.{name}.enum"), updated(f"{SCHEMAS}.{name}", said)]
    place = f"{SCHEMAS}.BookedOption.properties.status"
    words = DOCUMENT["components"]["schemas"]["BookedOption"]["properties"]["status"]["enum"]
    said = {"enum": [spell(word) for word in words], "x-values": {spell(word): word for word in words}}
    return [*actions, removed(f"{place}.enum"), updated(place, said)]


def shouted(word: str) -> str:
    """`waitingList` as `WAITING_LIST`."""
    return snake_case(word).upper()


def joined() -> list[Action]:
    """Lists of words as one text with commas."""
    actions = []
    for name in ("languages", "tags", "categories"):
        place = f"{SCHEMAS}.EventSummary.properties"
        said = DOCUMENT["components"]["schemas"]["EventSummary"]["properties"][name]
        kept = {key: one for key, one in said.items() if key == "x-evidence"}
        actions += [
            removed(f"{place}.{name}"),
            updated(place, {name: {**kept, "type": "string", "x-separator": ",", "x-source": name}}),
        ]
    return actions


def filters() -> list[Action]:
    """Other names of what is filtered by."""
    declared = DOCUMENT["components"]["parameters"]
    return [
        *parameter("from", **{**declared["from"], "name": "startsAfter", "x-source": "from"}),
        *parameter("to", **{**declared["to"], "name": "startsBefore", "x-source": "to"}),
        updated(
            "$.paths['/api/v1/events'].get.parameters[?@.name=='workspace']", {"name": "space", "x-source": "workspace"}
        ),
    ]


def limits_called(prefix: str) -> list[Action]:
    """Other names of the headers that tell of limits."""
    actions: list[Action] = []
    holders = [
        f"$.components.responses.{name}"
        for name, one in DOCUMENT["components"]["responses"].items()
        if "X-RateLimit-Limit" in one.get("headers", {})
    ]
    holders += [
        f"$.paths['{path}'].{method}.responses['{status}']"
        for path, item in DOCUMENT["paths"].items()
        for method, one in item.items()
        for status, said in one["responses"].items()
        if "X-RateLimit-Limit" in said.get("headers", {})
    ]
    for place in holders:
        for old, name in (
            ("Limit", "RateLimitLimit"),
            ("Remaining", "RateLimitRemaining"),
            ("Reset", "RateLimitReset"),
        ):
            new = {f"{prefix}-{old}": {"$ref": f"#/components/headers/{name}"}}
            actions += [removed(f"{place}.headers['X-RateLimit-{old}']"), updated(f"{place}.headers", new)]
    return actions


def worded() -> list[Action]:
    """Errors in other words: what is wrong is its message; of two of one form no document tells which is which."""
    part = DOCUMENT["components"]["schemas"]["Problem"]
    return renamed(f"{SCHEMAS}.Problem", part, {"detail": "message"})


def flags() -> list[Action]:
    """Booleans as texts."""
    place = f"{SCHEMAS}.EventSummary.properties.isOnline"
    said = {"type": "string", "enum": ["true", "false"], "x-values": {"true": True, "false": False}}
    return [removed(f"{place}.type"), updated(place, said)]


def snaked(name: str, schema: Json) -> Json:
    """The name a member has in our own words."""
    source = source_of(name, schema).rpartition(".")[2]
    return source if re.fullmatch(r"[a-z][a-z0-9_]*", source) else name


def in_utc(_: str, schema: Json) -> Json:
    """Moments in UTC, to the millisecond."""
    if schema.get("format") != "date-time" or "x-strftime" in schema:
        return schema
    return {**schema, "x-zone": "UTC", "x-timespec": "milliseconds"}


def lettered(_: str, schema: Json) -> Json:
    """Booleans as letters."""
    if schema.get("type") != "boolean":
        return schema
    return {**schema, "type": "string", "enum": ["true", "false"], "x-values": {"true": True, "false": False}}


def counted_in_milliseconds(_: str, schema: Json) -> Json:
    """Moments as Unix milliseconds."""
    if schema.get("format") != "date-time" or "x-strftime" in schema:
        return schema
    kept = {key: one for key, one in schema.items() if key in ("x-source", "x-absent", "x-evidence")}
    return {**kept, "type": "integer", "format": "unix-milliseconds"}


def underscored(name: str) -> str:
    """`eventid` as `event_id`; the rows are results, and counted."""
    found = {"events": "results", "registrants": "results", "totalevents": "count", "totalregistrants": "count"}
    return found.get(name, re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", rewrites_on24.humped(name)))


def keyed() -> list[Action]:
    """Other headers for the pair."""
    schemes = "$.components.securitySchemes"
    return [
        updated(f"{schemes}.accessTokenKey", {"name": "X-Api-Key"}),
        updated(f"{schemes}.accessTokenSecret", {"name": "X-Api-Secret"}),
    ]


PERIOD = {"startdate": "from", "enddate": "to", "itemsperpage": "per_page", "pageoffset": "page"}
# What replies alone tell, and what the vendor's own document tells as well.
ONIVA_TOLD = {
    "kebab-and-decimals": [
        *kebab(as_decimal),
        *enveloped(COUNTED, ("results",), 25),
        *paged("page", "per_page", 25, 5),
    ],
    "milliseconds-and-shouts": [*milliseconds(), *money("decimal-comma"), *spelled(shouted), *budget(240)],
    "joined-and-called-otherwise": [*joined(), *flags(), *worded(), *limits_called("RateLimit"), *answered_422()],
}
ONIVA_IN_A_DOCUMENT = {
    "filters-elsewhere": [
        *filters(),
        *worded(),
        *limits_called("RateLimit"),
        *paged("p", "size", 50, 20),
        *moved("/rest/v3", "/connect/token"),
    ],
    "kebab-elsewhere": [
        *kebab(as_milliseconds),
        *enveloped(COUNTED, ("results", "list")),
        *moved("/v9", "/token"),
        *budget(99),
    ],
}
ON24_TOLD = {
    "underscores": rewrites_on24.documents(underscored),
    "utc-and-flags": rewrites_on24.documents(reform=lambda name, schema: lettered(name, in_utc(name, schema))),
}
ON24_IN_A_DOCUMENT = {
    "keys-elsewhere": [*keyed(), *rewrites_on24.elsewhere("/api/accounts/", *rewrites_on24.parameters(PERIOD))],
    "milliseconds-and-underscores": rewrites_on24.elsewhere(
        "/v4/clients/",
        *rewrites_on24.documents(underscored, counted_in_milliseconds),
        *rewrites_on24.parameters(PERIOD),
    ),
}
