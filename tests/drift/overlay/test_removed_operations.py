"""Lists that an overlay takes away: the rest is served, shown and looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from mock_server.banner import Start
from tests.contract.subjects import CONTRACTS
from tests.drift.loop.looping import ON24, ONIVA, Subject, seen_at
from tests.drift.overlay.conftest import overlay, serving, written

SUBJECTS = {"oniva": ONIVA, "on24": ON24}
GONE = "listEvents"


def without_list(folder: Path, subject: Subject) -> Path:
    """An overlay that takes the list of events away."""
    path = CONTRACTS[subject.name].path_of(GONE)
    return written(folder / "gone.yaml", overlay([{"target": f"$.paths['{path}'].get", "remove": True}]))


@pytest.mark.parametrize("vendor", SUBJECTS)
def test_a_list_that_is_gone_is_not_in_the_lines_to_paste(vendor: str, tmp_path: Path) -> None:
    page = "a first page" if vendor == "oniva" else "the events"
    labels = []
    for overlays in ((), (without_list(tmp_path, SUBJECTS[vendor]),)):
        with serving(*overlays, vendors=(vendor,)) as server:
            labels.append([label for one in Start.of(server).vendors for label, _ in one.ready.commands])

    assert page in labels[0]
    assert labels[1] == [one for one in labels[0] if one != page]


@pytest.mark.parametrize("vendor", SUBJECTS)
def test_what_is_asked_by_a_list_that_is_gone_is_not_observed(vendor: str, tmp_path: Path) -> None:
    gone = without_list(tmp_path, SUBJECTS[vendor])
    with serving(gone, vendors=(vendor,)) as server:
        report = seen_at(server, [gone], subject=SUBJECTS[vendor]).report

    assert report.findings == []
    assert report.trouble == ""
    lost = {one.operation for one in report.observations if one.why == f"the contract has no {GONE}"}
    assert "getEvent" in lost
    assert GONE not in {one.operation for one in report.observations}
