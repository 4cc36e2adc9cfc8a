"""The world of a Python test: what a vendor's own harness adds its words to."""

from mock_server.harness.harness import Harness

__all__ = ["Harness"]
