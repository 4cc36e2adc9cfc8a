"""Agreement: whether replies show what a vendor's own document has otherwise than ours, and whether it has what they
show: our contract and theirs, against how the service behaves.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mock_server.drift.finding import DOCUMENTS, Finding
from mock_server.drift.report import DRIFT, OK, Observation

_SHOWN, _NOT_SHOWN = "; replies show it as well", "; no reply shows it"
_UNSAID = "; the vendor's own document does not say so"


def compared(
    documents: Sequence[Finding], seen: Sequence[Finding], answered: Collection[str]
) -> tuple[list[Finding], list[Finding], Observation]:
    """Return findings of the document and those of the service, each with what the other has to say of its place, and
    whether the service does what its document does not say. `answered` are the operations with good replies.
    """
    said, found = {_spot(one) for one in documents}, {_spot(one) for one in seen}

    def of_document(one: Finding) -> Finding:
        if _spot(one) in found:
            return replace(one, seen=one.seen + _SHOWN)
        is_of_replies = one.pointer.startswith("/") and one.operation in answered
        return replace(one, seen=one.seen + _NOT_SHOWN) if is_of_replies else one

    told = [of_document(one) for one in documents]
    shown = [one if _spot(one) in said else replace(one, seen=one.seen + _UNSAID) for one in seen]
    outcome = DRIFT if found - said else OK
    return told, shown, Observation("the service as its own document has it", "", DOCUMENTS, outcome)


def _spot(one: Finding) -> tuple[str, str]:
    return one.operation, one.pointer
