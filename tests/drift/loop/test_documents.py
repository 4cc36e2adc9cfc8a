"""Ten other vendors with a document of their own: our contract becomes theirs, and our server answers as they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from mock_server.drift.documents import compare_documents
from tests.drift.loop.looping import differing, looped, published
from tests.drift.overlay.conftest import overlay, serving, written
from tests.drift.overlay.rewrites import REWRITES, Rewrite

# Each of the others is in one of these.
QUICK = ("everything", "hal")
CASES = [
    pytest.param(one, id=one.name, marks=() if one.name in QUICK else pytest.mark.fuzz)
    for one in REWRITES
]  # fmt: skip


@pytest.mark.parametrize("rewrite", CASES)
def test_a_server_under_the_written_overlays_is_the_other_vendor(rewrite: Rewrite, tmp_path: Path) -> None:
    reshaped = written(tmp_path / "reshaped.yaml", overlay(rewrite.actions))
    theirs = published(reshaped)
    with serving(reshaped) as target:
        overlays, seen = looped(target, tmp_path, theirs)
        assert overlays
        assert [one.id for one in seen.report.findings] == []
        assert seen.report.trouble == ""
        assert {one.operation for one in seen.asked} >= {"getEvent", "getBooking", "listEventBookings"}
        assert compare_documents(published(*overlays), theirs) == []
        with serving(*overlays) as server:
            assert differing(seen.asked, (target, server), overlays) == []
