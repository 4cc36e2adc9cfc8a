"""Draft: a contract's files as they are written, while they are being changed.

What is changed is what was pointed at. A change of a component shows wherever a `$ref` leads to it; one of a place that
only a `$ref` leads to (below an operation, say) is made in a copy that stands there from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mock_server.contract.references import merge_all_of, picked, read_yaml, split_reference
from mock_server.core.errors import ContractError

Json = Any
Parts = tuple[Any, ...]
Change = Callable[[Json], Json]

# What a change returns where nothing shall be left.
GONE = object()
# A reference inside itself is the contract's error, told when it is compiled; here it is only not followed for ever.
_MOST_TURNS = 2


class Draft:
    """The files of one contract by path, every `$ref` in them with the whole path of its file. No value in them is ever
    changed in place: a changed file is a new tree that shares what stayed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.files: dict[Path, Json] = {}
        self.file(self.path)

    def file(self, path: Path) -> Json:
        """Return a file's tree, as it is now."""
        if path not in self.files:
            self.files[path] = self.anchored(read_yaml(path), path)
        return self.files[path]

    def anchored(self, node: Json, base: Path | None = None) -> Json:
        """Return a copy that means the same in every file; references are relative to `base`, or to the contract."""
        if isinstance(node, list):
            return [self.anchored(item, base) for item in node]
        if not isinstance(node, Mapping):
            return node
        copy = {key: self.anchored(value, base) for key, value in node.items()}
        if isinstance(node.get("$ref"), str):
            file, pointer = split_reference(node["$ref"])
            home = base or self.path
            copy["$ref"] = f"{(home.parent / file).resolve() if file else home}#{pointer}"
        return copy

    def inlined(self, node: Json, trail: Sequence[str] = ()) -> tuple[Json, Sequence[str]]:
        """Return what a node means, with no `$ref` or `allOf` of its own, and the references that led there. It is the
        very node that is meant wherever nothing has to be put together.
        """
        if not isinstance(node, Mapping):
            return node, trail
        if isinstance(node.get("$ref"), str):
            return self._followed(node, trail)
        if not has_all_of(node):
            return node, trail
        parts = [self.inlined(part, trail) for part in node["allOf"]]
        trails = [step for _, further in parts for step in further[len(trail) :]]
        return merge_all_of({**node, "allOf": [part for part, _ in parts]}), (*trail, *trails)

    def _followed(self, node: Mapping[str, Json], trail: Sequence[str]) -> tuple[Json, Sequence[str]]:
        reference = node["$ref"]
        try:
            target = self._target(reference)
        except ContractError:
            return node, trail  # a later action may put it right; if none does, compiling tells
        if trail.count(reference) >= _MOST_TURNS:
            return node, trail
        target, trail = self.inlined(target, (*trail, reference))
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return ({**target, **beside} if beside and isinstance(target, Mapping) else target), trail

    def _target(self, reference: str) -> Json:
        file, pointer = split_reference(reference)
        return picked(self.file(Path(file)), pointer, Path(file).name)

    def home(self, parts: Parts, *, is_followed: bool = True) -> tuple[Path, Parts] | None:
        """Return where a place of the document is written, as file and parts; None where only a `$ref` leads there. A
        component that is itself but the name of one in another file is that one if `is_followed`.
        """
        is_inside = len(parts) >= (3 if is_followed else 4)
        file, parts = self._from_alias(parts) if is_inside else (self.path, parts)
        node, found = self.file(file), list[Any]()
        while parts:
            own = _own(node, parts)
            if own is None:
                return None
            node, parts = node[own[0]], own[1:]
            found.append(own[0])
        return file, tuple(found)

    def at(self, file: Path, parts: Parts) -> Json:
        """Return what is written at a place of a file."""
        node = self.file(file)
        for part in parts:
            node = node[part]
        return node

    def _from_alias(self, parts: Parts) -> tuple[Path, Parts]:
        entry: Json = self.file(self.path)
        for part in parts[:3]:
            entry = entry[part] if isinstance(entry, Mapping) and part in entry else None
        is_alias = parts[0] == "components" and isinstance(entry, Mapping) and [*entry] == ["$ref"]
        file, pointer = split_reference(entry["$ref"]) if is_alias else (str(self.path), "")
        if Path(file) == self.path:
            return self.path, parts
        named = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/") if step)
        return Path(file), (*named, *parts[3:])

    def change(self, file: Path, parts: Parts, change: Change) -> None:
        """Put another value at a place, in copies of all that references lead through; a place that is not there any
        more stays so.
        """
        self.files[file] = self._changed(self.file(file), parts, change)

    def _changed(self, node: Json, parts: Parts, change: Change) -> Json:
        if not parts:
            return change(node)
        own = _own(node, parts)
        if own is None:
            node, own = self.inlined(node)[0], parts
        if not _holds(node, own[0]):
            return node
        value = self._changed(node[own[0]], own[1:], change)
        if value is not GONE:
            return _with(node, own[0], value)
        return _without(self.inlined(node)[0] if own[0] != "allOf" else node, own[0])

    def updated(self, node: Json, update: Json) -> Json:
        """Merge an update into a node as the overlay says: objects merge, arrays take more, all else is replaced."""
        if isinstance(node, list):
            return [*node, *update] if isinstance(update, list) else [*node, update]
        if not (isinstance(node, Mapping) and isinstance(update, Mapping)):
            return update
        if not ("$ref" in update and "$ref" in node) and not self._adds_only(node, update):
            node = self.inlined(node)[0]
        if not isinstance(node, Mapping):
            return self.updated(node, update)
        merged = {key: self.updated(node[key], value) if key in node else value for key, value in update.items()}
        return {**node, **merged}

    def _adds_only(self, node: Mapping[str, Json], update: Mapping[str, Json]) -> bool:
        """Tell whether an update can stand beside an `allOf`, which then goes on to follow what it refers to."""
        if not has_all_of(node):
            return False
        whole = self.inlined(node)[0]
        properties = update.get("properties", {})
        return not any(name in whole.get("properties", {}) for name in properties) and not any(
            isinstance(whole.get(key), Mapping) and key not in node for key in update if key != "properties"
        )


def has_all_of(node: Json) -> bool:
    """Tell whether a node is put together; a property may itself be called "allOf", the keyword holds a list."""
    return isinstance(node, Mapping) and isinstance(node.get("allOf"), list)


def _own(node: Json, parts: Parts) -> Parts | None:
    """Return the way to a place as far as a node itself holds it; None where the node has to be inlined first."""
    key = parts[0]
    if not has_all_of(node) or key == "allOf":
        return parts if _holds(node, key) else None
    if key != "properties":
        return parts if key in node and key != "required" else None
    if len(parts) < 2:
        return None
    if parts[1] in node.get("properties", {}):
        return parts
    holders = [number for number, part in enumerate(node["allOf"]) if parts[1] in part.get("properties", {})]
    return ("allOf", holders[-1], *parts) if holders else None


def _holds(node: Json, key: Any) -> bool:
    if isinstance(node, list):
        return isinstance(key, int) and key < len(node)
    return isinstance(node, Mapping) and key in node


def _with(node: Json, key: Any, value: Json) -> Json:
    if isinstance(node, list):
        return [*node[:key], value, *node[key + 1 :]]
    return {**node, key: value}


def _without(node: Json, key: Any) -> Json:
    if isinstance(node, list):
        return [*node[:key], *node[key + 1 :]]
    return {name: value for name, value in node.items() if name != key}
