"""Changes of a contract, one each: `CHANGES` by name. A change edits the document and returns what has to be found, the
finding's id and severity, or None where the document has no such place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mock_server.breaks.casing import words_of
from tests.drift.documents.places import Asked, Json, Member, is_plain, kind_of, member, operations, parameter

Expected = tuple[str, str] | None
Change = Callable[[Json], Expected]
CHANGES: dict[str, Change] = {}
B, D, I = "breaking", "dangerous", "informational"  # noqa: E741 - as the table of drift kinds has them


def change(make: Change) -> Change:
    """Enter a change under its name."""
    CHANGES[make.__name__.replace("_", "-")] = make
    return make


def of_member(
    kind: str,
    severity: str,
    holds: Callable[[Member], Any],
    edit: Callable[[Member], object],
    *,
    family: str = "body",
    at: str = "pointer",
) -> Change:
    """Return a change of the first member of which something holds."""

    def make(document: Json) -> Expected:
        found = member(document, holds, family)
        if found is None:
            return None
        place = getattr(found, at)
        edit(found)
        return f"{kind}:{found.operation.id}:{place}", severity

    return make


def of_parameter(
    kind: str,
    severity: str,
    holds: Callable[[Json], Any],
    edit: Callable[[Json], object],
    *,
    place: str = "query",
) -> Change:
    """Return a change of the first parameter of which something holds."""

    def make(document: Json) -> Expected:
        found = parameter(document, holds, place)
        if found is None:
            return None
        name = found[1]["name"]
        edit(found[1])
        return f"{kind}:{found[0].id}:{place}/{name}", severity

    return make


def of_operation(
    kind: str, severity: str, place: str, holds: Callable[[Asked], Any], edit: Callable[[Asked], object]
) -> Change:
    """Return a change of the first operation of which something holds."""

    def make(document: Json) -> Expected:
        found = next((one for one in operations(document) if holds(one)), None)
        if found is None:
            return None
        edit(found)
        return f"{kind}:{found.id}:{place}", severity

    return make


def _rename(one: Member, name: str) -> None:
    properties = one.holder["properties"]
    properties[name] = properties.pop(one.name)
    if one.required:
        one.holder["required"] = [name if each == one.name else each for each in one.holder["required"]]


def _drop(one: Member) -> None:
    one.holder["properties"].pop(one.name)
    one.holder["required"] = [each for each in one.holder.get("required", ()) if each != one.name]


def _replace(one: Member, schema: Json) -> None:
    one.holder["properties"][one.name] = schema


def _limit(one: Json) -> bool:
    return one.get("x-source", one["name"]) == "limit"


def _filters(one: Json) -> bool:
    is_page = one.get("x-source", one["name"]) in ("limit", "page", "page_index", "offset")
    return not is_page and not {"sort", "order", "filterorder"} & {*words_of(one["name"])}


def _words(one: Json) -> list[str]:
    schema = one["schema"].get("items", one["schema"])
    words: list[str] = schema.get("enum", [])
    return words


CHANGES |= {
    # Members of replies.
    "required-field-removed": of_member("field-required-removed", B, lambda one: one.required, _drop),
    "optional-field-removed": of_member("field-optional-removed", B, lambda one: not one.required, _drop),
    "required-field-renamed": of_member(
        "field-renamed", B, lambda one: one.required and kind_of(one.schema) == "string",
        lambda one: _rename(one, "novelty")
    ),
    "optional-field-renamed": of_member(
        "field-renamed", B, lambda one: not one.required and kind_of(one.schema) == "string",
        lambda one: _rename(one, "novelty")
    ),
    "rows-renamed": of_member(
        "envelope-renamed", B,
        lambda one: len(one.steps) == 1 and one.schema.get("type") == "array" and "properties" in one.schema["items"],
        lambda one: _rename(one, "rows"),
    ),
    "field-added": of_member(
        "field-added", I, lambda one: len(one.steps) == 1,
        lambda one: one.holder["properties"].update(novelty={"type": "string"}), at="outer",
    ),
    "nested-field-added": of_member(
        "field-added-nested", I, lambda one: len(one.steps) > 1,
        lambda one: one.holder["properties"].update(novelty={"type": "string"}), at="outer",
    ),
    "field-became-optional": of_member(
        "field-became-optional", B, lambda one: one.required, lambda one: one.holder["required"].remove(one.name)
    ),
    "field-became-required": of_member(
        "field-became-required", I, lambda one: not one.required,
        lambda one: one.holder.update(required=[*one.holder.get("required", ()), one.name]),
    ),
    "field-became-nullable": of_member(
        "became-nullable-all", B, is_plain("string"), lambda one: one.schema.update(type=["string", "null"])
    ),
    "field-became-nullable-by-alternatives": of_member(
        "became-nullable-all", B, is_plain("integer"),
        lambda one: _replace(one, {"anyOf": [one.schema, {"type": "null"}]}),
    ),
    "field-is-never-null": of_member(
        "became-not-null", I, lambda one: isinstance(one.schema.get("type"), list),
        lambda one: one.schema.update(type=one.schema["type"][0]),
    ),
    "integer-became-string": of_member(
        "int-to-string", B, is_plain("integer"), lambda one: one.schema.update(type="string")
    ),
    "integer-became-number": of_member(
        "int-to-float", D, is_plain("integer"), lambda one: one.schema.update(type="number")
    ),
    "boolean-became-string": of_member(
        "bool-to-string", B, is_plain("boolean"), lambda one: one.schema.update(type="string")
    ),
    "boolean-became-integer": of_member(
        "bool-to-int", B, is_plain("boolean"), lambda one: one.schema.update(type="integer")
    ),
    "array-became-text": of_member(
        "array-to-csv", B,
        lambda one: one.schema.get("type") == "array" and one.schema["items"].get("type") == "string",
        lambda one: _replace(one, {"type": "string"}),
    ),
    "object-became-text": of_member(
        "object-to-string", B, is_plain("object"), lambda one: _replace(one, {"type": "string"})
    ),
    "date-time-became-date": of_member(
        "datetime-date-only", B, lambda one: one.schema.get("format") == "date-time" and one.schema["type"] == "string",
        lambda one: one.schema.update(format="date"),
    ),
    "format-removed": of_member(
        "format-changed", D, lambda one: "format" in one.schema, lambda one: one.schema.pop("format")
    ),
    "format-added": of_member(
        "format-changed", I, lambda one: is_plain("string")(one) and not {"format", "pattern"} & one.schema.keys(),
        lambda one: one.schema.update(format="ipv4"),
    ),
    "format-changed": of_member(
        "format-changed", B, lambda one: "format" in one.schema, lambda one: one.schema.update(format="ipv4")
    ),
    "enum-value-added": of_member(
        "enum-new-common", D, lambda one: "enum" in one.schema, lambda one: one.schema["enum"].append("novelty")
    ),
    "enum-value-removed": of_member(
        "enum-value-gone", I, lambda one: len(one.schema.get("enum", ())) > 1, lambda one: one.schema["enum"].pop(0)
    ),
    "enum-in-another-case": of_member(
        "enum-case", B,
        lambda one: one.schema.get("enum") and all(str(each).swapcase() != each for each in one.schema["enum"]),
        lambda one: one.schema.update(enum=[each.swapcase() for each in one.schema["enum"]]),
    ),
    "any-word-came-for-enum": of_member(
        "enum-removed", D, lambda one: one.schema.get("type") == "string" and "enum" in one.schema,
        lambda one: one.schema.pop("enum"),
    ),
    "upper-bound-of-reply-came": of_member(
        "bound-narrowed", I, is_plain("string"), lambda one: one.schema.update(maxLength=7)
    ),
    "lower-bound-of-reply-lowered": of_member(
        "bound-widened", D, lambda one: "minimum" in one.schema,
        lambda one: one.schema.update(minimum=one.schema["minimum"] - 1),
    ),
    "pattern-changed": of_member(
        "pattern-changed", D, lambda one: "pattern" in one.schema, lambda one: one.schema.update(pattern="^novelty$")
    ),
    "pattern-added": of_member(
        "pattern-changed", I, lambda one: is_plain("string")(one) and "pattern" not in one.schema,
        lambda one: one.schema.update(pattern="^novelty$"),
    ),
    "field-deprecated": of_member("deprecated", D, lambda one: True, lambda one: one.schema.update(deprecated=True)),
    # Members of errors and requests.
    "error-field-removed": of_member("error-field-removed", B, lambda one: one.required, _drop, family="error"),
    "error-field-retyped": of_member(
        "string-to-object", B, is_plain("string"), lambda one: _replace(one, {"type": "object"}), family="error"
    ),
    "request-field-removed": of_member("request-field-removed", B, lambda one: True, _drop, family="request"),
    "request-field-renamed": of_member(
        "request-field-renamed", B, lambda one: True, lambda one: _rename(one, "novelty"), family="request"
    ),
    "request-field-became-required": of_member(
        "field-became-required", B, lambda one: not one.required,
        lambda one: one.holder.update(required=[*one.holder.get("required", ()), one.name]), family="request",
    ),
    "request-field-became-optional": of_member(
        "field-became-optional", I, lambda one: one.required, lambda one: one.holder["required"].remove(one.name),
        family="request",
    ),
    "request-bound-lowered": of_member(
        "bound-narrowed", B, is_plain("string"), lambda one: one.schema.update(maxLength=1), family="request"
    ),
    "request-field-retyped": of_member(
        "type-changed", B, is_plain("string"), lambda one: _replace(one, {"type": "boolean"}), family="request"
    ),
    # Parameters.
    "filter-became-required": of_parameter(
        "param-required", B, lambda one: not one.get("required"), lambda one: one.update(required=True)
    ),
    "filter-renamed": of_parameter("filter-renamed", B, _filters, lambda one: one.update(name="novelty")),
    "page-size-renamed": of_parameter(
        "per-page-param-renamed", B, _limit, lambda one: one.update(name="novelty")
    ),
    "page-size-lowered": of_parameter(
        "max-page-size", B, lambda one: _limit(one) and "maximum" in one["schema"],
        lambda one: one["schema"].update(maximum=one["schema"]["maximum"] - 1),
    ),
    "lower-bound-of-parameter-raised": of_parameter(
        "bound-narrowed", B, lambda one: "minimum" in one["schema"],
        lambda one: one["schema"].update(minimum=one["schema"]["minimum"] + 1),
    ),
    "lower-bound-of-parameter-removed": of_parameter(
        "bound-widened", I, lambda one: "minimum" in one["schema"], lambda one: one["schema"].pop("minimum")
    ),
    "default-page-size-changed": of_parameter(
        "default-page-size", D, lambda one: _limit(one) and "default" in one["schema"],
        lambda one: one["schema"].update(default=one["schema"]["default"] - 1),
    ),
    "default-changed": of_parameter(
        "default-changed", D, lambda one: not _limit(one), lambda one: one["schema"].update(default="novelty")
    ),
    "filter-word-removed": of_parameter(
        "filter-value-removed", B, lambda one: len(_words(one)) > 1, lambda one: _words(one).pop()
    ),
    "filter-word-added": of_parameter("enum-value-added", I, _words, lambda one: _words(one).append("novelty")),
    "parameter-retyped": of_parameter(
        "int-to-string", B, lambda one: one["schema"].get("type") == "integer",
        lambda one: one.update(schema={"type": "string"}),
    ),
    "part-of-path-retyped": of_parameter(
        "type-changed", B, lambda one: "type" in one["schema"], lambda one: one.update(schema={"type": "boolean"}),
        place="path",
    ),
    "parameter-deprecated": of_parameter("deprecated", D, lambda one: True, lambda one: one.update(deprecated=True)),
    # Statuses, media types and headers.
    "success-moved-to-202": of_operation(
        "200-to-202", B, "status/200", lambda one: one.success == "200" and "202" not in one.declared["responses"],
        lambda one: one.declared["responses"].update({"202": one.declared["responses"].pop("200")}),
    ),
    "success-moved-to-206": of_operation(
        "200-to-206", D, "status/200", lambda one: one.success == "200",
        lambda one: one.declared["responses"].update({"206": one.declared["responses"].pop("200")}),
    ),
    "refusal-moved-to-422": of_operation(
        "400-to-422", D, "status/400", lambda one: "400" in one.declared["responses"],
        lambda one: one.declared["responses"].update({"422": one.declared["responses"].pop("400")}),
    ),
    "status-added": of_operation(
        "status-added", D, "status/418", lambda one: True,
        lambda one: one.declared["responses"].update({"418": {"description": "new"}}),
    ),
    "status-removed": of_operation(
        "status-removed", D, "status/400", lambda one: "400" in one.declared["responses"],
        lambda one: one.declared["responses"].pop("400"),
    ),
    "operation-deprecated": of_operation(
        "endpoint-deprecated", D, "operation", lambda one: True, lambda one: one.declared.update(deprecated=True)
    ),
    "required-header-of-request-came": of_operation(
        "header-required", B, "header/X-Novelty", lambda one: True,
        lambda one: one.declared.setdefault("parameters", []).append(
            {"name": "X-Novelty", "in": "header", "required": True, "schema": {"type": "string"}}
        ),
    ),
    "required-parameter-came": of_operation(
        "param-required", B, "query/novelty", lambda one: True,
        lambda one: one.declared.setdefault("parameters", []).append(
            {"name": "novelty", "in": "query", "required": True, "schema": {"type": "array", "items": {}}}
        ),
    ),
    "optional-parameter-came": of_operation(
        "param-added", I, "query/novelty", lambda one: True,
        lambda one: one.declared.setdefault("parameters", []).append(
            {"name": "novelty", "in": "query", "schema": {"type": "array", "items": {}}}
        ),
    ),
    "required-body-came": of_operation(
        "request-body-added", B, "request", lambda one: "requestBody" not in one.declared,
        lambda one: one.declared.update(requestBody={"required": True, "content": {"application/json": {}}}),
    ),
    "body-of-request-became-optional": of_operation(
        "request-body-optional", I, "request", lambda one: one.declared.get("requestBody", {}).get("required"),
        lambda one: one.declared["requestBody"].update(required=False),
    ),
    "media-type-of-request-changed": of_operation(
        "request-type-removed", B, "request", lambda one: "requestBody" in one.declared,
        lambda one: one.declared["requestBody"].update(content={"text/csv": {}}),
    ),
    "nothing-is-asked-for": of_operation(
        "auth-not-enforced", I, "scope", lambda one: one.declared.get("security") != [],
        lambda one: one.declared.update(security=[]),
    ),
    "header-added": of_operation(
        "header-added", I, "header/X-Novelty", lambda one: True,
        lambda one: one.declared["responses"][one.success].setdefault("headers", {}).update({"X-Novelty": {}}),
    ),
}  # fmt: skip


@change
def operation_removed(document: Json) -> Expected:
    """An operation is gone, its path too where that has no other."""
    one = next(operations(document))
    del one.item[one.method]
    return f"endpoint-removed:{one.id}:operation", B


@change
def operation_added(document: Json) -> Expected:
    """There is one operation more."""
    document["paths"]["/novelty"] = {"get": {"operationId": "novelty", "responses": {"200": {"description": "new"}}}}
    return "endpoint-added:novelty:operation", I


@change
def path_moved(document: Json) -> Expected:
    """An operation is at another path."""
    one = next(one for one in operations(document) if sum(key in one.item for key in ("get", "post", "put")) == 1)
    document["paths"][f"{one.path}/novelty"] = document["paths"].pop(one.path)
    return f"path-changed:{one.id}:operation", B


@change
def method_changed(document: Json) -> Expected:
    """An operation has another method."""
    one = next(one for one in operations(document) if one.method == "get" and "put" not in one.item)
    one.item["put"] = one.item.pop("get")
    return f"method-changed:{one.id}:operation", B


@change
def prefix_changed(document: Json) -> Expected:
    """All paths begin otherwise."""
    start = re.match(r"/[^{]*?/", next(path for path in reversed(document["paths"]) if path.count("/") > 1))
    assert start is not None
    document["paths"] = {path.replace(start[0], "/rest/v9/", 1): item for path, item in document["paths"].items()}
    return "prefix-changed::operation", B


@change
def server_changed(document: Json) -> Expected:
    """The API is at another host."""
    document["servers"] = [{"url": "https://novelty.example"}]
    return "server-changed::operation", B


@change
def server_added(document: Json) -> Expected:
    """The API is at one host more."""
    document["servers"].append({"url": "https://novelty.example"})
    return "server-added::operation", I


@change
def version_changed(document: Json) -> Expected:
    """The document has another version."""
    document["info"]["version"] = "99.0"
    return "version-changed::operation", I


@change
def token_url_changed(document: Json) -> Expected:
    """Tokens are given elsewhere."""
    flows = [flow for one in _schemes(document) for flow in one.get("flows", {}).values()]
    for flow in flows:
        flow["tokenUrl"] = "/novelty/token"
    return ("token-url-changed::token", B) if flows else None


@change
def scheme_changed(document: Json) -> Expected:
    """Every operation asks for a key of another name, told once."""
    for one in _schemes(document):
        one.update(type="apiKey", name="novelty", **{"in": "query"})
    first = next(one for one in operations(document) if one.declared.get("security") != [])
    return f"security-changed:{first.id}:scope", B


@change
def scope_renamed(document: Json) -> Expected:
    """An operation asks for a scope of another name."""
    return _scoped(document, "scope-renamed", lambda scopes: ["novelty", *scopes[1:]])


@change
def scope_required(document: Json) -> Expected:
    """An operation asks for a scope more."""
    return _scoped(document, "scope-required", lambda scopes: [*scopes, "novelty"])


def _scoped(document: Json, kind: str, edit: Callable[[list[str]], list[str]]) -> Expected:
    for one in operations(document):
        for way in one.declared.get("security", ()):
            for name, scopes in way.items():
                if scopes:
                    way[name] = edit(scopes)
                    return f"{kind}:{one.id}:scope", B
    return None


def _schemes(document: Json) -> list[Json]:
    return list(document.get("components", {}).get("securitySchemes", {}).values())


@change
def parameter_removed(document: Json) -> Expected:
    """A parameter of a query is gone."""
    found = parameter(document)
    assert found is not None
    found[0].declared["parameters"].remove(found[1])
    return f"param-removed:{found[0].id}:query/{found[1]['name']}", B


@change
def media_type_became_vendors(document: Json) -> Expected:
    """A reply has a media type of the vendor's own."""
    return _retyped(document, "content-type-vendor", "application/vnd.novelty+json")


