"""Languages: errors in another one than the contract's, told by the small words that every sentence has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.breaks.place import Place
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Teller


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words("the a an is are not no of to this that with for in be has was must have you")
_OTHERS: Mapping[str, frozenset[str]] = {
    "German": _words("der die das ist sind nicht kein keine ein eine mit für und von im wurde es gibt"),
    "French": _words("le la les est sont pas un une des avec pour et du dans il ce cette aucun"),
    "Italian": _words("il lo gli è sono non un una con per e di nel della che questo nessun"),
}
_WORD = re.compile(r"[^\W\d_]+")
_SURE = 2


def judge_language(teller: Teller, document: Any) -> Iterator[Finding]:
    """Yield that the texts of an error are in another language."""
    for text in document.values() if isinstance(document, dict) else ():
        said = {one.lower() for one in _WORD.findall(text)} if isinstance(text, str) else set()
        language = next((name for name, known in _OTHERS.items() if len(said & known) >= _SURE), None)
        if language is not None and not said & _ENGLISH:
            yield teller.tell("error-language", Place("error"), "English", language)
            return
