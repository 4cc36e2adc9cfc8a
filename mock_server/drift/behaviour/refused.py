"""Refused: what a refusal is about, read from the error's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any

from mock_server.contract import Operation
from mock_server.drift.exchange import Answered

# What is said to requests that are wrong.
REFUSED = (400, 422)
_WORD = re.compile(r"[A-Za-z0-9_-]+")
# Shorter names are words of every language.
_TELLING = 5


def is_refused(answered: Answered) -> bool:
    """Tell whether an answer is that the request is wrong."""
    return answered.status in REFUSED


def is_refusal(answered: Answered) -> bool:
    """Tell whether an answer is of the statuses that blame the client."""
    return 400 <= answered.status < 500


def blamed(answered: Answered, operation: Operation) -> Set[str]:
    """Return the names of the query parameters that a refusal names: whole, else in its sentences."""
    try:
        texts = [*texts_in(answered.json())]
    except ValueError:
        return frozenset()
    names = {one.name for one in operation.parameters.all if one.place == "query"}
    whole = names & {*texts}
    if whole:
        return whole
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    return {name for name in names if len(name) >= _TELLING and name.lower() in words}


def texts_in(document: Any) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, list | dict):
        for part in document.values() if isinstance(document, dict) else document:
            yield from texts_in(part)
