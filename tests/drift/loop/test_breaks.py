"""One place that is otherwise, as `onmock breaks` rehearses it: what replies tell is written, and served the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mock_server import Clock, Config, MockServer
from tests.conftest import EPOCH, NOON
from tests.drift.loop.looping import differing, looped
from tests.drift.overlay.conftest import serving

START, END = "listEvents:/items/*/startDate", "listEvents:/items/*/endDate"
MADE = "listEventBookings:/items/*/createdAt"
# Several at once, as a vendor would change them.
TOGETHER = {
    "moments": [f"{START}:format=day-first", f"{END}:format=epoch-ms", f"{MADE}:format=space"],
}
ALONE = [
    *(f"{START}:format={form}" for form in ("no-zone", "epoch", "date", "utc", "offset", "local-as-utc", "fraction")),
]
CASES = [
    *(pytest.param(orders, id=name) for name, orders in TOGETHER.items()),
    *(pytest.param([order], id=order, marks=pytest.mark.fuzz) for order in ALONE),
]


@pytest.mark.parametrize("orders", CASES)
def test_a_change_is_written_and_served(orders: Sequence[str], tmp_path: Path) -> None:
    config = Config(vendors=("oniva",), epoch=EPOCH, breaks=tuple(orders))
    with MockServer(config, clock=Clock(NOON, frozen=True)) as target:
        overlays, seen = looped(target, tmp_path)
        assert overlays
        assert [one.id for one in seen.report.findings] == []
        assert seen.report.trouble == ""
        with serving(*overlays) as server:
            assert differing(seen.asked, (target, server), overlays) == []
