"""The labs of the generic suite."""

from __future__ import annotations

from tests.contract.conftest import lab_of, new_lab

__all__ = ["lab_of", "new_lab"]
