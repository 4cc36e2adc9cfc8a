"""Nodes: a YAML document and those it refers to, with the line each thing stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import yaml

from mock_server.core.errors import ContractError


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document. `line`, from 1, is that of its name, or of itself where it has none."""

    file: Path
    line: int
    value: yaml.Node

    @property
    def text(self) -> str:
        """The text of a scalar; "" of others."""
        return str(self.value.value) if isinstance(self.value, yaml.ScalarNode) else ""


class Documents:
    """Reads files when they are needed, each once."""

    def __init__(self) -> None:
        self._roots: dict[Path, Node] = {}

    def root(self, file: Path) -> Node:
        """Return the whole of a file; raise ContractError where it is none."""
        if file not in self._roots:
            value = _compose(file)
            self._roots[file] = Node(file, value.start_mark.line + 1, value)
        return self._roots[file]

    def members(self, node: Node) -> Iterator[tuple[str, Node]]:
        """Yield what an object or list has in it, by name or number: its own first, then that of what it refers to."""
        for one in self._chain(node):
            yield from _own(one)

    def member(self, node: Node | None, *names: str) -> Node | None:
        """Return what is at some names below a node, references followed; None where there is nothing."""
        for name in names:
            if node is not None:
                node = next((found for own, found in self.members(node) if own == name), None)
        return node

    def target(self, node: Node) -> Node:
        """Return what a node refers to in the end; itself where it does not."""
        *_, last = self._chain(node)
        return last

    def _chain(self, node: Node) -> Iterator[Node]:
        seen: set[tuple[Path, str]] = set()
        following: Node | None = node
        while following is not None:
            yield following
            reference = next((found.text for name, found in _own(following) if name == "$ref"), "")
            key = (following.file, reference)
            following = self._referred(*key) if reference and key not in seen else None
            seen.add(key)

    def _referred(self, base: Path, reference: str) -> Node | None:
        name, _, pointer = reference.partition("#")
        node = self.root((base.parent / name).resolve() if name else base)
        steps = (step.replace("~1", "/").replace("~0", "~") for step in unquote(pointer).split("/") if step)
        return self.member(node, *steps)


def _compose(file: Path) -> yaml.Node:
    # The C loader is ten times faster; a platform without it still gets its lines.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value: yaml.Node | None = yaml.compose(file.read_text(encoding="utf-8"), loader)
    except OSError as error:
        raise ContractError(f"cannot read the contract {file}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContractError(f"the contract {file} is not YAML: {' '.join(str(error).split())}") from error
    if value is None:
        raise ContractError(f"the contract {file} is empty")
    return value


def _own(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node.value, yaml.MappingNode):
        for name, value in node.value.value:
            if isinstance(name, yaml.ScalarNode):
                yield name.value, Node(node.file, name.start_mark.line + 1, value)
    elif isinstance(node.value, yaml.SequenceNode):
        for index, value in enumerate(node.value.value):
            yield str(index), Node(node.file, value.start_mark.line + 1, value)
