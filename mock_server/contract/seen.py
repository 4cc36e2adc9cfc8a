"""Seen: a draft as a query sees it, without `$ref` and `allOf`, put together as far as the query looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from os.path import relpath
from pathlib import Path
from typing import Any

from mock_server.contract.draft import Draft
from mock_server.contract.references import split_reference

Json = Any


class SeenObject(Mapping[str, Json]):
    """An object. `node` is what it means in the draft; a `$ref` or `allOf` as it is written is found by name only."""

    __slots__ = ("_draft", "_trail", "_written", "node")

    def __init__(self, draft: Draft, written: Mapping[str, Json], trail: Sequence[str] = ()) -> None:
        self._draft, self._written = draft, written
        self.node, self._trail = draft.inlined(written, trail)

    def __getitem__(self, key: str) -> Json:
        if key in self.node:
            return seen(self._draft, self.node[key], self._trail)
        if key == "$ref":
            file, pointer = split_reference(self._written[key])
            beside = "" if Path(file) == self._draft.path else relpath(file, self._draft.path.parent)
            return f"{beside}#{pointer}"
        return seen(self._draft, self._written[key], self._trail)

    def __iter__(self) -> Iterator[str]:
        return iter(self.node)

    def __len__(self) -> int:
        return len(self.node)


class SeenList(Sequence[Json]):
    """An array. `node` is the one in the draft."""

    __slots__ = ("_draft", "_trail", "node")

    def __init__(self, draft: Draft, node: Sequence[Json], trail: Sequence[str]) -> None:
        self._draft, self.node, self._trail = draft, node, trail

    def __getitem__(self, index: Any) -> Json:
        found = self.node[index]
        if isinstance(index, slice):
            return [seen(self._draft, item, self._trail) for item in found]
        return seen(self._draft, found, self._trail)

    def __len__(self) -> int:
        return len(self.node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and not isinstance(other, str) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # like a list


def seen(draft: Draft, node: Json, trail: Sequence[str] = ()) -> Json:
    """Return a node of a draft as a query sees it; what is no object and no array is seen as it is."""
    if isinstance(node, Mapping):
        view = SeenObject(draft, node, trail)
        return view if isinstance(view.node, Mapping) else seen(draft, view.node, trail)
    return SeenList(draft, node, trail) if isinstance(node, list) else node
