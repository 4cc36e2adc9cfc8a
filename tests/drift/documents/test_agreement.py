"""What a vendor's own document says and what its service does are told of each other."""

from __future__ import annotations

from mock_server.drift.agreement import compared
from mock_server.drift.finding import BREAKING, DOCUMENTS, REPLIES, Finding
from mock_server.drift.report import DRIFT, OK


def found(eye: str, pointer: str, operation: str = "listEvents") -> Finding:
    return Finding("field-renamed", operation, pointer, BREAKING, "a", "b", eye)


def test_each_of_the_four_ways_is_told() -> None:
    documents = [found(DOCUMENTS, "/both"), found(DOCUMENTS, "/said"), found(DOCUMENTS, "query/limit")]
    documents.append(found(DOCUMENTS, "/said", "getEvent"))
    told, shown, agreement = compared(documents, [found(REPLIES, "/both"), found(REPLIES, "/done")], {"listEvents"})

    assert [one.seen for one in told] == ["b; replies show it as well", "b; no reply shows it", "b", "b"]
    assert [one.seen for one in shown] == ["b", "b; the vendor's own document does not say so"]
    assert agreement.outcome == DRIFT


def test_a_service_that_does_what_its_document_says_agrees_with_it() -> None:
    assert compared([], [], {"listEvents"})[2].outcome == OK
    assert compared([found(DOCUMENTS, "/both")], [found(REPLIES, "/both")], set())[2].outcome == OK
