"""A client of the control API, for Python tests against a server anywhere. Standard library only.

from mock_server.client import ControlClient

with ControlClient("http://127.0.0.1:8024").world("acme", epoch="2026-03-02") as world:
    my_sync.run(world.base_url, world.client_id, world.client_secret)
    assert world.count("listEvents") == 2
"""

from mock_server.client.control import ControlClient
from mock_server.client.errors import ControlError, Unmet
from mock_server.client.expectation import Expectation
from mock_server.client.world import World

__all__ = ["ControlClient", "ControlError", "Expectation", "Unmet", "World"]
