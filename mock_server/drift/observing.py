"""Observing: how the looks at documents and replies ended, where nothing that was planned tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mock_server.contract import Contract
from mock_server.drift.exchange import Exchange
from mock_server.drift.finding import DOCUMENTS, REPLIES, Finding
from mock_server.drift.replies import never_seen
from mock_server.drift.report import DRIFT, OK, UNSEEN, Observation, some


def of_document(findings: Sequence[Finding], missing: str) -> Observation:
    """Return how the look at the vendor's own document ended; `missing` is why it could not be had, "" where it was."""
    outcome = UNSEEN if missing else DRIFT if findings else OK
    return Observation("the vendor's own document", "", DOCUMENTS, outcome, missing)


def of_replies(contract: Contract, exchanges: Sequence[Exchange], findings: Sequence[Finding]) -> Iterator[Observation]:
    """Yield how the look at each operation's replies ended, and which places were never filled."""
    answered = {one.asked.operation for one in exchanges if one.answered.status in one.asked.expects}
    drifted = {one.operation for one in findings}
    empty: dict[str, list[str]] = {}
    for operation, pointer in never_seen(contract, exchanges):
        empty.setdefault(operation, []).append(pointer)
    for name in dict.fromkeys(one.asked.operation for one in exchanges):
        outcome = DRIFT if name in drifted else OK if name in answered else UNSEEN
        why = "no answer that was planned" if outcome == UNSEEN else ""
        yield Observation("replies as the contract has them", name, REPLIES, outcome, why)
        if name in empty:
            yield Observation("members that no reply fills", name, REPLIES, UNSEEN, some(empty[name]))
