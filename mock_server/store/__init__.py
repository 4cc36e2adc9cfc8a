"""Where what was written is kept: in memory, or in a file that survives a kill."""

from mock_server.store.database import Database
from mock_server.store.memory import MemoryOverlay

__all__ = ["Database", "MemoryOverlay"]
