"""Asking: a live service is asked for what may be asked for, as slowly as it likes, and nothing secret is told.

- `service.py` puts together: `target.py` where it is and what may leave, `manners.py` how often (by what it has
  `announced.py`), `wire.py` the socket, within `limits.py`; what goes wrong is `trouble.py`.
- `credentials.py` lets in, by `login.py` or `token_login.py`; `secrecy.py` hides what answers have of them.
- `recording.py` keeps exchanges, and `replay.py` answers from them. What they keep is masked: `masked_exchange.py`,
  `masked_headers.py`, `masked_json.py`, by `masks.py`, but for what `telling.py` lets stay.
- `command.py` writes a request as a command line; `fetching.py` gets a vendor's own document.
"""

from mock_server.drift.asking.credentials import Credentials, from_environment, from_file
from mock_server.drift.asking.fetching import fetch
from mock_server.drift.asking.limits import Limits
from mock_server.drift.asking.manners import Rules
from mock_server.drift.asking.recording import Recorder
from mock_server.drift.asking.replay import Replay
from mock_server.drift.asking.service import Service, Spent
from mock_server.drift.asking.target import Target
from mock_server.drift.asking.trouble import Trouble, Unsafe

__all__ = [
    "Credentials",
    "Limits",
    "Recorder",
    "Replay",
    "Rules",
    "Service",
    "Spent",
    "Target",
    "Trouble",
    "Unsafe",
    "fetch",
    "from_environment",
    "from_file",
]
