"""Vendors at work, and their worlds: made, found, put back to their start, dropped, and kept on disk."""

from mock_server.worlds.kept_world import KeptWorld
from mock_server.worlds.live import LiveWorld
from mock_server.worlds.plans import Wish
from mock_server.worlds.service import Service, VendorService
from mock_server.worlds.worlds import SavedWorld, TooManyWorlds, Worlds

__all__ = [
    "KeptWorld",
    "LiveWorld",
    "SavedWorld",
    "Service",
    "TooManyWorlds",
    "VendorService",
    "Wish",
    "Worlds",
]
