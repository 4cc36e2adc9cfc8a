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
PAGE, LIMIT, STATUS = "listEvents:query/page", "listEvents:query/limit", "listEvents:query/status"
TOGETHER = {
    "statuses": [
        "listEvents:status/400:become=422",
        "getEvent:status/404:become=410",
        "listEventBookings:status/200:become=206",
        "getBooking:header/X-RateLimit-Limit:rename=RateLimit-Limit",
        "getMe:header/WWW-Authenticate:drop",
    ],
    "values": [
        "listEvents:/items/*/isOnline:retype=integer",
        "listEvents:/items/*/workspace/id:unwrap",
        "listEvents:/items/*/languages:retype=string",
        "listEvents:/items/*/title:wrap=text",
        "listEvents:/itemCount:retype=string",
        "listEventBookings:/items/*/payment/amount:money=comma",
        "listEventBookings:/items/*/payment/vatRate:retype=string",
    ],
    "pages": [f"{PAGE}:shift=1", "listEventBookings:query/limit:ignore", f"{STATUS}:ignore"],
    "moments": [f"{START}:format=day-first", f"{END}:format=epoch-ms", f"{MADE}:format=space"],
}
ALONE = [
    "listEvents:/items/*/isOnline:retype=string", "getMe:/clientId:wrap=id",
    "listEvents:/items/*/languages/*:wrap=code",
    "listEvents:query/page:require", "listEvents:query:strict", "listEvents:status/401:become=403",
    f"{LIMIT}:ignore", f"{LIMIT}:clamp=50", f"{PAGE}:ignore", "listEvents:query/from:ignore", f"{STATUS}:ignore",
    *(f"{START}:format={form}" for form in ("no-zone", "epoch", "date", "utc", "offset", "local-as-utc", "fraction")),
]  # fmt: skip
# A break knows a parameter's other name, its refusals have the old one.
CALLED = [
    f"{LIMIT}:rename=size", f"{LIMIT}:rename=items_per_page", f"{PAGE}:rename=pageNumber",
    "listEvents:query/from:rename=startAfter", "listEvents:query/workspace:rename=workspaceKey",
]  # fmt: skip
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
        # A break that counts pages otherwise refuses them in the words of before.
        asked = [one for one in seen.asked if f"{PAGE}:shift=1" not in orders or min(one.expects, default=200) < 400]
        with serving(*overlays) as server:
            assert differing(asked, (target, server), overlays) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("order", CALLED)
def test_another_name_of_a_parameter_is_written_and_served(order: str, tmp_path: Path) -> None:
    config = Config(vendors=("oniva",), epoch=EPOCH, breaks=(order,))
    with MockServer(config, clock=Clock(NOON, frozen=True)) as target:
        overlays, seen = looped(target, tmp_path)
        assert [one.id for one in seen.report.findings] == []
        asked = [one for one in seen.asked if min(one.expects, default=200) < 400]
        name = order.rpartition("=")[2]
        assert any(f"{name}=" in one.target for one in asked)
        with serving(*overlays) as server:
            assert differing(asked, (target, server), overlays) == []
