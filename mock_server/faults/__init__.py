"""Faults: what goes wrong because somebody ordered it, which requests it meets, and whether it ever did."""

from mock_server.faults.effect import Effect
from mock_server.faults.faults import Faults
from mock_server.faults.matcher import Matcher, Sent
from mock_server.faults.rule import Fault, Met, Rule

__all__ = ["Effect", "Fault", "Faults", "Matcher", "Met", "Rule", "Sent"]
