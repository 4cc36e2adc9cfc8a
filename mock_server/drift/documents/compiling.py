"""Compiling: a joined document into the model. What it trips over is no OpenAPI; reading says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.contract.document import METHODS
from mock_server.contract.naming import source_of
from mock_server.drift.documents.hosts import servers_of
from mock_server.drift.documents.model import Body, Document, Header, Node, Operation, Parameter, Reply, Way

_SAID_ELSEWHERE = ("accept", "content-type", "authorization")
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def compile_document(joined: Mapping[str, Any], name: str) -> Document:
    """Return the model of a document whose references are joined."""
    schemes = joined.get("components", {}).get("securitySchemes", {})
    everywhere = joined.get("security", ())
    operations = tuple(
        _operation(method, path, item, everywhere, schemes)
        for path, item in joined.get("paths", {}).items()
        if path.startswith("/")
        for method in METHODS
        if method in item
    )
    return Document(
        name=name,
        version=str(joined.get("info", {}).get("version", "")),
        servers=tuple(servers_of(joined)),
        token_urls={
            flow: str(declared["tokenUrl"])
            for scheme in schemes.values()
            for flow, declared in scheme.get("flows", {}).items()
            if "tokenUrl" in declared
        },
        operations=operations,
        schemes=schemes,
    )


def _operation(
    method: str, path: str, item: Mapping[str, Any], everywhere: Sequence[Any], schemes: Mapping[str, Any]
) -> Operation:
    declared = item[method]
    mark = _mark(declared)
    named = {(one["in"], one["name"]): one for one in (*item.get("parameters", ()), *declared.get("parameters", ()))}
    parameters = [_parameter(one, mark) for one in named.values() if not is_ignored(one)]
    body = declared.get("requestBody")
    return Operation(
        id=str(declared.get("operationId") or f"{method.upper()} {path}"),
        method=method.upper(),
        path=path,
        deprecated=bool(declared.get("deprecated")),
        parameters={_key(one, path): one for one in parameters},
        body=Body(bool(body.get("required")), _contents(body)) if body else None,
        replies={str(status).upper(): _reply(one, mark) for status, one in declared.get("responses", {}).items()},
        access=frozenset(_ways(declared.get("security", everywhere), schemes)),
        mark=mark,
        servers=tuple(servers_of(declared if "servers" in declared else item)),
        declared={
            **declared,
            "security": [*declared.get("security", everywhere)],
            **({"parameters": [*named.values()]} if named else {}),
        },
    )


def is_ignored(parameter: Mapping[str, Any]) -> bool:
    """Whether OpenAPI tells to ignore a parameter: other parts of a document say it."""
    return parameter["in"] == "header" and str(parameter["name"]).lower() in _SAID_ELSEWHERE


def _key(parameter: Parameter, path: str) -> tuple[str, str]:
    """Return what identifies a parameter: one of a path is known by its position, so its name may change."""
    if parameter.place == "path":
        names = re.findall(r"\{([^}]*)\}", path)
        return "path", str(names.index(parameter.name)) if parameter.name in names else parameter.name
    return parameter.place, parameter.name.lower() if parameter.place == "header" else parameter.name


def _parameter(declared: Mapping[str, Any], mark: str) -> Parameter:
    place, name = declared["in"], declared["name"]
    style = declared.get("style", _STYLES.get(place, "form"))
    explode = declared.get("explode", style == "form")
    written = style + ("*" if explode else "")
    return Parameter(
        place=place,
        name=name,
        required=bool(declared.get("required")) or place == "path",
        deprecated=bool(declared.get("deprecated")),
        # A parameter may be a document of its own.
        style=written if "schema" in declared else next(iter(declared.get("content", ())), written),
        schema=_schema(declared),
        source=source_of(name, declared),
        mark=_mark(declared) or mark,
        declared=declared,
    )


def _reply(declared: Mapping[str, Any], mark: str) -> Reply:
    headers = {
        name.lower(): Header(name, bool(one.get("required")), _schema(one), source_of(name, one), _mark(one) or mark)
        for name, one in declared.get("headers", {}).items()
        if name.lower() != "content-type"
    }
    return Reply(headers, _contents(declared), _mark(declared) or mark)


def _schema(declared: Mapping[str, Any]) -> Node:
    """Return the schema of a parameter or header, which may stand in a content."""
    inner: Mapping[str, Any] = next(iter(declared.get("content", {}).values()), {})
    schema: Node = declared.get("schema", inner.get("schema", {}))
    return schema


def _contents(declared: Mapping[str, Any]) -> dict[str, Node]:
    return {media.lower().replace(" ", ""): one.get("schema", {}) for media, one in declared.get("content", {}).items()}


def _ways(security: Sequence[Mapping[str, Sequence[str]]], schemes: Mapping[str, Any]) -> Iterator[Way]:
    """Yield the ways in; no security at all is one that asks for nothing."""
    for one in security or ({},):
        yield frozenset((_kind(name, schemes), _scopes(scopes)) for name, scopes in one.items())


def _kind(name: str, schemes: Mapping[str, Any]) -> tuple[str, ...]:
    if name not in schemes:
        return ("unknown", name)
    return kind_of(schemes[name])


def kind_of(scheme: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a scheme is, so that its own name does not count."""
    return tuple(str(scheme.get(key, "")).lower() for key in ("type", "in", "name", "scheme"))


def _mark(declared: Mapping[str, Any]) -> str:
    evidence = declared.get("x-evidence")
    return str(evidence.get("mark", "")) if isinstance(evidence, Mapping) else ""


def _scopes(scopes: object) -> frozenset[str]:
    if not isinstance(scopes, list) or not all(isinstance(one, str) for one in scopes):
        raise TypeError("scopes are a list of texts")
    return frozenset(scopes)
