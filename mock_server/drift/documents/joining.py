"""Joining: every `$ref` of a document replaced by what it points at. Recursive schemas make the result cyclic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mock_server.core.errors import ConfigError

Json = Any
# Keywords whose value is a map by free names, in which no name is a keyword.
_MAPS = frozenset(
    (
        *("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"),
        *("paths", "responses", "content", "headers", "callbacks", "links", "schemas", "parameters"),
        *("requestBodies", "securitySchemes", "pathItems"),
    )
)
# Keywords whose value is data, in which `$ref` is a word like others.
_LITERAL = frozenset(("example", "examples", "default", "enum", "const", "mapping"))
_TEXTS = frozenset(("description", "summary", "title"))
# Keywords that add to the schema beside which they stand, instead of taking a word's place.
_ADDING = frozenset(("properties", "required", "allOf", "oneOf", "anyOf", "type", "enum"))
_LONGEST_CHAIN = 32


class Joiner:
    """`read` gives the JSON of a file; `entry` is the document's own file, None for one that stands nowhere."""

    def __init__(self, read: Callable[[Path], Json], name: str, entry: Path | None) -> None:
        self._read, self._name, self._entry = read, name, entry
        self._files: dict[Path, Json] = {}
        self._made: dict[tuple[int, bool], Json] = {}
        self._making: set[int] = set()

    def joined(self, document: Json) -> Json:
        """Return the document joined; raise ConfigError where a reference leads nowhere, or to another's files."""
        self._files[self._entry or Path(self._name)] = document
        return self._join(document, self._entry or Path(self._name))

    def _join(self, node: Json, base: Path, free_names: bool = False) -> Json:
        if not isinstance(node, Mapping | list):
            return node
        key = (id(node), free_names)
        if key not in self._made:
            if isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
                return self._referred(node, base, key)
            self._fill(node, base, key)
        return self._made[key]

    def _fill(self, node: Json, base: Path, key: tuple[int, bool]) -> None:
        if isinstance(node, Mapping) and not key[1] and not isinstance(node.get("$ref", ""), str):
            raise ConfigError(f"a $ref of {self._name} is no text")
        made: Json = {} if isinstance(node, Mapping) else []
        self._made[key] = made
        self._making.add(id(made))
        if isinstance(node, Mapping):
            for name, value in node.items():
                is_kept = not key[1] and (name in _LITERAL or str(name).startswith("x-"))
                made[str(name)] = value if is_kept else self._join(value, base, not key[1] and name in _MAPS)
        else:
            made.extend(self._join(item, base) for item in node)
        self._making.discard(id(made))

    def _referred(self, node: Mapping[str, Json], base: Path, key: tuple[int, bool]) -> Json:
        raw, file = self._pick(node["$ref"], base)
        target = self._join(raw, file)
        beside = {name: value for name, value in node.items() if name != "$ref" and name not in _TEXTS}
        if not beside or not isinstance(target, Mapping):
            return target
        if id(target) in self._making or _ADDING & beside.keys():
            self._fill({**beside, "allOf": [*beside.get("allOf", ())]}, base, key)
            self._made[key]["allOf"].insert(0, target)
        else:
            self._fill(beside, base, key)
            self._made[key] = {**target, **self._made[key]}
        return self._made[key]

    def _pick(self, reference: str, base: Path) -> tuple[Json, Path]:
        """Return what a reference leads to, itself no reference, and in which file it is."""
        for _ in range(_LONGEST_CHAIN):
            path, pointer = self._target(reference, base)
            node, base = self._step_down(pointer, path, reference)
            if not (isinstance(node, Mapping) and isinstance(node.get("$ref"), str) and len(node) == 1):
                return node, base
            reference = node["$ref"]
        raise ConfigError(f"a $ref of {self._name} leads back to itself: {_short(reference)}")

    def _step_down(self, pointer: str, path: Path, reference: str) -> tuple[Json, Path]:
        node = self._file(path, reference)
        for step in unquote(pointer).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping) and isinstance(node.get("$ref"), str) and name not in node:
                node, path = self._pick(node["$ref"], path)
            node = _member(node, name)
            if node is None:
                raise ConfigError(f"a $ref of {self._name} leads nowhere: {_short(reference)}")
        return node, path

    def _target(self, reference: str, base: Path) -> tuple[Path, str]:
        file, _, pointer = reference.partition("#")
        if pointer and not pointer.startswith("/"):
            raise ConfigError(f"a $ref of {self._name} leads nowhere: {_short(reference)}")
        if not file:
            return base, pointer
        path = self._path(unquote(file), base, reference)
        if self._entry is None or "://" in file or not path.is_relative_to(self._entry.parent):
            raise ConfigError(f"a $ref of {self._name} leads out of its folder: {_short(reference)}")
        return path, pointer

    def _path(self, file: str, base: Path, reference: str) -> Path:
        """Return where a file is; raise ConfigError for a name that no file can have."""
        try:
            path = (base.parent / file).resolve()
            path.exists()
        except (OSError, ValueError):
            raise ConfigError(f"a $ref of {self._name} leads nowhere: {_short(reference)}") from None
        return path

    def _file(self, path: Path, reference: str) -> Json:
        if path not in self._files:
            if not path.is_file():
                raise ConfigError(f"a $ref of {self._name} leads nowhere: {_short(reference)}")
            self._files[path] = self._read(path)
        return self._files[path]


def _member(node: Json, name: str) -> Json:
    if isinstance(node, list):
        return node[int(name)] if name.isascii() and name.isdigit() and int(name) < len(node) else None
    if not isinstance(node, Mapping):
        return None
    # YAML reads a status as a number.
    return node[name] if name in node else next((value for key, value in node.items() if str(key) == name), None)


def _short(reference: str) -> str:
    return repr(reference if len(reference) <= 80 else f"{reference[:77]}...")
