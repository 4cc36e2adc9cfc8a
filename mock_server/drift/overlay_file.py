"""Overlay file: what was found, as an OpenAPI Overlay that makes the contract say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from mock_server.drift.finding import Finding


def overlay_document(findings: Sequence[Finding], extends: str, title: str) -> dict[str, Any]:
    """Return an Overlay (1.0) with the actions of all findings, each once, in their order; `extends` is the contract's
    file.
    """
    actions: list[Any] = []
    for action in (one for finding in findings for one in finding.actions):
        if action not in actions:
            actions.append(dict(action))
    return {
        "overlay": "1.0.0",
        "info": {"title": f"{title}, as it was seen", "version": "1.0.0"},
        "extends": extends,
        "actions": actions,
    }


def overlay_text(document: dict[str, Any]) -> str:
    """Return an Overlay as YAML."""
    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120))
