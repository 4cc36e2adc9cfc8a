"""Own status: whether the status that an error tells is the one that it has (RFC 9457 section 3.1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mock_server.breaks.place import Place
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, type_of
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Teller


def judge_own_status(teller: Teller, schema: Schema, document: Any, status: int) -> Iterator[Finding]:
    """Yield that an error tells another status than it has."""
    for name, one in schema.get("properties", {}).items() if isinstance(document, dict) else ():
        told = document.get(name)
        if source_of(name, one) == "status" and type_of(one) == "integer" and type(told) is int and told != status:
            place = Place("error", steps=(name,))
            yield teller.tell("error-status-differs", place, "the status of the reply", "another one", one)
