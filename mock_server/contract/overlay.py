"""OverlayDocument: an OpenAPI Overlay 1.0, which re-shapes a contract before it is compiled.

https://spec.openapis.org/overlay/v1.0.0. In a target, an array takes an update that is no array as one more entry, and
every entry of one that is, as arrays further down do.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from mock_server.contract.draft import Draft
from mock_server.contract.overlay_action import Action, read_action, refuse_unknown
from mock_server.contract.references import read_yaml
from mock_server.core.errors import ContractError

Json = Any

log = logging.getLogger("onmock")

_VERSION = re.compile(r"1\.0\.\d+")
_KEYS = ("overlay", "info", "extends", "actions")


@dataclass(frozen=True, slots=True)
class OverlayDocument:
    """An overlay as it was read. `extends` names the document it is for; None is the only one there is."""

    path: Path
    extends: str | None
    actions: Sequence[Action]

    def is_for(self, document: str) -> bool:
        """Tell whether it names a document (a file below `openapi/`), by the end of its path or by more than that."""
        if self.extends is None:
            return False
        named = PurePosixPath(unquote(urlsplit(self.extends).path)).parts
        meant = PurePosixPath(document).parts
        shorter = min(len(named), len(meant))
        return shorter > 0 and named[-shorter:] == meant[-shorter:]

    def apply(self, draft: Draft) -> None:
        """Carry out the actions on a draft, one after the other; what selects nothing is noted in the log."""
        for action in self.actions:
            if not action.apply(draft):
                log.warning("%s selects nothing: %s", action.name, action.target)


def read_overlay(path: Path) -> OverlayDocument:
    """Read an OpenAPI Overlay 1.0 document, YAML or JSON. Raises ContractError in one line where it is none, and
    ConfigError where the extra is not installed.
    """
    try:
        said = _as_json(read_yaml(path, "overlay"))
    except (TypeError, RecursionError) as error:
        reason = "nests too deeply" if isinstance(error, RecursionError) else str(error)
        raise ContractError(f"the overlay {path} {reason}") from error
    if not isinstance(said, Mapping) or "overlay" not in said:
        raise ContractError(f"{path} is no overlay: it does not say overlay: 1.0.0")
    _check(said, path)
    actions = [
        read_action(one, f"the overlay {path}: action {number}") for number, one in enumerate(said["actions"], 1)
    ]
    return OverlayDocument(path, said.get("extends"), actions)


def _check(said: Mapping[str, Json], path: Path) -> None:
    if not isinstance(said["overlay"], str) or not _VERSION.fullmatch(said["overlay"]):
        raise ContractError(f"the overlay {path} is of version {said['overlay']!r}; 1.0.0 is understood")
    info = said.get("info")
    if not (isinstance(info, Mapping) and all(isinstance(info.get(name), str) for name in ("title", "version"))):
        raise ContractError(f"the overlay {path} lacks info with title and version")
    if not isinstance(said.get("extends", ""), str):
        raise ContractError(f"the overlay {path} has an extends that is no text")
    if not (isinstance(said.get("actions"), list) and said["actions"]):
        raise ContractError(f"the overlay {path} lacks actions, a list of at least one")
    refuse_unknown(said, _KEYS, f"the overlay {path}")


def _as_json(node: Json) -> Json:
    """YAML has more than JSON: a status as a key is a number there, and a bare date no text."""
    if isinstance(node, list):
        return [_as_json(item) for item in node]
    if isinstance(node, Mapping):
        for key in node:
            if not isinstance(key, str | int) or isinstance(key, bool):
                raise TypeError(f"has the key {key!r}, which is no text: quote it")
        return {str(key): _as_json(value) for key, value in node.items()}
    if node is not None and not isinstance(node, str | int | float):
        raise TypeError(f"has the value {str(node)!r}, which is no JSON: quote it")
    return node
