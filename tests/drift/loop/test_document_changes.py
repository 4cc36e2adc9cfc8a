"""Single changes of the vendors' own documents: the overlay that is written says each of them, but for a few."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import orjson
import pytest

from mock_server.core.errors import ContractError
from mock_server.drift.documents import compare_documents, parse_document
from mock_server.drift.overlay_file import overlay_document, overlay_text
from tests.drift.documents.changes import CHANGES
from tests.drift.loop.looping import ON24, ONIVA, Json, Subject, compiled, ours, published, resolved, without_extensions

# What this server cannot read or ask for, so that no overlay says it.
UNWRITTEN: Mapping[str, str] = {
    "media-type-of-request-changed": "a request is a form or JSON",
    "oniva-operation-removed": "it gives the tokens without which nobody is let in",
    "scheme-changed": "credentials of another kind, or a key that is not in a header",
}
# What is written, and then refused when somebody wants to serve it.
UNSERVED: Mapping[str, str] = {"default-changed": "the change gives an integer a text for its default"}
CASES = [
    pytest.param(subject, name, id=f"{subject.name}-{name}", marks=pytest.mark.fuzz)
    for subject in (ONIVA, ON24)
    for name in CHANGES
]


def changed(subject: Subject, name: str) -> Json:
    """Our contract as a document of its own, changed; None where the change has no place in it."""
    # Nothing is shared, so that a change of it is a change of one place.
    document = orjson.loads(orjson.dumps(resolved(subject=subject), option=orjson.OPT_NON_STR_KEYS))
    return document if CHANGES[name](document) is not None else None


@pytest.mark.parametrize(("subject", "name"), CASES)
def test_a_change_is_written_and_our_contract_says_it(subject: Subject, name: str, tmp_path: Path) -> None:
    document = changed(subject, name)
    if document is None:
        return
    theirs = parse_document(orjson.dumps(without_extensions(document)), "theirs")
    findings = compare_documents(ours(subject), theirs)
    written = overlay_document(findings, subject.file, subject.name)
    is_unwritten = name in UNWRITTEN or f"{subject.name}-{name}" in UNWRITTEN
    if not written["actions"]:
        assert is_unwritten
        assert findings[0].id in written["info"]["description"]
        return
    path = tmp_path / "seen.yaml"
    path.write_text(overlay_text(written), encoding="utf-8")
    assert compare_documents(published(path, subject=subject), theirs) == []
    assert not is_unwritten
    if name in UNSERVED:
        with pytest.raises(ContractError):
            compiled([path], subject)
    else:
        assert compiled([path], subject).operations
