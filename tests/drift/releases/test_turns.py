"""More vendors that ours could turn out to be: the loop makes our server answer as they do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.drift.loop.looping import ON24, ONIVA, Subject, differing, looped, published
from tests.drift.overlay.conftest import Actions, overlay, serving, written
from tests.drift.releases.turns import ON24_IN_A_DOCUMENT, ON24_TOLD, ONIVA_IN_A_DOCUMENT, ONIVA_TOLD

# Keys are asked for by the names of their headers, which are others in one of these.
KEYED = replace(
    ON24,
    secrets=(
        *ON24.secrets,
        *((name.replace("ACCESS_TOKEN_", "X_API_"), text) for name, text in ON24.secrets if "TOKEN" in name),
    ),
)
SETS = [
    (ONIVA, ONIVA_TOLD, False),
    (ONIVA, ONIVA_IN_A_DOCUMENT, True),
    (ON24, ON24_TOLD, False),
    (KEYED, ON24_IN_A_DOCUMENT, True),
]
# What is not yet written, and why.
LEFT = {
    "kebab-and-decimals": "pages of fewer rows than are asked for are told as cut, where their size has another name",
    "kebab-elsewhere": "that a member called number is the page is told by no name and by no form",
    "filters-elsewhere": "a document does not tell what is answered where it has no path",
}
CASES = [
    pytest.param(
        subject,
        turns[name],
        has_document,
        id=f"{subject.name}-{name}",
        marks=[pytest.mark.xfail(reason=LEFT[name], strict=True)] if name in LEFT else [],
    )
    for subject, turns, has_document in SETS
    for name in turns
]


@pytest.mark.fuzz
@pytest.mark.parametrize(("subject", "actions", "has_document"), CASES)
def test_a_server_under_what_was_seen_answers_as_was_seen(
    subject: Subject, actions: Actions, has_document: bool, tmp_path: Path
) -> None:
    reshaped = written(tmp_path / "reshaped.json", overlay(actions, extends=subject.file))
    theirs = published(reshaped, subject=subject) if has_document else None
    with serving(reshaped, vendors=(subject.name,)) as target:
        overlays, seen = looped(target, tmp_path, theirs, subject)
        assert overlays
        assert [one.id for one in seen.report.findings] == []
        assert seen.report.trouble == ""
        with serving(*overlays, vendors=(subject.name,)) as server:
            assert differing(seen.asked, (target, server), overlays, subject) == []
