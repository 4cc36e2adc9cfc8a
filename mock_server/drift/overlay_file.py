"""Overlay file: what was found, as an OpenAPI Overlay that makes the contract say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from mock_server.drift.finding import DOCUMENTS, Finding
from mock_server.drift.overlay_order import ordered

_NOTHING = {"target": "$", "description": "Nothing is to be changed.", "update": {}}


def overlay_document(findings: Sequence[Finding], extends: str, title: str) -> dict[str, Any]:
    """Return an Overlay (1.0) with the actions of all findings, each once; `extends` is the contract's
    file. Its description names the findings that no action puts right.

    Where the vendor's own document tells, it alone is followed: what replies are otherwise is to be seen under that.
    """
    has_document = any(one.actions for one in findings if one.eye == DOCUMENTS)
    written = [one for one in findings if one.eye == DOCUMENTS or not has_document]
    actions: list[Any] = []
    for action in ordered(written):
        if action not in actions:
            actions.append(dict(action))
    described = _description([one for one in written if _is_left(one, written)], is_first=has_document)
    return {
        "overlay": "1.0.0",
        "info": {
            "title": f"{title}, as it was seen",
            "version": "1.0.0",
            **({"description": described} if described else {}),
        },
        "extends": extends,
        "actions": actions,
    }


def _is_left(finding: Finding, others: Sequence[Finding]) -> bool:
    """Tell whether nothing puts a finding right. Places in the replies and parameters of a document are put right with
    those that are around them, and all paths with the first.
    """
    is_whole = finding.pointer.partition("/")[0] in ("operation", "scope", "token", "request")
    if finding.actions or (finding.eye == DOCUMENTS and not is_whole):
        return False
    return not any(one.actions for one in others if (one.kind, one.eye) == (finding.kind, finding.eye))


def _description(left: Sequence[Finding], *, is_first: bool) -> str:
    told = []
    if is_first:
        told.append("After the vendor's own document. Look again under this overlay for what replies are otherwise.")
    if left:
        told.append(
            f"Not in here, because nothing in a contract was found to say it: {', '.join(one.id for one in left)}."
        )
    return " ".join(told)


def overlay_text(document: dict[str, Any]) -> str:
    """Return an Overlay as YAML. One has an action at least, so one that has nothing to say says that."""
    whole = {**document, "actions": document["actions"] or [_NOTHING]}
    return str(yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


# The C dumper is five times faster; a platform without it still writes its overlay.
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes what is in two places twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
