"""A toy vendor behind an app, for contracts that a test writes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.app import App
from tests.conftest import EPOCH
from tests.toy.vendor import new_vendor

Save = Callable[..., Path]
Serve = Callable[..., Client]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a contract, made of data, to a file."""

    def save(document: dict[str, Any], name: str = "toy.yaml") -> Path:
        path = tmp_path / name
        path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
        return path

    return save


@pytest.fixture
def serve(save: Save, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serve contracts as the vendor "toy", alone; a reply that breaks one raises."""
    apps: list[App] = []

    def serve(document: dict[str, Any], *pages: dict[str, Any], **given: Any) -> Client:
        beside = [save(page, f"page-{number}.yaml") for number, page in enumerate(pages)]
        vendor = new_vendor(save(document), *beside, **given)
        monkeypatch.setattr("mock_server.runtime.discover", lambda only: {"toy": vendor})
        apps.append(create_app(Config(epoch=EPOCH, enforce=True), clock))
        return Client(apps[-1])

    yield serve
    for app in apps:
        app.close()