@change
def media_type_became_text(document: Json) -> Expected:
    """A reply is plain text."""
    return _retyped(document, "content-type-text", "text/plain")


@change
def charset_added(document: Json) -> Expected:
    """A media type has a parameter."""
    expected = _retyped(document, "charset-added", "application/json; charset=utf-8")
    return None if expected is None else (expected[0], I)


def _retyped(document: Json, kind: str, media: str) -> Expected:
    for one in operations(document):
        content = one.declared["responses"][one.success].get("content", {})
        if list(content) == ["application/json"]:
            content[media] = content.pop("application/json")
            return f"{kind}:{one.id}:header/Content-Type", B
    return None


@change
def header_removed(document: Json) -> Expected:
    """A header is gone from a reply."""
    return _headed(document, "removed", lambda headers, name: headers.pop(name))


@change
def header_renamed(document: Json) -> Expected:
    """A header has another name."""
    return _headed(document, "renamed", lambda headers, name: headers.update({f"New-{name}": headers.pop(name)}))


def _headed(document: Json, how: str, edit: Callable[[Json, str], object]) -> Expected:
    for one in operations(document):
        for reply in one.declared["responses"].values():
            for name, header in reply.get("headers", {}).items():
                if name.lower() in ("retry-after", "www-authenticate") or header.get("required"):
                    continue
                is_of_limits = header.get("x-source", "").startswith("rate_limit") or "RateLimit" in name
                edit(reply["headers"], name)
                return f"{'ratelimit-headers' if is_of_limits else 'header'}-{how}:{one.id}:header/{name}", D
    return None


@change
def error_shape(document: Json) -> Expected:
    """An error has nothing of what it had in it."""
    found = member(document, lambda one: len(one.steps) == 1, "error")
    assert found is not None
    found.holder.update(properties={"novelty": {"type": "array"}, "oddity": {"type": "array"}}, required=[])
    return f"error-shape:{found.operation.id}:error", B
