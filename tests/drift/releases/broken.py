"""Files that are no OpenAPI document that can be read: what is in them, and what has to be told."""

from __future__ import annotations

import gzip
from typing import Any

import orjson

Json = Any
LONG = "s" * 5000


def of_schema(schema: Json, **said: Json) -> bytes:
    """A document with one operation, whose reply has a schema."""
    answer = {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}
    operation = {"operationId": "a", "responses": answer}
    return orjson.dumps({"openapi": "3.1.0", "info": {}, "paths": {"/a": {"get": operation}}, **said})


def ref(to: Json, **components: Json) -> bytes:
    """A document whose only schema is a reference."""
    return of_schema({"$ref": to}, components={"schemas": components})


def in_yaml(text: str) -> bytes:
    """A document in YAML, with something in it."""
    return f"openapi: 3.1.0\ninfo: {{version: '1'}}\npaths: {{}}\n{text}\n".encode()


def doubled(depth: int) -> str:
    """A text of YAML that is short, and long when it is followed."""
    lines = ["x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"x-{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, depth)]
    return "\n".join(lines)


SELF = "#/components/schemas/A"
# What cannot be read, and is told in one line, with exit 2.
REFUSED: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\n",
    "nothing-but-a-comment": b"# later\n",
    "truncated-json": of_schema({"type": "object"})[:-40],
    "truncated-in-a-text": of_schema({"type": "object"})[:20],
    "truncated-yaml": b"openapi: 3.1.0\npaths:\n  /a: {get: {responses",
    "two-documents": b"openapi: 3.1.0\npaths: {}\n---\nopenapi: 3.1.0\npaths: {}\n",
    "json-and-more": of_schema({}) + b"}}",
    "swagger-2": b'{"swagger": "2.0", "info": {"title": "a", "version": "1"}, "basePath": "/api", "paths": {}}',
    "swagger-1": b'{"swaggerVersion": "1.2", "apis": []}',
    "asyncapi": b"asyncapi: 3.0.0\nchannels: {}\n",
    "postman": b'{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0"}, "item": []}',
    "graphql": b"type Query { events: [Event!]! }",
    "a-page": b"<!DOCTYPE html><html><body>Please sign in</body></html>",
    "compressed": gzip.compress(of_schema({}), mtime=0),
    "utf-16-bytes-of-noise": b"\xff\xfe\x00\xd8\x00\xd8",
    "no-text": bytes(range(256)),
    "a-number": b"7",
    "a-text": b'"openapi: 3.1.0"',
    "null": b"null",
    "a-list": b"[]",
    "no-version": b'{"openapi": null, "paths": {}}',
    "version-of-later": b'{"openapi": "4.0.0", "paths": {}}',
    "version-of-nothing": b'{"openapi": {"a": 1}, "paths": {}}',
    "paths-of-a-text": b'{"openapi": "3.1.0", "paths": "/a"}',
    "paths-of-a-list": b'{"openapi": "3.1.0", "paths": [{}]}',
    "deep-json": b'{"openapi": "3.1.0", "paths": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
    "deep-lists": b"[" * 100_000,
    "deep-yaml": b"openapi: 3.1.0\npaths: " + b"{a: " * 5_000 + b"1" + b"}" * 5_000,
    "deep-schema": b"".join(
        [of_schema(1)[:-6].partition(b'"schema":')[0], b'"schema":', b'{"items":' * 900, b"{}", b"}" * 900, b"}}}}}}}}"]
    ),
    "bomb-in-paths": f"openapi: 3.1.0\n{doubled(9)}\npaths: {{/a: {{get: {{responses: *a8}}}}}}\n".encode(),
    "a-day-there-is-not": in_yaml("x-day: 2026-99-99"),
    "a-moment-there-is-not": in_yaml("x-day: 2026-01-01 99:99:99"),
    "a-number-too-long": in_yaml("x-number: " + "9" * 6000),
    "keys-that-are-lists": in_yaml("? [a, b]\n: 1"),
    "merge-of-a-number": in_yaml("x-a: {<<: 7}"),
    "tag-of-python": in_yaml("x-a: !!python/object/apply:os.system ['true']"),
    "tag-of-a-stranger": in_yaml("x-a: !include secrets.yaml"),
    "alias-of-nothing": in_yaml("x-a: *nobody"),
    "tabs": b"openapi: 3.1.0\npaths:\n\t/a: {}\n",
    "own-reference": ref(SELF, A={"$ref": SELF}),
    "references-in-a-ring": ref(SELF, A={"$ref": "#/components/schemas/B"}, B={"$ref": SELF}),
    "reply-in-a-ring": orjson.dumps(
        {
            "openapi": "3.1.0",
            "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/paths/~1a/get/responses/200"}}}}},
        }
    ),
    "path-in-a-ring": orjson.dumps({"openapi": "3.1.0", "paths": {"/a": {"$ref": "#/paths/~1a"}}}),
    "reference-to-nothing": ref("#/components/schemas/Nobody"),
    "reference-to-an-anchor": ref("#here"),
    "reference-that-is-a-number": ref(7),
    "reference-that-is-a-list": ref(["#/a"]),
    "reference-with-a-bad-escape": ref("#/components/schemas/%ZZ~7"),
    "reference-to-a-folder": ref("."),
    "reference-to-a-long-name": ref(f"{LONG}.yaml"),
    "reference-with-a-null": ref("a\x00b.yaml"),
    "reference-out-by-escapes": ref("%2e%2e/%2e%2e/etc/hostname"),
    "reference-out-by-backslashes": ref("..\\..\\secret.yaml"),
    "reference-to-a-share": ref("//host.invalid/share.yaml"),
    "reference-to-a-file-url": ref("file:///etc/hostname"),
    "reference-to-a-device": ref("/dev/zero"),
    "reference-to-data": ref("data:application/json,{}"),
    "parameter-without-a-name": orjson.dumps(
        {"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": [{"in": "query"}], "responses": {}}}}}
    ),
    "operation-of-a-text": orjson.dumps({"openapi": "3.1.0", "paths": {"/a": {"get": "later"}}}),
}
# What is strange and can be read: there is an answer, whatever it is, and it is shown in plain characters.
STRANGE: dict[str, bytes] = {
    "path-with-colours": orjson.dumps(
        {
            "openapi": "3.1.0",
            "paths": {"/\x1b[31ma\n\r": {"get": {"operationId": "b\x1b]0;x\x07\n\u202e", "responses": {}}}},
        }
    ),
    "words-with-colours": of_schema({"type": "string", "enum": ["\x1b[2Jgone", "\u202etxt.exe"]}),
    "half-characters": in_yaml(
        'paths: {"/\\ud800": {get: {operationId: "\\ud83d", responses: {}}}}'.replace("paths", "x-p")
    ),
    "half-characters-in-a-path": b'openapi: 3.1.0\npaths: {"/\\ud800": {get: {operationId: "\\ud83d", responses: {}}}}',
    "no-pattern": of_schema({"type": "string", "pattern": "([a-z"}),
    "endless-pattern": of_schema({"type": "string", "pattern": "^(a+)+$", "example": "a" * 60 + "!"}),
    "numbers-without-end": b'{"openapi": "3.1.0", "paths": {"/a": {"get": {"responses": {"200": {"description": "", '
    b'"content": {"application/json": {"schema": {"maximum": 1e999, "minimum": -1e999}}}}}}}}}',
    "huge-bounds": of_schema({"type": "string", "maxLength": 2**62, "minLength": 2**62}),
    "types-that-are-none": of_schema({"type": ["strange", "integer"]}),
    "twice-the-same-path": orjson.dumps(
        {"openapi": "3.1.0", "paths": {p: {"get": {"responses": {}}} for p in ("/a/{b}", "/a/{c}", "/a/{b}/")}}
    ),
    "twice-the-same-id": orjson.dumps(
        {"openapi": "3.1.0", "paths": {p: {"get": {"operationId": "a", "responses": {}}} for p in ("/a", "/b")}}
    ),
    "endless-members": ref(SELF, A={"type": "object", "properties": {"a": {"$ref": SELF}, "b": {"$ref": SELF}}}),
    "endless-items": ref(SELF, A={"type": "array", "items": {"$ref": SELF}}),
    "endless-alternatives": ref(SELF, A={"oneOf": [{"type": "string"}, {"type": "array", "items": {"$ref": SELF}}]}),
    "true-for-a-schema": of_schema(True),
    "no-paths": b"openapi: 3.1.0\ninfo: {title: a, version: '1'}\n",
    "long-name": of_schema({"type": "object", "properties": {LONG * 20: {"type": "string"}}}),
    "long-description": orjson.dumps({"openapi": "3.1.0", "info": {"description": "d" * 10_000_000}, "paths": {}}),
    "many-schemas": of_schema(
        {
            "type": "object",
            "properties": {f"m{at}": {"type": "string", "description": "x" * 90} for at in range(10_000)},
        }
    ),
    "bomb": in_yaml(doubled(9) + "\nx-all: *a8"),
    "cycle-of-yaml": b"openapi: 3.1.0\npaths: &p {/a: *p}\n",
    "all-of-itself": ref(SELF, A={"allOf": [{"$ref": SELF}]}),
    "reference-that-is-empty": ref(""),
}
