"""The control API below `/__admin`: worlds, clocks, faults, the journal, records and snapshots, by its own contract."""

from mock_server.admin.control import ADMIN_PATH, new_admin_service

__all__ = ["ADMIN_PATH", "new_admin_service"]
