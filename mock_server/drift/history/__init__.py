"""History: what was seen of a tenant before, in statistics and keyed digests, and what of it is otherwise today.

- `baseline.py` is the file, of profiles from run to run; `accepted.py` that of drifts that are known.
- `profile.py` is what a run saw at the places of `layout.py`: counts (`tally.py`) of `shapes.py`, and `rows.py` as
  `digest.py` makes them; `reach.py` reads documents fast.
- `compare.py` tells what is otherwise, by `telling.py`: `presence.py` of members, `change.py` of values (`undo.py`
  and `counts.py` know how they can be written otherwise), `header_names.py`; `chance.py` tells when that is no chance.
"""

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
