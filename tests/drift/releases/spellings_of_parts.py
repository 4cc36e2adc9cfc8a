"""Other ways to write a document, its schemas aside: they are entered in `SPELLINGS`."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.drift.releases.spellings import (
    METHODS,
    SPELLINGS,
    below,
    bodies,
    operations,
    replies,
    schemas,
    spelling,
)

Json = Any


@spelling
def definitions_inside(document: Json) -> None:
    """References within one schema, by $defs."""
    for said in replies(document):
        for name, one in said.get("content", {}).items():
            if one.get("schema", {}).get("type") == "object":
                said["content"][name] = {
                    **one,
                    "schema": {"$ref": "#/components/schemas/" + _kept(document, one["schema"])},
                }


def _kept(document: Json, schema: Json) -> str:
    kept = document["components"].setdefault("schemas", {})
    name = f"Def{len(kept)}"
    kept[name] = {"$defs": {"it": schema}, "$ref": f"#/components/schemas/{name}/$defs/it"}
    return name


@spelling
def references_in_a_chain(document: Json) -> None:
    """A reference to a reference to a schema."""
    kept = document["components"].setdefault("schemas", {})
    for one in [*bodies(document)]:
        if "schema" in one:
            name = f"Chain{len(kept)}"
            kept[f"{name}.end"] = one["schema"]
            kept[name] = {"$ref": f"#/components/schemas/{name}.end"}
            one["schema"] = {"$ref": f"#/components/schemas/{name}", "description": "which may stand beside it"}


@spelling
def all_parts_in_components(document: Json) -> None:
    """Replies, bodies, headers, parameters and paths by reference."""
    parts = document["components"]

    def kept(room: str, whole: Json) -> Json:
        room_of = parts.setdefault(room, {})
        room_of[f"Part{len(room_of)}"] = whole
        return {"$ref": f"#/components/{room}/Part{len(room_of) - 1}"}

    for one in operations(document):
        for status, said in one["responses"].items():
            said["headers"] = {name: kept("headers", header) for name, header in said.get("headers", {}).items()}
            one["responses"][status] = kept("responses", said)
        if "requestBody" in one:
            one["requestBody"] = kept("requestBodies", one["requestBody"])
        one["parameters"] = [kept("parameters", each) for each in one.get("parameters", [])]
    document["paths"] = {path: kept("pathItems", item) for path, item in document["paths"].items()}


@spelling
def parameters_of_the_path(document: Json) -> None:
    """What all operations of a path have in common stands once."""
    for item in document["paths"].values():
        own = [item[one] for one in METHODS if one in item]
        common = [
            each for each in own[0].get("parameters", []) if all(each in one.get("parameters", []) for one in own)
        ]
        item["parameters"] = common
        for one in own:
            one["parameters"] = [each for each in one.get("parameters", []) if each not in common]


@spelling
def parameters_of_the_path_overruled(document: Json) -> None:
    """A declaration of the path that each operation overrules."""
    for item in document["paths"].values():
        own = [item[one] for one in METHODS if one in item]
        item["parameters"] = [{**each, "schema": {"type": "boolean"}} for each in own[0].get("parameters", [])][:1]
        if any(
            each["name"] not in [one["name"] for one in more.get("parameters", [])]
            for each in item["parameters"]
            for more in own
        ):
            del item["parameters"]


@spelling
def references_into_other_operations(document: Json) -> None:
    """A reply by reference to that of another operation, with escapes."""
    seen: dict[str, str] = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            for status, said in item.get(method, {}).get("responses", {}).items():
                escaped = path.replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
                place = f"#/paths/{escaped}/{method}/responses/{status}"
                first = seen.setdefault(repr(said), place)
                if first != place:
                    item[method]["responses"][status] = {"$ref": first}


@spelling
def statuses_by_their_first_digit(document: Json) -> None:
    """2XX for the success, which is the only one."""
    for one in operations(document):
        success = [status for status in one["responses"] if status.startswith("2")]
        if success == ["200"]:
            one["responses"] = {"2XX" if status == "200" else status: said for status, said in one["responses"].items()}


@spelling
def media_types_in_capitals(document: Json) -> None:
    """Media types are the same in any case."""
    for said in replies(document):
        if "content" in said:
            said["content"] = {name.title(): one for name, one in said["content"].items()}


@spelling
def servers_with_variables(document: Json) -> None:
    """A host that is a variable with a default."""
    for one in document["servers"]:
        scheme, _, rest = one["url"].partition("://")
        host, slash, path = rest.partition("/")
        one["url"] = f"{scheme}://{{host}}{slash}{path}"
        one["variables"] = {"host": {"default": host}}


@spelling
def servers_with_a_slash(document: Json) -> None:
    """A base URL that ends with a slash, and says the port of its scheme, its host in capitals."""
    for one in document["servers"]:
        if one["url"].startswith("https"):
            one["url"] = one["url"].replace(".com", ".com:443").replace("https://a", "https://A")
        one["url"] += "/"


@spelling
def servers_of_paths(document: Json) -> None:
    """The servers at each path, and at each operation."""
    for at, item in enumerate(document["paths"].values()):
        item["servers"] = deepcopy(document["servers"])
        if at % 2:
            for one in METHODS:
                if one in item:
                    item[one]["servers"] = deepcopy(document["servers"])


@spelling
def headers_that_do_not_count(document: Json) -> None:
    """Parameters and headers of names that OpenAPI tells to ignore."""
    for one in operations(document):
        names = {each["name"] for each in one.get("parameters", [])}
        one["parameters"] = [
            *one.get("parameters", []),
            *(
                {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
                for name in ("Accept", "Content-Type", "Authorization")
                if name not in names
            ),
        ]
        for said in one["responses"].values():
            said["headers"] = {**said.get("headers", {}), "Content-Type": {"schema": {"type": "string"}}}


@spelling
def more_that_says_nothing(document: Json) -> None:
    """What tells people, tools and other services something, and clients nothing."""
    document["info"] |= {
        "title": "Another title",
        "contact": {"name": "Somebody"},
        "termsOfService": "https://a.example",
    }
    document["tags"] = [{"name": "Other", "externalDocs": {"url": "https://a.example"}}]
    document["webhooks"] = {"done": {"post": {"responses": {"200": {"description": ""}}}}}
    document["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    for one in operations(document):
        one |= {"tags": ["Other"], "summary": "", "externalDocs": {"url": "https://a.example"}}
        one["callbacks"] = {"later": {"{$request.query.url}": {"post": {"responses": {"200": {"description": ""}}}}}}
    for said in replies(document):
        said["links"] = {"other": {"operationId": "none"}}
        for one in said.get("content", {}).values():
            one["example"] = {"id": "any"}
    for schema in [*schemas(document)]:
        schema |= {
            "title": "A title",
            "$comment": "none",
            "xml": {"name": "it"},
            "externalDocs": {"url": "https://a.example"},
        }


@spelling
def members_for_reading(document: Json) -> None:
    """Members of replies are only read, and may have examples and defaults."""
    for said in replies(document):
        for one in said.get("content", {}).values():
            for schema in below(one.get("schema", {})):
                if "properties" in schema:
                    for member in schema["properties"].values():
                        member["readOnly"] = True
                        member["examples"] = ["a"]


@spelling
def kinds_told_apart(document: Json) -> None:
    """A discriminator of objects, which changes nothing of what they may be."""
    for one in [*schemas(document)]:
        if one.get("type") == "object" and one.get("required"):
            one["discriminator"] = {"propertyName": one["required"][0]}


@spelling
def unused_components(document: Json) -> None:
    """Components that nobody uses, one of them endless."""
    document["components"].setdefault("schemas", {})["Unused"] = {
        "type": "object",
        "properties": {"more": {"$ref": "#/components/schemas/Unused"}},
    }
    document["components"].setdefault("securitySchemes", {})["unused"] = {"type": "http", "scheme": "digest"}


@spelling
def version_3_2(document: Json) -> None:
    """The next version, which has all of this one."""
    document["openapi"] = "3.2.0"


@spelling
def operations_called_otherwise(document: Json) -> None:
    """Names of operations are names of generated functions, and nothing on the wire."""
    for one in operations(document):
        one["operationId"] = f"v2_{one['operationId']}"


@spelling
def exclusive_by_a_flag(document: Json) -> None:
    """3.0: a bound that does not count in is a bound and a flag; null is a flag."""
    document["openapi"] = "3.0.3"
    for one in [*schemas(document)]:
        if one.get("type") == "integer" and "minimum" in one:
            one |= {"minimum": one["minimum"] - 1, "exclusiveMinimum": True}
        if isinstance(one.get("type"), list):
            kinds = [kind for kind in one["type"] if kind != "null"]
            if len(kinds) == 1:
                one |= {"type": kinds[0], "nullable": "null" in one["type"]}
        if "const" in one:
            one["enum"] = [one.pop("const")]
        options = one.get("oneOf", [])
        if {"type": "null"} in options and len(options) == 2:
            del one["oneOf"]
            one |= {"nullable": True, "allOf": [option for option in options if option != {"type": "null"}]}


ALL = SPELLINGS
