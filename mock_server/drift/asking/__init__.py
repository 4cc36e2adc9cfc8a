"""Asking: a live service is asked for what may be asked for, as slowly as it likes, and nothing secret is told."""

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
