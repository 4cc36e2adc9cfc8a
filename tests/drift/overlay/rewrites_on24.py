"""Other vendors that ON24's API could turn out to be: overlays made of its contract, as references lead through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import Any

from mock_server.contract.draft import Draft
from mock_server.contract.naming import source_of
from mock_server.contract.references import Resolver
from mock_server.drift.documents.adopting import plain
from mock_server.resources import contract_path
from mock_server.vendors.on24.probes import PROBES

Json = Any
Action = dict[str, Json]
# Gives a member another name, and a schema another form.
Rename = Callable[[str], str]
Reform = Callable[[str, Json], Json]

_JSON = "application/json"
_SUFFIX = re.compile(
    r"(?<=[a-z])(timestamp|itemsperpage|date|time|name|id|url|code|type|count|zone|page|title|status)$"
)


@cache
def document() -> Json:
    """ON24's contract with every reference followed, which nobody changes."""
    draft = Draft(contract_path("on24/openapi.yaml"))
    return plain(Resolver(draft.path, draft.files).document())


def humped(name: str) -> str:
    """`eventid` as `eventId`, as other vendors would have it."""
    return _SUFFIX.sub(lambda match: match[1].capitalize(), name)


def same_name(name: str) -> str:
    """A member that keeps its name."""
    return name


def same_form(_: str, schema: Json) -> Json:
    """A schema that stays."""
    return schema


def counted(name: str, schema: Json) -> Json:
    """Moments as Unix seconds, ids of numbers as texts."""
    if schema.get("format") in ("date-time", "local-time"):
        return _typed(schema, "integer", "unix-seconds")
    is_id = name.endswith("id") and "integer" in _types(schema) and "enum" not in schema
    return _typed(schema, "string", "int64") if is_id else schema


def _types(schema: Json) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _typed(schema: Json, kind: str, form: str) -> Json:
    rest = {key: one for key, one in schema.items() if key in ("x-source", "x-absent", "x-evidence", "description")}
    return {**rest, "type": [kind, "null"] if "null" in _types(schema) else kind, "format": form}


def rewritten(schema: Json, rename: Rename, reform: Reform, name: str = "") -> Json:
    """A schema whose members, at any depth, have other names and forms, and come from what they came from."""
    schema = reform(name, schema)
    if "properties" in schema:
        properties = {
            rename(old): {"x-source": source_of(old, one), **rewritten(one, rename, reform, old)}
            for old, one in schema["properties"].items()
        }
        required = {"required": [rename(one) for one in schema["required"]]} if "required" in schema else {}
        schema = {**schema, "properties": properties, **required}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            schema = {**schema, key: rewritten(schema[key], rename, reform, name)}
    for key in ("oneOf", "anyOf"):
        if key in schema:
            schema = {**schema, key: [rewritten(one, rename, reform, name) for one in schema[key]]}
    return schema


def documents(rename: Rename = same_name, reform: Reform = same_form) -> list[Action]:
    """Every document that is read, rewritten."""
    actions: list[Action] = []
    for target, status, response in _read():
        content = response["content"][_JSON]
        new = {**content, "schema": rewritten(content["schema"], rename, reform)}
        if new != content:
            other = {**response, "content": {**response["content"], _JSON: new}}
            # Several operations have a reply in common.
            actions += [
                {"target": f"{target}['{status}']", "remove": True},
                {"target": target, "update": {status: other}},
            ]
    return actions


def _read() -> Iterator[tuple[str, str, Json]]:
    for path, item in document()["paths"].items():
        for status, response in item.get("get", {}).get("responses", {}).items():
            if status.startswith("2") and _JSON in response.get("content", {}):
                yield f"$.paths['{path}'].get.responses", status, response


def parameters(names: dict[str, str], operations: Container[str] | None = None) -> list[Action]:
    """Other names of what queries say, of all operations or some."""
    actions: list[Action] = []
    for path, item in document()["paths"].items():
        read = item.get("get", {})
        if operations is not None and read.get("operationId") not in operations:
            continue
        for one in read.get("parameters", []):
            if one["in"] == "query" and one["name"] in names:
                target = f"$.paths['{path}'].get.parameters[?@.name=='{one['name']}']"
                said = {"name": names[one["name"]], "x-source": source_of(one["name"], one)}
                actions.append({"target": target, "update": said})
    return actions


def elsewhere(prefix: str, *others: Action) -> list[Action]:
    """Every path below another prefix, and what else is done there."""
    actions: list[Action] = []
    for path, item in document()["paths"].items():
        there = path.replace("/v2/client/", prefix)
        actions += [{"target": "$.paths", "update": {there: item}}, {"target": f"$.paths['{path}']", "remove": True}]
    return [*actions, *({**one, "target": one["target"].replace("/v2/client/", prefix)} for one in others)]


ENVELOPE = {"events": "data", "registrants": "data", "attendees": "data"}
TOTALS = {"totalevents": "total"}


def enveloped(name: str) -> str:
    """Rows in `data`, counted in `total`; other names with humps."""
    return {**ENVELOPE, **TOTALS}.get(name, humped(name))


PAGING = {"itemsperpage": "pageSize", "pageoffset": "pageIndex"}
# What replies alone tell.
ON24_TOLD = {
    "humps-in-an-envelope": documents(enveloped),
    "seconds-and-texts": documents(reform=counted),
    "other-paging": parameters(PAGING, [one.operation for one in PROBES.listings]),
}
# What the vendor's own document tells as well.
ON24_REWRITES = {
    "elsewhere": elsewhere("/v3/accounts/", *parameters(PAGING)),
    "seconds-elsewhere": elsewhere("/v3/accounts/", *documents(reform=counted)),
    "everything": elsewhere("/v3/accounts/", *documents(enveloped, counted), *parameters(PAGING)),
}
