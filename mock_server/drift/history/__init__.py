"""History: what was seen of a tenant before, in statistics and keyed digests, and what of it is otherwise today."""

from mock_server.drift.history.accepted import accept, read_accepted, sort_out
from mock_server.drift.history.baseline import Baseline, Run, read_baseline, write_baseline
from mock_server.drift.history.compare import compare, observations
from mock_server.drift.history.profile import Profile, profile_of, tenant_of

__all__ = [
    "Baseline",
    "Profile",
    "Run",
    "accept",
    "compare",
    "observations",
    "profile_of",
    "read_accepted",
    "read_baseline",
    "sort_out",
    "tenant_of",
    "write_baseline",
]
