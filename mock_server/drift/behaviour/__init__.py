"""Behaviour: what a live service does when it is asked on purpose, by what a vendor's `probes.py` says there is."""

from mock_server.drift.behaviour.run import run_behaviour

__all__ = ["run_behaviour"]
