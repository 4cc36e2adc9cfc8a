"""Rewrites of a contract that mean the same: `REWRITES` by name. Each takes a document and returns another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import orjson

from mock_server.contract.document import METHODS
from tests.drift.documents.places import Json

_BY_NAMES = ("properties", "patternProperties", "schemas")
_SCHEMAS = ("items", "additionalProperties", "schema")
_TEXTS = ("description", "title", "summary", "example", "examples", "externalDocs", "tags")
Edit = Callable[[Json], Json]


def of_schemas(document: Json, edit: Edit) -> Json:
    """Return a document in which every schema is what `edit` makes of it, the inner ones first."""
    return _walked(document, edit, is_schema=False, by_names=False)


def _walked(node: Json, edit: Edit, *, is_schema: bool, by_names: bool) -> Json:
    if isinstance(node, list):
        return [_walked(one, edit, is_schema=is_schema, by_names=False) for one in node]
    if not isinstance(node, Mapping):
        return node
    made = {}
    for name, value in node.items():
        if by_names:
            made[name] = _walked(value, edit, is_schema=True, by_names=False)
        elif name in ("enum", "default", "const", "example", "examples", "required") or name.startswith("x-"):
            made[name] = value
        elif name in _BY_NAMES:
            made[name] = _walked(value, edit, is_schema=False, by_names=True)
        else:
            is_inner = name in _SCHEMAS or (is_schema and name in ("oneOf", "anyOf", "allOf"))
            made[name] = _walked(value, edit, is_schema=is_inner, by_names=False)
    return edit(made) if is_schema else made


def _reversed(node: Json) -> Json:
    if isinstance(node, list):
        return [_reversed(one) for one in node]
    return {name: _reversed(node[name]) for name in reversed(node)} if isinstance(node, Mapping) else node


def keys_in_another_order(document: Json) -> Json:
    """Every object of the document is written from its end."""
    return _reversed(document)


def words_in_another_order(document: Json) -> Json:
    """Lists of words, of required members, of alternatives and of types are written from their end."""

    def edit(schema: Json) -> Json:
        names = ("enum", "required", "oneOf", "anyOf", "type")
        return {
            name: value[::-1] if name in names and isinstance(value, list) else value for name, value in schema.items()
        }

    return of_schemas(document, edit)


def parameters_in_another_order(document: Json) -> Json:
    """Parameters are declared from their end, and those of an operation for its whole path, where it is alone there."""
    made = deepcopy(document)
    for item in made["paths"].values():
        methods = [method for method in METHODS if method in item]
        for method in methods:
            item[method]["parameters"] = item[method].get("parameters", [])[::-1]
        if len(methods) == 1:
            item["parameters"] = [*item.get("parameters", []), *item[methods[0]].pop("parameters")]
    return made


def texts_dropped(document: Json) -> Json:
    """Nothing is described any more, and no example given."""
    return _without(document, lambda name: name in _TEXTS)


def extensions_dropped(document: Json) -> Json:
    """No key of ours is left."""
    return _without(document, lambda name: name.startswith("x-"))


def _without(node: Json, drops: Callable[[str], bool], *, by_names: bool = False) -> Json:
    if isinstance(node, list):
        return [_without(one, drops) for one in node]
    if not isinstance(node, Mapping):
        return node
    return {
        name: _without(value, drops, by_names=not by_names and name in (*_BY_NAMES, "headers", "responses"))
        for name, value in node.items()
        if by_names or not drops(name)
    }


def all_of_one(document: Json) -> Json:
    """Every schema is all of one."""
    return of_schemas(document, lambda schema: {"allOf": [schema]})


def all_of_parts(document: Json) -> Json:
    """Every object is all of two, which have every second member each."""

    def edit(schema: Json) -> Json:
        names = list(schema.get("properties", ()))
        if len(names) < 2:
            return schema
        parts = [
            {
                "type": "object",
                "properties": {name: schema["properties"][name] for name in half},
                "required": [name for name in schema.get("required", ()) if name in half],
            }
            for half in (names[::2], names[1::2])
        ]
        return {**{key: one for key, one in schema.items() if key not in ("properties", "required")}, "allOf": parts}

    return of_schemas(document, edit)


def null_as_an_alternative(document: Json) -> Json:
    """Lists of types with null are alternatives, one of which is null."""

    def edit(schema: Json) -> Json:
        kinds = schema.get("type")
        if not isinstance(kinds, list) or "null" not in kinds:
            return schema
        rest = [kind for kind in kinds if kind != "null"]
        words = {"enum": [one for one in schema["enum"] if one is not None]} if "enum" in schema else {}
        return {"oneOf": [{**schema, **words, "type": rest[0] if len(rest) == 1 else rest}, {"type": "null"}]}

    return of_schemas(document, edit)


def version_3_0(document: Json) -> Json:
    """The document is of version 3.0: null is a flag, no type is a list, no bound is exclusive by itself."""

    def edit(schema: Json) -> Json:
        made = dict(schema)
        for word in ("oneOf", "anyOf"):
            options = [one for one in made.get(word, ()) if one.get("type") != "null"]
            if len(options) != len(made.get(word, ())):
                made |= {word: options, "nullable": True}
        kinds = made.get("type")
        if isinstance(kinds, list):
            rest = [kind for kind in kinds if kind != "null"]
            made |= {"nullable": True} if "null" in kinds else {}
            del made["type"]
            made |= {"type": rest[0]} if len(rest) == 1 else {"anyOf": [{"type": kind} for kind in rest]}
        if "const" in made:
            made["enum"] = [made.pop("const")]
        for plain, out in (("maximum", "exclusiveMaximum"), ("minimum", "exclusiveMinimum")):
            if out in made:
                made |= {plain: made[out], out: True}
        return made

    return {**of_schemas(document, edit), "openapi": "3.0.3"}


def schemas_by_reference(document: Json) -> Json:
    """Every schema with members is a component of another name, equal ones the same."""
    known = document.get("components", {}).get("schemas", {})
    components: dict[str, Json] = {}
    names: dict[bytes, str] = {}

    def edit(schema: Json) -> Json:
        if "properties" not in schema:
            return schema
        key = orjson.dumps(schema)
        name = names.setdefault(key, f"Renamed{len(known)}x{len(names)}")
        components[name] = schema
        return {"$ref": f"#/components/schemas/{name}"}

    made = of_schemas(document, edit)
    made["components"] = {**made.get("components", {})}
    made["components"]["schemas"] = {**made["components"].get("schemas", {}), **components}
    return made


def schemes_renamed(document: Json) -> Json:
    """Security schemes have other names."""
    made = deepcopy(document)
    schemes = made.get("components", {}).get("securitySchemes", {})
    if schemes:
        made["components"]["securitySchemes"] = {f"other{name}": one for name, one in schemes.items()}
    for holder in (made, *(item[method] for item in made["paths"].values() for method in METHODS if method in item)):
        if "security" in holder:
            holder["security"] = [{f"other{name}": one for name, one in way.items()} for way in holder["security"]]
    return made


def parts_of_paths_renamed(document: Json) -> Json:
    """Parameters of paths have other names."""
    made = deepcopy(document)
    paths = {}
    for path, item in made["paths"].items():
        for holder in (item, *(item[method] for method in METHODS if method in item)):
            for one in holder.get("parameters", ()):
                one["name"] = f"other_{one['name']}" if one["in"] == "path" else one["name"]
        paths[path.replace("{", "{other_")] = item
    return {**made, "paths": paths}


def headers_in_another_case(document: Json) -> Json:
    """Names of headers are in small letters, media types in capitals."""
    made = deepcopy(document)
    for item in made["paths"].values():
        for one in (item[method] for method in METHODS if method in item):
            for reply in one["responses"].values():
                reply["headers"] = {name.lower(): header for name, header in reply.get("headers", {}).items()}
                reply["content"] = {media.upper(): content for media, content in reply.get("content", {}).items()}
    return made


def paths_below_the_server(document: Json) -> Json:
    """What all paths begin with is said by the server instead."""
    made = deepcopy(document)
    paths = list(made["paths"])
    start = f"/{paths[-1].split('/')[1]}"
    if not all(path.startswith(f"{start}/") for path in paths):
        return made
    made["servers"] = [{**one, "url": one["url"] + start} for one in made["servers"]]
    return {**made, "paths": {path.removeprefix(start): item for path, item in made["paths"].items()}}


def operations_without_ids(document: Json) -> Json:
    """No operation has a name of its own."""
    made = deepcopy(document)
    for item in made["paths"].values():
        for method in METHODS:
            if method in item:
                del item[method]["operationId"]
    return made


REWRITES: dict[str, Edit] = {
    one.__name__.replace("_", "-"): one
    for one in (
        keys_in_another_order,
        words_in_another_order,
        parameters_in_another_order,
        texts_dropped,
        extensions_dropped,
        all_of_one,
        all_of_parts,
        null_as_an_alternative,
        version_3_0,
        schemas_by_reference,
        schemes_renamed,
        parts_of_paths_renamed,
        headers_in_another_case,
        paths_below_the_server,
        operations_without_ids,
    )
}


def recursive(document: Any, name: str = "Tree") -> Json:
    """Return a document with one operation more, whose reply has itself in it."""
    tree = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
            "parent": {"oneOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "null"}]},
        },
    }
    answer = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    made = deepcopy(document)
    made["paths"]["/tree"] = {"get": {"operationId": "getTree", "responses": {"200": answer}}}
    made.setdefault("components", {}).setdefault("schemas", {})[name] = tree
    return made
