"""Unmatched: what errors of a status became is what is answered where no operation is, if that was the same before."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mock_server.contract import Contract
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Action

_REPLY = re.compile(r"\$\.paths\['((?:[^'\\]|\\.)*)'\]\.([a-z]+)\.responses\['(\d{3})'\](.+)")
# One operation may have errors of its own.
_SEVERAL = 2


def with_unmatched(contract: Contract, findings: Sequence[Finding]) -> list[Finding]:
    """Return findings; those of errors that several operations have alike put right what is answered elsewhere, too."""
    operations: dict[Hashable, set[tuple[str, str]]] = {}
    for one in findings:
        for status, rest, where, action in _of_errors(contract, one.actions):
            operations.setdefault(_key(status, rest, action), set()).add(where)
    common = {key for key, known in operations.items() if len(known) >= _SEVERAL}
    found = []
    for one in findings:
        mine = [(_key(*each[:2], each[3]), each) for each in _of_errors(contract, one.actions)]
        added = [_elsewhere(*each[:2], each[3]) for key, each in mine if key in common]
        common -= {key for key, _ in mine}
        found.append(replace(one, actions=[*one.actions, *added]) if added else one)
    return found


def _of_errors(contract: Contract, actions: Sequence[Action]) -> Iterator[tuple[str, str, tuple[str, str], Action]]:
    """Yield the actions on errors that are answered where no operation is as well: status, place in it, operation."""
    unmatched: Mapping[str, Any] = contract.document.get("x-unmatched", {})
    for action in actions:
        found = _REPLY.fullmatch(action["target"])
        if found is not None and found[3] in unmatched:
            declared = contract.document["paths"].get(found[1], {}).get(found[2], {}).get("responses", {})
            if declared.get(found[3], {}).get("content") == unmatched[found[3]].get("content"):
                yield found[3], found[4], (found[1], found[2]), action


def _key(status: str, rest: str, action: Action) -> Hashable:
    return status, rest, json.dumps(action.get("update"), sort_keys=True, default=str)


def _elsewhere(status: str, rest: str, action: Action) -> Action:
    return {**action, "target": f"$['x-unmatched']['{status}']{rest}"}
