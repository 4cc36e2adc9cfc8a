"""Recorded exchanges of every operation and documented status, for tests that run without a server."""

from mock_server.exports.export import FORMATS, export, record

__all__ = ["FORMATS", "export", "record"]
