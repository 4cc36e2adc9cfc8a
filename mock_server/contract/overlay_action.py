"""Action: one step of an overlay, a target and what becomes of it.

JSONPath is python-jsonpath's, which is an extra: imported only where there is an overlay. Targets are found in the
contract as it reads with every reference followed; `mock_server.contract.draft` tells what is changed then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_server.contract.draft import GONE, Change, Draft, Parts
from mock_server.contract.seen import SeenList, SeenObject, seen
from mock_server.core.errors import ConfigError, ContractError

if TYPE_CHECKING:
    from jsonpath import JSONPathMatch

Json = Any

_MISSING = "an overlay needs an extra: pip install onmock[drift]"
_KEYS = ("target", "description", "update", "remove")


@dataclass(frozen=True, slots=True)
class Action:
    """One action: `query` is its target, compiled; `update` is None where it removes."""

    name: str
    target: str
    query: Any
    update: Json
    removes: bool

    def apply(self, draft: Draft) -> int:
        """Change a draft; return how many nodes the target selects. Raises ContractError for what cannot be changed."""
        if not self.removes and self.update is None:
            return len(self._matches(draft))
        matches = self._matches(draft)
        homes = {match.parts: self._home(draft, match.parts) for match in matches}
        direct = [place for place in homes.values() if place is not None]
        known = {self._identity_at(draft, *place) for place in direct}
        copied = [
            (draft.path, match.parts)
            for match in matches
            if homes[match.parts] is None and self._identity_of(match) not in known
        ]
        for places in (set(direct), set(copied)):
            # From the end, so that what is removed from an array moves nothing that is still to come.
            for file, parts in sorted(places, reverse=True):
                draft.change(file, parts, self._change(draft, file))
        return len(matches)

    def _matches(self, draft: Draft) -> Sequence[JSONPathMatch]:
        from jsonpath.exceptions import JSONPathError

        try:
            return list(self.query.finditer(seen(draft, draft.file(draft.path))))
        except JSONPathError as error:
            raise ContractError(f"{self.name}: the target {self.target} fails: {_line(error)}") from error

    def _home(self, draft: Draft, parts: Parts) -> tuple[Path, Parts] | None:
        if self.removes and not parts:
            raise ContractError(f"{self.name} removes the whole document")
        return draft.home(parts, is_followed=not self.removes)

    def _identity_of(self, match: JSONPathMatch) -> Any:
        """What a match would change, so that what is found on several ways is changed once."""
        if not self.removes:
            return _identity(match.obj)
        return (_identity(match.parent.obj) if match.parent else 0), match.parts[-1]

    def _identity_at(self, draft: Draft, file: Path, parts: Parts) -> Any:
        if not self.removes:
            return id(draft.inlined(draft.at(file, parts))[0])
        return id(draft.inlined(draft.at(file, parts[:-1]))[0]), parts[-1]

    def _change(self, draft: Draft, file: Path) -> Change:
        if self.removes:
            return lambda node: GONE
        update = draft.anchored(self.update)
        return lambda node: self._updated(draft, node, update)

    def _updated(self, draft: Draft, node: Json, update: Json) -> Json:
        if isinstance(node, Mapping) and not isinstance(update, Mapping):
            raise ContractError(f"{self.name}: {self.target} selects an object, so update must be one")
        if not isinstance(node, Mapping | list):
            raise ContractError(
                f"{self.name}: {self.target} selects a single value; select the object around it, and update that"
            )
        return draft.updated(node, update)


def _identity(view: Json) -> int:
    return id(view.node) if isinstance(view, SeenObject | SeenList) else id(view)


def read_action(said: Json, name: str) -> Action:
    """Read an action, called `name` in errors; raise ContractError where it is none, ConfigError without the extra."""
    if not isinstance(said, Mapping) or not isinstance(said.get("target"), str):
        raise ContractError(f"{name} lacks a target, a JSONPath")
    refuse_unknown(said, _KEYS, name)
    if not isinstance(said.get("remove", False), bool):
        raise ContractError(f"{name} has a remove that is neither true nor false")
    removes = said.get("remove", False)
    return Action(name, said["target"], _query(said["target"], name), None if removes else said.get("update"), removes)


def refuse_unknown(said: Mapping[str, Json], known: Collection[str], name: str) -> None:
    """Raise ContractError for a key that is neither known nor an extension."""
    unknown = sorted(key for key in said if key not in known and not key.startswith("x-"))
    if unknown:
        raise ContractError(f"{name} has an unknown key {unknown[0]!r}; there are: {', '.join(known)}")


def _query(target: str, name: str) -> Any:
    try:
        from jsonpath import JSONPathEnvironment
        from jsonpath.exceptions import JSONPathError
    except ImportError as error:
        raise ConfigError(_MISSING) from error
    try:
        return JSONPathEnvironment(strict=True).compile(target)
    except JSONPathError as error:
        raise ContractError(f"{name} has a target that is no JSONPath (RFC 9535): {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
