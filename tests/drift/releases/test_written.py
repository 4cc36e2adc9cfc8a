"""What vendors could publish next, as an overlay of our contract: it says the same then, where that can be served."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import orjson
import pytest

from mock_server.core.errors import ContractError
from mock_server.drift.documents import Document, compare_documents, parse_document
from mock_server.drift.overlay_file import overlay_document, overlay_text
from tests.drift.loop.looping import ON24, ONIVA, Subject, compiled, ours, published, resolved, without_extensions
from tests.drift.releases.test_releases import RELEASES

_WAYS = "credentials of another kind"
# What no overlay says, or not all of it.
UNWRITTEN: Mapping[str, str] = {
    **dict.fromkeys(("key-does-too", "key-as-well", "key-is-a-header-of-old", "bearer-for-a-pair"), _WAYS),
    "another-flow": "people would have to log in",
    "one-is-on-another-host": "what is at another host is not served",
    "words-between-bars": "a style that this server does not understand",
    "filter-became-json": "a parameter is no document here",
    "one-or-a-list": "what is one kind here is not served as one of two",
}
# Quick ones, which take members, parameters and paths over.
QUICK = ("member-is-only-taken", "below-its-event")
CASES = [
    pytest.param(subject, name, id=f"{subject.name}-{name}", marks=[pytest.mark.fuzz] * (name not in QUICK))
    for subject in (ONIVA, ON24)
    for name in RELEASES[subject.name]
]


@pytest.mark.parametrize(("subject", "name"), CASES)
def test_a_release_is_written_and_our_contract_says_it(subject: Subject, name: str, tmp_path: Path) -> None:
    document = orjson.loads(orjson.dumps(resolved(subject=subject), option=orjson.OPT_NON_STR_KEYS))
    RELEASES[subject.name][name][0](document)
    theirs = parse_document(orjson.dumps(without_extensions(document)), "theirs")
    written = overlay_document(compare_documents(ours(subject), theirs), subject.file, subject.name)
    path = tmp_path / "seen.yaml"
    path.write_text(overlay_text(written), encoding="utf-8")
    assert is_said(path, theirs, subject) == (name not in UNWRITTEN)


def is_said(path: Path, theirs: Document, subject: Subject) -> bool:
    """Whether our contract says under an overlay what a document does, and can be served."""
    try:
        served = compiled([path], subject).operations
    except ContractError:
        return False
    return bool(served) and compare_documents(published(path, subject=subject), theirs) == []
