"""Other vendors that ON24's API could be: our contract becomes theirs, and our server answers as they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drift.loop.looping import ON24, differing, looped, published
from tests.drift.overlay.conftest import Actions, overlay, serving, written
from tests.drift.overlay.rewrites_on24 import ON24_REWRITES, ON24_TOLD

# A look costs several seconds: one is in every run.
QUICK = "seconds-and-texts"
CASES = [
    *(pytest.param(ON24_TOLD[one], False, id=one, marks=[pytest.mark.fuzz] * (one != QUICK)) for one in ON24_TOLD),
    *(
        pytest.param(ON24_REWRITES[one], True, id=f"{one}-in-a-document", marks=pytest.mark.fuzz)
        for one in ON24_REWRITES
    ),
]


@pytest.mark.parametrize(("actions", "has_document"), CASES)
def test_a_server_under_what_was_seen_answers_as_was_seen(actions: Actions, has_document: bool, tmp_path: Path) -> None:
    reshaped = written(tmp_path / "reshaped.json", overlay(actions, extends=ON24.file))
    theirs = published(reshaped, subject=ON24) if has_document else None
    with serving(reshaped, vendors=("on24",)) as target:
        overlays, seen = looped(target, tmp_path, theirs, ON24)
        assert overlays
        assert [one.id for one in seen.report.findings] == []
        assert seen.report.trouble == ""
        assert {one.operation for one in seen.asked} >= {"listEvents", "listEventRegistrants", "getEvent"}
        with serving(*overlays, vendors=("on24",)) as server:
            assert differing(seen.asked, (target, server), overlays, ON24) == []
