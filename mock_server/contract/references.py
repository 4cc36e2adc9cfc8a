"""Reading an OpenAPI document: YAML in, one tree without `$ref` and `allOf` out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
import yaml

from mock_server.contract.schemas import type_of
from mock_server.core.errors import ContractError

Json = Any


def read_yaml(path: Path, kind: str = "contract") -> Json:
    """Parse a YAML (or JSON) file, called its kind in words; raise ContractError with the place of the fault."""
    # The C loader is ten times faster; a platform without it still gets its document.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = path.read_text(encoding="utf-8")
        # JSON is YAML, and read a hundred times faster as what it is; of what it is not, YAML knows the place.
        with suppress(ValueError):
            return orjson.loads(text)
        return yaml.load(text, loader)
    except OSError as error:
        raise ContractError(f"cannot read the {kind} {path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContractError(f"the {kind} {path} is not YAML: {' '.join(str(error).split())}") from error


class Resolver:
    """Replaces every `$ref` by what it points at, in this file or beside it.

    Keys next to a `$ref` win over the target's (OpenAPI 3.1). Equal references give the same object. `files` are trees
    that take the place of what is on disk.
    """

    def __init__(self, path: Path, files: Mapping[Path, Json] | None = None) -> None:
        self._files: dict[Path, Json] = dict(files or {})
        self._targets: dict[tuple[Path, str], Json] = {}
        self._open: list[tuple[Path, str]] = []
        self._path = path

    def document(self) -> Json:
        """Return the whole entry document, resolved."""
        return self._walk(self._file(self._path), self._path)

    def _file(self, path: Path) -> Json:
        if path not in self._files:
            self._files[path] = read_yaml(path)
        return self._files[path]

    def _walk(self, node: Json, base: Path) -> Json:
        if isinstance(node, list):
            return [self._walk(item, base) for item in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            target = self._target(node["$ref"], base)
            beside = {key: self._walk(value, base) for key, value in node.items() if key != "$ref"}
            return {**target, **beside} if beside else target
        walked = {key: self._walk(value, base) for key, value in node.items()}
        # A property may itself be called "allOf"; the keyword holds a list.
        return merge_all_of(walked) if isinstance(walked.get("allOf"), list) else walked

    def _target(self, reference: str, base: Path) -> Json:
        file, pointer = split_reference(reference)
        key = ((base.parent / file).resolve() if file else base, pointer)
        if key in self._open:
            raise ContractError(f"the reference {reference} in {base.name} leads back to itself")
        if key not in self._targets:
            self._open.append(key)
            self._targets[key] = self._walk(self._pick(*key), key[0])
            self._open.pop()
        return self._targets[key]

    def _pick(self, path: Path, pointer: str) -> Json:
        return picked(self._file(path), pointer, path.name)


def split_reference(reference: str) -> tuple[str, str]:
    """Return the file of a reference, empty for the one it stands in, and the JSON pointer."""
    # A number sign in a pointer is written %23; a folder may well be called C#.
    file, _, pointer = reference.rpartition("#") if "#" in reference else (reference, "", "")
    return file, pointer


def picked(node: Json, pointer: str, file: str) -> Json:
    """Return what a JSON pointer, as it stands in a URI, points at in a file; raise ContractError for nothing."""
    for step in filter(None, unquote(pointer).split("/")):
        name: Any = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list) and name.isascii() and name.isdigit() and int(name) < len(node):
            name = int(name)
        elif not isinstance(node, Mapping) or name not in node:
            raise ContractError(f"the reference {file}#{pointer} points at nothing")
        node = node[name]
    return node


def merge_all_of(schema: Mapping[str, Json]) -> dict[str, Json]:
    """Fold `allOf` of object schemas into one object schema: properties and required add up."""
    merged: dict[str, Json] = {}
    for part in [*schema["allOf"], {key: value for key, value in schema.items() if key != "allOf"}]:
        for key, value in part.items():
            if key == "properties":
                merged[key] = {**merged.get(key, {}), **value}
            elif key == "required":
                merged[key] = [*merged.get(key, []), *value]
            else:
                merged[key] = value
    return merged


def close_objects(schema: Json) -> Json:
    """Return a copy in which an object with properties takes no others: what we send must be documented."""
    if isinstance(schema, list):
        return [close_objects(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close_objects(value) for key, value in schema.items()}
    # A property may itself be called "properties"; a schema's own always holds schemas.
    if isinstance(closed.get("properties"), dict) and type_of(schema) == "object":
        closed.setdefault("additionalProperties", False)
    return closed
