"""The server as a whole: is it well, and back to its start."""

from __future__ import annotations

from contextlib import suppress

from mock_server import __version__
from mock_server.admin.desk import Desk
from mock_server.admin.shown import Health
from mock_server.core.api_errors import NotFound
from mock_server.core.call import Call, Reply


def get_health(desk: Desk, call: Call) -> Health:
    """Say that the server is well, and what its own worlds are."""
    homes = [(service, live) for service, live in desk.worlds(None) if live.is_home]
    return Health(__version__, [desk.shown_world(call.request, service, live) for service, live in homes])


def reset_server(desk: Desk, call: Call) -> Reply:
    """Drop the worlds that were made, and put the server's own back to their start."""
    worlds = desk.runtime.worlds
    for _, live in worlds.all():
        # One that another thread drops meanwhile is gone as well.
        with suppress(NotFound):
            (worlds.reset if live.is_home else worlds.drop)(live.id)
    desk.runtime.journal.clear()
    return Reply(204)


HANDLERS = (get_health, reset_server)
