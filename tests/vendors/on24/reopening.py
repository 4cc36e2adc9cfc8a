"""Opening ON24 again and again: the contract, which never changes, is compiled once a process."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from mock_server import Clock, runtime
from tests.contract.lab import load_once
from tests.vendors.on24.desk import Desk


def open_desk(clock: Clock | None = None, **config: Any) -> Desk:
    """Open a desk as `Desk.open` does; `config` are values of Config."""
    with patch.object(runtime, "load_contract", load_once):
        return Desk.open(clock, **config)
