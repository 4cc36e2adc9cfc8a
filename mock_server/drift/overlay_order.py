"""Order: replies get their other status first, and what else becomes of them is done to them under that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Action

_STATUSES = re.compile(r"\d{3}-to-(\d{3})")


def ordered(findings: Sequence[Finding]) -> Iterator[Action]:
    """Yield the actions of all findings."""
    moving = [one for one in findings if _STATUSES.fullmatch(one.kind)]
    moved = {place: there for one in moving for place, there in _moved(one)}
    yield from (action for one in moving for action in one.actions)
    known = {id(one) for one in moving}
    for one in findings:
        if id(one) not in known:
            yield from (_there(action, moved) for action in one.actions)


def _moved(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield where a reply was, and where it is now."""
    status = finding.kind.rpartition("-")[2]
    for action in finding.actions:
        parent, _, last = action["target"].rpartition("[")
        if action.get("remove") and parent.endswith(".responses") and last.strip("']").isdigit():
            yield action["target"], f"{parent}['{status}']"


def _there(action: Action, moved: dict[str, str]) -> Action:
    for place, there in moved.items():
        if action["target"].startswith(place):
            return {**action, "target": there + action["target"].removeprefix(place)}
    return action
