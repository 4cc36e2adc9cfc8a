"""Overlays as files, and servers under them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from mock_server import Clock, Config, MockServer
from mock_server.contract.draft import Draft
from mock_server.contract.overlay import read_overlay
from mock_server.contract.references import Resolver
from tests.conftest import EPOCH, NOON

Actions = Sequence[dict[str, Any]]


def overlay(actions: Actions, **said: Any) -> dict[str, Any]:
    """An overlay of some actions."""
    return {"overlay": "1.0.0", "info": {"title": "Rewritten", "version": "1"}, **said, "actions": list(actions)}


def written(path: Path, document: Any) -> Path:
    """A document in a file, JSON or YAML by its name."""
    is_json = path.suffix == ".json"
    path.write_text(json.dumps(document) if is_json else yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return path


def applied(tmp_path: Path, document: Any, *actions: dict[str, Any]) -> Any:
    """A document, resolved, after the actions of an overlay."""
    path = tmp_path / "contract.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    draft = Draft(path)
    read_overlay(written(tmp_path / "overlay.yaml", overlay(actions))).apply(draft)
    return Resolver(draft.path, draft.files).document()


def serving(*overlays: Path, vendors: Sequence[str] = ("oniva",), limits: bool = True) -> MockServer:
    """A server under overlays, which raises where a reply breaks the contract; to be started."""
    config = Config(vendors=tuple(vendors), epoch=EPOCH, enforce=True, limits=limits, overlays=overlays)
    return MockServer(config, clock=Clock(NOON, frozen=True))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., MockServer]]:
    """Start a server under one overlay of some actions."""
    started: list[MockServer] = []

    def start(actions: Actions, *, vendors: Sequence[str] = ("oniva",), **said: Any) -> MockServer:
        path = written(tmp_path / f"overlay-{len(started)}.yaml", overlay(actions, **said))
        started.append(serving(path, vendors=vendors).start())
        return started[-1]

    yield start
    for one in started:
        one.stop()
