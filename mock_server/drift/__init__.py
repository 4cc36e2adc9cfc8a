"""Drift: the ways in which a live service is not, or no longer, what the contract says."""

from mock_server.drift.exchange import Answered, Asked, Exchange, NotObserved
from mock_server.drift.finding import Finding
from mock_server.drift.report import Observation, Report
from mock_server.drift.walk import Walk

__all__ = ["Answered", "Asked", "Exchange", "Finding", "NotObserved", "Observation", "Report", "Walk"]
