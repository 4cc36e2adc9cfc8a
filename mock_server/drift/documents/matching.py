"""Matching: which operation of theirs each of ours is."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from itertools import takewhile

from mock_server.drift.documents.hosts import live
from mock_server.drift.documents.model import Document, Operation
from mock_server.drift.links import parts_of

_Pair = tuple[Operation, Operation]


@dataclass(slots=True)
class Matched:
    """Pairs in the order of ours; `moved` are those whose paths are two; `gone` and `new` are alone."""

    pairs: list[_Pair] = field(default_factory=list)
    moved: list[_Pair] = field(default_factory=list)
    gone: list[Operation] = field(default_factory=list)
    new: list[Operation] = field(default_factory=list)

    @property
    def is_of_another_api(self) -> bool:
        """Whether neither has an operation where the other has it, and most have none at all."""
        is_elsewhere = len(self.pairs) == len(self.moved)
        return is_elsewhere and bool(self.gone and self.new) and len(self.moved) < len(self.gone)


def match_operations(ours: Document, theirs: Document) -> Matched:
    """Pair operations by method and shape of the path, also with the server's path before it; then by operationId;
    then by what follows the beginning that all the paths which are left have.
    """
    base, other_base = base_of(ours), base_of(theirs)
    found = Matched(gone=list(ours.operations), new=list(theirs.operations))
    same = _pair(found, lambda one: (one.method, shape_of(one.path)), lambda one: (one.method, shape_of(one.path)))
    same += _pair(
        found,
        lambda one: (one.method, shape_of(base + one.path)),
        lambda one: (one.method, shape_of(other_base + one.path)),
    )
    found.moved = _pair(found, lambda one: one.id, lambda one: one.id)
    start, other_start = _start(found.gone), _start(found.new)
    found.moved += _pair(
        found,
        lambda one: (one.method, _steps(one.path)[len(start) :]),
        lambda one: (one.method, _steps(one.path)[len(other_start) :]),
    )
    order = {id(one): at for at, one in enumerate(ours.operations)}
    found.pairs = sorted([*same, *found.moved], key=lambda pair: order[id(pair[0])])
    return found


def _pair(
    found: Matched, key: Callable[[Operation], Hashable], other_key: Callable[[Operation], Hashable]
) -> list[_Pair]:
    """Take pairs of one key out of what is left."""
    by_key = {other_key(one): one for one in reversed(found.new)}
    pairs = [(one, by_key[key(one)]) for one in found.gone if key(one) in by_key]
    taken = {id(one) for pair in pairs for one in pair}
    found.gone = [one for one in found.gone if id(one) not in taken]
    found.new = [one for one in found.new if id(one) not in taken]
    return pairs


def shape_of(path: str) -> str:
    """Return a path with nothing in the place of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _steps(path: str) -> tuple[str, ...]:
    return tuple(shape_of(path).strip("/").split("/"))


def _start(operations: list[Operation]) -> tuple[str, ...]:
    """Return the steps that all paths begin with, of each but its last."""
    columns = zip(*(_steps(one.path)[:-1] for one in operations), strict=False)
    return tuple(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))


def prefixes(pair: _Pair) -> tuple[str, str]:
    """Return what two paths begin with, before what they have in common at their end."""
    one, other = list(_steps(pair[0].path)), list(_steps(pair[1].path))
    while one and other and one[-1] == other[-1]:
        one.pop()
        other.pop()
    return "/" + "/".join(one), "/" + "/".join(other)


def path_of(ours: Document, theirs: Document, operation: Operation) -> str:
    """Return where an operation of theirs is below the server that ours tells."""
    path, base = base_of(theirs) + operation.path, base_of(ours)
    return path.removeprefix(base) if path.startswith(f"{base}/") else path


def base_of(document: Document) -> str:
    """Return the path of the server, "" where there is none."""
    return next(iter(bases_of(document)), "")


def bases_of(document: Document) -> list[str]:
    """Return the paths of the servers."""
    return [parts_of(one).path.rstrip("/") for one in live_servers(document)]


def live_servers(document: Document) -> list[str]:
    """Return the servers that are not on the machine of whoever reads this, or all if there are no others."""
    return live(document.servers)
