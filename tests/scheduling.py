"""Which tests go to one process together, where there are several."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

_ROOT = Path(__file__).parents[1]


class ByGroup(LoadScopeScheduling):
    """Gives files that have groups (`xdist_group`) to one process whole, and all other tests to whichever is free.

    xdist's own loadgroup writes the group behind a test's id, which has no effect from pytest 9.2 on.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        self._has_groups = cache(_has_groups)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """Note that a test is over, and forget a group that is: what is kept is counted anew after each test."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if self._has_groups(file) else nodeid


def _has_groups(file: str) -> bool:
    return "xdist_group" in (_ROOT / file).read_text(encoding="utf-8")
