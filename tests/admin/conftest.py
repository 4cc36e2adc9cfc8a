"""The owner of a server of every vendor, whose clock stands at noon."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_server import Clock, Config, create_app
from mock_server.app import App
from tests.admin.owner import Guest, Owner
from tests.conftest import EPOCH, NOON


@pytest.fixture
def owner(app: App) -> Owner:
    """Whoever owns the app."""
    return Owner(app)


@pytest.fixture
def guest(owner: Owner) -> Guest:
    """A guest in a world of Oniva."""
    return owner.new()


@pytest.fixture
def lenient() -> Iterator[Owner]:
    """Whoever owns a server that answers what breaks its contract, as it does in earnest."""
    app = create_app(Config(epoch=EPOCH), Clock(NOON, frozen=True))
    yield Owner(app)
    app.close()
